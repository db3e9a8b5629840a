import { describe, expect, test } from 'vitest'
import type { OperatingSystem, Repository, Server, World } from '../../sim/model/index.ts'
import {
  appliance,
  datastore,
  GB,
  link,
  MB,
  machine,
  one,
  proxy,
  resource,
  restore,
  run,
  share,
  vm,
  world,
} from './estates.ts'
import { DAY, GATEWAY, machines, server } from './worlds.ts'

const SITES = { sites: ['hq', 'dr'], links: [link('wan', 1000 * MB)] }
const gb = (bytes: number) => Math.round(bytes / MB) / 1000

/** What crosses the WAN, in GB towards the far site and back, when 40 GB at 2:1 go to a far repository through a gateway in `site`. */
const backup = (site: string, repository: Repository, more: Parameters<typeof one>[2] = {}) => {
  const servers = [proxy('proxy-1', 4), server('g1', GATEWAY, { site })]
  return over(one(repository, { ...SITES, servers }, { reduction: 2, ...more }))
}
const restoreOf = (site: string, repository: Repository) =>
  over(
    world({
      ...SITES,
      servers: [proxy('proxy-1', 4), server('g1', GATEWAY, { site })],
      datastores: [datastore('lun')],
      repositories: [repository],
      jobs: [restore('back', repository.name, [machine('vm', 40 * GB)], { reduction: 2 })],
    }),
  )
const over = (parts: World) => {
  const wan = resource(run(parts), 'wan')
  return [gb(wan.bytesIn), gb(wan.bytesOut)]
}

describe('where a gateway stands: bytes on the line between the sites', () => {
  const nas = share('nas', ['g1'], { site: 'dr' })
  const dd = appliance('dd', ['g1'], { site: 'dr' })
  const full = { newShare: 1, machines: [vm('vm', 40 * GB)] }

  test('S30: near a share or far from it, reduced data crosses once', () => {
    expect(backup('hq', nas)).toEqual([20, 0])
    expect(backup('dr', nas)).toEqual([20, 0])
  })

  test('S30: a share that wants data inflated: far from it everything crosses, near it what the proxy sends', () => {
    const inflated = share('nas', ['g1'], { site: 'dr', decompress: true })
    expect(backup('hq', inflated)).toEqual([40, 0])
    expect(backup('dr', inflated)).toEqual([20, 0])
  })

  test('S30: a gateway in another site than proxy and share makes the data cross twice', () => {
    expect(backup('dr', share('nas', ['g1']))).toEqual([20, 20])
  })

  test('S31: an appliance that deduplicates at the source: near the proxy a tenth of a full crosses, near it the half', () => {
    expect(backup('hq', dd, full)).toEqual([4, 0])
    expect(backup('dr', dd, full)).toEqual([20, 0])
  })

  test('S31: an appliance that does not deduplicate at the source turns it around', () => {
    const plain = appliance('dd', ['g1'], { site: 'dr', sourceSideDedup: { full: 1, increment: 1 } })
    expect(backup('hq', plain, full)).toEqual([40, 0])
    expect(backup('dr', plain, full)).toEqual([20, 0])
  })

  test('restores from an appliance: near the proxy the whole crosses, near the appliance the half', () => {
    expect(restoreOf('hq', dd)).toEqual([0, 40])
    expect(restoreOf('dr', dd)).toEqual([0, 20])
  })

  test('restores from a share: the half, wherever the gateway stands', () => {
    expect(restoreOf('hq', nas)).toEqual([0, 20])
    expect(restoreOf('dr', nas)).toEqual([0, 20])
  })

  test('a restore proxy at the datastore or at the share: reduced or whole data cross', () => {
    const estate = (site: string) =>
      world({
        ...SITES,
        servers: [proxy('proxy-1', 4, { site })],
        datastores: [datastore('lun')],
        repositories: [share('nas', 'automatic', { site: 'dr' })],
        jobs: [restore('back', 'nas', [machine('vm', 40 * GB)], { reduction: 2 })],
      })
    expect(over(estate('hq'))).toEqual([0, 20])
    expect(over(estate('dr'))).toEqual([0, 40])
  })

  test('agents of a branch send to a gateway in the head office', () => {
    const agents = {
      type: 'agent',
      platform: 'none',
      proxies: [],
      tasksPer: 'machine',
      machines: [machine('pc', 40 * GB, { site: 'dr' })],
    } as const
    expect(backup('hq', share('nas', ['g1']), { ...agents, machines: [...agents.machines] })).toEqual([0, 20])
  })

  test('reading a datastore in another site crosses no line', () => {
    const far = { machines: [machine('vm', 40 * GB, { datastore: 'san', site: 'dr' })], reduction: 2 }
    const servers = [proxy('proxy-1', 4), server('g1', GATEWAY)]
    expect(
      over(
        one(share('nas', ['g1']), { ...SITES, servers, datastores: [datastore('san', { site: 'dr' })] }, far),
      ),
    ).toEqual([0, 0])
  })
})

