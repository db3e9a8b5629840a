import { describe, expect, test } from 'vitest'
import {
  at,
  DAY,
  datastore,
  down,
  GB,
  job,
  MB,
  machine,
  nightly,
  one,
  policies,
  proxy,
  restore,
  run,
  share,
  vm,
  world,
} from './estates.ts'
import { GATEWAY, HOUR, machines, server } from './worlds.ts'

const NAS = share('nas', ['g1'])
const estate = (list: Parameters<typeof job>[2], more: Parameters<typeof job>[3] = {}, days = 1) =>
  world({
    horizon: days * DAY,
    servers: [proxy('proxy-1', Number.POSITIVE_INFINITY), server('g1', GATEWAY)],
    repositories: [NAS],
    jobs: [job('nightly', 'nas', list, { schedule: nightly(days), ...more })],
  })

describe('what a machine reads', () => {
  test('a full reads the used space, and half of it is transferred at 2:1', () => {
    const { tasks, sessions } = run(
      estate([vm('vm', 100 * GB, { used: { share: 0.6 } })], { newShare: 1, reduction: 2 }),
    )
    expect(tasks[0]).toMatchObject({
      algorithm: 'full',
      processedBytes: 100 * GB,
      readBytes: 60 * GB,
      transferredBytes: 30 * GB,
      end: 600, // 60 GB at 100 MB/s of source bytes
    })
    expect(sessions[0]).toMatchObject({ algorithm: 'full', machinesFull: 1, processedBytes: 100 * GB })
  })

  test('an increment reads what changed in a day since the full that exists at the start', () => {
    const { tasks } = run(
      estate([vm('vm', 100 * GB, { used: { share: 0.6 } })], {
        taskRate: { full: 100 * MB, increment: 25 * MB },
      }),
    )
    expect(tasks[0]).toMatchObject({ algorithm: 'increment', processedBytes: 100 * GB, end: 120 }) // 5 % of 60 GB at 25 MB/s
    expect(tasks[0]!.readBytes).toBeCloseTo(3 * GB, 0)
  })

  test('a missed night is made up for: two days of changes in the next', () => {
    const { tasks } = run({
      ...estate([vm('vm', 100 * GB)], {}, 3),
      failures: [down('g1', 0, HOUR)],
    })
    expect(tasks.map(({ result, readBytes }) => [result, Math.round(readBytes / MB)])).toEqual([
      ['Failed', 0],
      ['Success', 10_000],
      ['Success', 5000],
    ])
  })

  test('never more than all used space changes, and it stays an increment', () => {
    const { tasks } = run({
      ...estate([vm('vm', 100 * GB, { changeRate: 0.6 })], {}, 2),
      failures: [down('g1', 0, HOUR)],
    })
    expect(tasks[1]).toMatchObject({ algorithm: 'increment', readBytes: 100 * GB })
  })

  test('a used figure in bytes counts as such', () => {
    const { tasks } = run(estate([vm('vm', 100 * GB, { used: { bytes: 12 * GB } })], { newShare: 1 }))
    expect(tasks[0]).toMatchObject({ processedBytes: 100 * GB, readBytes: 12 * GB })
  })

  test('volumes are split evenly over disks, as real numbers', () => {
    const { tasks } = run(estate([vm('vm', 10, { disks: 3 })], { newShare: 1 }))
    expect(tasks.map(({ processedBytes, readBytes }) => [processedBytes, readBytes])).toEqual(
      Array(3).fill([10 / 3, 10 / 3]),
    )
  })

  test('fixed bytes are read and processed in every run, as `fixed`, at the rate of fulls', () => {
    const { tasks, sessions } = run(
      estate([machine('vm', 5 * GB)], { taskRate: { full: 50 * MB, increment: 25 * MB } }, 2),
    )
    expect(
      tasks.map(({ algorithm, processedBytes, readBytes, durationSeconds }) => [
        algorithm,
        processedBytes,
        readBytes,
        durationSeconds,
      ]),
    ).toEqual(Array(2).fill(['fixed', 5 * GB, 5 * GB, 100]))
    expect(sessions.map(({ algorithm, machinesFull }) => [algorithm, machinesFull])).toEqual(
      Array(2).fill(['fixed', 0]),
    )
  })

  test('a retry reads the volume of its session again, drawn once', () => {
    const changeRate = { kind: 'uniform', low: 0.01, high: 0.2 } as const
    const { tasks } = run({
      ...estate([vm('vm', 100 * GB, { changeRate })], { retry: { attempts: 1, wait: 600 } }, 2),
      failures: [{ kind: 'scripted', job: 'nightly', machine: 'vm', days: [20_459], attempts: [1] }],
    })
    const { tasks: undisturbed } = run(estate([vm('vm', 100 * GB, { changeRate })], {}, 2))
    expect(tasks.map(({ attempt }) => attempt)).toEqual([1, 1, 2])
    expect(tasks[1]!.readBytes).toBeLessThan(tasks[2]!.readBytes)
    expect(tasks[2]!.readBytes).toBe(undisturbed[1]!.readBytes)
  })
})

