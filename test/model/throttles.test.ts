import { describe, expect, test } from 'vitest'
import type { Repository, Throttle } from '../../sim/model/index.ts'
import {
  appliance,
  at,
  datastore,
  GB,
  job,
  link,
  MB,
  machine,
  one,
  proxy,
  restore,
  run,
  share,
  throttle,
  vm,
  world,
} from './estates.ts'
import { GATEWAY, HOUR, machines, PLAIN, server } from './worlds.ts'

const UNLIMITED = Number.POSITIVE_INFINITY
const FAST = { taskRate: { full: UNLIMITED, increment: UNLIMITED } }
const SERVERS = [proxy('proxy-1', UNLIMITED), server('g1', GATEWAY)]

/** End and bottleneck of every task. */
const night = (
  repository: Repository,
  more: Parameters<typeof job>[3] = {},
  parts: Parameters<typeof one>[1] = {},
) =>
  run(one(repository, { servers: SERVERS, ...parts }, { ...FAST, ...more })).tasks.map(
    ({ end, bottleneck }) => [Math.round(end * 1e6) / 1e6, bottleneck],
  )

describe('rate limit of a repository', () => {
  test('O2: two backups write 4 + 4 of 8 MB/s while a restore reads at 8, two restores at 4 + 4', () => {
    const rates = (restores: number) => {
      const { tasks } = run(
        world({
          servers: SERVERS,
          datastores: [datastore('lun')],
          repositories: [share('nas', ['g1'], { rateLimit: 8 * MB })],
          jobs: [
            job('backup', 'nas', machines(2, 0.4 * GB), FAST),
            restore('back', 'nas', machines(restores, 0.4 * GB), FAST),
          ],
        }),
      )
      return tasks
        .map(({ job: name, rateBytesPerSecond, bottleneck }) => [
          name,
          Math.round(rateBytesPerSecond! / MB),
          bottleneck,
        ])
        .sort()
    }
    expect(rates(1)).toEqual([['back', 8, 'Throttling'], ...Array(2).fill(['backup', 4, 'Throttling'])])
    expect(rates(2)).toEqual([
      ...Array(2).fill(['back', 4, 'Throttling']),
      ...Array(2).fill(['backup', 4, 'Throttling']),
    ])
  })

  test('it counts what the repository writes: inflated for an appliance, less what is deduplicated', () => {
    expect(night(share('nas', ['g1'], { rateLimit: 50 * MB }), { reduction: 2 })).toEqual([
      [400, 'Throttling'],
    ])
    expect(night(appliance('dd', ['g1'], { rateLimit: 50 * MB }), { reduction: 2 })).toEqual([
      [400, 'Throttling'],
    ])
    expect(night(share('nas', ['g1'], { rateLimit: 50 * MB, decompress: true }), { reduction: 2 })).toEqual([
      [800, 'Throttling'],
    ])
  })
})

