/** What the tables say of tenants. 1 GB takes 10 s. */
import { describe, expect, test } from 'vitest'
import type { Failure, Job, Tenant, World } from '../../sim/model/index.ts'
import { cutOff, down } from '../model/failing.ts'
import { at, DAY, type Facts, GB, MB, machines, run } from '../model/worlds.ts'
import { cloudGateway, machine, offsite, provider, recordOf, tenant, vault } from './worlds.ts'

function alone(whose: Partial<Tenant>, jobs: readonly Job[], more: Partial<World> = {}): Facts {
  return run(provider([cloudGateway('cgw')], [tenant('t1', ['cgw'], whose)], jobs, more))
}
const back = (bytes: number): Job =>
  offsite('t1', [machine('vm', bytes)], { name: 't1/back', type: 'restore', source: 'vault', target: '' })
const scripted = (name: string, attempts: readonly number[] | 'all' = 'all'): Failure => ({
  kind: 'scripted',
  job: 't1/offsite',
  machine: name,
  days: [20_458],
  attempts,
})

describe('a tenant', () => {
  test('has one row, also when it did nothing', () => {
    const tenants = [tenant('t1', ['cgw']), tenant('t2', ['cgw'])]
    const facts = run(
      provider([cloudGateway('cgw')], tenants, [offsite('t1', machines(2, 10 * GB), { reduction: 2 })]),
    )
    expect(facts.tenants).toEqual([
      {
        tenant: 't1',
        layout: 'many-to-one',
        gateways: 1,
        tasks: 2,
        failed: 0,
        bytes: 10 * GB,
        // Two tasks of 50 MB/s on the wire, side by side.
        meanRate: 100 * MB,
        tenantResult: 'Success',
        providerResult: 'Success',
        bytesUp: 10 * GB,
        bytesDown: 0,
        goodBytes: 10 * GB,
        waitSeconds: 0,
        quotaUsed: 10 * GB,
        share: undefined,
        limitedBy: 'Source',
      },
      {
        tenant: 't2',
        layout: 'many-to-one',
        gateways: 1,
        tasks: 0,
        failed: 0,
        bytes: 0,
        meanRate: undefined,
        tenantResult: undefined,
        providerResult: undefined,
        bytesUp: 0,
        bytesDown: 0,
        goodBytes: 0,
        waitSeconds: 0,
        quotaUsed: 0,
        share: undefined,
        limitedBy: undefined,
      },
    ])
  })

  test('has a mean rate over the seconds in which something of its moved', () => {
    const jobs = [offsite('t1', machines(1, 10 * GB), { schedule: at(0, 1000) })]
    expect(recordOf(alone({}, jobs), 't1')).toMatchObject({ bytes: 20 * GB, meanRate: 100 * MB })
  })

  test.each<[string, Partial<Tenant>, Job, number]>([
    ['its line up', { uplink: { up: 400 * MB, down: 1 * MB } }, offsite('t1', machines(1, GB)), 0.25],
    ['its limit', { bandwidthLimit: 200 * MB }, offsite('t1', machines(1, GB)), 0.5],
    [
      'the lower of both',
      { uplink: { up: 400 * MB, down: 1 * MB }, bandwidthLimit: 125 * MB },
      offsite('t1', machines(1, GB)),
      0.8,
    ],
    ['its line down when it restores', { uplink: { up: 1 * MB, down: 1000 * MB } }, back(GB), 0.1],
  ])('has its rate as a share of %s', (_, whose, job, share) => {
    expect(recordOf(alone(whose, [job]), 't1').share).toBeCloseTo(share, 12)
  })

  test('counts each attempt, and as good only what a machine that ended well moved', () => {
    const job = offsite('t1', machines(2, 10 * GB), { retry: { attempts: 1, wait: 600 } })
    const facts = alone({}, [job], { failures: [scripted('vm-1', [1])] })
    const failed = facts.tasks.find(({ result }) => result === 'Failed')!
    const all = 20 * GB + failed.transferredBytes
    const {
      tasks,
      failed: failures,
      bytes,
      goodBytes,
      bytesUp,
      quotaUsed,
      tenantResult,
    } = recordOf(facts, 't1')
    expect([tasks, failures, goodBytes, quotaUsed, tenantResult]).toEqual([3, 1, 20 * GB, 20 * GB, 'Success'])
    expect(bytes).toBeCloseTo(all, 0)
    expect(bytesUp).toBeCloseTo(all, 0)
  })

  test('has the worst result of its sessions', () => {
    const good = offsite('t1', machines(1, GB), { name: 't1/good', schedule: at(0, 500) })
    const facts = alone({}, [offsite('t1', machines(1, GB)), good], { failures: [scripted('vm-1')] })
    expect(facts.sessions.map(({ result, providerResult }) => [result, providerResult])).toEqual([
      ['Failed', 'Success'],
      ['Success', 'Success'],
      ['Success', 'Success'],
    ])
    expect(recordOf(facts, 't1')).toMatchObject({ tenantResult: 'Failed', providerResult: 'Success' })
  })

  test('names the stage that limited it longest', () => {
    const slow = offsite('t1', [machine('vm', GB, { rate: 2 * MB })])
    const facts = alone({ uplink: { up: 150 * MB, down: 1 } }, [
      slow,
      offsite('t1', machines(3, GB), { name: 't1/fast' }),
    ])
    expect(recordOf(facts, 't1').limitedBy).toBe('Source')
  })

  test('shows nothing of sessions before the warm-up but what they left', () => {
    const jobs = [offsite('t1', machines(1, 10 * GB), { schedule: at(0, 1000) })]
    const record = recordOf(alone({}, jobs, { warmup: 500 }), 't1')
    expect(record).toMatchObject({ tasks: 1, bytes: 10 * GB, bytesUp: 10 * GB, goodBytes: 10 * GB })
  })
})

