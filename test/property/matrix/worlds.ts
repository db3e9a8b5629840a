/** A small world for each combination: sources at headquarters, targets in the second data centre. */
import type { Failure, Job, JobType, Policies, Server, World } from '../../../sim/model/index.ts'
import { datastore, link, vm } from '../../model/estates.ts'
import { at, GATEWAY, GB, job, MB, PLAIN, proxy, server, world } from '../../model/worlds.ts'
import { isAppliance, OBJECT_STORAGE, PLACES, type Place, repositoryAt } from './places.ts'
import { ACCELERATORS, type Combination, PROXIES, PROXIES_AT_TARGET } from './table.ts'

export const RATE: number = 100 * MB
export const OVERHEAD = 5
export const GIVE_UP = 1800
export const SIZES: Readonly<Record<string, number>> = { a: 8 * GB, b: 4 * GB }
const MiB = 1_048_576
const START = 100
const UNLIMITED = Number.POSITIVE_INFINITY

const MACHINES: readonly JobType[] = ['backup', 'file-backup', 'agent', 'plug-in']
const FROM_SOURCE: readonly JobType[] = ['tape', 'restore', 'replication']
const LOOKING: readonly JobType[] = ['rescan', 'health-check']
const WITH_PROXIES: readonly JobType[] = ['backup', 'file-backup', 'restore', 'replication']
const INFLATED: readonly JobType[] = [...MACHINES, 'restore', 'replication']

function platformOf(type: JobType): Combination['platform'] {
  if (type === 'backup') return 'vmware'
  return type === 'file-backup' || type === 'file-backup-copy' ? 'file' : 'none'
}

function combination(
  type: JobType,
  source: Place | undefined,
  target: Place | undefined,
  more: Partial<Combination> = {},
): Combination {
  const platform = more.platform ?? platformOf(type)
  const extra = `${more.via ? ', over WAN accelerators' : ''}${more.tapeAttached ? ', with drives' : ''}`
  const from = source === undefined ? '' : ` from ${source.label}`
  const to = target === undefined ? '' : ` to ${target.label}`
  const what = platform === 'hyper-v' ? 'hyper-v backup' : type
  const label = `${what}${from}${to}${extra}`
  return { type, platform, source, target, via: false, tapeAttached: false, ...more, label }
}

/** Every combination of a job type. */
export function combinationsOf(type: JobType): Combination[] {
  if (MACHINES.includes(type) || LOOKING.includes(type)) {
    const all = PLACES.map((target) => combination(type, undefined, target))
    if (type !== 'backup') return all
    return [...all, ...PLACES.map((target) => combination(type, undefined, target, { platform: 'hyper-v' }))]
  }
  if (FROM_SOURCE.includes(type)) {
    const all = PLACES.map((source) => combination(type, source, undefined))
    if (type !== 'tape') return all
    return [...all, ...PLACES.map((source) => combination(type, source, undefined, { tapeAttached: true }))]
  }
  const targets = type === 'offload' ? OBJECT_STORAGE : PLACES
  const pairs = PLACES.flatMap((source) => targets.map((target) => combination(type, source, target)))
  if (type !== 'backup-copy') return pairs
  return [...pairs, ...pairs.map(({ source, target }) => combination(type, source, target, { via: true }))]
}

/** Bytes at the repository per byte of a machine. */
function keptIn(place: Place): number {
  return isAppliance(place) ? 1 : 0.5
}

export interface Volume {
  readonly read: number
  readonly transferred: number
  readonly repositoryRead: number
  readonly written: number
}

/** What one machine of the job is to move, worked out by hand: reduction 2, appliances keep it inflated and deduplicate to 10 %. */
export function volumeOf({ type, source, target }: Combination, size: number): Volume {
  const dedup = target !== undefined && isAppliance(target) ? 0.1 : 1
  if (MACHINES.includes(type))
    return { read: size, transferred: size / 2, repositoryRead: 0, written: size * keptIn(target!) * dedup }
  const stored = size * keptIn((source ?? target)!)
  if (type === 'rescan') return { read: MiB, transferred: 0, repositoryRead: MiB, written: 0 }
  if (type === 'health-check') return { read: stored, transferred: 0, repositoryRead: stored, written: 0 }
  if (type === 'restore' || type === 'replication')
    return { read: size, transferred: size / 2, repositoryRead: stored, written: 0 }
  return {
    read: stored,
    transferred: stored,
    repositoryRead: stored,
    written: type === 'tape' ? 0 : stored * dedup,
  }
}

