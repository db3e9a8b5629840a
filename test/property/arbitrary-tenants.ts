/** Random providers: tenants, cloud gateways, lists of who may use what, limits, and whatever can be lost. */
import fc from 'fast-check'
import type { Cloud, Failure, Job, Loss, Repository, Server, Tenant, World } from '../../sim/model/index.ts'
import { CLOUD } from '../cloud/worlds.ts'
import { throttle, vm } from '../model/estates.ts'
import { DAY, GATEWAY, GB, job, MB, machine, PLAIN, server, share, world } from '../model/worlds.ts'
import { instant } from './arbitrary-failures.ts'

const UNLIMITED = Number.POSITIVE_INFINITY
const GATEWAYS = ['c1', 'c2', 'c3']
const TENANTS = ['a', 'b', 'c']

const rate = fc.constantFrom(UNLIMITED, 150 * MB, 400 * MB)
const scarce = fc.constantFrom(UNLIMITED, 150 * MB, 60 * MB)

const gateways = fc.record({
  nic: rate,
  compute: rate,
  maxConnections: fc.constantFrom(UNLIMITED, UNLIMITED, 1, 3),
})

const tenants = fc.record({
  gateways: fc.uniqueArray(fc.constantFrom(...GATEWAYS), { minLength: 1, maxLength: 3 }),
  maxTasks: fc.constantFrom(1, 2, 100),
  up: scarce,
  down: scarce,
  bandwidthLimit: scarce,
  latency: fc.constantFrom(0, 0, 0.02),
  quota: fc.constantFrom(
    undefined,
    undefined,
    { limit: 150 * GB, used: 0 },
    { limit: 60 * GB, used: 20 * GB },
  ),
  leaseUntil: fc.constantFrom(undefined, undefined, undefined, 0, 700),
})

const jobs = fc.record({
  tenant: fc.constantFrom(...TENANTS),
  type: fc.constantFrom<Job['type']>('backup', 'backup', 'agent', 'backup-copy', 'restore', 'replication'),
  target: fc.constantFrom('vault', 'dd', 'disk', 'bucket'),
  time: instant,
  attempts: fc.integer({ min: 0, max: 2 }),
  reduction: fc.constantFrom(1, 2),
  encryption: fc.boolean(),
  fixed: fc.boolean(),
  method: fc.constantFrom<Job['method']>('forward-incremental', 'forever-forward', 'reverse'),
  atEnd: fc.constantFrom(undefined, undefined, undefined, 'graceful', 'stop'),
  machines: fc.array(
    fc.record({ disks: fc.integer({ min: 1, max: 3 }), size: fc.integer({ min: 0, max: 100 }) }),
    {
      minLength: 1,
      maxLength: 3,
    },
  ),
})

const subjects: fc.Arbitrary<Loss['subject']> = fc.oneof(
  fc
    .constantFrom(...GATEWAYS, ...GATEWAYS, 'vcc', 'vcc', 'g1', 'g1', 'g2', 'host')
    .map((name) => ({ kind: 'server' as const, name })),
  fc.constantFrom(...TENANTS).map((name) => ({ kind: 'tenant' as const, name })),
  fc.constantFrom('vault', 'disk', 'bucket').map((name) => ({ kind: 'repository' as const, name })),
)

const losses: fc.Arbitrary<Failure> = fc
  .record({
    kind: fc.constantFrom<Loss['kind']>('outage', 'connection-loss', 'maintenance'),
    subject: subjects,
    at: fc.uniqueArray(instant, { minLength: 1, maxLength: 2 }),
    lasts: fc.constantFrom(0, 7, 20, 500, UNLIMITED),
    random: fc.boolean(),
  })
  .map(({ kind: wanted, subject, at, lasts, random }) => {
    const kind = wanted === 'maintenance' && subject.kind !== 'server' ? 'outage' : wanted
    const exponential = (mean: number) => ({ kind: 'exponential' as const, mean })
    return {
      kind,
      subject,
      timing: random
        ? { kind: 'random', every: exponential(1500), lasts: exponential(100) }
        : { kind: 'scripted', at: [...at].sort((a, b) => a - b), lasts },
      stream: `${kind}/${subject.kind}/${subject.name}`,
    }
  })

const drills: fc.Arbitrary<Failure> = fc
  .record({ at: instant, gateways: fc.constantFrom<'any' | 'server' | 'cloud'>('any', 'server', 'cloud') })
  .map(({ at, gateways: which }) => ({ kind: 'drill', gateways: which, k: 1, at: [at], lasts: 100 }))

const parts = fc.record({
  gateways: fc.tuple(gateways, gateways, gateways),
  tenants: fc.tuple(tenants, tenants, tenants),
  jobs: fc.array(jobs, { minLength: 1, maxLength: 6 }),
  failures: fc.uniqueArray(fc.oneof(losses, losses, drills), {
    maxLength: 4,
    selector: (failure) => ('stream' in failure ? failure.stream : failure.kind),
  }),
  balance: fc.constantFrom<Cloud['balance']>('least-connections', 'ordered'),
  gatewayLoss: fc.constantFrom<Cloud['gatewayLoss']>('failover', 'failover', 'fail'),
  sharing: fc.constantFrom<Cloud['sharing']>('per-tenant-then-task', 'per-task'),
  colocated: fc.boolean(),
  throttled: fc.boolean(),
  giveUp: fc.constantFrom(40, 300),
  taskOverhead: fc.constantFrom(0, 10),
  control: fc.constantFrom({ session: 0, task: 0 }, { session: 5, task: 0.5 }),
  slots: fc.constantFrom(UNLIMITED, 1, 3),
  spare: fc.boolean(),
  drain: fc.boolean(),
  warmup: fc.constantFrom(0, 1000),
})

