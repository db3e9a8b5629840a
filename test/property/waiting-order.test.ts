/** The queues of dispatch against a plain rescan of everybody who waits. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Job, Repository, World } from '../../sim/model/index.ts'
import { vm } from '../model/estates.ts'
import { at, job, MB, machine, PLAIN, proxy, run, server, share, world } from '../model/worlds.ts'
import { naiveDispatch, type Started } from './naive-dispatch.ts'

const UNLIMITED = Number.POSITIVE_INFINITY
const PROXIES = ['p1', 'p2', 'p3']
const GATEWAYS = ['g1', 'g2', 'g3']

const slots = fc.integer({ min: 1, max: 4 })
const scarceOrNot = fc.oneof(slots, fc.constant(UNLIMITED))

const stores: fc.Arbitrary<Repository> = fc
  .record({
    kind: fc.constantFrom('listed', 'listed', 'automatic', 'attached'),
    list: fc.shuffledSubarray(GATEWAYS, { minLength: 1 }),
    maxTasks: scarceOrNot,
    perMachineFiles: fc.boolean(),
  })
  .map(({ kind, list, maxTasks, perMachineFiles }) => {
    const more = { maxTasks, perMachineFiles, mountServer: 'mount' }
    if (kind === 'attached') return share('r', 'automatic', { type: 'windows', host: 'host', ...more })
    return share('r', kind === 'automatic' ? 'automatic' : list, more)
  })

const machineParts = fc.record({
  disks: fc.integer({ min: 1, max: 3 }),
  seconds: fc.integer({ min: 1, max: 6 }),
  datastore: fc.constantFrom(undefined, 'd1', 'd2'),
})

const jobParts = fc.record({
  target: fc.constantFrom('r1', 'r2'),
  proxies: fc.shuffledSubarray(PROXIES, { minLength: 1 }),
  times: fc.uniqueArray(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 2 }),
  manual: fc.boolean(),
  priority: fc.constantFrom<Job['priority']>('normal', 'high'),
  rate: fc.constantFrom(64 * MB, 128 * MB),
  machines: fc.array(machineParts, { minLength: 1, maxLength: 4 }),
})

/** Of what never changes: its backups take no time, but wait, and make others wait meanwhile. */
const storedParts = fc.record({
  type: fc.constantFrom<Job['type']>('backup-copy', 'copy', 'tape', 'tape'),
  target: fc.constantFrom('r1', 'r2'),
  via: fc.boolean(),
  drives: fc.constantFrom(1, 2),
  at: fc.integer({ min: 0, max: 12 }),
  priority: fc.constantFrom<Job['priority']>('normal', 'high'),
  rate: fc.constantFrom(64 * MB, 128 * MB),
})

const originParts = fc.record({
  at: fc.integer({ min: 0, max: 12 }),
  seconds: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 3 }),
  priority: fc.constantFrom<Job['priority']>('normal', 'high'),
})

type StoredParts = typeof storedParts extends fc.Arbitrary<infer T> ? T : never
type OriginParts = typeof originParts extends fc.Arbitrary<infer T> ? T : never

function storedJobs({ at: start, seconds, priority }: OriginParts, parts: readonly StoredParts[]): Job[] {
  const still = seconds.map((one, m) => vm(`vm-${m + 1}`, 64 * MB * one, { changeRate: 0 }))
  const origin = job('origin', 'r3', still, { proxies: PROXIES.slice(0, 2), priority, schedule: at(start) })
  return [
    origin,
    ...parts.map(({ type, target, via, drives, at: time, priority: flag, rate }, i) =>
      job(
        `stored-${i + 1}`,
        type === 'tape' ? 'tape' : target,
        still.map((one) => ({ ...one, from: 'origin' })),
        {
          type,
          source: 'r3',
          proxies: [],
          priority: flag,
          schedule: at(time),
          newShare: 1,
          protected: type === 'tape',
          drives,
          taskRate: { full: rate, increment: rate },
          ...(via && type === 'backup-copy' ? { via: { source: 'w1', target: 'w2' } } : {}),
        },
      ),
    ),
  ]
}

