import { describe, expect, test } from 'vitest'
import type { Job, Tenant, World } from '../../sim/model/index.ts'
import { OFFSITE, provider, tenant } from './cloud.ts'
import { codesOf, good, issuesOf, scenario, worldOf } from './helpers.ts'

const VM = 'machines: [{ name: vm, size: 1 GiB }]'

function tenantsOf(text: string): readonly Tenant[] {
  return worldOf(text).cloud!.tenants
}

function jobNamed(name: string, { jobs }: World): Job {
  return jobs.find((job) => job.name === name)!
}

describe('who may use which cloud gateways', () => {
  const gateways = (count: number): string => `{ name: cgw, count: ${count}, roles: [cloud-gateway] }`
  const POOLS =
    'pools: [{ name: gold, gateways: [cgw-2, cgw-1] }, { name: all, gateways: ["cgw-[12]*", cgw-3] }]'

  test.each<[string, string, number, number, readonly string[]]>([
    ['many-to-many is the default', '', 2, 2, ['12', '12']],
    ['many-to-many', 'layout: many-to-many', 3, 2, ['123', '123']],
    ['many-to-one deals round', 'layout: many-to-one', 2, 5, ['1', '2', '1', '2', '1']],
    ['one-to-many: contiguous blocks', 'layout: one-to-many', 4, 2, ['12', '34']],
    ['one-to-many: the remainder is unused', 'layout: one-to-many', 5, 2, ['12', '34']],
    ['one-to-many: one each', 'layout: one-to-many', 3, 3, ['1', '2', '3']],
  ])('%s', (_what, cloud, count, tenants, bound) => {
    const found = tenantsOf(
      provider({ cloud, gateways: gateways(count), tenants: [tenant(`name: t, count: ${tenants}`)] }),
    )
    expect(found.map((one) => one.gateways.map((name) => name.at(-1)).join(''))).toEqual(bound)
  })

  test.each<[string, string, string]>([
    ['no pool: those outside of all pools', '', '4'],
    ['in order of the pool', 'pools: [gold]', '21'],
    ['in order of the pools, each once', 'pools: [silver, gold]', '231'],
    ['a glob of pools', 'pools: ["*"]', '213'],
    ['those outside are set apart', 'pools: [gold], failoverOutsidePool: true', '21+4'],
    ['nothing outside unless asked for', 'pools: [gold], failoverOutsidePool: false', '21'],
  ])('pools: %s', (_what, keys, bound) => {
    const [found] = tenantsOf(
      provider({
        cloud:
          'layout: pools, pools: [{ name: gold, gateways: [cgw-2, cgw-1] }, { name: silver, gateways: [cgw-2, cgw-3] }]',
        gateways: gateways(4),
        tenants: [tenant(`name: acme${keys === '' ? '' : `, ${keys}`}`)],
      }),
    )
    const last = (names: readonly string[]): string => names.map((name) => name.at(-1)).join('')
    const { gateways: own, outside } = found!
    expect(outside === undefined ? last(own) : `${last(own)}+${last(outside)}`).toBe(bound)
  })

  test('a pool names what a glob matches, or nothing', () => {
    expect(codesOf(provider({ cloud: POOLS, gateways: gateways(3) }))).toContain('E-REFERENCE')
  })

  test('a layout beside pools is told to have no effect', () => {
    const cloud = 'layout: many-to-one, pools: [{ name: gold, gateways: [cgw-1] }]'
    expect(codesOf(provider({ cloud }))).toEqual(['W-LAYOUT-UNUSED'])
  })

  test('a point of a grid with fewer gateways than tenants is left out', () => {
    const experiment =
      '{ factors: [{ name: layout, path: cloud.layout, values: [many-to-one, one-to-many, many-to-many] }] }'
    const { variants, warnings } = good(provider({ cloud: 'layout: many-to-many', sections: { experiment } }))
    expect(variants.map(({ name }) => name)).toEqual(['layout=many-to-one', 'layout=many-to-many'])
    expect(warnings.map(({ code }) => code)).toContain('W-POINT-LEFT-OUT')
  })
})

