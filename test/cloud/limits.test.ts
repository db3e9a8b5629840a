/** What a provider allows a tenant: quota, lease, tasks at once. 1 GB takes 10 s. */
import { describe, expect, test } from 'vitest'
import type { Job, Tenant, World } from '../../sim/model/index.ts'
import { appliance, vm } from '../model/estates.ts'
import { at, DAY, type Facts, GB, job, machines, proxy, run, server, waited } from '../model/worlds.ts'
import { cloudGateway, inOrder, machine, offsite, provider, recordOf, tenant, vault } from './worlds.ts'

/** One tenant behind one gateway that limits nobody. */
function alone(whose: Partial<Tenant>, jobs: readonly Job[], more: Partial<World> = {}): Facts {
  return run(provider([cloudGateway('cgw')], [tenant('t1', ['cgw'], whose)], jobs, more))
}
const outcomes = ({ tasks }: Facts) =>
  inOrder(tasks).map(({ end, readBytes, reason }) => [end, readBytes / GB, reason ?? 'good'])
const reasons = ({ sessions }: Facts) => sessions.map(({ reason }) => reason ?? 'good')

describe('quota', () => {
  const quota = (limit: number, used = 0): Partial<Tenant> => ({
    quota: { limit: limit * GB, used: used * GB },
  })

  test('used up at the opening: the session is Failed at once, with 0 bytes', () => {
    const facts = alone(quota(10, 10), [offsite('t1', machines(2, GB))])
    expect(facts.sessions).toMatchObject([
      { end: 0, result: 'Failed', reason: 'quota-exceeded', transferredBytes: 0, machinesFailed: 2 },
    ])
  })

  test('is one on cloud repositories: replicas on cloud hosts use none of it', () => {
    const replicas = offsite('t1', [machine('replica', 14 * GB)], {
      name: 't1/replicas',
      type: 'replication',
      platform: 'none',
      target: 'host',
    })
    const later = offsite('t1', machines(1, 10 * GB), { schedule: at(500) })
    const servers = [
      server('vcc', { 'backup-server': {} }),
      cloudGateway('cgw'),
      server('g1', { gateway: { maxTasks: Number.POSITIVE_INFINITY } }),
      server('host', { 'cloud-host': {} }),
    ]
    const facts = alone(quota(15), [replicas, later], { servers })
    expect(reasons(facts)).toEqual(['good', 'good'])
    expect(recordOf(facts, 't1').quotaUsed).toBe(10 * GB)
  })

  test('that stops a synthetic full is the reason of the Warning', () => {
    // An increment of 5 GB fits into 150 GB beside the full of 100 GB, another full does not.
    const { bytes: _, ...whole } = machine('vm', 100 * GB)
    const full = { kind: 'weekdays', days: [0], how: 'synthetic' } as const
    const facts = alone(quota(150), [offsite('t1', [whole], { full })])
    expect(facts.sessions).toMatchObject([{ result: 'Warning', reason: 'quota-exceeded', machinesFailed: 0 }])
  })

  test('a task that would exceed it moves what fits and fails', () => {
    const facts = alone({ ...quota(20, 5), maxTasks: 1 }, [offsite('t1', machines(3, 10 * GB))])
    // 5 GB are kept before and 10 GB of the first; what fails keeps nothing, so the third finds the same 5 GB free.
    expect(outcomes(facts)).toEqual([
      [100, 10, 'good'],
      [150, 5, 'quota-exceeded'],
      [200, 5, 'quota-exceeded'],
    ])
    expect(recordOf(facts, 't1')).toMatchObject({ quotaUsed: 15 * GB, bytes: 20 * GB, goodBytes: 10 * GB })
  })

  test('what running tasks will keep is no longer free', () => {
    const facts = alone(quota(15), [offsite('t1', machines(3, 10 * GB))])
    expect(outcomes(facts)).toEqual([
      [100, 10, 'good'],
      [50, 5, 'quota-exceeded'],
      [0, 0, 'quota-exceeded'],
    ])
  })

  test('reached by the first task: those that start later fail at once', () => {
    const facts = alone({ ...quota(10), maxTasks: 1 }, [offsite('t1', machines(2, 10 * GB))])
    expect(inOrder(facts.tasks)).toMatchObject([
      { end: 100, result: 'Success' },
      { start: undefined, end: 100, reason: 'quota-exceeded' },
    ])
  })

  test('reached while a task waits for something else: that task fails in the same instant', () => {
    const tenants = [tenant('t1', ['cgw'], quota(10)), tenant('t2', ['cgw'])]
    const scarce = server('g2', { gateway: { maxTasks: 1 } })
    const jobs = [
      offsite('t2', machines(1, 50 * GB), { target: 'other' }),
      offsite('t1', machines(1, 10 * GB)),
      offsite('t1', machines(1, GB), { name: 't1/second', target: 'other' }),
    ]
    const facts = run(
      provider([cloudGateway('cgw'), scarce], tenants, jobs, {
        repositories: [vault(), vault({ name: 'other', gateway: ['g2'] })],
      }),
    )
    // The gateway of t2 is free at 500 s; the quota is full at 100 s.
    expect(facts.tasks.map(({ job: what, end, reason }) => [what, end, reason ?? 'good'])).toEqual([
      ['offsite', 100, 'good'],
      ['second', 100, 'quota-exceeded'],
      ['offsite', 500, 'good'],
    ])
  })

  test('counts stored bytes', () => {
    const facts = alone(quota(10), [offsite('t1', machines(1, 20 * GB), { reduction: 2 })])
    expect(outcomes(facts)).toEqual([[200, 20, 'good']])
    expect(recordOf(facts, 't1').quotaUsed).toBe(10 * GB)
  })

  test('counts before an appliance deduplicates', () => {
    const dd = { repositories: [appliance('vault', ['g1'])] }
    const facts = alone(quota(30), [offsite('t1', machines(1, 20 * GB), { reduction: 2 })], dd)
    expect(recordOf(facts, 't1').quotaUsed).toBe(20 * GB)
  })

  test('is one for all repositories', () => {
    const two = { repositories: [vault(), vault({ name: 'other' })] }
    const second = offsite('t1', machines(1, 10 * GB), { name: 't1/second', target: 'other' })
    const facts = alone(quota(15), [offsite('t1', machines(1, 10 * GB)), second], two)
    expect(facts.tasks.map(({ end, reason }) => [end, reason ?? 'good'])).toEqual([
      [50, 'quota-exceeded'],
      [100, 'good'],
    ])
  })

  test('retention frees what it drops', () => {
    const nightly = (points: number) =>
      offsite('t1', [vm('vm', 10 * GB)], {
        schedule: at(0, DAY, 2 * DAY),
        full: { kind: 'every', period: DAY, how: 'active' },
        retention: { points },
      })
    const kept = (points: number) => alone(quota(25), [nightly(points)], { horizon: 3 * DAY })
    // A full of 10 GB is there at t = 0. With one point kept there are 20 GB for a moment, then 10 again.
    expect(reasons(kept(1))).toEqual(['good', 'good', 'good'])
    expect(recordOf(kept(1), 't1').quotaUsed).toBe(10 * GB)
    expect(reasons(kept(14))).toEqual(['good', 'quota-exceeded', 'quota-exceeded'])
    expect(recordOf(kept(14), 't1').quotaUsed).toBe(20 * GB)
  })

  test('is about what is kept: a tenant who has used it up can still restore', () => {
    const restore = offsite('t1', [machine('vm', GB)], { type: 'restore', source: 'vault', target: '' })
    expect(reasons(alone(quota(10, 10), [restore]))).toEqual(['good'])
  })

  test('of one tenant is no concern of another', () => {
    const tenants = [tenant('t1', ['cgw'], quota(1)), tenant('t2', ['cgw'], quota(100))]
    const jobs = ['t1', 't2'].map((name) => offsite(name, machines(1, 10 * GB)))
    expect(outcomes(run(provider([cloudGateway('cgw')], tenants, jobs)))).toEqual([
      [10, 1, 'quota-exceeded'],
      [100, 10, 'good'],
    ])
  })
})

