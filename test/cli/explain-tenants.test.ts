/** `explain` of work that came in through cloud gateways. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { cwd, FOLDER, gatesimHere, runProvider } from './provider.ts'

beforeAll(runProvider)

async function words(...args: readonly string[]): Promise<string> {
  const { code, out, err } = await gatesimHere(['explain', join(cwd, FOLDER), ...args])
  expect(err).toBe('')
  expect(code).toBe(0)
  return out.replace(/ \\\n/g, ' ').replace(/\s+/g, ' ')
}

const tasks = (): readonly string[] => readFileSync(join(cwd, FOLDER, 'tasks.csv'), 'utf8').split('\r\n')

test('a task that lost its cloud gateways names them in order, what was out, why it failed and what helps', async () => {
  const text = await words('--session', 'acme/nightly#1', '--machine', 'vm-1')
  expect(text).toMatch(/tenant acme, cloud gateways? zqgold-\d/)
  expect(text).toContain('outage of its cloud gateway zqgold-1')
  expect(text).toContain('(cloud-gateways-unavailable)')
  expect(text).toContain('even if it returns')
  expect(text).toContain('failoverOutsidePool')
})

test('a task that waited for a connection says so', async () => {
  expect(await words('--session', 'acme/nightly#1')).toContain(
    'for a free connection at a cloud gateway, of which all were at `maxConnections` (cloud-gateway)',
  )
})

test('reasons of tenants are told with what helps', async () => {
  expect(await words('--session', 'core/nightly#1')).toContain('Raise `quota`')
  expect(await words('--session', 'bolt/nightly#1')).toContain('(tenant-connection-lost)')
  expect(await words('--session', 'zqother/zqjob#2')).toContain('Move `leaseUntil` of the tenant.')
})

test("the outage of a tenant's line is told with its task", async () => {
  expect(await words('--session', 'bolt/nightly#1', '--machine', 'pc-1')).toContain(
    'of the line of its tenant bolt',
  )
})

test('a cloud gateway whose name has a space is asked about like any gateway', async () => {
  const served = tasks().filter((row) => /;zq open-1;/.test(row)).length
  expect(served).toBeGreaterThan(0)
  const text = await words('--gateway', 'zq open-1', '--time', '22:03')
  expect(text).toContain('zq open-1: cloud gateway in site zqsite, roles cloud-gateway')
  expect(text).toContain('Serving: ')
  expect(text).not.toContain('Serving: no task')
  expect(text).toContain('State: not saturated')
})
