/** What the data of tenants cross: line, cards, compute, and the gateway behind the cloud gateway. */
import { describe, expect, test } from 'vitest'
import type { Job, Server, Tenant, World } from '../../sim/model/index.ts'
import { attached, link } from '../model/estates.ts'
import { down } from '../model/failing.ts'
import { type Facts, GATEWAY, GB, MB, machines, run, server, share } from '../model/worlds.ts'
import {
  CLOUD,
  carried,
  cloudGateway,
  machine,
  offsite,
  provider,
  recordOf,
  tenant,
  vault,
} from './worlds.ts'

function alone(whose: Partial<Tenant>, jobs: readonly Job[], more: Partial<World> = {}): Facts {
  return run(provider([cloudGateway('cgw')], [tenant('t1', ['cgw'], whose)], jobs, more))
}
const back = (bytes: number, more: Partial<Job> = {}): Job =>
  offsite('t1', [machine('vm', bytes)], {
    name: 't1/back',
    type: 'restore',
    source: 'vault',
    target: '',
    ...more,
  })
const ends = ({ tasks }: Facts) =>
  tasks.map(({ job: what, end, bottleneck }) => [what, Math.round(end), bottleneck])
const resource = ({ resources }: Facts, name: string) => resources.find((row) => row.resource === name)!

describe('a backup', () => {
  test('crosses the line, the cloud gateway, the gateway and the store with as many bytes as are there', () => {
    const dd = share('vault', ['g1'], {
      type: 'data-domain',
      decompress: true,
      sourceSideDedup: { full: 0.1, increment: 0.5 },
    })
    const facts = alone({}, [offsite('t1', machines(1, 10 * GB), { reduction: 2 })], { repositories: [dd] })
    // Fixed volumes deduplicate as increments do: half of the 10 GB inflated reaches the appliance.
    expect(facts.tasks).toMatchObject([
      {
        readBytes: 10 * GB,
        transferredBytes: 5 * GB,
        gatewayBytesIn: 5 * GB,
        gatewayBytesOut: 5 * GB,
        repositoryWrittenBytes: 5 * GB,
        direction: 'backup',
        sourceMover: undefined,
        targetMover: 'g1',
      },
    ])
    expect(resource(facts, 't1')).toMatchObject({ kind: 'uplink', bytesOut: 5 * GB, bytesIn: 0 })
    expect(resource(facts, 'cgw')).toMatchObject({ bytesIn: 5 * GB, bytesOut: 5 * GB })
    expect(resource(facts, 'g1')).toMatchObject({ bytesIn: 5 * GB, bytesOut: 5 * GB })
  })

  test('loads the compute of a cloud gateway with what is on the wire', () => {
    const slow = cloudGateway('cgw', { compute: 25 * MB })
    const job = offsite('t1', [machine('vm', 5 * GB)], { reduction: 2 })
    const facts = run(provider([slow], [tenant('t1', ['cgw'])], [job]))
    // 2.5 GB at 25 MB/s.
    expect(ends(facts)).toEqual([['offsite', 100, 'CloudGateway']])
  })

  test('is limited by the machine at the tenant', () => {
    const facts = alone({}, [offsite('t1', [machine('vm', 5 * GB, { rate: 50 * MB })])])
    expect(ends(facts)).toEqual([['offsite', 100, 'Source']])
  })

  test('is limited by the line towards the provider, in wire bytes', () => {
    const facts = alone({ uplink: { up: 20 * MB, down: 1 } }, [
      offsite('t1', machines(1, 4 * GB), { reduction: 2 }),
    ])
    expect(ends(facts)).toEqual([['offsite', 100, 'Network']])
  })

  test('crosses the links between the cloud gateway and the gateway of its repository', () => {
    const far = server('g1', GATEWAY, { site: 'dr' })
    const more = {
      sites: ['hq', 'dr'],
      links: [link('wan', 40 * MB)],
      servers: [server('vcc', { 'backup-server': {} }), cloudGateway('cgw'), far],
      repositories: [vault({ site: 'dr' })],
    }
    const facts = alone({}, [offsite('t1', machines(1, 4 * GB))], more)
    expect(ends(facts)).toEqual([['offsite', 100, 'Network']])
    expect(resource(facts, 'wan')).toMatchObject({ bytesIn: 4 * GB, bytesOut: 0 })
  })

  test('goes to the host of a direct attached repository without a gateway', () => {
    const more = { repositories: [attached('vault', 'host', { write: 80 * MB })] }
    const facts = run(
      provider(
        [cloudGateway('cgw'), server('host')],
        [tenant('t1', ['cgw'])],
        [offsite('t1', machines(1, 8 * GB))],
        more,
      ),
    )
    expect(ends(facts)).toEqual([['offsite', 100, 'Target']])
    expect(facts.tasks[0]).toMatchObject({ gateway: undefined, rule: 'direct-attached', cloudGateway: 'cgw' })
    expect(resource(facts, 'host').bytesIn).toBe(8 * GB)
  })

  test('costs the gateway more when it deduplicates for an appliance, as any backup does', () => {
    const dd = share('vault', ['g1'], { type: 'data-domain', sourceSideDedup: { full: 0.1, increment: 0.1 } })
    const facts = run(
      provider([], [tenant('t1', ['cgw'])], [offsite('t1', machines(1, 6 * GB))], {
        servers: [
          server('vcc', { 'backup-server': {} }),
          cloudGateway('cgw'),
          server('g1', GATEWAY, { compute: 100 * MB }),
        ],
        repositories: [dd],
      }),
    )
    // 6 GB at 100 MB/s, each byte one and a half times: 150 MB/s a core without, 100 with deduplication.
    expect(ends(facts)).toEqual([['offsite', 90, 'Gateway']])
  })

  test('makes no hop on a machine that is cloud gateway and gateway in one', () => {
    const both = server('g1', { ...CLOUD, ...GATEWAY })
    const facts = run(
      provider([], [tenant('t1', ['g1'])], [offsite('t1', machines(1, 5 * GB))], {
        servers: [server('vcc', { 'backup-server': {} }), both],
      }),
    )
    expect(resource(facts, 'g1')).toMatchObject({ bytesIn: 5 * GB, bytesOut: 5 * GB })
    expect(facts.gateways.map(({ kind, bytesIn }) => [kind, bytesIn])).toEqual([
      ['server', 5 * GB],
      ['cloud', 5 * GB],
    ])
  })
})