describe('lease', () => {
  const twice = offsite('t1', machines(1, 10 * GB), { schedule: at(0, 200) })

  test('over before the start: nothing is served, restores neither', () => {
    const restore = offsite('t1', [machine('vm', GB)], {
      name: 't1/back',
      type: 'restore',
      source: 'vault',
      target: '',
    })
    for (const leaseUntil of [-DAY, 0]) {
      const facts = alone({ leaseUntil }, [twice, restore])
      expect(reasons(facts)).toEqual(Array(3).fill('lease-expired'))
      expect(recordOf(facts, 't1').bytes).toBe(0)
    }
  })

  test('over in the middle: what runs and what waits ends with it', () => {
    const facts = alone({ leaseUntil: 50, maxTasks: 1 }, [offsite('t1', machines(2, 10 * GB))])
    expect(outcomes(facts)).toEqual([
      [50, 5, 'lease-expired'],
      [50, 0, 'lease-expired'],
    ])
  })

  test('over between two sessions: the second is refused', () => {
    const facts = alone({ leaseUntil: 150 }, [twice])
    expect(facts.sessions.map(({ end, reason }) => [end, reason])).toEqual([
      [100, undefined],
      [200, 'lease-expired'],
    ])
  })

  test('over while a retry is awaited: the retry is refused', () => {
    const jobs = [{ ...twice, schedule: at(0), retry: { attempts: 1, wait: 600 } }]
    const facts = alone({ leaseUntil: 50 }, jobs)
    expect(facts.sessions).toMatchObject([{ end: 650, attempts: 2, tasksFailed: 2, reason: 'lease-expired' }])
  })
})