type Parts = typeof parts extends fc.Arbitrary<infer T> ? T : never

function jobOf(one: Parts['jobs'][number], i: number): Job {
  const { type, target, time, attempts, reduction, encryption, fixed, method, atEnd, machines } = one
  const name = `job-${i + 1}`
  const list = machines.map(({ disks, size }, m) => {
    const called = `${name}-vm-${m + 1}`
    return fixed || type === 'restore'
      ? machine(called, size * GB, { disks })
      : vm(called, size * GB, { disks, changeRate: 10 })
  })
  const restores = type === 'restore'
  return job(`${one.tenant}/${name}`, restores ? '' : type === 'replication' ? 'host' : target, list, {
    tenant: one.tenant,
    type,
    platform: type === 'backup' || restores ? 'vmware' : 'none',
    proxies: [],
    ...(restores ? { source: target } : {}),
    ...(type === 'backup-copy' ? { mode: 'periodic' } : {}),
    schedule: { kind: 'times', times: [time], manual: false, overlapping: false },
    retry: { attempts, wait: 100 },
    reduction,
    encryption,
    method,
    retention: { points: 2 },
    ...(atEnd === undefined ? {} : { window: { from: 0, to: 2500, atEnd } }),
  })
}

/** `spare`: the share has another gateway than g1. */
function repositoriesOf({ spare }: Parts): Repository[] {
  const dd = { type: 'data-domain', decompress: true, mountServer: 'g2' } as const
  return [
    share('vault', spare ? ['g1', 'g2'] : ['g1']),
    share('dd', 'automatic', { ...dd, sourceSideDedup: { full: 0.1, increment: 0.5 } }),
    share('disk', 'automatic', { type: 'windows', host: 'host', maxTasks: 1 }),
    share('bucket', 'automatic', { type: 'object-storage', connection: 'direct', mountServer: 'vcc' }),
  ]
}

function tenantOf(one: Parts['tenants'][number], i: number): Tenant {
  const { up, down, quota, leaseUntil, ...rest } = one
  return {
    name: TENANTS[i]!,
    ...rest,
    uplink: { up, down },
    ...(quota === undefined ? {} : { quota }),
    ...(leaseUntil === undefined ? {} : { leaseUntil }),
  }
}

function gatewayOf({ nic, compute, maxConnections }: Parts['gateways'][number], i: number): Server {
  const card = { in: nic, out: nic, efficiency: 1, duplex: 'full' as const }
  return server(GATEWAYS[i]!, { 'cloud-gateway': { maxConnections } }, { nic: card, compute })
}

function assemble(one: Parts): World {
  const { balance, gatewayLoss, sharing, giveUp, taskOverhead, control, slots } = one
  const vcc = { 'backup-server': {}, ...(one.colocated ? CLOUD : {}) }
  const all = one.tenants.map(tenantOf)
  return world({
    servers: [
      server('vcc', vcc, { cores: 2, compute: 300 * MB }),
      ...one.gateways.map(gatewayOf),
      server('g1', { gateway: { maxTasks: slots } }),
      server('g2', GATEWAY),
      server('host', { 'cloud-host': {} }),
    ],
    repositories: repositoriesOf(one),
    throttles: one.throttled ? [throttle('rule', 90 * MB, { from: ['a'], to: ['hq'] })] : [],
    cloud: {
      balance,
      gatewayLoss,
      sharing,
      tenants: one.colocated ? all.map((t) => ({ ...t, gateways: [...t.gateways, 'vcc'] })) : all,
    },
    jobs: one.jobs.map(jobOf),
    failures: one.failures,
    policies: { ...PLAIN, taskOverhead, control, resume: { poll: 15, giveUp, gateway: 0 } },
    horizon: one.drain ? DAY : 3000,
    drain: one.drain,
    warmup: one.warmup,
  })
}

/** `chance`: with losses that are drawn. */
export function arbitraryProvider(chance: boolean): fc.Arbitrary<World> {
  const drawn = (failure: Failure) => 'timing' in failure && failure.timing.kind === 'random'
  return parts.map((one) =>
    assemble(chance ? one : { ...one, failures: one.failures.filter((failure) => !drawn(failure)) }),
  )
}

/** Nothing that cuts work short by the clock, or for all: no window, quota, lease, horizon or outage. */
function calm(one: Parts): Parts {
  return {
    ...one,
    tenants: each(one.tenants, { quota: undefined, leaseUntil: undefined }),
    jobs: one.jobs.map((its) => ({ ...its, atEnd: undefined })),
    failures: [],
    drain: true,
    warmup: 0,
  }
}

/** Nothing that tenants share has an end: one cloud gateway, one gateway behind it, no control work. */
function withoutLimits(one: Parts): Parts {
  const free = { nic: UNLIMITED, compute: UNLIMITED, maxConnections: UNLIMITED }
  return {
    ...one,
    gateways: [free, free, free],
    tenants: each(one.tenants, { gateways: ['c1'] }),
    colocated: false,
    control: { session: 0, task: 0 },
    slots: UNLIMITED,
    spare: false,
  }
}

function each([a, b, c]: Parts['tenants'], same: Partial<Parts['tenants'][number]>): Parts['tenants'] {
  return [
    { ...a, ...same },
    { ...b, ...same },
    { ...c, ...same },
  ]
}

/** Worlds in which only what tenants do to each other could cut work short; `free`: nor share anything scarce. */
export function calmProvider(free: boolean): fc.Arbitrary<World> {
  return parts.map((one) => assemble(free ? withoutLimits(calm(one)) : calm(one)))
}
