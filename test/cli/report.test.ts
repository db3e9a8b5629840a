import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { type ProviderReport, type TenantReport, widthOf } from '../../output/index.ts'
import { REASONS } from '../../sim/model/vocabulary.ts'
import { cwd, FOLDER, gatesimHere, MARKER, report, runProvider } from './provider.ts'

let summary = ''
beforeAll(async () => {
  summary = await runProvider()
})

async function tenantFacts(name: string, ...args: readonly string[]): Promise<TenantReport> {
  const { code, out } = await report('--tenant', name, '--json', ...args)
  expect(code).toBe(0)
  return JSON.parse(out) as TenantReport
}

const TENANTS_OWN = [
  'tenant-connection-lost',
  'quota-exceeded',
  'lease-expired',
  'window-closed',
  'sibling-failed',
  'other',
  'unfinished',
]

describe("a tenant's own view", () => {
  test.each(['acme', 'bolt', 'core'])(
    '%s sees nothing of the provider: no name, reason or word',
    async (name) => {
      for (const variant of ['zqfirst', 'zqsecond']) {
        const outputs = [(await report('--tenant', name, '--variant', variant, '--json')).out]
        for (const columns of [40, 80, 200]) {
          const args = ['report', join(cwd, FOLDER), '--tenant', name, '--variant', variant]
          outputs.push((await gatesimHere(args, columns)).out)
        }
        for (const out of outputs) {
          expect(out).toContain('vault')
          expect(out).not.toContain(MARKER)
          expect(out).not.toMatch(/gateway|server|pool|site|virtual|\blink|\brule|candidate|many-to/i)
          for (const reason of REASONS.filter((it) => !TENANTS_OWN.includes(it))) {
            expect(out).not.toMatch(new RegExp(`\\b${reason}\\b`))
          }
          for (const other of ['acme', 'bolt', 'core'].filter((it) => it !== name)) {
            expect(out).not.toContain(other)
          }
        }
      }
    },
  )

  test('its cloud repositories and hosts are named, with what it sent and received', async () => {
    const { stores, sentBytes, receivedBytes } = await tenantFacts('acme')
    expect(stores.map(({ name, kind }) => [name, kind])).toEqual([
      ['vault', 'cloud repository'],
      ['esx-cloud', 'cloud host'],
    ])
    expect(sentBytes).toBeGreaterThan(0)
    expect(receivedBytes).toBeGreaterThan(0)
    expect(stores[0]!.receivedBytes).toBeGreaterThan(0)
  })

  test('whatever the provider lost is one reason; the end of its own window stays', async () => {
    const { reasons, waits } = await tenantFacts('acme')
    expect(reasons.map(({ code }) => code).sort()).toEqual(['provider-unavailable', 'window-closed'])
    expect(waits.map(({ code }) => code)).toContain('provider')
  })

  test.each([
    ['bolt', 'tenant-connection-lost'],
    ['core', 'quota-exceeded'],
    ['zqother', 'lease-expired'],
  ])('of %s the reason %s is told as it is', async (name, code) => {
    const { reasons, sessions } = await tenantFacts(name)
    expect(reasons.map((it) => it.code)).toContain(code)
    expect(sessions.some(({ reason }) => reason?.code === code)).toBe(true)
  })

  test('jobs, sessions and machines are its own, and sum up to its tasks', async () => {
    const { jobs, sessions, machines, tasks, result } = await tenantFacts('acme')
    expect(jobs.map(({ job }) => job).sort()).toEqual(['back', 'cut', 'dr', 'nightly'])
    expect(sessions.map(({ session }) => session)).toContain('nightly#1')
    expect(machines.reduce((sum, it) => sum + it.tasks, 0)).toBe(tasks)
    expect(result).toBe('Failed')
  })

  test('no line is wider than the terminal', async () => {
    for (const columns of [40, 60, 80, 120, 200]) {
      for (const args of [[], ['--tenant', 'acme']]) {
        const { out } = await gatesimHere(['report', join(cwd, FOLDER), ...args], columns)
        // Commands that can be copied are not torn.
        const lines = out.split('\n').filter((line) => !line.includes(cwd.slice(0, 10)))
        expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(columns)
      }
    }
  })
})

describe("the provider's view", () => {
  test('tenants with most trouble come first, each with both results and what limited it', async () => {
    const { out } = await report('--json')
    const { tenants, layout } = JSON.parse(out) as ProviderReport
    expect(layout).toBe('mixed')
    expect(tenants.map(({ tenant }) => tenant).sort()).toEqual(['acme', 'bolt', 'core', 'zqother'])
    expect(tenants[0]).toMatchObject({ tenant: 'acme', tenantResult: 'Failed', providerResult: 'Failed' })
    // CC:session_results: what the tenant's side causes is no failure at the provider.
    expect(tenants.find(({ tenant }) => tenant === 'bolt')).toMatchObject({
      tenantResult: 'Failed',
      providerResult: 'Success',
    })
  })

  test('cloud gateways are counted, and those that are virtual machines among them', async () => {
    expect((JSON.parse((await report('--json')).out) as ProviderReport).cloudGateways).toEqual({
      count: 4,
      virtual: 2,
    })
    expect((await report('--tenants')).out).toMatch(/^Cloud gateways: 4, 2 of them virtual$/m)
  })

  test('the command at its end shows what that tenant may see', async () => {
    const { out } = await report('--tenants', '--variant', 'zqsecond')
    expect(out).toContain('Layout: 2 x many-to-many, 4 tenants')
    expect(out.replace(/ \\\n\s+/g, ' ')).toContain('--tenant core --variant zqsecond')
  })

  test('the summary of a run shows the layout of each variant', () => {
    expect(summary).toMatch(/^variant +real layout /m)
    expect(summary).toMatch(/^zqfirst +mixed /m)
    expect(summary).toMatch(/^zqsecond +2 x many/m)
  })
})

describe('what cannot be reported', () => {
  test('a mistyped tenant', async () => {
    const { code, err } = await report('--tenant', 'acne')
    expect(code).toBe(2)
    expect(err).toContain('there is no tenant "acne"; did you mean "acme"?')
  })

  test('a result without tenants', async () => {
    const file = fileURLToPath(new URL('../../scenarios/library/two-gateways-one-lost.yaml', import.meta.url))
    await gatesimHere(['run', file, '--out', join(cwd, 'plain'), '--quiet'])
    const { code, err } = await gatesimHere(['report', join(cwd, 'plain'), '--tenants'])
    expect(code).toBe(2)
    expect(err).toContain('has no tenants')
    expect(err).toContain('E-NO-TENANTS')
  })
})
