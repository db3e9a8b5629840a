/** Lines of tenants, maintenance, the backup server, drills. 1 GB takes 10 s; looks are every 15 s. */
import { describe, expect, test } from 'vitest'
import type { Drill, World } from '../../sim/model/index.ts'
import { cutOff, down } from '../model/failing.ts'
import { at, type Facts, GB, machines, run, server, waited } from '../model/worlds.ts'
import {
  carried,
  cloudGateway,
  inOrder,
  machine,
  maintained,
  offsite,
  provider,
  recordOf,
  tenant,
  twoGateways,
  ways,
} from './worlds.ts'

const BOTH = ['cgw-1', 'cgw-2']
const two = BOTH.map((name) => cloudGateway(name))
/** Two machines of 10 GB, one task at a time, over the first gateway that takes it. */
const oneByOne = (more: Partial<World>): Facts => {
  const t1 = tenant('t1', BOTH, { maxTasks: 1 })
  return run(provider(two, [t1], [offsite('t1', machines(2, 10 * GB))], more, { balance: 'ordered' }))
}
const outcomes = (facts: Facts) =>
  inOrder(facts.tasks).map(({ start, end, result, reason }) => [start, end, result, reason])

describe('the line of a tenant', () => {
  test('is lost and found: the task goes on where it was, over the same gateway', () => {
    const facts = twoGateways(100 * GB, { failures: [cutOff('tenant/t1', 100, 50)] })
    // Looks at 115, 130, 145 and 160 s.
    expect(facts.tasks).toMatchObject([
      { result: 'Success', end: 1060, suspendedSeconds: 60, resumes: 1, cloudGateways: ['cgw-1'] },
    ])
    expect(facts.outages).toMatchObject([
      { target: 't1', kind: 'connection-loss', tasksLost: 0, tasksResumed: 1, tenantsAffected: 1 },
    ])
  })

  test('stays lost: the task fails after 30 min', () => {
    const facts = twoGateways(100 * GB, { failures: [down('tenant/t1', 100)] })
    expect(facts.tasks).toMatchObject([
      { result: 'Failed', reason: 'tenant-connection-lost', end: 1900, readBytes: 10 * GB },
    ])
    expect(facts.sessions[0]).toMatchObject({ result: 'Failed', providerResult: 'Success' })
  })

  test('is no concern of the others', () => {
    const tenants = [tenant('t1', BOTH), tenant('t2', BOTH)]
    const jobs = ['t1', 't2'].map((name) => offsite(name, machines(1, 100 * GB)))
    const facts = run(provider(two, tenants, jobs, { failures: [down('tenant/t1', 100)] }))
    expect(outcomes(facts)[1]).toEqual([0, 1000, 'Success', undefined])
  })

  test('lost at the dispatch of a task: that task fails at once', () => {
    // The first is suspended at 50 s and back at 65 s; the second waits for its slot meanwhile.
    expect(outcomes(oneByOne({ failures: [cutOff('tenant/t1', 50, 10)] }))).toEqual([
      [0, 115, 'Success', undefined],
      [undefined, 50, 'Failed', 'tenant-connection-lost'],
    ])
  })

  test('lost at the opening: the session fails at once, with 0 bytes', () => {
    const facts = twoGateways(10 * GB, { failures: [cutOff('tenant/t1', 0, 600)] })
    expect(facts.sessions).toMatchObject([
      { end: 0, result: 'Failed', reason: 'tenant-connection-lost', transferredBytes: 0 },
    ])
  })
})

