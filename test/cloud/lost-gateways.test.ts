/** Cloud gateways that are lost while work is under way. 1 GB takes 10 s; looks are every 15 s. */
import { describe, expect, test } from 'vitest'
import type { World } from '../../sim/model/index.ts'
import { cutOff, down } from '../model/failing.ts'
import { type Facts, GB, machines, PLAIN, run } from '../model/worlds.ts'
import { carried, cloudGateway, inOrder, machine, offsite, provider, tenant, twoGateways } from './worlds.ts'

const BOTH = ['cgw-1', 'cgw-2']
const flowsBy = ({ flows }: Facts) =>
  flows
    .filter(({ kind }) => kind === 'cloud')
    .map(({ gateway, bytesIn, tasks }) => [gateway, bytesIn / GB, tasks])

describe('fail-over', () => {
  test('the task goes on at its last byte through the other gateway at the next look', () => {
    const facts = twoGateways(100 * GB, { failures: [down('server/cgw-1', 104)] })
    // 10.4 GB until 104 s; 89.6 GB from 119 s on.
    expect(facts.tasks).toMatchObject([
      { result: 'Success', end: 1015, suspendedSeconds: 15, resumes: 1, transferSeconds: 1000 },
    ])
    expect(facts.tasks[0]!.transferredBytes).toBe(100 * GB)
    expect(facts.sessions[0]).toMatchObject({ attempts: 1, result: 'Success', goodBytes: 100 * GB })
  })

  test('each byte is booked on the gateway that carried it, and the task counts on both', () => {
    const facts = twoGateways(100 * GB, { failures: [down('server/cgw-1', 104)] })
    expect(carried(facts)).toEqual({ 'cgw-1': 10.4, 'cgw-2': 89.6 })
    expect(flowsBy(facts)).toEqual([
      ['cgw-1', 10.4, 1],
      ['cgw-2', 89.6, 1],
    ])
    // Cards and the gateway behind them agree.
    const cards = facts.resources.filter(({ resource }) => BOTH.includes(resource))
    expect(cards.map(({ bytesIn, bytesOut }) => [bytesIn / GB, bytesOut / GB])).toEqual([
      [10.4, 10.4],
      [89.6, 89.6],
    ])
    expect(facts.gateways.find(({ gateway }) => gateway === 'g1')).toMatchObject({ bytesIn: 100 * GB })
  })

  test('several tasks of a lost gateway spread over what is left', () => {
    const names = ['cgw-1', 'cgw-2', 'cgw-3']
    const facts = run(
      provider(
        names.map((name) => cloudGateway(name)),
        [tenant('t1', names)],
        [offsite('t1', machines(6, 10 * GB))],
        {
          failures: [down('server/cgw-1', 50)],
        },
      ),
    )
    expect(inOrder(facts.tasks).map(({ cloudGateways, end }) => [cloudGateways.join(' '), end])).toEqual([
      ['cgw-1 cgw-2', 115],
      ['cgw-2', 100],
      ['cgw-3', 100],
      ['cgw-1 cgw-3', 115],
      ['cgw-2', 100],
      ['cgw-3', 100],
    ])
  })

  test('a gateway that was not up when the attempt began is not in its list', () => {
    const facts = twoGateways(100 * GB, {
      failures: [down('server/cgw-2', 0, 50), down('server/cgw-1', 100)],
    })
    // cgw-2 is back since 50 s, but the list was fetched at 0 s.
    expect(facts.tasks).toMatchObject([
      { result: 'Failed', reason: 'cloud-gateways-unavailable', end: 100, readBytes: 10 * GB },
    ])
  })

  test('a retry fetches a fresh list and begins again at byte zero', () => {
    const facts = run(
      provider(
        BOTH.map((name) => cloudGateway(name)),
        [tenant('t1', BOTH)],
        [offsite('t1', [machine('vm', 20 * GB)], { retry: { attempts: 1, wait: 600 } })],
        { failures: [down('server/cgw-2', 0, 50), down('server/cgw-1', 100)] },
      ),
    )
    expect(inOrder(facts.tasks)).toMatchObject([
      { attempt: 1, end: 100, cloudGateway: 'cgw-1', result: 'Failed' },
      { attempt: 2, start: 700, end: 900, cloudGateway: 'cgw-2', result: 'Success' },
    ])
    expect(facts.sessions[0]).toMatchObject({ firstResult: 'Failed', result: 'Success', attempts: 2 })
    expect(facts.gateways.filter(({ kind }) => kind === 'cloud')).toMatchObject([
      { gateway: 'cgw-1', bytesIn: 10 * GB, bytesWasted: 10 * GB },
      { gateway: 'cgw-2', bytesIn: 20 * GB, bytesWasted: 0 },
    ])
  })

  test('a list that empties while the task looks for another gateway fails it at the look', () => {
    const facts = twoGateways(100 * GB, {
      failures: [down('server/cgw-1', 100), down('server/cgw-2', 105)],
    })
    expect(facts.tasks).toMatchObject([
      { end: 115, reason: 'cloud-gateways-unavailable', suspendedSeconds: 15 },
    ])
    // It is the first loss that set it going.
    expect(facts.outages).toMatchObject([
      { target: 'cgw-1', tasksLost: 1, sessionsFailed: 1, tenantsAffected: 1 },
      { target: 'cgw-2', tasksLost: 0, sessionsFailed: 0 },
    ])
  })

  test('a session of the warm-up counts nowhere, so its tenant is not counted as affected', () => {
    const failures = [down('server/cgw-1', 100, 1000)]
    const affected = (warmup: number) =>
      twoGateways(100 * GB, { failures, warmup }).outages.map(({ tenantsAffected }) => tenantsAffected)
    expect(affected(0)).toEqual([1])
    expect(affected(500)).toEqual([0])
  })

  test('both lost in one instant: the list is empty at the loss, and the task fails in it', () => {
    const facts = twoGateways(100 * GB, {
      failures: [down('server/cgw-1', 100), down('server/cgw-2', 100)],
    })
    expect(facts.tasks).toMatchObject([{ end: 100, reason: 'cloud-gateways-unavailable' }])
  })

  test('a lost gateway that is back gets no new tasks of the attempt', () => {
    const one = tenant('t1', BOTH, { maxTasks: 1 })
    const facts = run(
      provider(
        BOTH.map((name) => cloudGateway(name)),
        [one],
        [offsite('t1', machines(2, 10 * GB))],
        {
          failures: [down('server/cgw-1', 50, 5)],
        },
      ),
    )
    expect(inOrder(facts.tasks).map(({ cloudGateways }) => cloudGateways)).toEqual([BOTH, ['cgw-2']])
  })
})

