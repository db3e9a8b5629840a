import { describe, expect, test } from 'vitest'
import type { Job } from '../../sim/model/index.ts'
import { DAY, down, GB, job, machine, nightly, one, proxy, run, share, vm, world } from './estates.ts'
import { GATEWAY, server } from './worlds.ts'

const SERVERS = [proxy('proxy-1', Number.POSITIVE_INFINITY), server('g1', GATEWAY)]
const algorithms = (list: Job['machines'], more: Partial<Job>, days: number) =>
  run(
    world({
      horizon: days * DAY,
      servers: SERVERS,
      repositories: [share('nas', ['g1'])],
      jobs: [job('nightly', 'nas', [...list], { schedule: nightly(days), ...more })],
    }),
  )
    .tasks.map(
      ({ algorithm }) =>
        ({ full: 'F', increment: 'i', fixed: 'x', 'synthetic-full': 'S', merge: 'm', transform: 't' })[
          algorithm
        ],
    )
    .join('')

const VM = [vm('vm', 100 * GB)]

describe('when fulls are made', () => {
  test('active on Saturday: the sixth session from Monday', () => {
    expect(algorithms(VM, { full: { kind: 'weekdays', days: [5], how: 'active' } }, 8)).toBe('iiiiiFii')
  })

  test('synthetic on Saturday: an increment, then a synthetic full', () => {
    expect(algorithms(VM, { full: { kind: 'weekdays', days: [5], how: 'synthetic' } }, 7)).toBe('iiiiiiSi')
  })

  test('only the first session of the day makes it', () => {
    const times = [5 * DAY, 5.25 * DAY, 5.5 * DAY]
    const schedule = { kind: 'times', times, manual: false, overlapping: false } as const
    expect(algorithms(VM, { schedule, full: { kind: 'weekdays', days: [5], how: 'active' } }, 6)).toBe('Fii')
  })

  test('every 3 d after the full of one day before the start: the third day, the sixth, ...', () => {
    expect(algorithms(VM, { full: { kind: 'every', period: 3 * DAY, how: 'active' } }, 8)).toBe('iiFiiFii')
  })

  test('every 3 d on a new chain counts from the first full', () => {
    expect(algorithms(VM, { newShare: 1, full: { kind: 'every', period: 3 * DAY, how: 'active' } }, 8)).toBe(
      'FiiFiiFi',
    )
  })

  test('none: increments for ever', () => {
    expect(algorithms(VM, {}, 40)).toBe('i'.repeat(40))
  })

  test('a machine without a good point reads a full on the day of a synthetic one, and needs none', () => {
    expect(
      algorithms(
        VM,
        { newShare: 1, schedule: nightly(6), full: { kind: 'weekdays', days: [0], how: 'synthetic' } },
        6,
      ),
    ).toBe('Fiiiii')
  })

  test('a machine that failed makes no synthetic full', () => {
    const { tasks } = run({
      ...one(
        share('nas', ['g1']),
        { servers: SERVERS, horizon: DAY },
        { machines: [vm('a', GB), vm('b', GB)], full: { kind: 'weekdays', days: [0], how: 'synthetic' } },
      ),
      failures: [{ kind: 'scripted', job: 'nightly', machine: 'b', days: [20_458], attempts: 'all' }],
    })
    expect(tasks.filter(({ operation }) => operation === 'synthetic').map((task) => task.machine)).toEqual([
      'a',
    ])
  })
})

describe('forever-forward and reverse', () => {
  test('forever-forward with 3 points: from the fourth point on each session ends with a merge', () => {
    // The full of the day before is the first point.
    expect(algorithms(VM, { method: 'forever-forward', retention: { points: 3 } }, 5)).toBe('iiimimim')
  })

  test('three days of points are three points of a daily job', () => {
    expect(algorithms(VM, { method: 'forever-forward', retention: { period: 3 * DAY } }, 5)).toBe('iiimimim')
  })

  test('a merge reads and writes the oldest increment once each: twice the increment', () => {
    const { tasks } = run(
      one(
        share('nas', ['g1']),
        { servers: SERVERS, horizon: 2 * DAY },
        {
          machines: VM,
          reduction: 2,
          schedule: nightly(2),
          method: 'forever-forward',
          retention: { points: 2 },
        },
      ),
    )
    const merge = tasks.find(({ algorithm }) => algorithm === 'merge')!
    expect(merge.repositoryReadBytes).toBeCloseTo(2.5 * GB, 0)
    expect(merge.repositoryWrittenBytes).toBeCloseTo(2.5 * GB, 0)
  })

  test('reverse: three times the increment at the repository, in every session', () => {
    const { tasks } = run(
      one(share('nas', ['g1']), { servers: SERVERS }, { machines: VM, reduction: 2, method: 'reverse' }),
    )
    expect(tasks.map(({ algorithm }) => algorithm)).toEqual(['increment', 'transform'])
    const moved = tasks.reduce((sum, task) => sum + task.repositoryReadBytes + task.repositoryWrittenBytes, 0)
    expect(moved / GB).toBeCloseTo(3 * 2.5, 9)
  })

  test('a merge that failed is made up for by the next', () => {
    const { tasks } = run({
      ...one(
        share('nas', ['g1']),
        { servers: SERVERS, horizon: 3 * DAY },
        {
          machines: VM,
          schedule: nightly(3),
          method: 'forever-forward',
          retention: { points: 2 },
          taskRate: { full: 100e6, increment: 100e6 },
        },
      ),
      // The increment of the second night ends at 50 s; its merge finds no gateway, nor do its repeats.
      failures: [down('g1', DAY + 50, 0.9 * DAY)],
    })
    const merges = tasks.filter(({ algorithm, result }) => algorithm === 'merge' && result === 'Success')
    expect(merges.map(({ processedBytes }) => Math.round(processedBytes / GB))).toEqual([10])
  })
})

