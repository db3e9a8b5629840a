/**
 * Backup copies over WAN accelerators. `nas` and g1 are at hq, `vault` and g2 at dr; w1 and w2 stand at either end
 * and send a tenth. 2.5 GB per machine and night, at 100 MB/s a task: 25 s from 50 s on.
 */
import { describe, expect, test } from 'vitest'
import type { Failure, Job, Roles, Server, World } from '../../sim/model/index.ts'
import { attached, DAY, link, MB, proxy, resource, share, vm } from './estates.ts'
import { cutOff, down } from './failing.ts'
import { copying, gb, moved, NAS, source, stored, tasksOf } from './stored.ts'
import { GATEWAY, server, waited } from './worlds.ts'

const DR = { site: 'dr' }
const accelerator = (more: Partial<NonNullable<Roles['wan-accelerator']>> = {}): Roles => ({
  'wan-accelerator': { reduction: 10, rate: Number.POSITIVE_INFINITY, maxTasks: 1, ...more },
})
const AUTO_NAS = share('nas', 'automatic', { mountServer: 'm1' })
const AUTO_VAULT = share('vault', 'automatic', { ...DR, mountServer: 'm2' })
const VIA: Partial<Job> = { via: { source: 'w1', target: 'w2' } }

function servers(near: Server = server('w1', accelerator()), far: Server = server('w2', accelerator(), DR)) {
  return [
    proxy('proxy-1', 99),
    server('g1', GATEWAY),
    server('m1', { 'mount-server': {} }),
    near,
    far,
    server('g2', GATEWAY, DR),
    server('m2', { 'mount-server': {} }, DR),
    server('left'),
    server('right', {}, DR),
  ]
}

function copied(machines: number, parts: Partial<World> = {}, more: Partial<Job> = {}) {
  const list = Array.from({ length: machines }, (_, i) => vm(`vm-${i + 1}`, 100e9))
  const nights = source(1, { machines: list })
  return stored([nights, copying('offsite', nights, { ...VIA, ...more })], {
    sites: ['hq', 'dr'],
    links: [link('wan', 1000 * MB)],
    servers: servers(),
    repositories: [NAS, share('vault', ['g2'], DR)],
    ...parts,
  })
}
const the = (facts: ReturnType<typeof copied>) => tasksOf(facts, 'offsite')[0]!
/** GB into and out of machines, the link, the store, beyond what the backup of the night moved. */
function hops(facts: ReturnType<typeof copied>, ...names: string[]) {
  return names.map((name) => {
    const { bytesIn, bytesOut } = resource(facts, name)
    return [name, gb(bytesIn), gb(bytesOut)]
  })
}

describe('bytes on each hop', () => {
  test('full size to the first accelerator, a tenth over the line, full size after the second', () => {
    const facts = copied(1)
    expect(hops(facts, 'w1', 'wan', 'w2', 'g2', 'vault')).toEqual([
      ['w1', 2.5, 0.25],
      ['wan', 0.25, 0],
      ['w2', 0.25, 2.5],
      ['g2', 2.5, 2.5],
      ['vault', 2.5, 0],
    ])
    // g1 also passed on the 2.5 GB of the backup.
    expect(hops(facts, 'g1')).toEqual([['g1', 5, 5]])
    expect([the(facts).transferredBytes, the(facts).gatewayBytesIn].map(gb)).toEqual([2.5, 2.5])
  })

  test('without them all of it crosses the line', () => {
    const { via: _, ...plain } = VIA
    const nights = source(1)
    const facts = stored([nights, copying('offsite', nights, plain)], {
      sites: ['hq', 'dr'],
      links: [link('wan', 1000 * MB)],
      servers: servers(),
      repositories: [NAS, share('vault', ['g2'], DR)],
    })
    expect(hops(facts, 'wan', 'w1')).toEqual([
      ['wan', 2.5, 0],
      ['w1', 0, 0],
    ])
  })

  test('reduction of the job and of the accelerator multiply', () => {
    expect(hops(copied(1, {}, { reduction: 2 }), 'w1', 'wan', 'vault')).toEqual([
      ['w1', 1.25, 0.125],
      ['wan', 0.125, 0],
      ['vault', 1.25, 0],
    ])
  })

  test('a line of 5 MB/s moves 50 MB/s of backups', () => {
    expect(the(copied(1, { links: [link('wan', 5 * MB)] }))).toMatchObject({
      end: 100,
      bottleneck: 'Network',
    })
  })
})