describe('a tenant', () => {
  test('with what holds when the file is silent', () => {
    const world = worldOf(provider({ tenants: [tenant('name: acme')] }))
    const both = 12.5e6
    expect(world.cloud).toEqual({
      balance: 'least-connections',
      gatewayLoss: 'failover',
      sharing: 'per-tenant-then-task',
      tenants: [
        {
          name: 'acme',
          uplink: { up: both, down: both },
          latency: 0,
          maxTasks: 4,
          bandwidthLimit: Infinity,
          gateways: ['cgw-1', 'cgw-2'],
        },
      ],
    })
    expect(world.servers.at(-1)!).toMatchObject({
      compute: 8 * 312e6,
      roles: { 'cloud-gateway': { maxConnections: 1000 } },
    })
  })

  test('with all that it may say', () => {
    const text = provider({
      cloud: 'balance: ordered',
      tenants: [
        tenant(
          'name: acme, latency: { uniform: [5 ms, 20 ms] }, bandwidthLimit: 80 Mbit/s, quota: { limit: 2 TB, used: 1 TB }, leaseUntil: 2026-01-06',
        ).replace('uplink: 100 Mbit/s', 'uplink: { up: 8 Mbit/s, down: { uniform: [8 Mbit/s, 16 Mbit/s] } }'),
      ],
      sections: { policies: '{ cloudGatewayLoss: fail, sharing: per-task }', timezone: 'Europe/Berlin' },
    })
    const { cloud } = worldOf(text)
    expect(cloud).toMatchObject({ balance: 'ordered', gatewayLoss: 'fail', sharing: 'per-task' })
    expect(cloud!.tenants[0]).toMatchObject({
      uplink: { up: 1e6, down: { kind: 'uniform', low: 1e6, high: 2e6 } },
      latency: { kind: 'uniform', low: 0.005, high: 0.02 },
      bandwidthLimit: 1e7,
      quota: { limit: 2e12, used: 1e12 },
      leaseUntil: 86_400,
    })
  })

  test('a quota of one size has nothing used', () => {
    expect(tenantsOf(provider({ tenants: [tenant('name: acme, quota: 2 TB')] }))[0]!.quota).toEqual({
      limit: 2e12,
      used: 0,
    })
  })

  test.each(['false', 'true'])('cloud gateways may be virtual machines or not (%s)', (virtual) => {
    const gateways = `{ name: cgw, virtual: ${virtual}, roles: [cloud-gateway] }`
    expect(codesOf(provider({ gateways }))).toEqual([])
  })

  test.each(['windows', 'linux', 'appliance'])('version 13 knows cloud gateways on %s', (os) => {
    expect(codesOf(provider({ gateways: `{ name: cgw, os: ${os}, roles: [cloud-gateway] }` }))).toEqual([])
  })

  test('without a section `cloud` there is none', () => {
    expect(worldOf(scenario()).cloud).toBeUndefined()
  })
})

