import { describe, expect, test } from 'vitest'
import type { Nic, Repository, Server, World } from '../../sim/model/index.ts'
import {
  appliance,
  attached,
  datastore,
  GB,
  type job,
  MB,
  machine,
  one,
  proxy,
  resource,
  restore,
  run,
  share,
  world,
} from './estates.ts'
import { GATEWAY, server } from './worlds.ts'

const UNLIMITED = Number.POSITIVE_INFINITY
const FAST = { taskRate: { full: UNLIMITED, increment: UNLIMITED } }
const card = (rate: number): Nic => ({ in: rate, out: rate, efficiency: 1, duplex: 'full' })
const gb = (bytes: number) => Math.round(bytes / MB) / 1000

/** 40 GB at 2:1 from a proxy through g1, in GB: proxy in and out, gateway in and out, written at the repository. */
const bytesOf = (
  repository: Repository,
  more: Parameters<typeof job>[3] = {},
  proxyServer: Server = proxy('proxy-1', 4),
) => {
  const facts = run(
    one(repository, { servers: [proxyServer, server('g1', GATEWAY)] }, { reduction: 2, ...more }),
  )
  const [p, g, r] = ['proxy-1', 'g1', repository.name].map((name) => resource(facts, name))
  return {
    proxy: [gb(p!.bytesIn), gb(p!.bytesOut)],
    gateway: [gb(g!.bytesIn), gb(g!.bytesOut)],
    written: gb(r!.bytesIn),
  }
}

/** Seconds of 40 GB when the gateway computes 100 MB/s and nothing else limits. */
const secondsOfCompute = (repository: Repository, more: Parameters<typeof job>[3] = {}) =>
  run(
    one(
      repository,
      { servers: [proxy('proxy-1', 4), server('g1', GATEWAY, { compute: 100 * MB })] },
      { ...FAST, reduction: 2, ...more },
    ),
  ).tasks[0]!.end

describe('bytes on the way of a backup', () => {
  test('to a share: reduced between proxy, gateway and share', () => {
    expect(bytesOf(share('nas', ['g1']))).toEqual({ proxy: [0, 20], gateway: [20, 20], written: 20 })
  })

  test('to a repository that wants data decompressed: reduced to the gateway, inflated after it', () => {
    expect(bytesOf(share('nas', ['g1'], { decompress: true }))).toEqual({
      proxy: [0, 20],
      gateway: [20, 40],
      written: 40,
    })
  })

  test('to an appliance with deduplication at the source: of 40 GB inflated half leaves the gateway', () => {
    expect(bytesOf(appliance('dd', ['g1']))).toEqual({ proxy: [0, 20], gateway: [20, 20], written: 20 })
    expect(
      bytesOf(appliance('dd', ['g1'], { sourceSideDedup: { full: 0.1, increment: 0.25 } })).gateway,
    ).toEqual([20, 10])
  })

  test('encryption with decompression: nothing is reduced in flight', () => {
    expect(bytesOf(appliance('dd', ['g1']), { encryption: true })).toEqual({
      proxy: [0, 40],
      gateway: [40, 20],
      written: 20,
    })
    expect(bytesOf(share('nas', ['g1']), { encryption: true }).gateway).toEqual([20, 20])
  })

  test('a proxy that reads over the network takes the source bytes in', () => {
    const role = { maxTasks: 4, transport: 'nbd', platform: 'vmware', taskRate: UNLIMITED } as const
    expect(bytesOf(share('nas', ['g1']), {}, server('proxy-1', { proxy: role })).proxy).toEqual([40, 20])
    expect(
      bytesOf(share('nas', ['g1']), {}, server('proxy-1', { proxy: { ...role, transport: 'san' } })).proxy,
    ).toEqual([0, 20])
    const files = { type: 'file-backup', platform: 'file', tasksPer: 'machine' } as const
    expect(bytesOf(share('nas', ['g1']), files).proxy).toEqual([40, 20])
  })

  test('an agent sends from its own machine: no proxy takes part', () => {
    const agents = { type: 'agent', platform: 'none', proxies: [], tasksPer: 'machine' } as const
    expect(bytesOf(share('nas', ['g1']), agents)).toEqual({ proxy: [0, 0], gateway: [20, 20], written: 20 })
  })

  test('to a direct attached host: into the host, and no gateway anywhere (S19)', () => {
    const facts = run(
      one(attached('local', 'host'), { servers: [proxy('proxy-1', 4), server('host')] }, { reduction: 2 }),
    )
    expect([resource(facts, 'host').bytesIn, resource(facts, 'host').bytesOut].map(gb)).toEqual([20, 0])
    expect(facts.tasks[0]).toMatchObject({
      gateway: undefined,
      rule: 'direct-attached',
      gatewayBytesIn: 0,
      sourceMover: 'proxy-1',
      targetMover: 'host',
    })
    expect(facts.tasks[0]!.repositoryWrittenBytes).toBeCloseTo(20 * GB, 0)
    expect([facts.gateways, facts.flows]).toEqual([[], []])
  })

  test('a proxy that is the gateway, or the host of the repository, sends nothing to itself', () => {
    const asGateway = run(
      one(share('nas', 'automatic'), { servers: [proxy('proxy-1', 4)] }, { reduction: 2 }),
    )
    expect(resource(asGateway, 'proxy-1')).toMatchObject({ bytesIn: 0, bytesOut: 20 * GB })
    expect(asGateway.tasks[0]).toMatchObject({ gateway: 'proxy-1', rule: 'A1' })
    const asHost = run(
      one(attached('local', 'proxy-1'), { servers: [proxy('proxy-1', 4)] }, { reduction: 2 }),
    )
    expect(resource(asHost, 'proxy-1')).toMatchObject({ bytesIn: 0, bytesOut: 0 })
  })
})

