/** Who gets how much of a cloud gateway and of a line: limits, rules, latency, and the shares of tenants. */
import { describe, expect, test } from 'vitest'
import type { Job, Tenant, World } from '../../sim/model/index.ts'
import { throttle } from '../model/estates.ts'
import { down } from '../model/failing.ts'
import { at, type Facts, GB, MB, machines, PLAIN, run } from '../model/worlds.ts'
import { cloudGateway, inOrder, machine, narrow, offsite, provider, tenant, vault } from './worlds.ts'

function alone(whose: Partial<Tenant>, jobs: readonly Job[], more: Partial<World> = {}): Facts {
  return run(provider([cloudGateway('cgw')], [tenant('t1', ['cgw'], whose)], jobs, more))
}
const back = (bytes: number): Job =>
  offsite('t1', [machine('vm', bytes)], { name: 't1/back', type: 'restore', source: 'vault', target: '' })
const ends = ({ tasks }: Facts) =>
  tasks.map(({ job: what, end, bottleneck }) => [what, Math.round(end), bottleneck])

describe('limits of bandwidth', () => {
  test('bandwidthLimit is shared by the tasks of a tenant, in wire bytes, and named as throttling', () => {
    const facts = alone({ bandwidthLimit: 60 * MB }, [offsite('t1', machines(2, 6 * GB), { reduction: 2 })])
    expect(ends(facts)).toEqual(Array(2).fill(['offsite', 100, 'Throttling']))
    expect(facts.tasks[0]!.veeamBottleneck).toBe('Throttling')
  })

  test('bandwidthLimit holds for both directions together, and for no other tenant', () => {
    const tenants = [tenant('t1', ['cgw'], { bandwidthLimit: 100 * MB }), tenant('t2', ['cgw'])]
    const jobs = [offsite('t1', machines(1, 5 * GB)), back(5 * GB), offsite('t2', machines(1, 10 * GB))]
    const facts = run(provider([cloudGateway('cgw')], tenants, jobs))
    expect(facts.tasks.map(({ end }) => end)).toEqual([100, 100, 100])
  })

  test('a network rule that names the tenant holds between it and cloud gateways', () => {
    const rule = (restores: boolean) => ({
      throttles: [throttle('rule', 25 * MB, { from: ['t1'], to: ['hq'], restores })],
    })
    const jobs = [offsite('t1', machines(1, 2.5 * GB))]
    expect(ends(alone({}, jobs, rule(false)))).toEqual([['offsite', 100, 'Throttling']])
    expect(ends(alone({}, [back(5 * GB)], rule(false)))).toEqual([['back', 50, 'Source']])
    expect(ends(alone({}, [back(5 * GB)], rule(true)))).toEqual([['back', 200, 'Throttling']])
  })

  test('latency of the line and the TCP window limit the tasks of a session together', () => {
    // 5 streams x 1 MiB every 20 ms: 262.144 MB/s on the wire.
    const jobs = [offsite('t1', machines(4, 6.5536 * GB))]
    expect(ends(alone({ latency: 0.01 }, jobs))).toEqual(Array(4).fill(['offsite', 100, 'Network']))
    const policies = { ...PLAIN, tcp: { ...PLAIN.tcp, per: 'task' as const } }
    // Each task with streams of its own: its own 100 MB/s.
    expect(ends(alone({ latency: 0.01 }, jobs, { policies }))).toEqual(
      Array(4).fill(['offsite', 66, 'Source']),
    )
  })

  test('the TCP window counts what is on the wire', () => {
    const jobs = [offsite('t1', machines(1, 5.24288 * GB), { reduction: 2 })]
    expect(ends(alone({ latency: 0.1 }, jobs))).toEqual([['offsite', 100, 'Network']])
  })
})

