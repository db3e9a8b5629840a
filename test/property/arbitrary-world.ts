/** Random small worlds with everything that can go wrong in one night. */
import fc from 'fast-check'
import type { Failure, Job, Loss, Policies, Server, World } from '../../sim/model/index.ts'
import { DAY, GB, job, MB, machine, PLAIN, proxy, server, share, world } from '../model/worlds.ts'

const UNLIMITED = Number.POSITIVE_INFINITY
const SITES = ['hq', 'dr']
const REPOSITORIES = ['nas', 'vault', 'disk']

const site = fc.constantFrom(...SITES)
const rate = fc.constantFrom(UNLIMITED, 150 * MB, 400 * MB)
const slots = fc.constantFrom(UNLIMITED, 1, 2, 5)
const instant = fc.integer({ min: 0, max: 4000 })

const reaches: fc.Arbitrary<Server['reaches']> = fc.constantFrom('all' as const, 'all' as const, ['disk'])

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
  type: fc.constantFrom<Job['type']>('backup', 'backup', 'file-backup', 'agent', 'restore'),
  target: fc.constantFrom(...REPOSITORIES),
  times: fc.uniqueArray(instant, { minLength: 1, maxLength: 3 }),
  attempts: fc.integer({ min: 0, max: 2 }),
  wait: fc.constantFrom(0, 100),
  atEnd: fc.constantFrom(undefined, 'finish', 'graceful', 'stop'),
  closes: fc.integer({ min: 200, max: 5000 }),
  priority: fc.constantFrom<Job['priority']>('normal', 'high'),
  maxWaiting: fc.constantFrom(UNLIMITED, 2),
  reduction: fc.constantFrom(1, 2),
  machines: fc.array(
    fc.record({ site, disks: fc.integer({ min: 1, max: 3 }), size: fc.integer({ min: 0, max: 200 }) }),
    { minLength: 1, maxLength: 4 },
  ),
})

type JobParts = typeof jobs extends fc.Arbitrary<infer T> ? T : never

function jobOf(parts: JobParts, name: string): Job {
  const { type, target, times, attempts, wait, atEnd, closes, machines, ...rest } = parts
  const list = machines.map(({ site: place, disks, size }, m) =>
    machine(`${name}-vm-${m + 1}`, size * GB, { site: place, disks, datastore: `store-${place}` }),
  )
  return job(name, type === 'restore' ? 'store-hq' : target, list, {
    ...rest,
    type,
    platform: type === 'agent' ? 'none' : type === 'file-backup' ? 'file' : 'vmware',
    proxies: type === 'agent' ? [] : ['p1', 'p2'],
    schedule: { kind: 'times', times: [...times].sort((a, b) => a - b), manual: false, overlapping: false },
    retry: { attempts, wait },
    ...(type === 'restore' ? { source: target } : {}),
    ...(atEnd === undefined ? {} : { window: { from: 0, to: closes, atEnd } }),
  })
}

const subjects: fc.Arbitrary<Loss['subject']> = fc.oneof(
  fc.constantFrom('bs', 'p1', 'p2', 'g1', 'g2', 'host').map((name) => ({ kind: 'server' as const, name })),
  fc.constantFrom('wan', 'spare').map((name) => ({ kind: 'link' as const, name })),
  fc.constantFrom(...REPOSITORIES).map((name) => ({ kind: 'repository' as const, name })),
)

const scripted: fc.Arbitrary<Failure> = fc
  .record({
    kind: fc.constantFrom<Loss['kind']>('outage', 'connection-loss'),
    subject: subjects,
    at: fc.uniqueArray(instant, { minLength: 1, maxLength: 2 }),
    lasts: fc.constantFrom(0, 7, 20, 500, UNLIMITED),
  })
  .map(({ kind, subject, at, lasts }) => ({
    kind,
    subject,
    timing: { kind: 'scripted', at: [...at].sort((a, b) => a - b), lasts },
    stream: `${kind}/${subject.name}`,
  }))

const drills: fc.Arbitrary<Failure> = instant.map((at) => ({
  kind: 'drill',
  gateways: 'any',
  k: 1,
  at: [at],
  lasts: 100,
}))

const randomLosses: fc.Arbitrary<Failure> = fc
  .record({ kind: fc.constantFrom<Loss['kind']>('outage', 'connection-loss'), subject: subjects })
  .map(({ kind, subject }) => ({
    kind,
    subject,
    timing: {
      kind: 'random',
      every: { kind: 'exponential', mean: 1500 },
      lasts: { kind: 'exponential', mean: 100 },
    },
    stream: `random/${kind}/${subject.name}`,
  }))

const otherCauses: fc.Arbitrary<Failure> = fc.boolean().map((burst) => ({
  kind: 'other',
  job: 'job-1',
  taskFailure: 0.2,
  retryFailure: 0.3,
  taskWarning: 0.1,
  ...(burst ? { burst: { afterFailure: 0.6, badShare: 0.5 } } : {}),
}))

/** One rule of other failures per job, one process per stream. */
function nameOfFailure(failure: Failure): string {
  return 'stream' in failure ? failure.stream : failure.kind
}

/** `chance`: with failures and volumes that are drawn. */
export function arbitraryWorld(chance: boolean): fc.Arbitrary<World> {
  const failures = chance ? fc.oneof(scripted, drills, randomLosses, otherCauses) : fc.oneof(scripted, drills)
  return fc
    .record({
      nodes: fc.tuple(nodes, nodes, nodes, nodes, nodes, nodes),
      links: fc.subarray(['wan', 'spare']),
      jobs: fc.array(jobs, { minLength: 1, maxLength: 3 }),
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

function assemble(parts: {
  nodes: NodeParts[]
  links: string[]
  jobs: JobParts[]
  failures: Failure[]
  policies: Policies
  storeSlots: number
  capacity: number
  perMachineFiles: boolean
  drain: boolean
  warmup: number
}): World {
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
    ],
    datastores: SITES.map((place) => ({
      name: `store-${place}`,
      site: place,
      read: 500 * MB,
      write: 500 * MB,
      maxTasks: UNLIMITED,
    })),
    repositories: [
      share('nas', ['g1', 'g2'], {
        maxTasks: parts.storeSlots,
        capacity: parts.capacity,
        perMachineFiles: parts.perMachineFiles,
      }),
      share('vault', 'automatic', { site: 'dr', mountServer: 'g1', perMachineFiles: parts.perMachineFiles }),
      share('disk', 'automatic', { type: 'windows', host: 'host', site: host.site, maxTasks: 4 }),
    ],
    jobs: parts.jobs.map((one, j) => jobOf(one, `job-${j + 1}`)),
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
