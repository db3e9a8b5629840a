import { describe, expect, test } from 'vitest'
import type { Repository } from '../../sim/model/index.ts'
import { datastore, GB, job, link, MB, machine, one, policies, proxy, run, share, world } from './estates.ts'
import { GATEWAY, machines, server } from './worlds.ts'

const UNLIMITED = Number.POSITIVE_INFINITY
const FAST = { taskRate: { full: UNLIMITED, increment: UNLIMITED } }
const SERVERS = [proxy('proxy-1', UNLIMITED), server('g1', GATEWAY)]
const NAS = share('nas', ['g1'])
const night = (
  repository: Repository,
  more: Parameters<typeof job>[3] = {},
  parts: Parameters<typeof one>[1] = {},
) =>
  run(one(repository, { servers: SERVERS, ...parts }, { ...FAST, ...more })).tasks.map(
    ({ end, bottleneck }) => [Math.round(end * 1e6) / 1e6, bottleneck],
  )

describe('caps of one task', () => {
  test('of the job, in source bytes, drawn for every task', () => {
    expect(night(NAS, { taskRate: { full: 50 * MB, increment: 25 * MB }, reduction: 2 })).toEqual([
      [800, 'Source'],
    ])
    const drawn = { kind: 'choice', values: [50 * MB, 100 * MB], weights: [1, 1] } as const
    const ends = night(NAS, {
      taskRate: { full: drawn, increment: drawn },
      machines: machines(40, 40 * GB),
    }).map(([end]) => end)
    expect(new Set(ends)).toEqual(new Set([400, 800]))
  })

  test('of the proxy, in source bytes; the lowest counts, of equal ones the earlier on the path', () => {
    const role = { maxTasks: 4, transport: 'hot-add', platform: 'vmware', taskRate: 50 * MB } as const
    const servers = [server('proxy-1', { proxy: role }), server('g1', GATEWAY)]
    expect(night(NAS, { reduction: 2 }, { servers })).toEqual([[800, 'Proxy']])
    expect(night(NAS, { taskRate: { full: 40 * MB, increment: 40 * MB } }, { servers })).toEqual([
      [1000, 'Source'],
    ])
    expect(night(NAS, { taskRate: { full: 50 * MB, increment: 50 * MB } }, { servers })).toEqual([
      [800, 'Source'],
    ])
  })

  test('of the repository, in written bytes: at 2:1 a task reads twice as fast', () => {
    expect(night(share('nas', ['g1'], { taskRate: 50 * MB }), { reduction: 2 })).toEqual([[400, 'Target']])
    expect(night(share('nas', ['g1'], { taskRate: 50 * MB, decompress: true }), { reduction: 2 })).toEqual([
      [800, 'Target'],
    ])
  })
})

describe('what several tasks share', () => {
  test('the read limit of a machine is shared by its disks, not by machines', () => {
    const list = [
      machine('a', 40 * GB, { disks: 4, rate: 100 * MB }),
      machine('b', 40 * GB, { disks: 1, rate: 100 * MB }),
    ]
    expect(night(NAS, { machines: list })).toEqual(Array(5).fill([400, 'Source']))
  })

  test('a datastore: read rate and tasks at once', () => {
    const list = machines(2, 40 * GB, { datastore: 'san' })
    expect(night(NAS, { machines: list }, { datastores: [datastore('san', { read: 100 * MB })] })).toEqual(
      Array(2).fill([800, 'Source']),
    )
    expect(
      night(NAS, { machines: list }, { datastores: [datastore('san', { read: 100 * MB, maxTasks: 1 })] }),
    ).toEqual([
      [400, 'Source'],
      [800, 'Source'],
    ])
  })

  test('a link in the direction of travel, at its efficiency, in wire bytes', () => {
    const wan = { sites: ['hq', 'dr'], links: [link('wan', 100 * MB, { efficiency: 0.9 })] }
    expect(night(share('nas', ['g1'], { site: 'dr' }), { reduction: 2 }, wan)).toEqual([
      [222.222222, 'Network'],
    ])
  })

  test('both directions of a link are used at once without hindering each other', () => {
    const facts = run(
      world({
        sites: ['hq', 'dr'],
        links: [link('wan', 100 * MB)],
        servers: [proxy('proxy-1', 8), server('near', GATEWAY), server('far', GATEWAY, { site: 'dr' })],
        repositories: [share('there', ['far'], { site: 'dr' }), share('here', ['near'])],
        jobs: [
          job('out', 'there', [machine('a', 40 * GB)], FAST),
          job('in', 'here', [machine('b', 40 * GB, { site: 'dr' })], {
            ...FAST,
            type: 'agent',
            platform: 'none',
            proxies: [],
            tasksPer: 'machine',
          }),
        ],
      }),
    )
    expect(facts.tasks.map(({ end }) => end)).toEqual([400, 400])
  })
})

describe('TCP over long lines', () => {
  const wan = (more: Parameters<typeof policies>[0] = {}) => ({
    sites: ['hq', 'dr'],
    links: [link('wan', 1000 * MB, { latency: 0.025 })],
    ...policies(more),
  })
  // 5 streams x 1 MiB / 50 ms = 100 MiB/s.
  const seconds = (40 * GB) / (100 * 1_048_576)

  test('streams x window / round trip, shared by the tasks of a session', () => {
    const far = share('nas', ['g1'], { site: 'dr' })
    expect(night(far, {}, wan())).toEqual([[expect.closeTo(seconds, 5), 'Network']])
    expect(night(far, { machines: machines(2, 20 * GB) }, wan())).toEqual(
      Array(2).fill([expect.closeTo(seconds, 5), 'Network']),
    )
  })

  test('or for each task its own', () => {
    const far = share('nas', ['g1'], { site: 'dr' })
    const tcp = { streams: 5, window: 1_048_576, per: 'task' } as const
    expect(night(far, { machines: machines(2, 20 * GB) }, wan({ tcp }))).toEqual(
      Array(2).fill([expect.closeTo(seconds / 2, 5), 'Network']),
    )
  })

  test('it holds for wire bytes: at 2:1 a task reads twice as fast', () => {
    expect(night(share('nas', ['g1'], { site: 'dr' }), { reduction: 2 }, wan())).toEqual([
      [expect.closeTo(seconds / 2, 5), 'Network'],
    ])
  })

  test('two jobs have their own streams', () => {
    const facts = run(
      world({
        ...wan(),
        servers: SERVERS,
        repositories: [share('nas', ['g1'], { site: 'dr' })],
        jobs: ['a', 'b'].map((name) => job(name, 'nas', [machine('vm', 40 * GB)], FAST)),
      }),
    )
    for (const { end } of facts.tasks) expect(end).toBeCloseTo(seconds, 5)
  })
})
