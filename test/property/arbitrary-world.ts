/** Random small worlds with everything that can go wrong in one night. */
import fc from 'fast-check'
import type { Failure, Job, Policies, Repository, Server, World } from '../../sim/model/index.ts'
import { vm } from '../model/estates.ts'
import { DAY, GB, job, MB, machine, PLAIN, proxy, server, share, world } from '../model/worlds.ts'
import { failureOf, instant, nameOfFailure, REPOSITORIES } from './arbitrary-failures.ts'
import { keeping, type StoredParts, storedWork, withStored } from './arbitrary-stored.ts'

const UNLIMITED = Number.POSITIVE_INFINITY
const SITES = ['hq', 'dr']

const site = fc.constantFrom(...SITES)
const rate = fc.constantFrom(UNLIMITED, 150 * MB, 400 * MB)
const slots = fc.constantFrom(UNLIMITED, 1, 2, 5)

const reaches: fc.Arbitrary<Server['reaches']> = fc.constantFrom(
  'all' as const,
  'all' as const,
  'all' as const,
  ['disk'],
)

const nodes = fc.record({ site, nic: rate, compute: rate, slots, reaches })

const policies: fc.Arbitrary<Policies> = fc
  .record({
    onGatewayLoss: fc.constantFrom<Policies['onGatewayLoss']>('affected-tasks', 'whole-job'),
    giveUp: fc.constantFrom(40, 300),
    gateway: fc.constantFrom(0, 0, 60),
    reselectOnRetry: fc.boolean(),
    slotCounting: fc.constantFrom<Policies['slotCounting']>('per-disk', 'per-chain'),
    taskOverhead: fc.constantFrom(0, 10),
    control: fc.constantFrom({ session: 0, task: 0 }, { session: 5, task: 0.5 }),
    inferredFallback: fc.boolean(),
  })
  .map(({ giveUp, gateway, ...rest }) => ({ ...PLAIN, ...rest, resume: { poll: 15, giveUp, gateway } }))

const jobs = fc.record({
  type: fc.constantFrom<Job['type']>('backup', 'backup', 'file-backup', 'agent', 'plug-in', 'restore'),
  target: fc.constantFrom(...REPOSITORIES),
  times: fc.uniqueArray(instant, { minLength: 1, maxLength: 3 }),
  attempts: fc.integer({ min: 0, max: 2 }),
  wait: fc.constantFrom(0, 100),
  atEnd: fc.constantFrom(undefined, 'finish', 'graceful', 'stop'),
  closes: fc.integer({ min: 200, max: 5000 }),
  priority: fc.constantFrom<Job['priority']>('normal', 'high'),
  maxWaiting: fc.constantFrom(UNLIMITED, 2),
  reduction: fc.constantFrom(1, 2),
  keeping,
  // Of a fixed volume no chain is made: no increments, nothing to merge.
  fixed: fc.constantFrom(false, false, true),
  overlapping: fc.constantFrom(false, false, true),
  machines: fc.array(
    fc.record({ site, disks: fc.integer({ min: 1, max: 3 }), size: fc.integer({ min: 0, max: 200 }) }),
    { minLength: 1, maxLength: 4 },
  ),
})

type JobParts = typeof jobs extends fc.Arbitrary<infer T> ? T : never

function jobOf(parts: JobParts, name: string): Job {
  const { type, target, times, attempts, wait, atEnd, closes, machines, fixed, overlapping, ...others } =
    parts
  const { keeping: kept, ...rest } = others
  const list = machines.map(({ site: place, disks, size }, m) => {
    const more = { site: place, disks, datastore: `store-${place}` }
    const called = `${name}-vm-${m + 1}`
    return fixed || type === 'restore'
      ? machine(called, size * GB, more)
      : vm(called, size * GB, { ...more, changeRate: 10 })
  })
  const alone = type === 'agent' || type === 'plug-in'
  return job(name, type === 'restore' ? 'store-hq' : target, list, {
    ...rest,
    ...kept,
    type,
    platform: alone ? 'none' : type === 'file-backup' ? 'file' : 'vmware',
    proxies: alone ? [] : ['p1', 'p2'],
    channels: 2,
    schedule: { kind: 'times', times: [...times].sort((a, b) => a - b), manual: false, overlapping },
    retry: { attempts, wait },
    ...(type === 'restore' ? { source: target } : {}),
    ...(atEnd === undefined ? {} : { window: { from: 0, to: closes, atEnd } }),
  })
}