describe('what the console of the provider shows', () => {
  const job = (more: Partial<Job> = {}) => offsite('t1', machines(1, 10 * GB), more)
  const failing = (...failures: Failure[]) => alone({}, [job()], { failures })
  const seen = ({ sessions }: Facts) => sessions.map(({ reason, providerResult }) => [reason, providerResult])

  test.each<[string, () => Facts]>([
    ['cloud-gateways-unavailable', () => failing(down('server/cgw', 50))],
    ['quota-exceeded', () => alone({ quota: { limit: GB, used: 0 } }, [job()])],
    ['lease-expired', () => alone({ leaseUntil: 50 }, [job()])],
    ['repository-full', () => alone({}, [job()], { repositories: [vault({ capacity: GB })] })],
    ['repository-inaccessible', () => failing(down('repository/vault', 50))],
    ['server-lost', () => failing(down('server/g1', 50))],
    ['gateway-connection-lost', () => failing(cutOff('server/g1', 50, 5))],
    ['gateway-inaccessible', () => failing(down('server/g1', 0))],
    ['link-lost', () => failing(down('server/vcc', 50))],
    ['stream-limit', () => alone({}, [job()], { repositories: [vault({ streams: 0 })] })],
  ])('of %s: Failed, the cause is on its side', (reason, facts) => {
    expect(seen(facts())).toEqual([[reason, 'Failed']])
  })

  test.each<[string, () => Facts]>([
    ['tenant-connection-lost', () => failing(down('tenant/t1', 50))],
    ['other', () => failing(scripted('vm-1'))],
    ['window-closed', () => alone({}, [job({ window: { from: 0, to: 50, atEnd: 'stop' } })])],
  ])('of %s: Success, the cause is on the side of the tenant', (reason, facts) => {
    expect(facts().sessions[0]!.result).toBe('Failed')
    expect(seen(facts())).toEqual([[reason, 'Success']])
  })

  test('of a session that failed of both: Failed', () => {
    const jobs = [offsite('t1', machines(2, 10 * GB))]
    const facts = alone({ quota: { limit: 15 * GB, used: 0 } }, jobs, { failures: [scripted('vm-1')] })
    expect(seen(facts)).toEqual([['other', 'Failed']])
  })

  test('of a session that ended well: Success; of one that was cut: nothing', () => {
    expect(seen(alone({}, [job()]))).toEqual([[undefined, 'Success']])
    const cut = alone({}, [job({ schedule: at(DAY - 50) })], { drain: false })
    expect(seen(cut)).toEqual([['unfinished', undefined]])
  })
})

describe('an outage counts the tenants that felt it', () => {
  const tenants = ['t1', 't2', 't3'].map((name) => tenant(name, ['cgw']))
  const jobs = ['t1', 't2'].map((name) => offsite(name, machines(2, 10 * GB)))
  const felt = (...failures: Failure[]) =>
    run(provider([cloudGateway('cgw')], tenants, jobs, { failures })).outages.map(
      ({ tenantsAffected, tasksLost, tasksResumed }) => [tenantsAffected, tasksLost, tasksResumed],
    )

  test.each<[string, Failure, number[]]>([
    ['the cloud gateway', down('server/cgw', 50), [2, 4, 0]],
    ['the gateway behind it', down('server/g1', 50), [2, 4, 0]],
    ['the repository, for a while', down('repository/vault', 50, 20), [2, 0, 4]],
    ['the line of one', cutOff('tenant/t1', 50, 20), [1, 0, 2]],
    ['the line of one that does nothing', cutOff('tenant/t3', 50, 20), [0, 0, 0]],
    ['the backup server, for a while', down('server/vcc', 50, 20), [2, 0, 4]],
    ['after all work is done', down('server/cgw', 5000), [0, 0, 0]],
  ])('%s', (_, failure, numbers) => {
    expect(felt(failure)).toEqual([numbers])
  })
})