describe('capacity sees the points that retention keeps', () => {
  /** First session, from 1, that finds the repository full; undefined when none does. */
  const firstFull = (capacity: number, more: Partial<Job>, days: number) => {
    const { sessions } = run(
      one(
        share('nas', ['g1'], { capacity }),
        { servers: SERVERS, horizon: days * DAY },
        { machines: VM, schedule: nightly(days), ...more },
      ),
    )
    const at = sessions.findIndex(({ result }) => result === 'Failed')
    return at < 0 ? undefined : [at + 1, sessions[at]!.reason]
  }

  test('increments for ever: 50 GB of full and 2.5 GB a night fill 61 GB in the fifth', () => {
    expect(firstFull(61 * GB, { reduction: 2 }, 8)).toEqual([5, 'repository-full'])
    expect(firstFull(70.1 * GB, { reduction: 2 }, 8)).toBeUndefined()
  })

  test('bytes that no simulated chain accounts for take room', () => {
    const { sessions } = run(
      one(
        share('nas', ['g1'], { capacity: 100 * GB, used: 49 * GB }),
        { servers: SERVERS },
        { machines: VM, reduction: 2 },
      ),
    )
    expect(sessions[0]).toMatchObject({ result: 'Failed', reason: 'repository-full', transferredBytes: 0 })
  })

  test('running tasks are promised their room', () => {
    const list = [machine('a', 40 * GB), machine('b', 40 * GB), machine('c', 20 * GB)]
    const { tasks } = run(
      one(share('nas', ['g1'], { capacity: 65 * GB }), { servers: SERVERS }, { machines: list }),
    )
    expect(tasks.map(({ machine: name, reason }) => [name, reason]).sort()).toEqual([
      ['a', undefined],
      ['b', 'repository-full'],
      ['c', undefined],
    ])
  })

  test('a weekly active full with 7 points: the old chain goes when the new one has seven points', () => {
    const weekly = { full: { kind: 'weekdays', days: [6], how: 'active' }, retention: { points: 7 } } as const
    // Before it goes: full + 6 increments + full + 5 increments, and the sixth on top: 100 + 30 + 100 + 30 GB.
    expect(firstFull(260 * GB, weekly, 30)).toBeUndefined()
    expect(firstFull(259 * GB, weekly, 30)).toEqual([13, 'repository-full'])
  })

  test('forever-forward stays at its retention: a full, two increments and the one on its way', () => {
    const forever = { method: 'forever-forward', retention: { points: 3 } } as const
    expect(firstFull(115 * GB, forever, 20)).toBeUndefined()
    expect(firstFull(114 * GB, forever, 20)).toEqual([3, 'repository-full'])
  })

  test('reverse stays at its retention, too', () => {
    const reverse = { method: 'reverse', retention: { points: 3 } } as const
    expect(firstFull(115 * GB, reverse, 20)).toBeUndefined()
    expect(firstFull(114 * GB, reverse, 20)).toEqual([3, 'repository-full'])
  })

  test('a synthetic full takes the place of the increment that its session made, and needs its room first', () => {
    const weekly = {
      full: { kind: 'weekdays', days: [5], how: 'synthetic' },
      retention: { points: 7 },
    } as const
    // A week is a full and six increments, Saturday's is replaced: 130 GB. Of the next week the full, five
    // increments and Friday's come on top before the old chain goes: 130 + 100 + 25 + 5 GB.
    expect(firstFull(260 * GB, weekly, 30)).toBeUndefined()
    expect(firstFull(259 * GB, weekly, 30)).toEqual([19, 'repository-full'])
  })
})