describe('jobs of tenants', () => {
  const RESTORE =
    '{ name: back, type: restore, schedule: { after: offsite }, machines: [{ from: offsite, select: vm-1 }] }'

  test('come after those of the provider, tenant by tenant, under full names', () => {
    const own = '[{ name: own, target: store, machines: [{ name: vm, size: 1 GiB }] }]'
    const world = worldOf(
      provider({
        jobs: [OFFSITE, RESTORE],
        sections: { jobs: own },
        gateways: '{ name: cgw, roles: [cloud-gateway] }, { name: px, roles: [proxy] }',
      }),
    )
    expect(world.jobs.map(({ name, tenant: owner }) => `${name} ${owner ?? '-'}`)).toEqual([
      'own -',
      ...[1, 2, 3].flatMap((k) => [`tenant-${k}/offsite tenant-${k}`, `tenant-${k}/back tenant-${k}`]),
    ])
  })

  test('restore what the same tenant backed up, to itself', () => {
    const job = jobNamed('tenant-2/back', worldOf(provider({ jobs: [OFFSITE, RESTORE] })))
    expect(job).toMatchObject({
      source: 'store',
      target: '',
      proxies: [],
      schedule: { kind: 'after', job: 'tenant-2/offsite' },
    })
    expect(job.machines.map(({ name, from }) => [name, from])).toEqual([['vm-1', 'tenant-2/offsite']])
  })

  test.each<[string, string, number, [number, number], number, number]>([
    ['backup', 'target: store', 22, [3, 600], 2, 100e6],
    ['agent', 'target: store', 22, [3, 1800], 2, 100e6],
    ['backup-copy', 'target: nas', 22, [5, 0], 1, Infinity],
    ['replication', 'target: host', 22, [3, 600], 1, 100e6],
  ])('of type %s read at the tenant and have usual habits', (type, target, hour, retry, reduction, rate) => {
    const [job] = worldOf(provider({ jobs: [`{ name: j, type: ${type}, ${target}, ${VM} }`] })).jobs
    expect(job).toMatchObject({
      type,
      tenant: 'tenant-1',
      schedule: { kind: 'times', times: [hour * 3600] },
      retry: { attempts: retry[0], wait: retry[1] },
      reduction,
      proxies: [],
      taskRate: { full: rate },
    })
    expect(job!.source).toBeUndefined()
    expect(job!.machines).toHaveLength(1)
  })

  test('are named as `tenant/job` elsewhere: in failures, after, paths', () => {
    const text = provider({
      sections: {
        failures:
          '[{ tenant: tenant-3, at: 1 h, for: 10 min }, { job: tenant/offsite, taskFailure: 1 % }, { job: tenant-2/offsite, machine: vm-2, at: 2026-01-05 }]',
        jobs: '[{ name: move, type: move, source: store, target: nas, jobs: [tenant-1/offsite], schedule: { after: tenant-1/offsite } }]',
      },
    })
    const world = worldOf(text, { set: ['cloud.tenants.tenant.jobs.offsite.reduction=3'] })
    expect(world.failures).toMatchObject([
      { kind: 'connection-loss', subject: { kind: 'tenant', name: 'tenant-3' } },
      { kind: 'other', job: 'tenant-1/offsite' },
      { kind: 'other', job: 'tenant-2/offsite' },
      { kind: 'other', job: 'tenant-3/offsite' },
      { kind: 'scripted', job: 'tenant-2/offsite', machine: 'vm-2' },
    ])
    const move = jobNamed('move', world)
    expect(move.schedule).toEqual({ kind: 'after', job: 'tenant-1/offsite' })
    expect(move.machines.map(({ from }) => from)).toEqual(Array(4).fill('tenant-1/offsite'))
    expect(jobNamed('tenant-3/offsite', world).reduction).toBe(3)
  })

  test('a reference to a tenant that a factor took away is a note', () => {
    const text = provider({ sections: { failures: '[{ job: tenant-3/offsite, taskFailure: 1 % }]' } })
    expect(codesOf(text, { set: ['cloud.tenants.tenant.count=2'] })).toContain('W-REFERENCE-DROPPED')
  })

  test('a counted job of a counted tenant', () => {
    const world = worldOf(
      provider({
        tenants: [tenant('name: t, count: 2', [OFFSITE.replace('name: offsite', 'name: o, count: 2')])],
        sections: { failures: '[{ job: t-2/o, taskFailure: 1 % }, { job: t/o-1, taskFailure: 1 % }]' },
      }),
    )
    expect(world.jobs.map(({ name }) => name)).toEqual(['t-1/o-1', 't-1/o-2', 't-2/o-1', 't-2/o-2'])
    expect(world.failures.map((one) => 'job' in one && one.job)).toEqual([
      't-2/o-1',
      't-2/o-2',
      't-1/o-1',
      't-2/o-1',
    ])
  })

  test('a copy of the provider leaves what tenants keep alone', () => {
    const jobs =
      '[{ name: own, type: agent, target: store, machines: [{ name: pc, size: 1 GiB }] }, { name: c, type: backup-copy, source: store, target: nas }]'
    expect(jobNamed('c', worldOf(provider({ sections: { jobs } }))).machines.map(({ name }) => name)).toEqual(
      ['pc'],
    )
  })
})

