/** Invariants of Cloud Connect on random graphs of tenants and gateways; `run` throws when the audit finds a violation. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Failure, World } from '../../sim/model/index.ts'
import { type Facts, run } from '../model/worlds.ts'
import { arbitraryProvider, calmProvider } from './arbitrary-tenants.ts'
import { renamed } from './transformations.ts'

const settings = { seed: 20_260_105, numRuns: 150 }
const close = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, a, b)
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** What is wrong with the bytes of a run, in words. */
function misbooked({ tasks, gateways, flows, tenants }: Facts, { cloud, repositories }: World): string[] {
  const wrong: string[] = []
  const same = (a: number, b: number, what: string) => {
    if (!close(a, b)) wrong.push(`${what}: ${a} is not ${b}`)
  }
  const direct = new Set(
    repositories.filter(({ connection }) => connection === 'direct').map(({ name }) => name),
  )
  const transport = tasks.filter(({ operation }) => operation !== 'synthetic')
  const relayed = transport.filter(({ repository }) => !direct.has(repository))
  const own = gateways.filter(({ kind }) => kind === 'cloud')
  // Every byte is on exactly one gateway.
  same(
    sum(own.map(({ bytesIn }) => bytesIn)),
    sum(relayed.map((task) => task.transferredBytes)),
    'all gateways',
  )
  for (const { gateway, bytesIn, bytesOut, bytesWasted } of own) {
    if (bytesWasted > bytesIn * (1 + 1e-9)) wrong.push(`${gateway} wasted more than it took in`)
    const parts = flows.filter((flow) => flow.kind === 'cloud' && flow.gateway === gateway)
    same(sum(parts.map((flow) => flow.bytesIn)), bytesIn, gateway)
    same(bytesIn, bytesOut, `${gateway} in and out`)
  }
  for (const { tenant, bytes, bytesUp, bytesDown } of tenants) {
    const mine = transport.filter((task) => task.tenant === tenant)
    same(sum(mine.map((task) => task.transferredBytes)), bytes, tenant)
    same(bytesUp + bytesDown, bytes, `the line of ${tenant}`)
    const parts = flows.filter((flow) => flow.kind === 'cloud' && flow.tenant === tenant)
    const through = relayed.filter((task) => task.tenant === tenant)
    same(
      sum(parts.map((flow) => flow.bytesIn)),
      sum(through.map((task) => task.transferredBytes)),
      `flows of ${tenant}`,
    )
  }
  for (const { tenant, repository, operation, cloudGateways, transferredBytes } of tasks) {
    const past = operation === 'synthetic' || direct.has(repository)
    if (past && cloudGateways.length > 0) wrong.push('a task went through a gateway that it does not need')
    if (!past && transferredBytes > 0 && cloudGateways.length === 0)
      wrong.push('bytes went past the gateways')
    const { gateways: allowed } = cloud!.tenants.find(({ name }) => name === tenant)!
    if (!cloudGateways.every((name) => allowed.includes(name))) wrong.push('a task used a gateway of others')
  }
  return wrong
}

describe('random tenants, gateways, limits and losses', () => {
  test('keep the invariants, and every byte of a tenant is on exactly one cloud gateway', () => {
    const reasons = new Set<string | undefined>()
    let moved = 0
    fc.assert(
      fc.property(arbitraryProvider(true), (one) => {
        const facts = run(one)
        expect(misbooked(facts, one)).toEqual([])
        for (const { result, reason, cloudGateways } of facts.tasks) {
          expect(reason === undefined).toBe(result === 'Success')
          reasons.add(reason)
          if (cloudGateways.length > 1) moved++
        }
      }),
      { ...settings, numRuns: 500 },
    )
    // The worlds are wild enough to say something.
    expect(moved).toBeGreaterThan(20)
    expect([...reasons].map(String).sort()).toEqual([
      'cloud-gateways-unavailable',
      'gateway-connection-lost',
      'gateway-inaccessible',
      'lease-expired',
      'link-lost',
      'quota-exceeded',
      'repository-inaccessible',
      'server-lost',
      'sibling-failed',
      'tenant-connection-lost',
      'undefined',
      'unfinished',
      'window-closed',
    ])
  })

  test('give the same facts for the same seed', () => {
    fc.assert(
      fc.property(arbitraryProvider(true), (one) => {
        expect(run(one, 7)).toEqual(run(one, 7))
      }),
      settings,
    )
  })

  test('do not care for names', () => {
    const outcome = ({ tasks, sessions }: Facts) => [
      tasks.map((task) => [
        task.queued,
        task.start,
        task.end,
        task.result,
        task.reason,
        task.transferredBytes,
      ]),
      sessions.map(({ start, end, result, providerResult }) => [start, end, result, providerResult]),
    ]
    fc.assert(
      fc.property(arbitraryProvider(false), (one) => {
        expect(outcome(run(renamed(one)))).toEqual(outcome(run(one)))
      }),
      settings,
    )
  })
})

