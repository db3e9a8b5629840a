/** Object storage in direct mode: data pass by the cloud gateways, control does not. 1 GB takes 10 s. */
import { describe, expect, test } from 'vitest'
import type { Job, World } from '../../sim/model/index.ts'
import { down } from '../model/failing.ts'
import { type Facts, GB, MB, machines, run, share } from '../model/worlds.ts'
import {
  carried,
  cloudGateway,
  machine,
  maintained,
  narrow,
  offsite,
  provider,
  recordOf,
  tenant,
} from './worlds.ts'

const BUCKET = share('vault', 'automatic', { type: 'object-storage', connection: 'direct' })
const back = offsite('t1', [machine('vm', 10 * GB)], {
  name: 't1/back',
  type: 'restore',
  source: 'vault',
  target: '',
})
const upload = (more: Partial<Job> = {}): Job => offsite('t1', [machine('vm', 10 * GB)], more)
const outcome = ({ tasks }: Facts) => tasks.map(({ result, reason, end }) => [result, reason, end])

/** One tenant of so many cloud gateways. */
function direct(gateways: readonly string[], jobs: readonly Job[], more: Partial<World> = {}): Facts {
  const servers = gateways.map((name) => cloudGateway(name))
  return run(provider(servers, [tenant('t1', gateways)], jobs, { repositories: [BUCKET], ...more }))
}

describe('data', () => {
  test('are written past cloud gateways', () => {
    const line = { up: 100 * MB, down: 1 }
    const facts = run(
      provider(
        [narrow('cgw', 1 * MB)],
        [tenant('t1', ['cgw'], { uplink: line })],
        [offsite('t1', machines(2, 5 * GB))],
        { repositories: [BUCKET] },
      ),
    )
    expect(facts.tasks.map(({ end, bottleneck }) => [end, bottleneck])).toEqual(
      Array(2).fill([100, 'Network']),
    )
    expect(facts.tasks[0]).toMatchObject({ cloudGateway: undefined, cloudGateways: [], gateway: undefined })
    expect(carried(facts)).toEqual({ cgw: 0 })
    expect(recordOf(facts, 't1')).toMatchObject({ bytes: 10 * GB, bytesUp: 10 * GB, quotaUsed: 10 * GB })
  })

  test('are read past cloud gateways', () => {
    const facts = direct(['cgw'], [back], { repositories: [{ ...BUCKET, read: 50 * MB }] })
    expect(facts.tasks.map(({ end, bottleneck }) => [end, bottleneck])).toEqual([[200, 'Source']])
    expect(carried(facts)).toEqual({ cgw: 0 })
  })

  test('cross them in gateway mode, as to a share', () => {
    const repositories = [{ ...BUCKET, connection: 'gateway' as const, gateway: ['g1'] }]
    const facts = direct(['cgw'], [offsite('t1', machines(1, 5 * GB))], { repositories })
    expect(carried(facts)).toEqual({ cgw: 5 })
    expect(facts.tasks[0]).toMatchObject({ gateway: 'g1', rule: 'manual' })
  })
})

describe('control', () => {
  test.each([
    ['a backup', upload()],
    ['a restore', back],
  ])('%s fails when the last gateway of its list is lost', (_, job) => {
    const facts = direct(['cgw'], [job], { failures: [down('server/cgw', 40)] })
    expect(outcome(facts)).toEqual([['Failed', 'cloud-gateways-unavailable', 40]])
    expect(facts.tasks[0]!.transferredBytes).toBe(4 * GB)
    expect(facts.outages).toMatchObject([
      { target: 'cgw', tasksLost: 1, sessionsFailed: 1, tenantsAffected: 1 },
    ])
  })

  test('moves to another gateway of the list without a pause', () => {
    const facts = direct(['cgw-1', 'cgw-2'], [upload()], { failures: [down('server/cgw-1', 40)] })
    expect(outcome(facts)).toEqual([['Success', undefined, 100]])
    expect(facts.tasks[0]).toMatchObject({ resumes: 0, suspendedSeconds: 0 })
    expect(facts.outages).toMatchObject([{ target: 'cgw-1', tasksLost: 0, tenantsAffected: 0 }])
  })

  test('a gateway that was lost is off the list, even when it is back before the other one is lost', () => {
    const facts = direct(['cgw-1', 'cgw-2'], [upload()], {
      failures: [down('server/cgw-1', 20, 10), down('server/cgw-2', 40)],
    })
    expect(outcome(facts)).toEqual([['Failed', 'cloud-gateways-unavailable', 40]])
  })

  test('a retry finds the gateway that is back, and begins at byte zero', () => {
    const job = upload({ retry: { attempts: 1, wait: 60 } })
    const facts = direct(['cgw'], [job], { failures: [down('server/cgw', 40, 30)] })
    // Lost at 40 s, tried again at 100 s.
    expect(outcome(facts)).toEqual([
      ['Failed', 'cloud-gateways-unavailable', 40],
      ['Success', undefined, 200],
    ])
  })

  test('a task that waits finds no gateway in maintenance, the one that runs ends', () => {
    const whose = tenant('t1', ['cgw'], { maxTasks: 1 })
    const failures = [maintained('cgw', 40)]
    const jobs = [offsite('t1', machines(2, 10 * GB))]
    const facts = run(provider([cloudGateway('cgw')], [whose], jobs, { repositories: [BUCKET], failures }))
    expect(outcome(facts)).toEqual([
      ['Success', undefined, 100],
      ['Failed', 'cloud-gateways-unavailable', 100],
    ])
  })
})