test('what a failed task moved was in vain on each gateway that carried it', () => {
  const facts = twoGateways(100 * GB, {
    failures: [down('server/cgw-1', 100), down('server/cgw-2', 315)],
  })
  const cloud = facts.gateways.filter(({ kind }) => kind === 'cloud')
  expect(cloud.map(({ bytesIn, bytesWasted }) => [bytesIn / GB, bytesWasted / GB])).toEqual([
    [10, 10],
    [20, 20],
  ])
})

test('cloudGatewayLoss: fail ends the task at once, though another gateway is up', () => {
  const facts = twoGateways(100 * GB, { failures: [down('server/cgw-1', 100)] }, { gatewayLoss: 'fail' })
  expect(facts.tasks).toMatchObject([
    { result: 'Failed', reason: 'cloud-gateways-unavailable', end: 100, readBytes: 10 * GB },
  ])
  expect(facts.outages).toMatchObject([{ tasksLost: 1, tasksResumed: 0, sessionsFailed: 1 }])
})

describe('all down at the opening', () => {
  const failures = [down('server/cgw-1', 0, 300), down('server/cgw-2', 0, 300)]

  test('the session is Failed at once, with 0 bytes', () => {
    const facts = twoGateways(10 * GB, { failures })
    expect(facts.sessions).toMatchObject([
      {
        start: 0,
        end: 0,
        result: 'Failed',
        reason: 'cloud-gateways-unavailable',
        transferredBytes: 0,
        tasks: 1,
      },
    ])
    expect(facts.tasks).toMatchObject([{ start: undefined, end: 0, cloudGateway: undefined }])
  })

  test('its retry fetches the list anew', () => {
    const job = offsite('t1', [machine('vm', 10 * GB)], { retry: { attempts: 1, wait: 600 } })
    const facts = run(
      provider(
        BOTH.map((name) => cloudGateway(name)),
        [tenant('t1', BOTH)],
        [job],
        { failures },
      ),
    )
    expect(facts.tasks).toMatchObject([
      { attempt: 1, end: 0, result: 'Failed' },
      { attempt: 2, start: 600, end: 700, result: 'Success', cloudGateway: 'cgw-1' },
    ])
  })
})