describe('maxTasks', () => {
  test('a task above the limit waits for its tenant', () => {
    const facts = alone({ maxTasks: 2 }, [offsite('t1', machines(3, 10 * GB))])
    expect(inOrder(facts.tasks).map(({ start, end }) => [start, end])).toEqual([
      [0, 100],
      [0, 100],
      [100, 200],
    ])
    expect(waited(facts.tasks[2]!)).toEqual({ tenant: 100 })
    expect(facts.tasks[2]!.waitedFor).toBe('tenant')
    expect(recordOf(facts, 't1').waitSeconds).toBe(100)
    // Full with somebody waiting for 100 s.
    expect(facts.resources.find(({ kind }) => kind === 'uplink')).toMatchObject({
      resource: 't1',
      saturatedSeconds: 100,
      slotUtilisation: 300 / 2 / DAY,
    })
  })

  test('is one for all jobs of the tenant, and none for others', () => {
    const tenants = [tenant('t1', ['cgw'], { maxTasks: 1 }), tenant('t2', ['cgw'], { maxTasks: 1 })]
    const jobs = [
      offsite('t1', machines(1, 10 * GB)),
      offsite('t1', machines(1, 10 * GB), { name: 't1/second' }),
      offsite('t2', machines(1, 10 * GB)),
    ]
    const facts = run(provider([cloudGateway('cgw')], tenants, jobs))
    expect(facts.tasks.map(({ tenant: who, job: what, start }) => [who, what, start])).toEqual([
      ['t1', 'offsite', 0],
      ['t2', 'offsite', 0],
      ['t1', 'second', 100],
    ])
  })

  test('counts instead of the slots of the repository, which tenants neither take nor wait for', () => {
    const own = job('own', 'vault', machines(2, 10 * GB))
    const { servers, ...rest } = provider(
      [cloudGateway('cgw')],
      [tenant('t1', ['cgw'])],
      [own, offsite('t1', machines(3, 10 * GB))],
      { repositories: [vault({ maxTasks: 1 })] },
    )
    const facts = run({ ...rest, servers: [...servers, proxy('proxy-1', 9)] })
    const starts = (who: string | undefined) =>
      facts.tasks.filter((task) => task.tenant === who).map(({ start }) => start)
    expect(starts('t1')).toEqual([0, 0, 0])
    expect(starts(undefined)).toEqual([0, 100])
  })

  test('a backup copy of a tenant is one task per machine, and gives way to its backups', () => {
    const list = [machine('vm', 10 * GB, { disks: 4 })]
    const copy = offsite('t1', list, { name: 't1/copy', type: 'backup-copy', platform: 'none' })
    const facts = alone({ maxTasks: 1 }, [copy, offsite('t1', list)])
    // Four disks of 2.5 GB one after another, then the machine as a whole, though its job stands first.
    expect(facts.tasks.map(({ job: what, end, readBytes }) => [what, end, readBytes / GB])).toEqual([
      ['offsite', 25, 2.5],
      ['offsite', 50, 2.5],
      ['offsite', 75, 2.5],
      ['offsite', 100, 2.5],
      ['copy', 200, 10],
    ])
  })

  test('restores come first', () => {
    const restore = offsite('t1', [machine('vm', GB)], {
      name: 't1/back',
      type: 'restore',
      source: 'vault',
      target: '',
    })
    const facts = alone({ maxTasks: 1 }, [offsite('t1', machines(2, 10 * GB)), restore])
    expect(facts.tasks.map(({ job: what, end }) => [what, end])).toEqual([
      ['back', 10],
      ['offsite', 110],
      ['offsite', 210],
    ])
  })
})