describe('maintenance', () => {
  test('lets running tasks end, and later ones go elsewhere', () => {
    const facts = oneByOne({ failures: [maintained('cgw-1', 50)] })
    expect(outcomes(facts)).toEqual([
      [0, 100, 'Success', undefined],
      [100, 200, 'Success', undefined],
    ])
    expect(ways(facts)).toEqual(BOTH)
    expect(facts.outages).toMatchObject([
      { target: 'cgw-1', kind: 'maintenance', start: 50, tasksLost: 0, tenantsAffected: 0 },
    ])
  })

  test('is no loss: the gateway is as available as before', () => {
    const facts = oneByOne({ failures: [maintained('cgw-1', 50)] })
    expect(facts.gateways.find(({ gateway }) => gateway === 'cgw-1')).toMatchObject({
      losses: 0,
      downSeconds: 0,
      availability: 1,
    })
  })

  test('of the only gateway fails the following tasks of a job, and new sessions', () => {
    const jobs = [offsite('t1', machines(2, 10 * GB)), offsite('t2', machines(1, GB), { schedule: at(60) })]
    const tenants = [tenant('t1', ['cgw'], { maxTasks: 1 }), tenant('t2', ['cgw'])]
    const facts = run(provider([cloudGateway('cgw')], tenants, jobs, { failures: [maintained('cgw', 50)] }))
    expect(outcomes(facts)).toEqual([
      [0, 100, 'Success', undefined],
      // Judged when the slot of its tenant is free.
      [undefined, 100, 'Failed', 'cloud-gateways-unavailable'],
      [undefined, 60, 'Failed', 'cloud-gateways-unavailable'],
    ])
  })

  test('of the backup server: what runs ends, following tasks and new sessions of tenants fail', () => {
    const jobs = [
      offsite('t1', machines(2, 10 * GB)),
      offsite('t2', machines(1, GB), { schedule: at(60) }),
      offsite('t2', machines(1, GB), { name: 't2/late', schedule: at(500) }),
    ]
    const tenants = [tenant('t1', ['cgw'], { maxTasks: 1 }), tenant('t2', ['cgw'])]
    const facts = run(
      provider([cloudGateway('cgw')], tenants, jobs, { failures: [maintained('vcc', 50, 300)] }),
    )
    expect(outcomes(facts)).toEqual([
      [0, 100, 'Success', undefined],
      [undefined, 100, 'Failed', 'cloud-gateways-unavailable'],
      [undefined, 60, 'Failed', 'cloud-gateways-unavailable'],
      [500, 510, 'Success', undefined],
    ])
    expect(facts.outages).toMatchObject([
      { target: 'vcc', kind: 'maintenance', tasksLost: 2, sessionsFailed: 2, tenantsAffected: 2 },
    ])
  })

  test('lets a running job of agents go on to its end', () => {
    const jobs = [
      offsite('t1', machines(2, 10 * GB), { type: 'agent' }),
      offsite('t2', machines(1, GB), { type: 'agent', schedule: at(60) }),
    ]
    const tenants = [tenant('t1', ['cgw'], { maxTasks: 1 }), tenant('t2', ['cgw'])]
    for (const target of ['cgw', 'vcc']) {
      const failures = [maintained(target, 50, 300)]
      const facts = run(provider([cloudGateway('cgw')], tenants, jobs, { failures }))
      expect(outcomes(facts)).toEqual([
        [0, 100, 'Success', undefined],
        [100, 200, 'Success', undefined],
        [undefined, 60, 'Failed', 'cloud-gateways-unavailable'],
      ])
    }
  })

  test('that is over before a task starts is forgotten', () => {
    expect(ways(oneByOne({ failures: [maintained('cgw-1', 10, 50)] }))).toEqual(['cgw-1', 'cgw-1'])
  })

  test('at the opening keeps a gateway out of the list of the attempt', () => {
    expect(ways(oneByOne({ failures: [maintained('cgw-1', 0, 50)] }))).toEqual(['cgw-2', 'cgw-2'])
  })
})

describe('the backup server of the provider', () => {
  test('down at the opening: tenants see that no cloud gateway answers', () => {
    const facts = twoGateways(10 * GB, { failures: [down('server/vcc', 0, 60)] })
    expect(facts.sessions).toMatchObject([
      { end: 0, result: 'Failed', reason: 'cloud-gateways-unavailable', providerResult: 'Failed' },
    ])
  })

  test('down meanwhile: transfers are suspended, and what waits waits for control', () => {
    const facts = oneByOne({ failures: [down('server/vcc', 50, 100)] })
    // Looks at 65, ..., 155 s; the first task ends at 155 + 50 s.
    expect(outcomes(facts)).toEqual([
      [0, 205, 'Success', undefined],
      [205, 305, 'Success', undefined],
    ])
    expect(inOrder(facts.tasks).map(waited)).toEqual([{}, { tenant: 105, control: 100 }])
  })

  test('down for good: running tasks give up after 30 min', () => {
    const facts = twoGateways(100 * GB, { failures: [down('server/vcc', 100)] })
    expect(outcomes(facts)).toEqual([[0, 1900, 'Failed', 'link-lost']])
  })
})

