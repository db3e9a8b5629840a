/** Which cloud gateway a task takes. */
import { describe, expect, test } from 'vitest'
import type { Server } from '../../sim/model/index.ts'
import { down } from '../model/failing.ts'
import { at, type Facts, GB, MB, machines, run, waited } from '../model/worlds.ts'
import { cloudGateway, inOrder, machine, offsite, provider, tenant, twoGateways, ways } from './worlds.ts'

const BOTH = ['cgw-1', 'cgw-2']
const gateway = (name: string, maxConnections: number): Server =>
  cloudGateway(name, { roles: { 'cloud-gateway': { maxConnections } } })
const two = [cloudGateway('cgw-1'), cloudGateway('cgw-2')]

describe('least connections', () => {
  test('tasks spread over the gateways that the tenant may use', () => {
    const facts = run(provider(two, [tenant('t1', BOTH)], [offsite('t1', machines(5, GB))]))
    expect(ways(facts)).toEqual(['cgw-1', 'cgw-2', 'cgw-1', 'cgw-2', 'cgw-1'])
  })

  test('connections of all tenants count', () => {
    const tenants = [tenant('t1', ['cgw-1']), tenant('t2', BOTH)]
    const jobs = [offsite('t1', machines(2, 10 * GB)), offsite('t2', machines(2, GB), { schedule: at(5) })]
    expect(ways(run(provider(two, tenants, jobs)))).toEqual(['cgw-1', 'cgw-1', 'cgw-2', 'cgw-2'])
  })

  test('of equal connections the one with least bytes/s, as the last sharing set them', () => {
    const slow = machine('a', 10 * GB, { rate: 90 * MB })
    const slower = machine('b', 10 * GB, { rate: 80 * MB })
    const jobs = [
      offsite('t1', [slow, slower]),
      offsite('t2', machines(1, GB), { schedule: at(5), tenant: 't2' }),
    ]
    const facts = run(provider(two, [tenant('t1', BOTH), tenant('t2', BOTH)], jobs))
    // 90 MB/s over the first, 80 MB/s over the second.
    expect(ways(facts)).toEqual(['cgw-1', 'cgw-2', 'cgw-2'])
  })

  test('bytes/s are those on the wire: what compresses well weighs less', () => {
    const jobs = [
      offsite('t1', machines(1, 10 * GB)),
      offsite('t2', machines(1, 10 * GB), { reduction: 2 }),
      offsite('t3', machines(1, GB), { schedule: at(5) }),
    ]
    const tenants = ['t1', 't2', 't3'].map((name) => tenant(name, BOTH))
    expect(ways(run(provider(two, tenants, jobs)))).toEqual(['cgw-1', 'cgw-2', 'cgw-2'])
  })

  test('of equal bytes/s too, the one that the list of the tenant names first', () => {
    const facts = run(provider(two, [tenant('t1', ['cgw-2', 'cgw-1'])], [offsite('t1', machines(1, GB))]))
    expect(ways(facts)).toEqual(['cgw-2'])
  })
})

describe('balance: ordered', () => {
  test('all tasks go through the first of the list', () => {
    const facts = run(
      provider(two, [tenant('t1', BOTH)], [offsite('t1', machines(4, GB))], {}, { balance: 'ordered' }),
    )
    expect(ways(facts)).toEqual(Array(4).fill('cgw-1'))
  })

  test('and through the next one when the first is lost', () => {
    const failures = [down('server/cgw-1', 50)]
    const facts = twoGateways(10 * GB, { failures }, { balance: 'ordered' })
    expect(ways(facts)).toEqual(['cgw-1 cgw-2'])
  })
})