describe('a cloud gateway of 100 MB/s', () => {
  const CGW = [narrow('cgw', 100 * MB)]
  const both = [tenant('t1', ['cgw']), tenant('t2', ['cgw'])]
  const times = (facts: Facts) => inOrder(facts.tasks).map(({ tenant: who, end }) => [who, Math.round(end)])

  test('is shared equally between tenants, then between their tasks', () => {
    const jobs = [offsite('t1', machines(3, 5 * GB)), offsite('t2', machines(1, 5 * GB))]
    // 16.7 MB/s for each of three tasks, 50 MB/s for the one of t2; t2 is done at 100 s, and 3 x 3.33 GB are left.
    expect(times(run(provider(CGW, both, jobs)))).toEqual([
      ['t1', 200],
      ['t1', 200],
      ['t1', 200],
      ['t2', 100],
    ])
  })

  test('sharing: per-task shares it between all tasks', () => {
    const jobs = [offsite('t1', machines(3, 5 * GB)), offsite('t2', machines(1, 5 * GB))]
    const facts = run(provider(CGW, both, jobs, {}, { sharing: 'per-task' }))
    expect(facts.tasks.map(({ end }) => end)).toEqual(Array(4).fill(200))
  })

  test('gives a tenant no more when it starts another task, and no less when one ends', () => {
    const jobs = [
      offsite('t1', [machine('a', 10 * GB)]),
      offsite('t1', [machine('b', 1 * GB)], { name: 't1/later', schedule: at(40) }),
      offsite('t2', [machine('c', 10 * GB)]),
    ]
    // a and c move 2 GB each at 50 MB/s until 40 s. b needs 40 s at 25 MB/s; a then stands at 3 GB, c at 4 GB. Both at
    // 50 MB/s: c is done at 200 s, and a has 1 GB left for itself.
    expect(times(run(provider(CGW, both, jobs)))).toEqual([
      ['t1', 210],
      ['t1', 80],
      ['t2', 200],
    ])
  })

  test('counts only transfers that move: the share of a suspended task stays with its tenant', () => {
    const jobs = [
      offsite('t1', [machine('a', 5 * GB)]),
      offsite('t1', [machine('b', 5 * GB)], { name: 't1/other', target: 'other' }),
      offsite('t2', [machine('c', 10 * GB)], { target: 'other' }),
    ]
    const more = {
      repositories: [vault(), vault({ name: 'other' })],
      failures: [down('repository/vault', 40, 30)],
    }
    // a is off from 40 to 70 s. b: 1 GB, then 1.5 GB at 50 MB/s, then 2.5 GB at 25 MB/s: 170 s. c: 8.5 GB by then, 200 s.
    // a: 1 GB + 100 s at 25 MB/s + 30 s at 50 MB/s: 5 GB at 200 s.
    expect(times(run(provider(CGW, both, jobs, more)))).toEqual([
      ['t1', 200],
      ['t1', 170],
      ['t2', 200],
    ])
  })

  test('gives what a capped task leaves to all others, not to its tenant alone', () => {
    const slow = machine('a', 1 * GB, { rate: 10 * MB })
    const jobs = [offsite('t1', [slow, machine('b', 3 * GB)]), offsite('t2', [machine('c', 6 * GB)])]
    // Of 90 MB/s that a leaves, b with half a weight gets 30 and c 60.
    expect(times(run(provider(CGW, both, jobs)))).toEqual([
      ['t1', 100],
      ['t1', 100],
      ['t2', 100],
    ])
  })

  test('is shared per gateway: a tenant has its part of each one that it uses', () => {
    const gateways = [narrow('cgw-1', 100 * MB), narrow('cgw-2', 100 * MB)]
    const tenants = [tenant('t1', ['cgw-1', 'cgw-2']), tenant('t2', ['cgw-1'])]
    const jobs = [offsite('t1', machines(2, 5 * GB)), offsite('t2', machines(1, 5 * GB))]
    expect(times(run(provider(gateways, tenants, jobs)))).toEqual([
      ['t1', 100],
      ['t1', 50],
      ['t2', 100],
    ])
  })

  test('shares alike with one task that has moved here from a lost gateway', () => {
    const gateways = [narrow('cgw-1', 100 * MB), narrow('cgw-2', 100 * MB)]
    const tenants = [tenant('t1', ['cgw-1', 'cgw-2']), tenant('t2', ['cgw-2'])]
    const jobs = [offsite('t1', machines(2, 5 * GB)), offsite('t2', machines(1, 5 * GB))]
    const facts = run(provider(gateways, tenants, jobs, { failures: [down('server/cgw-1', 25)] }))
    // Until 25 s: 2.5 GB, 1.25 GB and 1.25 GB. From 40 s on t1 has two tasks on cgw-2, at 25 MB/s; t2 50 MB/s. By then the
    // second of t1 and t2 have 2 GB: t2 is done at 100 s. t1 then has 2.5 - 1.5 = 1 GB and 3 - 1.5 = 1.5 GB left, at
    // 50 MB/s each: 120 s; the last 0.5 GB alone: 125 s.
    expect(times(facts)).toEqual([
      ['t1', 120],
      ['t1', 125],
      ['t2', 100],
    ])
  })
})
