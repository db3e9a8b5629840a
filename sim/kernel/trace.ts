import type { Seconds } from '../units.ts'

/**
 * Keeps the first `limit` events of a run as lines, and counts the rest: pass `recorder.trace` to a simulation.
 * A line is made at the moment of the event, so that what happens later to the things it names cannot change it.
 */
export class TraceRecorder<E, L> {
  readonly lines: L[] = []
  private readonly limit: number
  private readonly line: (time: Seconds, rank: number, event: E) => L
  private total = 0

  constructor(limit: number, line: (time: Seconds, rank: number, event: E) => L) {
    this.limit = limit
    this.line = line
  }

  /** Number of events seen, kept or not. */
  get seen(): number {
    return this.total
  }

  /** Bound to the recorder, so that it can be handed over as it is. */
  readonly trace = (time: Seconds, rank: number, event: E): void => {
    this.total++
    if (this.lines.length < this.limit) this.lines.push(this.line(time, rank, event))
  }
}