describe('network traffic rules', () => {
  const wan = (...throttles: Throttle[]) => ({
    sites: ['hq', 'dr'],
    links: [link('wan', 1000 * MB)],
    throttles,
  })
  const far = [proxy('proxy-1', UNLIMITED), server('g1', GATEWAY, { site: 'dr' })]
  const ended = (repository: Repository, parts: Parameters<typeof one>[1], more = {}) =>
    night(repository, { reduction: 2, ...more }, { servers: far, ...parts })
  const NEAR_DR = share('nas', ['g1'], { site: 'dr' })

  test('a rule between sites limits wire bytes, in either direction', () => {
    expect(ended(NEAR_DR, wan(throttle('slow', 20 * MB)))).toEqual([[1000, 'Throttling']])
    expect(ended(NEAR_DR, wan(throttle('slow', 20 * MB, { from: ['dr'], to: ['hq'] })))).toEqual([
      [1000, 'Throttling'],
    ])
  })

  test('O11: of two rules of 4 and 1 Mbit/s on a pair the lower counts', () => {
    const rules = wan(throttle('four', 0.5 * MB), throttle('one', 0.125 * MB))
    expect(ended(NEAR_DR, rules, { machines: [machine('vm', GB)] })).toEqual([[4000, 'Throttling']])
  })

  test('a rule may name servers; it is shared by all transfers that match', () => {
    expect(
      ended(NEAR_DR, wan(throttle('slow', 20 * MB, { from: ['proxy-1'], to: ['g1'] })), {
        machines: machines(2, 20 * GB),
      }),
    ).toEqual(Array(2).fill([1000, 'Throttling']))
    expect(ended(NEAR_DR, wan(throttle('slow', 20 * MB, { from: ['other'], to: ['g1'] })))).toEqual([
      [20, 'Network'],
    ])
  })

  test('it acts between proxy and gateway, not between gateway and share, and never on one machine', () => {
    const servers = [proxy('proxy-1', UNLIMITED), server('g1', GATEWAY)]
    expect(ended(NEAR_DR, { ...wan(throttle('slow', 20 * MB)), servers })).toEqual([[20, 'Network']])
    const own = wan(throttle('slow', 20 * MB, { from: ['hq'], to: ['hq'] }))
    const alone = [proxy('proxy-1', UNLIMITED, { compute: 200 * MB })]
    expect(ended(share('nas', 'automatic'), { ...own, servers: alone })).toEqual([[400, 'Proxy']])
  })

  test('to object storage in direct mode it acts between proxy and storage', () => {
    const bucket = share('s3', 'automatic', { type: 'object-storage', connection: 'direct', site: 'dr' })
    expect(
      ended(bucket, { ...wan(throttle('slow', 20 * MB)), servers: [proxy('proxy-1', UNLIMITED)] }),
    ).toEqual([[1000, 'Throttling']])
  })

  test('restores are exempt unless the rule says so', () => {
    const back = (restores: boolean) =>
      run(
        world({
          ...wan(throttle('slow', 20 * MB, { restores })),
          servers: far,
          datastores: [datastore('lun')],
          repositories: [NEAR_DR],
          jobs: [restore('back', 'nas', [machine('vm', 40 * GB)], { ...FAST, reduction: 2 })],
        }),
      ).tasks[0]!.end
    expect([back(false), back(true)]).toEqual([20, 1000])
  })

  test('synthetic work between a gateway and its share is not throttled either', () => {
    const full = { kind: 'weekdays', days: [0], how: 'synthetic' } as const
    const parts = { ...wan(throttle('slow', MB)), servers: far }
    const list = [vm('pc', 100 * GB, { site: 'dr', changeRate: 0 })]
    const agents = { type: 'agent', platform: 'none', proxies: [], tasksPer: 'machine' } as const
    // 50 GB over the line in each direction at 1000 MB/s.
    expect(ended(share('nas', ['g1']), parts, { ...agents, machines: list, full })).toEqual([
      [0, undefined],
      [50, 'Network'],
    ])
  })

  test('between its hours only: work under way takes the rules that hold now', () => {
    const day = throttle('day', 20 * MB, { active: { from: 8 * HOUR, to: 18 * HOUR, days: [0] } })
    // From 07:50 at 100 MB/s on the wire for 600 s, then 20 MB/s for ten hours, then fast again.
    const list = [machine('vm', 2 * (60 + 720 + 40) * GB)]
    const slow = { ...wan(day), links: [link('wan', 100 * MB)] }
    expect(ended(NEAR_DR, slow, { machines: list, schedule: at(8 * HOUR - 600) })).toEqual([
      [18 * HOUR + 400, 'Throttling'],
    ])
  })

  test('a rule that changes moves no transfer to another route, not even back to the better one', () => {
    const ways = [link('fast', 100 * MB), link('slow', 10 * MB, { latency: 0.01 })]
    const cut = { kind: 'outage', subject: { kind: 'link', name: 'fast' }, stream: 'cut' } as const
    const morning = throttle('morning', MB, {
      from: ['hq'],
      to: ['g1'],
      active: { from: 60, to: 120, days: [0] },
    })
    const unrelated = { ...morning, from: ['x'], to: ['y'] }
    const end = (rule: Throttle) =>
      ended(NEAR_DR, {
        ...wan(rule),
        links: ways,
        failures: [{ ...cut, timing: { kind: 'scripted', at: [0], lasts: 10 } }],
        policies: { ...PLAIN, tcp: { streams: 5, window: GB, per: 'task' } },
      })
    expect(end(unrelated)[0]![0]).toBe(2000)
    expect(end(morning)).toEqual([[2000 + 54, 'Network']])
  })

  test('when the rule was all that limited, the rest is moved at once as it ends', () => {
    const morning = throttle('morning', 20 * MB, { active: { from: 0, to: 600, days: [0] } })
    const parts = { ...wan(morning), links: [link('wan', UNLIMITED)] }
    expect(ended(NEAR_DR, parts)).toEqual([[600, 'Throttling']])
  })
})