describe('compute on the way of a backup', () => {
  test('a gateway of a share spends one byte per byte', () => {
    expect(secondsOfCompute(share('nas', ['g1']))).toBeCloseTo(400, 9)
  })

  test('inflating for an appliance costs 150/80', () => {
    expect(secondsOfCompute(appliance('dd', ['g1']))).toBeCloseTo(750, 9)
  })

  test('deduplicating at the source costs 150/100, where nothing is inflated', () => {
    expect(secondsOfCompute(appliance('dd', ['g1'], { decompress: false }))).toBeCloseTo(600, 9)
    expect(secondsOfCompute(appliance('dd', ['g1']), { encryption: true })).toBeCloseTo(600, 9)
    expect(
      secondsOfCompute(appliance('dd', ['g1'], { sourceSideDedup: { full: 1, increment: 1 } }), {
        encryption: true,
      }),
    ).toBeCloseTo(400, 9)
  })

  test('a proxy that is also the gateway spends both', () => {
    const both = run(
      one(share('nas', 'automatic'), { servers: [proxy('proxy-1', 4, { compute: 100 * MB })] }, FAST),
    )
    expect(both.tasks[0]!.end).toBeCloseTo(800, 9)
    const dd = run(
      one(appliance('dd', 'automatic'), { servers: [proxy('proxy-1', 4, { compute: 100 * MB })] }, FAST),
    )
    expect(dd.tasks[0]!.end).toBeCloseTo(400 * (1 + 150 / 80), 9)
  })

  test('a direct attached host spends one byte per byte, beside the proxy that runs on it', () => {
    const end = (servers: Server[]) =>
      run(one(attached('local', 'host'), { servers }, { ...FAST, proxies: [servers[0]!.name] })).tasks[0]!.end
    expect(end([proxy('p', 4), server('host', {}, { compute: 100 * MB })])).toBeCloseTo(400, 9)
    expect(end([proxy('host', 4, { compute: 100 * MB })])).toBeCloseTo(800, 9)
  })
})