describe('who may serve a repository', () => {
  const chosen = (repository: Repository, servers: Server[]) =>
    run(one(repository, { servers: [proxy('proxy-1', 4), ...servers] })).tasks.map(
      ({ gateway, reason }) => gateway ?? reason,
    )

  test.each(['windows', 'linux', 'hyper-v', 'appliance'] as OperatingSystem[])(
    'S23: a machine with %s',
    (os) => {
      expect(chosen(share('nas', ['g1']), [server('g1', GATEWAY, { os })])).toEqual(['g1'])
    },
  )

  test('S26: one without access to the repository is never selected, even if idle', () => {
    const servers = [server('g1', GATEWAY, { reaches: ['other'] }), server('g2', GATEWAY)]
    expect(chosen(share('nas', ['g1', 'g2']), servers)).toEqual(['g2'])
    expect(chosen(share('nas', ['g1']), servers)).toEqual(['no-eligible-gateway'])
  })

  test('S27: an appliance on Fibre Channel takes a gateway with a connection to it', () => {
    const servers = [server('g1', GATEWAY), server('g2', GATEWAY, { fibreChannel: ['dd'] })]
    expect(chosen(appliance('dd', ['g1', 'g2'], { fabric: 'fibre-channel' }), servers)).toEqual(['g2'])
  })

  test('S28, S29: an appliance serves an NFS export only with all_squash; SMB does not care', () => {
    const servers = [server('g1', GATEWAY, { os: 'appliance' })]
    expect(chosen(share('nas', ['g1'], { type: 'nfs' }), servers)).toEqual(['no-eligible-gateway'])
    expect(chosen(share('nas', ['g1'], { type: 'nfs', allSquash: true }), servers)).toEqual(['g1'])
    expect(chosen(share('nas', ['g1']), servers)).toEqual(['g1'])
  })

  test('S22: a machine that is not managed serves nothing', () => {
    expect(chosen(share('nas', ['g1']), [server('g1', {}, { managed: false })])).toEqual([
      'no-eligible-gateway',
    ])
  })

  test('S19: windows, linux and hardened repositories get no gateway, shares and object storage one', () => {
    const types = ['windows', 'linux', 'hardened'] as const
    for (const type of types)
      expect(chosen(share('repo', 'automatic', { type, host: 'g1' }), [server('g1')])).toEqual([undefined])
    for (const type of ['smb', 'nfs', 'object-storage', 'data-domain', 'storeonce'] as const)
      expect(chosen(share('repo', ['g1'], { type }), [server('g1', GATEWAY)])).toEqual(['g1'])
  })
})

describe('one gateway or one per machine', () => {
  test('S41: per-machine files spread twelve machines over two gateways; a single file keeps them on one, twice as long', () => {
    const nic = { in: 100 * MB, out: Number.POSITIVE_INFINITY, efficiency: 1, duplex: 'full' } as const
    const night = (perMachineFiles: boolean) =>
      run(
        one(
          share('nas', ['g1', 'g2'], { perMachineFiles }),
          {
            horizon: DAY,
            servers: [proxy('proxy-1', 12), server('g1', GATEWAY, { nic }), server('g2', GATEWAY, { nic })],
          },
          { machines: machines(12, 10 * GB) },
        ),
      )
    const [spread, single] = [night(true), night(false)]
    expect(spread.sessions[0]!.end).toBeCloseTo(600, 6)
    expect(single.sessions[0]!.end).toBeCloseTo(1200, 6)
    expect(
      spread.gateways.map(({ bytesIn, nicUtilisation }) => [gb(bytesIn), nicUtilisation! * DAY]),
    ).toEqual([
      [60, expect.closeTo(600, 6)],
      [60, expect.closeTo(600, 6)],
    ])
    expect(
      single.gateways.map(({ bytesIn, nicUtilisation }) => [gb(bytesIn), nicUtilisation! * DAY]),
    ).toEqual([
      [120, expect.closeTo(1200, 6)],
      [0, 0],
    ])
  })
})