describe('a drill takes the busiest', () => {
  /** Three tasks on cgw-2 and one on cgw-1, all four through g1. */
  const drilled = (gateways: Drill['gateways'], k = 1) =>
    run(
      provider(
        two,
        [tenant('t1', ['cgw-1']), tenant('t2', ['cgw-2'])],
        [offsite('t1', machines(1, 10 * GB)), offsite('t2', machines(3, 10 * GB))],
        { failures: [{ kind: 'drill', gateways, k, at: [50], lasts: 10 }] },
      ),
    )
  const hit = ({ outages }: Facts) =>
    outages.map(({ target, tasksLost, tenantsAffected }) => [target, tasksLost, tenantsAffected])

  test('of cloud gateways', () => {
    expect(hit(drilled('cloud'))).toEqual([['cgw-2', 3, 1]])
  })

  test('of gateways of repositories', () => {
    expect(hit(drilled('server'))).toEqual([['g1', 4, 2]])
  })

  test('of any kind', () => {
    expect(hit(drilled('any'))).toEqual([['g1', 4, 2]])
    // All that g1 carried ends with it, whoever else is lost in that instant.
    expect(hit(drilled('any', 2))).toEqual([
      ['g1', 4, 2],
      ['cgw-2', 0, 0],
    ])
  })

  test('of equally many connections the one with more bytes/s', () => {
    const jobs = [offsite('t1', [machine('vm', 10 * GB, { rate: 5e7 })]), offsite('t2', machines(1, 10 * GB))]
    const facts = run(
      provider(two, [tenant('t1', ['cgw-1']), tenant('t2', ['cgw-2'])], jobs, {
        failures: [{ kind: 'drill', gateways: 'cloud', k: 1, at: [50], lasts: 10 }],
      }),
    )
    expect(facts.outages.map(({ target }) => target)).toEqual(['cgw-2'])
  })
})

test('the host of a direct attached repository that goes down takes the tasks of its tenants with it', () => {
  const facts = run(
    provider(
      [...two, server('host', {})],
      [tenant('t1', BOTH)],
      [offsite('t1', [machine('vm', 100 * GB)], { target: 'disk' })],
      {
        repositories: [
          { ...provider([], [], []).repositories[0]!, name: 'disk', type: 'windows', host: 'host' },
        ],
        failures: [down('server/host', 100)],
      },
    ),
  )
  expect(outcomes(facts)).toEqual([[0, 100, 'Failed', 'server-lost']])
  expect(carried(facts)).toEqual({ 'cgw-1': 10, 'cgw-2': 0 })
  expect(recordOf(facts, 't1')).toMatchObject({ tenantResult: 'Failed', providerResult: 'Failed' })
})

describe('a loss that is there when work begins', () => {
  test('is blamed for what it refuses, sessions and tenants included', () => {
    const jobs = [offsite('t1', machines(2, GB), { schedule: at(60) })]
    const facts = run(
      provider([cloudGateway('cgw')], [tenant('t1', ['cgw'])], jobs, { failures: [down('server/cgw', 50)] }),
    )
    expect(facts.outages).toMatchObject([{ tasksLost: 2, sessionsFailed: 1, tenantsAffected: 1 }])
  })

  test('of a line of a tenant is blamed as well', () => {
    const jobs = [offsite('t1', machines(1, GB), { schedule: at(60) })]
    const facts = run(
      provider([cloudGateway('cgw')], [tenant('t1', ['cgw'])], jobs, {
        failures: [cutOff('tenant/t1', 50, 100)],
      }),
    )
    expect(facts.outages).toMatchObject([
      { target: 't1', tasksLost: 1, sessionsFailed: 1, tenantsAffected: 1 },
    ])
  })

  test('that is over by then is not', () => {
    const jobs = [offsite('t1', machines(1, GB), { schedule: at(60) })]
    const failures = [down('server/cgw-1', 10, 20), down('server/cgw-2', 55)]
    const facts = run(
      provider([cloudGateway('cgw-1'), cloudGateway('cgw-2')], [tenant('t1', ['cgw-2'])], jobs, { failures }),
    )
    expect(facts.outages.map(({ target, tasksLost }) => [target, tasksLost])).toEqual([
      ['cgw-1', 0],
      ['cgw-2', 1],
    ])
  })
})