describe('cards', () => {
  const end = (nic: Nic, repository: Repository) =>
    run(
      one(
        repository,
        { servers: [proxy('proxy-1', 4), server('g1', GATEWAY, { nic })] },
        { ...FAST, reduction: 2 },
      ),
    ).tasks[0]!.end

  test('both directions at once: 20 GB in and out at 100 MB/s take 200 s; half duplex 400 s', () => {
    expect(end(card(100 * MB), share('nas', ['g1']))).toBeCloseTo(200, 9)
    expect(end({ ...card(100 * MB), duplex: 'half' }, share('nas', ['g1']))).toBeCloseTo(400, 9)
  })

  test('the direction that is full decides: 40 GB leave for a share that wants them inflated', () => {
    expect(end(card(100 * MB), share('nas', ['g1'], { decompress: true }))).toBeCloseTo(400, 9)
    expect(end({ ...card(100 * MB), out: 400 * MB }, share('nas', ['g1'], { decompress: true }))).toBeCloseTo(
      200,
      9,
    )
  })

  test('half duplex runs at the smaller of both rates, and efficiency takes its share', () => {
    expect(
      end({ in: 200 * MB, out: 100 * MB, efficiency: 0.5, duplex: 'half' }, share('nas', ['g1'])),
    ).toBeCloseTo(800, 9)
  })
})

describe('bytes on the way of a restore', () => {
  const restored = (repository: Repository, parts: Partial<World> = {}) =>
    run(
      world({
        servers: [proxy('proxy-1', 4), server('g1', GATEWAY), server('host')],
        datastores: [datastore('lun')],
        repositories: [repository],
        jobs: [restore('back', repository.name, [machine('vm', 40 * GB)], { reduction: 2 })],
        ...parts,
      }),
    )
  const figures = (facts: ReturnType<typeof run>) =>
    Object.fromEntries(
      ['proxy-1', 'g1', 'host'].map((name) => [
        name,
        [gb(resource(facts, name).bytesIn), gb(resource(facts, name).bytesOut)],
      ]),
    )

  test('S21, S67: the restore proxy is the gateway; it takes stored bytes in and sends the whole to the datastore', () => {
    const facts = restored(share('nas', 'automatic'))
    expect(figures(facts)).toEqual({ 'proxy-1': [20, 40], g1: [0, 0], host: [0, 0] })
    expect(facts.tasks[0]).toMatchObject({
      gateway: 'proxy-1',
      rule: 'F1',
      direction: 'restore',
      sourceMover: 'proxy-1',
      targetMover: 'proxy-1',
    })
    expect(facts.tasks[0]!.repositoryReadBytes / GB).toBeCloseTo(20, 9)
    expect(facts.tasks[0]!.gatewayBytesOut / GB).toBeCloseTo(40, 9)
    expect(facts.flows.map(({ direction }) => direction)).toEqual(['restore'])
    expect(gb(resource(facts, 'nas').bytesOut)).toBe(20)
    expect(gb(resource(facts, 'lun').bytesIn)).toBe(40)
  })

  test('through a listed gateway: stored bytes in and out of it', () => {
    expect(figures(restored(share('nas', ['g1'])))).toEqual({
      'proxy-1': [20, 40],
      g1: [20, 20],
      host: [0, 0],
    })
  })

  test('an appliance hands everything out inflated; between the movers it is reduced again', () => {
    const facts = restored(appliance('dd', ['g1']))
    expect(figures(facts)).toEqual({ 'proxy-1': [20, 40], g1: [40, 20], host: [0, 0] })
    expect(facts.tasks[0]!.transferredBytes / GB).toBeCloseTo(20, 9)
  })

  test('from a direct attached host: no gateway', () => {
    const facts = restored(attached('local', 'host'))
    expect(figures(facts)).toEqual({ 'proxy-1': [20, 40], g1: [0, 0], host: [0, 20] })
    expect(facts.tasks[0]).toMatchObject({
      gateway: undefined,
      rule: 'direct-attached',
      sourceMover: 'host',
      targetMover: 'proxy-1',
    })
  })

  test('the datastore limits what is written to it', () => {
    const facts = restored(share('nas', 'automatic'), { datastores: [datastore('lun', { write: 50 * MB })] })
    expect(facts.tasks[0]).toMatchObject({ end: 800, bottleneck: 'Target' })
  })
})
