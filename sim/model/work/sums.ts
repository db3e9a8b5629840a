/** What a task did over its segments, and what a session sums up from its task attempts. */
import type { Bytes, Seconds } from '../../units.ts'
import { BUSY_STAGES, STAGES } from '../vocabulary.ts'

/** What a task did, summed over its segments. */
export interface Moved {
  seconds: Seconds
  transferred: Bytes
  gatewayIn: Bytes
  gatewayOut: Bytes
  repositoryRead: Bytes
  repositoryWritten: Bytes
  readerIn: Bytes
  readerOut: Bytes
  suspended: Seconds
  resumes: number
  control: Seconds
  readonly limited: number[]
  readonly busy: number[]
  /** true where a busy stage had a resource. */
  readonly busyKnown: boolean[]
}

export function nothingMoved(): Moved {
  return {
    seconds: 0,
    transferred: 0,
    gatewayIn: 0,
    gatewayOut: 0,
    repositoryRead: 0,
    repositoryWritten: 0,
    readerIn: 0,
    readerOut: 0,
    suspended: 0,
    resumes: 0,
    control: 0,
    limited: STAGES.map(zero),
    busy: BUSY_STAGES.map(zero),
    busyKnown: BUSY_STAGES.map(() => false),
  }
}

/** What the session's record sums up from its task attempts. */
export interface SessionTally {
  tasks: number
  tasksFailed: number
  processed: Bytes
  read: Bytes
  transferred: Bytes
  good: Bytes
  waited: Seconds
  /** Transfer seconds limited, per stage; busy x seconds, per busy stage. */
  readonly limited: number[]
  readonly busy: number[]
}

export function newTally(): SessionTally {
  return {
    tasks: 0,
    tasksFailed: 0,
    processed: 0,
    read: 0,
    transferred: 0,
    good: 0,
    waited: 0,
    limited: STAGES.map(zero),
    busy: BUSY_STAGES.map(zero),
  }
}

const zero = () => 0
