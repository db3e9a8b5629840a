/**
 * How much a machine moves and keeps (definitions.md, Volumes). Real numbers, never rounded to whole bytes.
 */
import { sample } from '../../kernel/index.ts'
import { type Bytes, DAY, type Seconds } from '../../units.ts'
import type { Job } from '../input/index.ts'
import type { Algorithm } from '../records.ts'
import type { JobState, MachineState, Point } from './entities.ts'

export interface Volume {
  readonly algorithm: Algorithm
  readonly processed: Bytes
  readonly read: Bytes
}

/** What one machine reads in the session of ordinal k that opened at t. */
export function volumeOf(state: MachineState, k: number, opened: Seconds, activeFull: boolean): Volume {
  const { machine, job } = state
  if (machine.bytes !== undefined) {
    const bytes = sample(machine.bytes, state.keys.bytes.at(k))
    return { algorithm: 'fixed', processed: bytes, read: bytes }
  }
  if (job.job.type === 'restore') return { algorithm: 'full', processed: state.size, read: state.used }
  if (activeFull || state.lastGood === undefined) {
    return { algorithm: 'full', processed: state.size, read: state.used }
  }
  const days = (opened - state.lastGood) / DAY
  const changed = Math.min(1, sample(machine.changeRate, state.keys.changeRate.at(k)) * days)
  return { algorithm: 'increment', processed: state.size, read: state.used * changed }
}

/** Bytes at the repository per source byte, as backup files count them (before an appliance deduplicates). */
export function storedPerByte(job: JobState, reduction: number): number {
  return job.repository.repository.decompress ? 1 : 1 / reduction
}

/** Whether this start makes a full, and remembers that it did. */
export function decideFull(
  state: JobState,
  opened: Seconds,
  day: number,
  weekday: number,
): 'active' | 'synthetic' | 'none' {
  const { full, type } = state.job
  if (type === 'restore' || full.kind === 'none') return 'none'
  if (full.kind === 'weekdays') {
    if (!full.days.includes(weekday) || state.lastFullDay === day) return 'none'
    state.lastFullDay = day
  } else if (opened - state.lastFull < full.period) {
    return 'none'
  }
  state.lastFull = opened
  return full.how
}

/** Adds a point and drops what retention no longer needs; returns the change of bytes kept. */
export function keepPoint(state: MachineState, point: Point): Bytes {
  state.points.push(point)
  return point.stored - dropExpired(state.points, state.job.job, point.time)
}

/** A chain lives as long as one of its points is kept: points go from the oldest full on, a whole chain at a time. */
function dropExpired(points: Point[], job: Job, now: Seconds): Bytes {
  if (job.method === 'forever-forward') return 0
  let dropped = 0
  for (;;) {
    const next = points.findIndex((point, i) => i > 0 && point.kind === 'full')
    if (next < 0 || !enoughWithout(points, next, job, now)) return dropped
    for (const point of points.splice(0, next)) dropped += point.stored
  }
}

function enoughWithout(points: readonly Point[], first: number, job: Job, now: Seconds): boolean {
  if ('points' in job.retention) return points.length - first >= job.retention.points
  return points[first]!.time <= now - job.retention.period
}

/** forever-forward: the points beyond retention that the next merge takes in. */
export function mergeDue(state: MachineState, now: Seconds): boolean {
  const { retention } = state.job.job
  if (state.points.length < 2) return false
  if ('points' in retention) return state.points.length > retention.points
  return state.points[1]!.time <= now - retention.period
}
