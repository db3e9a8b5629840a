/** What another cloud gateway is good for: throughput while gateways are the limit, and smaller failure domains. */
import { expect, test } from 'vitest'
import type { Tenant, World } from '../../sim/model/index.ts'
import { down } from '../model/failing.ts'
import { GB, MB, machines, run } from '../model/worlds.ts'
import { cloudGateway, narrow, offsite, provider, recordOf, tenant, vault } from './worlds.ts'

const names = (count: number) => Array.from({ length: count }, (_, i) => `cgw-${i + 1}`)

/** 12 machines of 10 GB over gateways of 100 MB/s: when they are done, and who limited them. */
function done(gateways: number, whose: Partial<Tenant>, more: Partial<World> = {}) {
  const facts = run(
    provider(
      names(gateways).map((name) => narrow(name, 100 * MB)),
      [tenant('t1', names(gateways), whose)],
      [offsite('t1', machines(12, 10 * GB))],
      more,
    ),
  )
  return [Math.round(facts.sessions[0]!.end), recordOf(facts, 't1').limitedBy]
}

test('S17 more gateways help while gateways are the limit, and the run shows what is the limit from then on', () => {
  const slow = { repositories: [vault({ write: 250 * MB })] }
  expect([1, 2, 3, 4].map((gateways) => done(gateways, {}, slow))).toEqual([
    [1200, 'CloudGateway'],
    [600, 'CloudGateway'],
    [480, 'Target'],
    [480, 'Target'],
  ])
  const line = { uplink: { up: 150 * MB, down: 150 * MB } }
  expect([1, 2, 3].map((gateways) => done(gateways, line))).toEqual([
    [1200, 'CloudGateway'],
    [800, 'Network'],
    [800, 'Network'],
  ])
  expect([1, 2, 3].map((gateways) => done(gateways, { bandwidthLimit: 150 * MB }))).toEqual([
    [1200, 'CloudGateway'],
    [800, 'Throttling'],
    [800, 'Throttling'],
  ])
})

test('a second gateway is of no use to one task at a time, which moves as fast as one gateway does', () => {
  expect([1, 2].map((gateways) => done(gateways, { maxTasks: 1 })[0])).toEqual([1200, 1200])
})

test('S18 one gateway for all is a single failure domain; of two a loss meets half of the work', () => {
  const outage = (gateways: number) =>
    run(
      provider(
        names(gateways).map((name) => cloudGateway(name)),
        [1, 2, 3, 4].map((i) => tenant(`t${i}`, names(gateways))),
        [1, 2, 3, 4].map((i) => offsite(`t${i}`, machines(1, 10 * GB))),
        { failures: [down('server/cgw-1', 50)] },
      ),
    )
  const alone = outage(1)
  expect(alone.outages).toMatchObject([
    { tasksLost: 4, tasksResumed: 0, sessionsFailed: 4, tenantsAffected: 4 },
  ])
  expect(alone.tasks.map(({ reason, end }) => [reason, end])).toEqual(
    Array(4).fill(['cloud-gateways-unavailable', 50]),
  )
  const shared = outage(2)
  expect(shared.outages).toMatchObject([
    { tasksLost: 0, tasksResumed: 2, sessionsFailed: 0, tenantsAffected: 2 },
  ])
  // The two that move on wait 15 s for the next look.
  expect(shared.tasks.map(({ end }) => end)).toEqual([100, 100, 115, 115])
})