/** `chance`: with failures and volumes that are drawn. */
export function arbitraryWorld(chance: boolean): fc.Arbitrary<World> {
  const failures = failureOf(chance)
  return fc
    .record({
      nodes: fc.tuple(nodes, nodes, nodes, nodes, nodes, nodes),
      links: fc.constantFrom<readonly string[]>([], ['wan'], ['wan', 'spare'], ['wan', 'spare']),
      jobs: fc.array(jobs, { minLength: 1, maxLength: 3 }),
      stored: fc.array(storedWork, { maxLength: 4 }),
      storedFirst: fc.boolean(),
      scarce: fc.constantFrom(1, 2),
      streams: fc.constantFrom(UNLIMITED, 3),
      failures: fc.uniqueArray(failures, {
        maxLength: 4,
        selector: nameOfFailure,
        comparator: 'IsStrictlyEqual',
      }),
      policies,
      storeSlots: slots,
      capacity: fc.constantFrom(UNLIMITED, 300 * GB),
      perMachineFiles: fc.boolean(),
      drain: fc.boolean(),
      warmup: fc.constantFrom(0, 1000),
    })
    .map(assemble)
}

type NodeParts = typeof nodes extends fc.Arbitrary<infer T> ? T : never

function machineOf({ site: place, nic, compute, reaches: opens }: NodeParts) {
  return {
    site: place,
    nic: { in: nic, out: nic, efficiency: 1, duplex: 'full' as const },
    compute,
    reaches: opens,
  }
}

function repositoriesOf(
  { storeSlots, capacity, perMachineFiles, streams }: Parts,
  site: string,
): Repository[] {
  const bucket = { type: 'object-storage', site: 'dr', mountServer: 'g1' } as const
  return [
    share('nas', ['g1', 'g2'], { maxTasks: storeSlots, capacity, perMachineFiles }),
    share('vault', 'automatic', {
      type: 'data-domain',
      decompress: true,
      site: 'dr',
      mountServer: 'g1',
      perMachineFiles,
      streams,
    }),
    share('disk', 'automatic', { type: 'windows', host: 'host', site, maxTasks: 4 }),
    share('bucket', 'automatic', { ...bucket, connection: 'direct' }),
    share('cold', ['g2'], { ...bucket, maxTasks: storeSlots, tapeAttached: 'tape' }),
  ]
}

function jobsOf({ jobs: parts, stored, storedFirst }: Parts, repositories: readonly Repository[]): Job[] {
  const makers = parts.map((one, j) => jobOf(one, `job-${j + 1}`))
  const all = withStored(makers, stored, repositories)
  return storedFirst ? all.reverse() : all
}

interface Parts {
  nodes: NodeParts[]
  links: readonly string[]
  jobs: JobParts[]
  stored: StoredParts[]
  storedFirst: boolean
  /** Drives, and tasks of an accelerator. */
  scarce: number
  streams: number
  failures: Failure[]
  policies: Policies
  storeSlots: number
  capacity: number
  perMachineFiles: boolean
  drain: boolean
  warmup: number
}

function assemble(parts: Parts): World {
  const [bs, p1, p2, g1, g2, host] = parts.nodes as [
    NodeParts,
    NodeParts,
    NodeParts,
    NodeParts,
    NodeParts,
    NodeParts,
  ]
  const gateway = (name: string, node: NodeParts) =>
    server(name, { gateway: { maxTasks: node.slots } }, machineOf(node))
  const repositories = repositoriesOf(parts, host.site)
  const accelerator = { 'wan-accelerator': { reduction: 2, rate: 300 * MB, maxTasks: parts.scarce } }
  return world({
    sites: SITES,
    links: parts.links.map((name, i) => ({
      name,
      between: ['hq', 'dr'] as const,
      bandwidth: 120 * MB,
      latency: 0.01 * (i + 1),
      efficiency: 1,
    })),
    servers: [
      server('bs', { 'backup-server': {} }, { ...machineOf(bs), site: 'hq' }),
      proxy('p1', Math.min(p1.slots, 8), machineOf(p1)),
      proxy('p2', Math.min(p2.slots, 8), machineOf(p2)),
      gateway('g1', g1),
      gateway('g2', g2),
      server('host', {}, machineOf(host)),
      server('tape', { 'tape-server': { drives: parts.scarce, driveRate: 200 * MB } }),
      server('w1', accelerator),
      server('w2', accelerator, { site: 'dr' }),
    ],
    datastores: SITES.map((place) => ({
      name: `store-${place}`,
      site: place,
      read: 500 * MB,
      write: 500 * MB,
      maxTasks: UNLIMITED,
    })),
    repositories,
    jobs: jobsOf(parts, repositories),
    failures: parts.failures.filter(
      (failure) =>
        !('subject' in failure && failure.subject.kind === 'link') ||
        parts.links.includes(failure.subject.name),
    ),
    policies: parts.policies,
    horizon: parts.drain ? DAY : 3000,
    drain: parts.drain,
    warmup: parts.warmup,
  })
}