/** What can go wrong with tenant `a` alone. */
const MISHAPS: readonly ((world: World) => World)[] = [
  (one) => ({ ...one, failures: [...one.failures, ...ownFailures(one)] }),
  (one) => ofTenant(one, { quota: { limit: 0, used: 0 } }),
  (one) => ofTenant(one, { quota: { limit: 40e9, used: 0 } }),
  (one) => ofTenant(one, { leaseUntil: 0 }),
  (one) => ofTenant(one, { leaseUntil: 600 }),
  (one) => ofTenant(one, { bandwidthLimit: 1e6 }),
  (one) => ofTenant(one, { maxTasks: 1 }),
  (one) => ({ ...one, jobs: one.jobs.filter(({ tenant }) => tenant !== 'a') }),
  (one) => ({ ...one, failures: [...one.failures, lineOf('a')] }),
]

function ofTenant(world: World, more: Partial<NonNullable<World['cloud']>['tenants'][number]>): World {
  const tenants = world.cloud!.tenants.map((one) => (one.name === 'a' ? { ...one, ...more } : one))
  return { ...world, cloud: { ...world.cloud!, tenants } }
}

function ownFailures({ jobs }: World): Failure[] {
  return jobs
    .filter(({ tenant }) => tenant === 'a')
    .flatMap(({ name, machines }) =>
      machines.map((machine) => ({
        kind: 'scripted' as const,
        job: name,
        machine: machine.name,
        days: [20_458, 20_459],
        attempts: 'all' as const,
      })),
    )
}

function lineOf(name: string): Failure {
  const timing = { kind: 'scripted' as const, at: [400], lasts: Number.POSITIVE_INFINITY }
  return { kind: 'outage', subject: { kind: 'tenant', name }, timing, stream: `outage/${name}` }
}

describe('fencing: what goes wrong for one tenant on shared gateways', () => {
  const key = ({ session, machine, disk, attempt, operation }: Facts['tasks'][number]) =>
    `${session} ${machine} ${disk} ${attempt} ${operation}`
  const others = ({ tasks }: Facts) =>
    tasks.filter(({ tenant }) => tenant !== 'a').sort((x, y) => (key(x) < key(y) ? -1 : 1))
  const fenced = (free: boolean, seen: (facts: Facts) => unknown) => {
    let felt = 0
    fc.assert(
      fc.property(calmProvider(free), fc.constantFrom(...MISHAPS), (world, mishap) => {
        const well = run(world)
        const bad = run(mishap(world))
        expect(seen(bad)).toEqual(seen(well))
        const ended = (facts: Facts) =>
          facts.tasks.filter(({ tenant }) => tenant === 'a').map(({ end }) => end)
        if (JSON.stringify(ended(well)) !== JSON.stringify(ended(bad)) && others(well).length > 0) felt++
      }),
      { ...settings, numRuns: 200 },
    )
    expect(felt).toBeGreaterThan(50)
  }

  test('changes no bytes, results and reasons of the others', () => {
    fenced(false, (facts) =>
      others(facts).map((task) => [key(task), task.transferredBytes, task.result, task.reason]),
    )
  })

  test('with unlimited capacity and one gateway changes nothing at all for the others, not even times', () => {
    fenced(true, (facts) => [
      others(facts),
      facts.tenants.filter(({ tenant }) => tenant !== 'a'),
      facts.flows
        .filter(({ tenant }) => tenant !== 'a')
        .sort((x, y) => (JSON.stringify(x) < JSON.stringify(y) ? -1 : 1)),
    ])
  })
})