describe('which accelerator is the gateway', () => {
  const by = (repositories: World['repositories']) => {
    const { sourceMover, gateway, rule, targetMover } = the(copied(1, { repositories }))
    return [sourceMover, gateway, rule, targetMover]
  }

  test('two shares without a list: the one at the target; that at the source reads', () => {
    const facts = copied(1, { repositories: [AUTO_NAS, AUTO_VAULT] })
    expect(by([AUTO_NAS, AUTO_VAULT])).toEqual(['w1', 'w2', 'B4', 'w2'])
    expect(hops(facts, 'w1', 'w2')).toEqual([
      ['w1', 2.5, 0.25],
      ['w2', 0.25, 2.5],
    ])
    expect(
      facts.flows
        .filter(({ operation }) => operation === 'backup-copy')
        .map(({ gateway, repository, bytesIn, bytesOut }) => [
          gateway,
          repository,
          gb(bytesIn),
          gb(bytesOut),
        ]),
    ).toEqual([
      ['w2', 'vault', 2.5, 2.5],
      ['w1', 'nas', 2.5, 2.5],
    ])
  })

  test('from a host of its own to a share: the one at the target', () => {
    expect(by([attached('nas', 'left'), AUTO_VAULT])).toEqual(['left', 'w2', 'B4', 'w2'])
  })

  test('from a share to a host of its own: the one at the source', () => {
    expect(by([AUTO_NAS, attached('vault', 'right', DR)])).toEqual(['w1', 'w1', 'B4', 'right'])
  })

  test('between two hosts none', () => {
    expect(by([attached('nas', 'left'), attached('vault', 'right', DR)])).toEqual([
      'left',
      undefined,
      'direct-attached',
      'right',
    ])
  })

  test('a list at either end goes before', () => {
    expect(by([AUTO_NAS, share('vault', ['g2'], DR)])).toEqual(['w1', 'g2', 'manual', 'g2'])
    expect(by([NAS, AUTO_VAULT])).toEqual(['g1', 'w2', 'B4', 'w2'])
  })

  test('synthetic work at the target is the mount server’s', () => {
    const facts = copied(
      1,
      { repositories: [NAS, AUTO_VAULT] },
      { method: 'forever-forward', retention: { points: 1 } },
    )
    expect(tasksOf(facts, 'offsite').map(({ algorithm, gateway }) => [algorithm, gateway])).toEqual([
      ['increment', 'w2'],
      ['merge', 'm2'],
    ])
  })
})

describe('accelerators as a queue and as a resource', () => {
  const at = (near: number, far: number, rate = Number.POSITIVE_INFINITY) =>
    copied(3, {
      servers: servers(
        server('w1', accelerator({ maxTasks: near, rate })),
        server('w2', accelerator({ maxTasks: far }), DR),
      ),
    })

  test('one disk at a time, by default: three machines one after another', () => {
    const facts = at(1, 1)
    expect(moved(facts, 'offsite').map(([start, end]) => [start, end])).toEqual([
      [50, 75],
      [75, 100],
      [100, 125],
    ])
    expect(tasksOf(facts, 'offsite').map(waited)).toEqual([
      {},
      { 'wan-accelerator': 25 },
      { 'wan-accelerator': 50 },
    ])
  })

  test('a slot at both ends: the scarcer governs', () => {
    const starts = (near: number, far: number) => moved(at(near, far), 'offsite').map(([start]) => start)
    expect([starts(2, 1), starts(1, 2), starts(2, 2)]).toEqual([
      [50, 75, 100],
      [50, 75, 100],
      [50, 50, 75],
    ])
  })

  test('its tasks share its rate: three at 75 MB/s get 25 each', () => {
    const facts = at(3, 3, 75 * MB)
    expect(moved(facts, 'offsite').map(([, end]) => end)).toEqual([150, 150, 150])
    expect(the(facts)).toMatchObject({
      bottleneck: 'Wan',
      busy: [0.25, undefined, 1, 0],
    })
  })
})

describe('losses', () => {
  const hit = (failure: Failure, parts: Partial<World> = {}) => {
    const { end, reason, suspendedSeconds, resumes } = the(copied(1, { failures: [failure], ...parts }))
    return [end, reason, suspendedSeconds, resumes]
  }

  test.each(['w1', 'w2'])('%s is down: the machine fails at once', (name) => {
    expect(hit(down(`server/${name}`, 60))).toEqual([60, 'server-lost', 0, 0])
    expect(hit(down(`server/${name}`, 0))).toEqual([50, 'server-lost', 0, 0])
  })

  test.each(['w1', 'w2'])('the connection to %s is lost: suspended, and resumed when it is back', (name) => {
    // Lost at 60 for 20 s, looks at 75 and 90; 15 s of copying are left.
    expect(hit(cutOff(`server/${name}`, 60, 20))).toEqual([105, undefined, 30, 1])
    expect(hit(cutOff(`server/${name}`, 60, DAY))).toEqual([1860, 'link-lost', 1800, 0])
  })

  test.each(['w1', 'w2'])('as gateway %s fails the machine at once when its connection is lost', (name) => {
    const repositories = [AUTO_NAS, AUTO_VAULT]
    expect(hit(cutOff(`server/${name}`, 60, 20), { repositories })).toEqual([
      60,
      'gateway-connection-lost',
      0,
      0,
    ])
    expect(hit(down(`server/${name}`, 60), { repositories })).toEqual([60, 'server-lost', 0, 0])
  })

  test('the line between them is lost: no path is left to the gateway at the target', () => {
    expect(hit(down('link/wan', 60, 20))).toEqual([60, 'gateway-connection-lost', 0, 0])
  })

  test('an accelerator out when a task would start fails it', () => {
    expect(hit(cutOff('server/w1', 40, 20))).toEqual([50, 'link-lost', 0, 0])
  })
})