const worlds: fc.Arbitrary<World> = fc
  .record({
    proxySlots: fc.tuple(slots, slots, slots),
    gatewaySlots: fc.tuple(scarceOrNot, slots, slots),
    cores: fc.tuple(slots, slots, slots),
    datastoreSlots: fc.tuple(slots, scarceOrNot),
    stores: fc.tuple(stores, stores),
    jobs: fc.array(jobParts, { minLength: 1, maxLength: 4 }),
    origin: originParts,
    stored: fc.array(storedParts, { maxLength: 5 }),
    source: fc.record({ list: fc.shuffledSubarray(GATEWAYS, { minLength: 1 }), maxTasks: scarceOrNot }),
    scarce: fc.constantFrom(1, 1, 2),
    slotCounting: fc.constantFrom('per-disk', 'per-disk', 'per-chain'),
  })
  .map(({ proxySlots, gatewaySlots, cores, datastoreSlots, stores: both, jobs, slotCounting, ...more }) =>
    world({
      policies: { ...PLAIN, slotCounting },
      servers: [
        ...PROXIES.map((name, i) => proxy(name, proxySlots[i]!)),
        ...GATEWAYS.map((name, i) =>
          server(name, { gateway: { maxTasks: gatewaySlots[i]! } }, { cores: cores[i]! }),
        ),
        server('host'),
        server('mount'),
        server('tape', { 'tape-server': { drives: more.scarce, driveRate: UNLIMITED } }),
        ...['w1', 'w2'].map((name) =>
          server(name, { 'wan-accelerator': { reduction: 2, rate: UNLIMITED, maxTasks: more.scarce } }),
        ),
      ],
      datastores: datastoreSlots.map((maxTasks, i) => ({
        name: `d${i + 1}`,
        site: 'hq',
        read: UNLIMITED,
        write: UNLIMITED,
        maxTasks,
      })),
      repositories: [
        ...both.map((store, i) => ({ ...store, name: `r${i + 1}` })),
        share('r3', more.source.list, { maxTasks: more.source.maxTasks }),
      ],
      jobs: [
        ...jobs.map((parts, j) => jobOf(parts, `job-${j + 1}`)),
        ...storedJobs(more.origin, more.stored),
      ],
    }),
  )

function jobOf(parts: JobParts, name: string): Job {
  const { target, proxies, times, manual, priority, rate } = parts
  const list = parts.machines.map(({ disks, seconds, datastore }, m) =>
    machine(`vm-${m + 1}`, rate * seconds * disks, {
      disks,
      ...(datastore === undefined ? {} : { datastore }),
    }),
  )
  return job(name, target, list, {
    proxies,
    priority,
    schedule: { kind: 'times', times: [...times].sort((a, b) => a - b), manual, overlapping: true },
    taskRate: { full: rate, increment: rate },
  })
}

type JobParts = typeof jobParts extends fc.Arbitrary<infer T> ? T : never

function startsOf(facts: ReturnType<typeof run>): Started[] {
  return facts.tasks.map(({ session, machine: name, disk, start, proxy: source, gateway, sourceMover }) => ({
    task: `${session}/${name}/${disk}`,
    start: start!,
    proxy: source,
    gateway,
    mover: sourceMover,
  }))
}

const byTask = (a: Started, b: Started) => (a.task < b.task ? -1 : 1)

test('whoever waits starts when a rescan of all who wait would start him, with the same proxy and gateway', () => {
  const causes: Record<string, number> = {}
  fc.assert(
    fc.property(worlds, (one) => {
      const facts = run(one)
      expect(startsOf(facts).sort(byTask)).toEqual(naiveDispatch(one).sort(byTask))
      for (const { waitedFor } of facts.tasks) causes[`${waitedFor}`] = (causes[`${waitedFor}`] ?? 0) + 1
    }),
    { seed: 20_260_105, numRuns: 500 },
  )
  // The worlds are scarce enough to say something.
  for (const cause of ['proxy', 'repository', 'gateway']) expect(causes[cause]).toBeGreaterThan(300)
  for (const cause of ['tape-drive', 'wan-accelerator', 'chain']) expect(causes[cause]).toBeGreaterThan(20)
})