describe('a restore', () => {
  test('takes the way back: out of the store, down the line', () => {
    const facts = alone({ uplink: { up: 1, down: 40 * MB } }, [back(8 * GB, { reduction: 2 })])
    expect(ends(facts)).toEqual([['back', 100, 'Network']])
    expect(facts.tasks).toMatchObject([
      { direction: 'restore', transferredBytes: 4 * GB, repositoryReadBytes: 4 * GB, cloudGateway: 'cgw' },
    ])
    expect(recordOf(facts, 't1')).toMatchObject({ bytesUp: 0, bytesDown: 4 * GB, quotaUsed: 0 })
    expect(resource(facts, 'vault')).toMatchObject({ bytesIn: 0, bytesOut: 4 * GB })
    expect(facts.flows.map(({ kind, direction, bytesIn }) => [kind, direction, bytesIn])).toEqual([
      ['cloud', 'restore', 4 * GB],
      ['server', 'restore', 4 * GB],
    ])
  })

  test('is limited by what the cloud gateway takes in, as a backup is by what it sends on', () => {
    const inward = cloudGateway('cgw', {
      nic: { in: 50 * MB, out: 1000 * MB, efficiency: 1, duplex: 'full' },
    })
    const outward = cloudGateway('cgw', {
      nic: { in: 1000 * MB, out: 50 * MB, efficiency: 1, duplex: 'full' },
    })
    const by = (gateway: Server, what: Job) => ends(run(provider([gateway], [tenant('t1', ['cgw'])], [what])))
    expect(by(inward, back(5 * GB))).toEqual([['back', 100, 'CloudGateway']])
    expect(by(outward, offsite('t1', machines(1, 5 * GB)))).toEqual([['offsite', 100, 'CloudGateway']])
  })

  test('uses the other direction of the line than a backup beside it', () => {
    const facts = alone({ uplink: { up: 50 * MB, down: 50 * MB } }, [
      offsite('t1', machines(1, 5 * GB)),
      back(5 * GB),
    ])
    expect(facts.tasks.map(({ end }) => end)).toEqual([100, 100])
    expect(recordOf(facts, 't1')).toMatchObject({ bytesUp: 5 * GB, bytesDown: 5 * GB })
  })

  test('moves to another gateway as a backup does', () => {
    const facts = run(
      provider(
        [cloudGateway('cgw-1'), cloudGateway('cgw-2')],
        [tenant('t1', ['cgw-1', 'cgw-2'])],
        [back(10 * GB)],
        {
          failures: [down('server/cgw-1', 40)],
        },
      ),
    )
    expect(carried(facts)).toEqual({ 'cgw-1': 4, 'cgw-2': 6 })
    expect(facts.tasks).toMatchObject([{ end: 115, resumes: 1 }])
  })
})

test('a replication is one task per machine, and goes on to the cloud host', () => {
  const list = [machine('vm', 10 * GB, { disks: 3 })]
  const job = offsite('t1', list, { type: 'replication', platform: 'none', target: 'host', reduction: 2 })
  const host = server(
    'host',
    { 'cloud-host': {} },
    { nic: { in: 25 * MB, out: 1, efficiency: 1, duplex: 'full' } },
  )
  const facts = run(provider([cloudGateway('cgw'), host], [tenant('t1', ['cgw'])], [job]))
  // 5 GB on the wire at 25 MB/s.
  expect(ends(facts)).toEqual([['offsite', 200, 'Network']])
  expect(resource(facts, 'host').bytesIn).toBe(5 * GB)
})
