/** What the document *Cloud Gateway* says of files that are read and reports that are shown, one test per sentence. */
import { expect, test } from 'vitest'
import { MARKER, report, runProvider } from '../cli/provider.ts'
import { run } from '../model/worlds.ts'
import { provider } from '../scenarios/cloud.ts'
import { codesOf, good, issuesOf, worldOf } from '../scenarios/helpers.ts'
import { inOrder } from './worlds.ts'

const cloudGateways = (keys: string) => `{ name: cgw, ${keys}, roles: [cloud-gateway] }`

test("S3 a tenant's own report names no machine, pool or rule of the provider, only its cloud repositories and hosts", async () => {
  await runProvider()
  // Every name of the provider's side holds the marker, but the repository and the host that tenants are given.
  expect((await report('--json')).out).toContain(MARKER)
  for (const shown of [[], ['--json']]) {
    const { code, out } = await report('--tenant', 'acme', ...shown)
    expect(code).toBe(0)
    expect(out).not.toContain(MARKER)
    expect(out).not.toMatch(/gateway|server|pool|rule/i)
    expect(out).toContain('vault')
    expect(out).toContain('esx-cloud')
  }
})

test('S14 physical and virtual machines are both accepted as cloud gateways, and serve alike', () => {
  const served = (virtual: boolean) => {
    const text = provider({ gateways: cloudGateways(`virtual: ${virtual}`) })
    expect(codesOf(text)).toEqual([])
    const world = worldOf(text)
    expect(world.servers.find(({ name }) => name === 'cgw')).toMatchObject({ virtual })
    const tasks = inOrder(run(world).tasks)
    expect(new Set(tasks.map(({ cloudGateway }) => cloudGateway))).toEqual(new Set(['cgw']))
    return tasks.map(({ end, result }) => [end, result])
  }
  expect(served(true)).toEqual(served(false))
})

test('S15 in version 9.5 a cloud gateway that does not run Windows is refused', () => {
  const found = (os: string, version: string) =>
    codesOf(
      provider({ gateways: cloudGateways(`os: ${os}`), sections: { productVersion: `"${version}"` } }),
    ).filter((code) => code.includes('CLOUD'))
  expect(['windows', 'linux', 'appliance', 'hyper-v'].map((os) => found(os, '9.5'))).toEqual([
    [],
    ['E-CLOUD-GATEWAY-OS'],
    ['E-CLOUD-GATEWAY-OS'],
    ['E-CLOUD-GATEWAY-OS'],
  ])
  expect(found('linux', '13')).toEqual([])
})

test('S16 tenants without any cloud gateway are refused before anything runs', () => {
  expect(issuesOf(provider({ gateways: cloudGateways('count: 0') }))).toMatchObject([
    {
      code: 'E-NO-CLOUD-GATEWAY',
      path: 'cloud.tenants',
      message: expect.stringContaining('no server has the role cloud-gateway'),
    },
  ])
  expect(good(provider({ gateways: cloudGateways('count: 1') })).variants).toHaveLength(1)
})