const WIDE = { in: UNLIMITED, out: UNLIMITED, efficiency: 1, duplex: 'full' } as const
const there = { site: 'dr', nic: WIDE }
const accelerator = { 'wan-accelerator': { reduction: 4, rate: UNLIMITED, maxTasks: 1 } }

const SERVERS: readonly Server[] = [
  server('bs', { 'backup-server': {} }),
  ...PROXIES.map((name) => proxy(name, 2)),
  ...PROXIES_AT_TARGET.map((name) => proxy(name, 2, there)),
  server('src-host'),
  server('src-mount', { 'mount-server': {} }),
  server('src-g1', GATEWAY),
  server('src-g2', GATEWAY),
  server('dst-host', {}, there),
  server('dst-mount', { 'mount-server': {} }, there),
  server('dst-g1', GATEWAY, there),
  server('dst-g2', GATEWAY, there),
  server('tape', { 'tape-server': { drives: 1, driveRate: UNLIMITED } }, there),
  server(ACCELERATORS[0], accelerator),
  server(ACCELERATORS[1], accelerator, there),
]

function originOf({ platform, source }: Combination): Job {
  const list = Object.entries(SIZES).map(([name, size]) => vm(name, size, { disks: name === 'a' ? 2 : 1 }))
  return job('origin', source === undefined ? 'dst' : 'src', list, {
    type: platform === 'file' ? 'file-backup' : 'backup',
    platform: platform === 'file' ? 'file' : 'vmware',
    proxies: [...PROXIES],
    schedule: at(),
    reduction: 2,
  })
}

function targetOf({ type, target }: Combination): string {
  if (type === 'tape') return 'tape'
  return target === undefined ? 'lun' : 'dst'
}

function jobOf(one: Combination): Job {
  const { type, platform, source, via } = one
  const stored = !MACHINES.includes(type)
  const site = type === 'restore' || type === 'replication' || source === undefined ? 'dr' : 'hq'
  const list = Object.entries(SIZES).map(([name, size]) =>
    vm(name, size, { disks: name === 'a' ? 2 : 1, ...(stored ? { site, from: 'origin' } : {}) }),
  )
  return job('work', targetOf(one), list, {
    type,
    platform: MACHINES.includes(type) ? platform : 'none',
    processing: 'off-host',
    schedule: at(START),
    proxies: !WITH_PROXIES.includes(type) ? [] : stored ? [...PROXIES_AT_TARGET] : [...PROXIES],
    retry: { attempts: 2, wait: 300 },
    newShare: 1,
    taskRate: { full: RATE, increment: RATE },
    reduction: INFLATED.includes(type) ? 2 : 1,
    channels: 2,
    ...(source === undefined ? {} : { source: 'src' }),
    ...(via ? { via: { source: ACCELERATORS[0], target: ACCELERATORS[1] } } : {}),
  })
}

export function worldOf(one: Combination, failures: readonly Failure[], policies: Partial<Policies>): World {
  const { source, target, tapeAttached } = one
  const attachedTape = tapeAttached ? { tapeAttached: 'tape' } : {}
  const stores = [
    ...(source === undefined ? [] : [{ ...repositoryAt(source, 'src'), ...attachedTape }]),
    ...(target === undefined ? [] : [repositoryAt(target, 'dst')]),
  ]
  return world({
    sites: ['hq', 'dr'],
    links: [link('wan', UNLIMITED)],
    servers: SERVERS,
    datastores: [datastore('lun', { site: 'dr' })],
    repositories: stores,
    jobs: [...(MACHINES.includes(one.type) ? [] : [originOf(one)]), jobOf(one)],
    failures,
    // A short horizon keeps the tables small; work that runs is finished.
    horizon: 2 * START,
    policies: { ...PLAIN, taskOverhead: OVERHEAD, ...policies },
  })
}
