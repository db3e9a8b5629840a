/**
 * How much a machine moves and keeps (docs/model.md 2). Real numbers, never rounded to whole bytes.
 */
import { sample } from '../../kernel/index.ts'
import { type Bytes, DAY, type Seconds } from '../../units.ts'
import type { Algorithm } from '../vocabulary.ts'
import type { JobState, MachineState } from './entities.ts'

export interface Volume {
  readonly algorithm: Algorithm
  readonly processed: Bytes
  readonly read: Bytes
}

/** ASSUMED A-36: a restore reads the used space of the newest state; without a point there is nothing to do. */
const NOTHING: Volume = { algorithm: 'full', processed: 0, read: 0 }

/** What one machine reads in the session of ordinal k that opened at t. */
export function volumeOf(state: MachineState, k: number, opened: Seconds, activeFull: boolean): Volume {
  const { machine, job, backup } = state
  if (backup !== undefined && backup.lastGood === undefined) return NOTHING
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
