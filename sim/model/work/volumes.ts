/**
 * How much a machine moves and keeps (docs/model.md 2). Real numbers, never rounded to whole bytes.
 */
import { sample } from '../../kernel/index.ts'
import { type Bytes, DAY, type Seconds } from '../../units.ts'
import type { RepositoryState } from '../infrastructure/index.ts'
import type { Job } from '../input/index.ts'
import type { Algorithm, Result } from '../vocabulary.ts'
import type { JobState, MachineState, Point, Session, Task } from './entities.ts'
import { newestFull, sum } from './points.ts'

export interface Volume {
  readonly algorithm: Algorithm
  readonly processed: Bytes
  readonly read: Bytes
  /** Points of the origin that are dealt with. */
  readonly points: readonly Point[]
  /** Result of work that finds nothing to do; undefined: there is work. */
  readonly idle: Result | undefined
}

const NONE: readonly Point[] = []

/** ASSUMED A-72: a rescan reads one MiB of metadata per restore point. */
const METADATA: Bytes = 1_048_576

/** What one machine reads in a session. */
export function volumeOf(state: MachineState, session: Session): Volume {
  if (state.job.rules.from === 'machine') return ofMachine(state, session)
  const points = state.origin?.chain?.points ?? NONE
  const volume = STORED[state.job.job.type]?.(state, points, session) ?? ofFreshPoints(state, points, session)
  // What it waits for may leave some points.
  return waitsForPoints(state) ? { ...volume, idle: undefined } : volume
}

function waitsForPoints({ job, origin }: MachineState): boolean {
  return job.rules.beside !== 'anything' && origin?.job.atWork.free === false
}

/** Who waited for the jobs that make its points deals with what they have left. */
export function renewVolume(task: Task): void {
  const { run } = task
  const { beside } = run.state.job.rules
  if (task.operation === 'synthetic' || beside === 'anything') return
  const { algorithm, processed, read, points } = volumeOf(run.state, run.session)
  const failsAfter = run.read > 0 ? task.bytes / run.read : 1
  Object.assign(run, { algorithm, processed, read, points })
  task.algorithm = algorithm
  task.processed = processed
  task.bytes = read * failsAfter
  task.left = task.bytes
}

function ofMachine(state: MachineState, { k, opened, fullRun }: Session): Volume {
  const { machine, chain, size, used } = state
  if (machine.bytes !== undefined) return fixed(sample(machine.bytes, state.keys.bytes.at(k)))
  // Without points: new, or moved away.
  if (fullRun === 'active' || chain!.points.length === 0) return work('full', size, used)
  const days = (opened - state.lastGood!) / DAY
  const changed = Math.min(1, sample(machine.changeRate, state.keys.changeRate.at(k)) * days)
  return work('increment', size, used * changed)
}

type StoredVolume = (state: MachineState, points: readonly Point[], session: Session) => Volume

/** Types that do not look for points that are new to them. */
const STORED: Readonly<Partial<Record<Job['type'], StoredVolume>>> = {
  restore: ofRestore,
  move: ofAllPoints,
  copy: ofAllPoints,
  'health-check': ofNewestState,
  rescan: ofMetadata,
}

/** ASSUMED A-36: a restore reads the used space of the newest state; without a point there is nothing to do. */
function ofRestore(state: MachineState, points: readonly Point[], { k }: Session): Volume {
  const { machine, origin, size, used } = state
  if (origin !== undefined && origin.lastGood === undefined) return idle('Success')
  if (machine.bytes !== undefined) return fixed(sample(machine.bytes, state.keys.bytes.at(k)))
  return origin !== undefined && points.length === 0 ? idle('Success') : work('full', size, used)
}

/** The whole chain. */
function ofAllPoints(_: MachineState, points: readonly Point[]): Volume {
  return points.length === 0 ? idle('Success') : ofPoints('full', points.slice())
}

function ofNewestState(_: MachineState, points: readonly Point[]): Volume {
  const full = newestFull(points)
  return full === undefined ? idle('Success') : work('full', full.stored, full.stored)
}

/** Backups that a running job uses are passed over (HC:rescanning_backup_repositories). */
function ofMetadata({ origin }: MachineState, points: readonly Point[]): Volume {
  const inUse = origin?.job.atWork.free === false
  return inUse || points.length === 0 ? idle('Success') : fixed(points.length * METADATA)
}

/** Points that were not there when it last succeeded: for copies, tape, offloads, replications. */
function ofFreshPoints(state: MachineState, points: readonly Point[], { fullRun }: Session): Volume {
  const { job } = state.job
  const fresh = points.filter(({ time }) => !state.taken.has(time)).map((point) => asNew(state, point))
  if (job.type === 'tape' && fullRun === 'synthetic' && points.length > 0) {
    const { stored } = newestFull(points) ?? points[0]!
    return { ...work('synthetic-full', stored, stored), points: fresh }
  }
  // HC:replica_from_backup_hiw: no new point is a warning there.
  if (fresh.length === 0) return idle(job.type === 'replication' ? 'Warning' : 'Success')
  return ofPoints(newestFull(fresh) === undefined ? 'increment' : 'full', fresh)
}

/**
 * A full that was made of what is there, at the repository, is as new as the increment in it: whoever dealt with the
 * points before it needs no more (ASSUMED A-100). Tape takes files as they are.
 */
function asNew({ job, taken }: MachineState, point: Point): Point {
  if (job.job.type === 'tape' || taken.size === 0 || point.fresh >= point.stored) return point
  return { ...point, kind: 'increment', stored: point.fresh }
}

function ofPoints(algorithm: Algorithm, points: readonly Point[]): Volume {
  const bytes = sum(points)
  return { ...work(algorithm, bytes, bytes), points }
}

const work = (algorithm: Algorithm, processed: Bytes, read: Bytes): Volume => ({
  algorithm,
  processed,
  read,
  points: NONE,
  idle: undefined,
})
const fixed = (bytes: Bytes): Volume => work('fixed', bytes, bytes)
const idle = (result: Result): Volume => ({ ...work('full', 0, 0), idle: result })

/** Bytes at the repository per source byte, as backup files count them (before an appliance deduplicates). */
export function storedPerByte({ writes }: JobState, reduction: number): number {
  return keptPerByte(writes, reduction)
}

export function keptPerByte(store: RepositoryState | undefined, reduction: number): number {
  return store?.repository.decompress === true ? 1 : 1 / reduction
}

/** Whether this start makes a full, and remembers that it did. */
export function decideFull(
  state: JobState,
  opened: Seconds,
  day: number,
  weekday: number,
): 'active' | 'synthetic' | 'none' {
  const { full } = state.job
  if (full.kind === 'none') return 'none'
  if (full.kind === 'weekdays') {
    if (!full.days.includes(weekday) || state.lastFullDay === day) return 'none'
    state.lastFullDay = day
  } else if (opened - state.lastFull < full.period) {
    return 'none'
  }
  state.lastFull = opened
  return full.how
}

/** Bytes that a task will keep at the repository that it writes to. */
export function promised(task: Task): number {
  const { job } = task.run.state
  if (job.writes === undefined) return 0
  if (task.operation === 'synthetic') return task.algorithm === 'synthetic-full' ? task.bytes : 0
  return task.bytes * storedPerByte(job, task.reduction)
}