describe('a loss while the task prepares', () => {
  const preparing = (more: Partial<World>) =>
    twoGateways(10 * GB, { policies: { ...PLAIN, taskOverhead: 10 }, ...more }).tasks

  test('counts from the instant in which data would flow', () => {
    // Lacking at 10 s, found at 25 s.
    expect(preparing({ failures: [down('server/cgw-1', 5)] })).toMatchObject([
      { end: 125, suspendedSeconds: 15, cloudGateways: BOTH, cloudGateway: 'cgw-2' },
    ])
  })

  test('strikes the gateway off even if it is back by then (O12)', () => {
    expect(preparing({ failures: [cutOff('server/cgw-1', 5, 3)] })).toMatchObject([
      { end: 125, suspendedSeconds: 15, cloudGateways: BOTH, cloudGateway: 'cgw-2' },
    ])
  })

  test('fails the task when it was the last one of the list, even if it is back by then', () => {
    const facts = run(
      provider(
        [cloudGateway('cgw-1')],
        [tenant('t1', ['cgw-1'])],
        [offsite('t1', [machine('vm', 10 * GB)])],
        {
          policies: { ...PLAIN, taskOverhead: 10 },
          failures: [cutOff('server/cgw-1', 5, 3)],
        },
      ),
    )
    expect(facts.tasks).toMatchObject([{ end: 10, reason: 'cloud-gateways-unavailable', readBytes: 0 }])
    expect(facts.outages).toMatchObject([{ tasksLost: 1, sessionsFailed: 1, tenantsAffected: 1 }])
  })
})

describe('a loss while the task is suspended for another cause', () => {
  const line = cutOff('tenant/t1', 100, 90)

  test('moves neither the looks nor the end', () => {
    const facts = twoGateways(100 * GB, { failures: [line, down('server/cgw-1', 150)] })
    // Looks at 115, ..., 190 s: the line is back at 190 s, and the repair counts.
    expect(facts.tasks).toMatchObject([
      { result: 'Success', end: 1090, suspendedSeconds: 90, cloudGateways: BOTH },
    ])
    expect(carried(facts)).toEqual({ 'cgw-1': 10, 'cgw-2': 90 })
  })

  test('ends it at once when it leaves no gateway', () => {
    const facts = twoGateways(100 * GB, {
      failures: [line, down('server/cgw-2', 140), down('server/cgw-1', 150)],
    })
    expect(facts.tasks).toMatchObject([{ end: 150, reason: 'cloud-gateways-unavailable' }])
  })
})

test('what waits fails at once when the last gateway of its list is lost', () => {
  const facts = run(
    provider(
      [cloudGateway('cgw')],
      [tenant('t1', ['cgw'], { maxTasks: 1 })],
      [offsite('t1', machines(2, 10 * GB))],
      {
        failures: [down('server/cgw', 50)],
      },
    ),
  )
  expect(inOrder(facts.tasks).map(({ start, end, reason }) => [start, end, reason])).toEqual([
    [0, 50, 'cloud-gateways-unavailable'],
    [undefined, 50, 'cloud-gateways-unavailable'],
  ])
})
