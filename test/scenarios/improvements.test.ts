import { describe, expect, test } from 'vitest'
import type { World } from '../../sim/model/index.ts'
import { good, scenario } from './helpers.ts'

const SITES = {
  sites: '[{ name: hq }, { name: branch }]',
  links: '[{ name: wan, between: [hq, branch], bandwidth: 500 Mbit/s }]',
  servers:
    '[{ name: vbr, cores: 24, memory: 64 GiB, roles: [backup-server, mount-server] }, { name: proxy, count: 2, cores: 4, roles: [proxy] }, { name: gw, count: 2, memory: 64 GiB, nic: { in: 2 Gbit/s, out: 1 Gbit/s }, roles: { gateway: { maxTasks: 8 } } }]',
  repositories: '[{ name: nas, type: smb, maxTasks: 16, gateway: [gw] }]',
}

const improvements = (sections: Readonly<Record<string, string>> = SITES) =>
  good(scenario(sections)).improvements()

/** Of a candidate that is a valid scenario. */
const worldOf = (name: string, sections?: Readonly<Record<string, string>>): World =>
  improvements(sections).find((it) => it.name === name)!.world as World

describe('what could be bought', () => {
  test('is one more gateway, a gigabit for each card and link, a slot more where slots are counted, and less data', () => {
    expect(improvements().map(({ name, words }) => [name, words])).toEqual([
      ['servers.gw.count + 1', 'one more gateway: gw'],
      ['servers.vbr.nic + 1 Gbit/s', '1 Gbit/s more: card of vbr'],
      ['servers.proxy.nic + 1 Gbit/s', '1 Gbit/s more: card of proxy x 2'],
      ['servers.gw.nic + 1 Gbit/s', '1 Gbit/s more: card of gw x 2'],
      ['links.wan.bandwidth + 1 Gbit/s', '1 Gbit/s more: link wan'],
      ['repositories.nas.maxTasks + 1', 'one more slot: repository nas'],
      ['servers.proxy.roles.proxy.maxTasks + 1', 'one more slot: proxy proxy x 2'],
      ['servers.gw.roles.gateway.maxTasks + 1', 'one more slot: gateway gw x 2'],
      ['data - 10 %', '10 % less data'],
    ])
  })

  test('changes that one thing and nothing else', () => {
    const base = good(scenario(SITES)).variants[0]!.world
    const gateways = ({ servers }: World) => servers.filter(({ name }) => name.startsWith('gw'))
    expect(gateways(worldOf('servers.gw.count + 1')).map(({ name }) => name)).toEqual([
      'gw-1',
      'gw-2',
      'gw-3',
    ])
    const card = worldOf('servers.gw.nic + 1 Gbit/s')
    expect(gateways(card).map(({ nic }) => [nic.in, nic.out])).toEqual(Array(2).fill([375e6, 250e6]))
    const as = (nic: World['servers'][number]['nic']) => gateways(card).map((it) => ({ ...it, nic }))
    expect(as(gateways(base)[0]!.nic)).toEqual(gateways(base))
    expect(worldOf('links.wan.bandwidth + 1 Gbit/s')).toEqual({
      ...base,
      links: base.links.map((link) => ({ ...link, bandwidth: 187.5e6 })),
    })
    expect(worldOf('repositories.nas.maxTasks + 1').repositories.map(({ maxTasks }) => maxTasks)).toEqual([
      17,
    ])
    const proxies = worldOf('servers.proxy.roles.proxy.maxTasks + 1').servers.flatMap(({ roles }) =>
      roles.proxy === undefined ? [] : [roles.proxy.maxTasks],
    )
    // Two slots for each of four cores, and one more.
    expect(proxies).toEqual([9, 9])
    expect(
      gateways(worldOf('servers.gw.roles.gateway.maxTasks + 1')).map(({ roles }) => roles.gateway!.maxTasks),
    ).toEqual([9, 9])
  })

  test('less data means sizes, used bytes and fixed volumes alike, whatever law they follow', () => {
    const machines = `[
      { name: a, size: 200 GB }, { name: b, size: { uniform: [100 GB, 300 GB] } }, { name: c, bytes: { lognormal: { mu: 20, sigma: 1 } } } ]`
    const jobs = `[{ name: nightly, target: nas, schedule: { daily: "22:00" }, machines: ${machines} }]`
    const [a, b, c] = worldOf('data - 10 %', { ...SITES, jobs }).jobs[0]!.machines
    expect(a!.size).toBe(180e9)
    expect(b!.size).toEqual({ kind: 'uniform', low: 90e9, high: 270e9 })
    expect(c!.bytes).toMatchObject({ sigma: 1, mu: expect.closeTo(20 + Math.log(0.9), 12) })
  })

  test('what is unlimited is not for sale, and a lone gateway becomes two', () => {
    const found = improvements({
      servers:
        '[{ name: vbr, nic: unlimited, roles: [backup-server] }, { name: "gw.one", nic: unlimited, memory: 64 GiB, roles: [gateway] }]',
      repositories: '[{ name: nas, type: smb, maxTasks: unlimited, gateway: ["gw.one"] }]',
      jobs: '[{ name: agents, type: agent, target: nas, schedule: { daily: "22:00" }, machines: [{ name: pc, size: 200 GiB }] }]',
      failures: '[]',
    })
    expect(found.map(({ name }) => name)).toEqual(['servers["gw.one"].count + 1', 'data - 10 %'])
    expect((found[0]!.world as World).servers.map(({ name }) => name)).toEqual([
      'vbr',
      'gw.one-1',
      'gw.one-2',
    ])
  })

  test('one more that is no valid scenario says why', () => {
    const found = improvements({
      ...SITES,
      servers: `${SITES.servers.slice(0, -1)}, { name: lone, roles: [gateway] }]`,
      repositories: '[{ name: nas, type: windows, host: lone }, { name: far, type: smb, gateway: [gw] }]',
      failures: '[]',
    })
    expect(found.find(({ name }) => name === 'servers.lone.count + 1')!.world).toMatchObject({
      severity: 'error',
      path: 'repositories[0].host',
    })
  })
})