describe('chains at the start', () => {
  test('new: every first run is a full; existing: none is; a share: about that many', () => {
    const fulls = (newShare: number) =>
      run(
        estate(
          Array.from({ length: 400 }, (_, i) => vm(`vm-${i}`, GB)),
          { newShare },
        ),
      ).tasks.filter(({ algorithm }) => algorithm === 'full').length
    expect([fulls(1), fulls(0)]).toEqual([400, 0])
    expect(fulls(0.25)).toBeGreaterThan(70)
    expect(fulls(0.25)).toBeLessThan(130)
  })

  test('O10: the machine that failed all retries of its first run reads a full in the next, the other an increment', () => {
    const { tasks } = run({
      ...estate(
        [vm('vm1', 10 * GB), vm('vm2', 10 * GB)],
        { newShare: 1, retry: { attempts: 3, wait: 600 } },
        2,
      ),
      failures: [{ kind: 'scripted', job: 'nightly', machine: 'vm2', days: [20_458], attempts: 'all' }],
    })
    expect(tasks.filter(({ session }) => session === 'nightly#1')).toHaveLength(5)
    const next = tasks.filter(({ session }) => session === 'nightly#2')
    expect(next.map(({ machine: name, algorithm }) => [name, algorithm]).sort()).toEqual([
      ['vm1', 'increment'],
      ['vm2', 'full'],
    ])
  })
})

describe('sums of a session', () => {
  test('processed counts once, transferred over all attempts, good what a machine kept', () => {
    const { sessions } = run({
      ...estate([machine('vm1', 40 * GB), machine('vm2', 60 * GB)], {
        reduction: 2,
        retry: { attempts: 1, wait: 100 },
      }),
      failures: [down('g1', 500, 1)],
    })
    // vm1 is done at 400 s; vm2 loses 50 GB at 500 s and moves its 60 GB again from 600 s to 1200 s.
    expect(sessions[0]).toMatchObject({
      result: 'Success',
      firstResult: 'Failed',
      attempts: 2,
      tasks: 3,
      tasksFailed: 1,
      end: 1200,
    })
    expect(sessions[0]!.processedBytes / GB).toBeCloseTo(100, 9)
    expect(sessions[0]!.readBytes / GB).toBeCloseTo(150, 9)
    expect(sessions[0]!.transferredBytes / GB).toBeCloseTo(75, 9)
    expect(sessions[0]!.goodBytes / GB).toBeCloseTo(50, 9)
    // 150 GB in the 1,100 s in which something moved: the pause of 100 s does not count.
    expect(sessions[0]!.rateBytesPerSecond! / MB).toBeCloseTo(150_000 / 1100, 9)
  })

  test('the rate of a task leaves waits and overhead out', () => {
    const { tasks } = run(
      one(
        NAS,
        { servers: [proxy('proxy-1', 1), server('g1', GATEWAY)], ...policies({ taskOverhead: 30 }) },
        { machines: machines(2, 40 * GB) },
      ),
    )
    expect(tasks.map(({ start, end, transferSeconds }) => [start, end, transferSeconds])).toEqual([
      [0, 430, 400],
      [430, 860, 400],
    ])
    expect(tasks[1]!.rateBytesPerSecond).toBeCloseTo(100 * MB, 3)
  })
})

describe('restores', () => {
  const restores = (newShare: number) =>
    run(
      world({
        servers: [proxy('proxy-1', 4), server('g1', GATEWAY)],
        datastores: [datastore('lun')],
        repositories: [NAS],
        jobs: [
          restore('back', 'nas', [vm('vm', 100 * GB, { used: { share: 0.6 }, from: 'nightly' })], {
            schedule: at(HOUR),
          }),
          job('nightly', 'nas', [vm('vm', 100 * GB, { used: { share: 0.6 } })], {
            newShare,
            schedule: at(2 * HOUR),
          }),
        ],
      }),
    )
  const restored = (newShare: number) => restores(newShare).tasks.find(({ job: name }) => name === 'back')!

  test('the whole used space of the newest state, through the restore proxy', () => {
    expect(restored(0)).toMatchObject({
      operation: 'restore',
      algorithm: 'full',
      processedBytes: 100 * GB,
      readBytes: 60 * GB,
    })
  })

  test('of a machine that has no point yet there is nothing to restore: Success with 0 bytes', () => {
    const facts = restores(1)
    expect(facts.tasks.map(({ job: name }) => name)).toEqual(['nightly'])
    expect(facts.sessions[0]).toMatchObject({ job: 'back', result: 'Success', readBytes: 0, end: HOUR })
  })
})

describe('rules of thumb of backup planners', () => {
  const MIB = 1024 * 1024
  const TIB = MIB * MIB

  test('O8: 100 TB over 14 cores at 100 MB/s a core: a full takes 20.8 h', () => {
    const cores = { cores: 14, compute: 14 * 100 * MIB }
    const parts = { servers: [proxy('proxy-1', 14, cores), server('g1', GATEWAY)], horizon: 2 * DAY }
    const list = Array.from({ length: 14 }, (_, i) => vm(`vm-${i}`, (100 * TIB) / 14))
    const rates = { taskRate: { full: 100 * MIB, increment: 25 * MIB }, newShare: 1, machines: list }
    const { sessions } = run(one(NAS, parts, { ...rates, schedule: at(0) }))
    expect(sessions[0]!.durationSeconds / HOUR).toBeCloseTo(20.8, 1)
  })

  test('O16: 10 % of 100 TB in 8 h is 364.1 MB/s into the gateway', () => {
    const nic = { in: 364.0889 * MIB, out: Number.POSITIVE_INFINITY, efficiency: 1, duplex: 'full' } as const
    const parts = { servers: [proxy('proxy-1', 100), server('g1', GATEWAY, { nic })] }
    const list = Array.from({ length: 100 }, (_, i) => vm(`vm-${i}`, TIB, { changeRate: 0.1 }))
    const { sessions } = run(one(NAS, parts, { machines: list }))
    expect(sessions[0]!.durationSeconds / HOUR).toBeCloseTo(8, 5)
  })
})
