/** What the file may say of a job of each type, and what holds when it is silent. What the types do: sim's TYPES. */
import {
  type BackupMethod,
  type FullPolicy,
  JOB_TYPES,
  type JobType,
  rulesOf,
} from '../../sim/model/index.ts'
import { type MapNode, textAt } from '../document/tree.ts'
import type { JobIn } from '../schema/jobs.ts'
import type { Entry } from '../schema/shape.ts'
import type { UsualSchedule } from './usual-schedules.ts'

type Key = keyof JobIn & string

export interface Habits {
  /** Keys that mean something, besides those of every job; all others are refused, not ignored. */
  readonly keys: readonly Key[]
  /** Whose proxies read or write the disks. */
  readonly platform: 'hypervisor' | 'file' | 'none'
  readonly methods: readonly BackupMethod[]
  readonly full: FullPolicy
  readonly schedule: UsualSchedule
}

const ALWAYS: readonly Key[] = [
  'name',
  'count',
  'type',
  'schedule',
  'window',
  'priority',
  'retry',
  'taskRate',
  'reduction',
  'maxWaiting',
  'machines',
]

const SATURDAY = [5]
const NO_FULL: FullPolicy = { kind: 'none' }
const CHAIN: readonly Key[] = ['target', 'chain', 'retention', 'full', 'encryption']

const PROTECTING = {
  methods: ['forward-incremental', 'forever-forward', 'reverse'],
  full: { kind: 'weekdays', days: SATURDAY, how: 'synthetic' },
  schedule: 'nightly',
} as const

/** A copy's chain is always a forward one: its newest point is made of what crossed the line, not by rewriting a full. */
const COPYING = {
  ...PROTECTING,
  platform: 'none',
  methods: ['forward-incremental', 'forever-forward'],
  schedule: 'copies',
} as const

const STORED = { platform: 'none', methods: [], full: NO_FULL } as const

/** docs/scenario.md, jobs. */
export const HABITS: Readonly<Record<JobType, Habits>> = {
  backup: {
    ...PROTECTING,
    keys: [...CHAIN, 'method', 'platform', 'processing', 'proxies', 'tasksPer'],
    platform: 'hypervisor',
  },
  'file-backup': { ...PROTECTING, keys: [...CHAIN, 'method', 'proxies', 'tasksPer'], platform: 'file' },
  agent: { ...PROTECTING, keys: [...CHAIN, 'method'], platform: 'none' },
  'plug-in': {
    keys: [...CHAIN, 'channels'],
    platform: 'none',
    methods: [],
    full: { kind: 'weekdays', days: SATURDAY, how: 'active' },
    schedule: 'hourly',
  },
  'backup-copy': { ...COPYING, keys: [...CHAIN, 'method', 'source', 'jobs', 'mode', 'via'] },
  'file-backup-copy': { ...COPYING, keys: [...CHAIN, 'method', 'source', 'jobs', 'mode'] },
  tape: {
    ...STORED,
    keys: ['source', 'jobs', 'tapeServer', 'drives', 'protected', 'chain', 'full'],
    schedule: 'points',
  },
  restore: {
    ...STORED,
    keys: ['source', 'target', 'platform', 'proxies', 'tasksPer'],
    platform: 'hypervisor',
    schedule: 'manual',
  },
  replication: {
    ...STORED,
    keys: ['source', 'target', 'platform', 'proxies', 'chain'],
    platform: 'hypervisor',
    schedule: 'points',
  },
  rescan: { ...STORED, keys: ['target', 'jobs'], schedule: 'manual' },
  offload: { ...STORED, keys: ['source', 'target', 'jobs', 'chain', 'retention'], schedule: 'four-hourly' },
  move: { ...STORED, keys: ['source', 'target', 'jobs'], schedule: 'manual' },
  copy: { ...STORED, keys: ['source', 'target', 'jobs'], schedule: 'manual' },
  'health-check': { ...STORED, keys: ['target', 'jobs'], schedule: 'monthly' },
}

/**
 * ASSUMED A-97. Jobs of tenants, which have their proxies and their copies' sources at home, where nothing is simulated: they read
 * machines by the clock and say nothing of how.
 */
export const TENANT_HABITS: Readonly<Partial<Record<JobType, Habits>>> = {
  backup: { ...HABITS.backup, keys: [...CHAIN, 'method', 'tasksPer'] },
  agent: HABITS.agent,
  'backup-copy': { ...HABITS['backup-copy'], keys: [...CHAIN, 'method'], schedule: 'nightly' },
  restore: { ...HABITS.restore, keys: ['source', 'tasksPer'] },
  replication: { ...HABITS.replication, keys: ['target', 'chain'], schedule: 'nightly' },
}

/** What a job is: a job of the world, or an entry of the file with its owner. */
export interface Sort {
  readonly type: JobType
  readonly tenant?: string
}

export function habitsOf({ type, tenant }: Sort): Habits {
  return (tenant === undefined ? undefined : TENANT_HABITS[type]) ?? HABITS[type]
}

/** The type that an entry of the file names, if it is one. */
export function sortNamed(node: MapNode): Sort | undefined {
  const named = node.entries.has('type') ? textAt(node, 'type') : 'backup'
  return JOB_TYPES.filter((type) => type === named).map((type) => ({ type }))[0]
}

/** Nobody can say anything of a job whose type cannot be read. */
export function isTyped({ node, data }: Entry<JobIn>): boolean {
  return data.type !== undefined || !node.entries.has('type')
}

export function knows(sort: Sort, key: Key): boolean {
  return ALWAYS.includes(key) || habitsOf(sort).keys.includes(key)
}

/** Jobs whose points other work may read. */
export function leavesPoints(sort: Sort): boolean {
  return rulesOf(sort).to === 'repository'
}

/** Restores and replications from backup say which machines, and of which job; all other work on stored points takes all it finds. */
export function choosesMachines(sort: Sort): boolean {
  const { from, to } = rulesOf(sort)
  return from === 'repository' && to === 'datastore'
}

/** ASSUMED A-98: what tenants keep is not theirs to take. Copies that follow backups; `copy` moves files once, by hand. */
export function isCopy({ type }: Sort): boolean {
  return type === 'backup-copy' || type === 'file-backup-copy'
}