describe('maxConnections', () => {
  const jobs = [offsite('t1', machines(3, 10 * GB))]

  test('a full gateway is passed over, and with all full a task waits for one', () => {
    const gateways = [gateway('cgw-1', 1), gateway('cgw-2', 1)]
    const facts = run(provider(gateways, [tenant('t1', BOTH)], jobs))
    expect(ways(facts)).toEqual(['cgw-1', 'cgw-2', 'cgw-1'])
    expect(inOrder(facts.tasks).map(({ start, end }) => [start, end])).toEqual([
      [0, 100],
      [0, 100],
      [100, 200],
    ])
    expect(facts.tasks.map(waited)).toEqual([{}, {}, { 'cloud-gateway': 100 }])
    expect(facts.tasks[2]!.waitedFor).toBe('cloud-gateway')
    expect(facts.gateways.filter(({ kind }) => kind === 'cloud')).toMatchObject([
      // Full with somebody waiting for 100 s.
      { peakConnections: 1, slotUtilisation: 200 / 86_400, saturatedSeconds: 100 },
      { peakConnections: 1, slotUtilisation: 100 / 86_400, saturatedSeconds: 100 },
    ])
  })

  test('balance: ordered passes over a full one too', () => {
    const gateways = [gateway('cgw-1', 2), gateway('cgw-2', 9)]
    const facts = run(provider(gateways, [tenant('t1', BOTH)], jobs, {}, { balance: 'ordered' }))
    expect(ways(facts)).toEqual(['cgw-1', 'cgw-1', 'cgw-2'])
  })

  test('after a loss with the rest full, a task looks again at each poll until one is free', () => {
    const gateways = [gateway('cgw-1', 1), gateway('cgw-2', 1)]
    const list = [machine('a', 100 * GB), machine('b', 50 * GB)]
    const facts = run(
      provider(gateways, [tenant('t1', BOTH)], [offsite('t1', list)], {
        failures: [down('server/cgw-1', 100)],
      }),
    )
    // b holds cgw-2 until 500 s; a looks at 100 + 27 x 15 = 505 s and has 90 GB left.
    expect(inOrder(facts.tasks)).toMatchObject([
      { end: 1405, suspendedSeconds: 405, resumes: 1, cloudGateways: ['cgw-1', 'cgw-2'] },
      { end: 500, cloudGateways: ['cgw-2'] },
    ])
  })

  test('and gives up after 30 min', () => {
    const gateways = [gateway('cgw-1', 1), gateway('cgw-2', 1)]
    const list = [machine('a', 100 * GB), machine('b', 500 * GB)]
    const facts = run(
      provider(gateways, [tenant('t1', BOTH)], [offsite('t1', list)], {
        failures: [down('server/cgw-1', 100)],
      }),
    )
    expect(inOrder(facts.tasks)).toMatchObject([
      { end: 1900, result: 'Failed', reason: 'cloud-gateways-unavailable', readBytes: 10 * GB },
      { end: 5000, result: 'Success' },
    ])
    expect(facts.outages).toMatchObject([{ tasksLost: 1, sessionsFailed: 1, tenantsAffected: 1 }])
  })
})

describe('fail-over outside of the pool', () => {
  const three = ['p1', 'p2', 'free'].map((name) => cloudGateway(name))
  const t1 = tenant('t1', ['p1', 'p2'], { outside: ['free'] })
  const over = (facts: Facts) => facts.tasks.map(({ cloudGateway: name }) => name)
  const jobs = [offsite('t1', machines(6, 10 * GB))]

  test('leaves the pool alone as long as one of its gateways takes work, however loaded', () => {
    expect(over(run(provider(three, [t1], jobs)))).toEqual(['p1', 'p2', 'p1', 'p2', 'p1', 'p2'])
    const failures = [down('server/p1', 0)]
    expect(over(run(provider(three, [t1], jobs, { failures })))).toEqual(Array(6).fill('p2'))
  })

  test('waits for a full pool', () => {
    const narrowPool = [gateway('p1', 1), gateway('p2', 1), cloudGateway('free')]
    expect(new Set(over(run(provider(narrowPool, [t1], jobs))))).toEqual(new Set(['p1', 'p2']))
  })

  test('takes those outside when none of its own is left, at the start or on the way', () => {
    const failures = [down('server/p1', 0), down('server/p2', 0)]
    expect(over(run(provider(three, [t1], jobs, { failures })))).toEqual(Array(6).fill('free'))
    const later = [down('server/p1', 0), down('server/p2', 50)]
    const facts = run(provider(three, [t1], [offsite('t1', [machine('vm', 10 * GB)])], { failures: later }))
    expect(facts.tasks).toMatchObject([{ result: 'Success', cloudGateways: ['p2', 'free'] }])
  })

  test('is no part of the layout: that is how tenants are served as a rule', () => {
    expect(run(provider(three, [t1], jobs)).tenants).toMatchObject([{ layout: 'one-to-many', gateways: 2 }])
  })
})