describe('losses around cloud gateways', () => {
  test('rolling maintenance: each server when the one before is back', () => {
    const failures = '[{ server: "cgw-*", kind: maintenance, rolling: true, at: [1 h, 5 h], for: 20 min }]'
    expect(worldOf(provider({ sections: { failures } })).failures).toMatchObject([
      { kind: 'maintenance', subject: { name: 'cgw-1' }, timing: { at: [3600, 18_000], lasts: 1200 } },
      { kind: 'maintenance', subject: { name: 'cgw-2' }, timing: { at: [4800, 19_200], lasts: 1200 } },
    ])
  })

  test('a drill of cloud gateways', () => {
    const failures = '[{ gateways: cloud, at: "23:30", for: rest }]'
    expect(worldOf(provider({ sections: { failures } })).failures[0]).toMatchObject({
      gateways: 'cloud',
      k: 1,
    })
  })

  test('throttles may name tenants', () => {
    const throttles = '[{ name: day, from: [tenant], to: [cgw], limit: 4 Mbit/s }]'
    expect(worldOf(provider({ sections: { throttles } })).throttles[0]).toMatchObject({
      from: ['tenant-1', 'tenant-2', 'tenant-3'],
      to: ['cgw-1', 'cgw-2'],
    })
  })
})

describe('warnings about tenants', () => {
  const many = (maxTasks: number, keys = ''): string =>
    tenant(`name: t, count: 2${keys}`, [
      '{ name: j, target: bucket, machines: [{ name: vm, size: 1 GiB }] }',
    ]).replace('maxTasks: 4', `maxTasks: ${maxTasks}`)
  const ON_VBR = {
    sections: {
      servers: '[{ name: vbr, cores: 32, memory: 64 GiB, roles: [backup-server, cloud-gateway] }]',
      repositories: '[{ name: bucket, type: object-storage }]',
      failures: '[{ server: vbr, at: 1 h, for: 1 h }]',
    },
  }

  test.each<[string, string, string, string]>([
    [
      'W-TENANT-LIMITS-EXCEED-REPOSITORY',
      'repositories[0].maxTasks',
      '12 tasks',
      provider().replace('maxTasks: 32', 'maxTasks: 4'),
    ],
    [
      'W-LEASE-EXPIRED',
      'cloud.tenants[0].leaseUntil',
      'never served',
      provider({ tenants: [tenant('name: acme, leaseUntil: 2026-01-01')] }),
    ],
    [
      'W-BACKUP-SERVER-GATEWAY',
      'cloud.tenants[0].jobs[0].target',
      'carries all data',
      provider({ jobs: [`{ name: j, target: nas, ${VM} }`] }).replace(
        'type: smb, gateway: [gw]',
        'type: smb, maxTasks: 12',
      ),
    ],
    [
      'W-OVER-COMMITTED',
      'servers[5]',
      'Up to 1000 tasks',
      provider({
        tenants: [many(1000)],
        gateways: '{ name: cgw, count: 2, memory: 8 GiB, roles: [cloud-gateway] }',
      }),
    ],
  ])('%s', (code, path, says, text) => {
    const issue = issuesOf(text).find((one) => one.code === code)
    expect(issue, codesOf(text).join()).toMatchObject({ path, severity: 'warning' })
    expect(issue!.message).toContain(says)
  })

  test('limits just within what is advised give none', () => {
    expect(codesOf(provider({ tenants: [many(500)] }))).toEqual([])
    expect(codesOf(provider({ tenants: [many(50)], ...ON_VBR }))).toEqual([])
  })
})

test('ten thousand tenants load in seconds', () => {
  const started = performance.now()
  const world = worldOf(
    provider({
      tenants: [tenant('name: tenant, count: 10000')],
      sections: {
        failures: '[{ job: tenant/offsite, taskFailure: 1 % }, { tenant: tenant, at: 1 h, for: 1 h }]',
      },
    }),
  )
  expect(world.jobs).toHaveLength(10_000)
  expect(world.failures).toHaveLength(20_000)
  expect(performance.now() - started).toBeLessThan(5000)
})
