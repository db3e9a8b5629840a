import { SimulationFault } from '../fault.ts'
import type { Seconds } from '../units.ts'
import { EventList, type Notice } from './event-list.ts'

export interface SimulationOptions<E> {
  handle(event: E): void
  /** Called once when the clock moves to a new instant, before its first event is taken; may add events at that very time. */
  instantBegins?(time: Seconds): void
  /** Called for each event just before it is handled. */
  trace?: (time: Seconds, rank: number, event: E) => void
}

/**
 * Virtual time: takes the pending events in order of (time, rank, order of scheduling) and hands each to `handle`.
 * Knows nothing of what an event means. The clock starts at 0 and never goes back.
 */
export class Simulation<E> {
  private readonly list = new EventList<E>()
  private readonly options: SimulationOptions<E>
  private clock: Seconds = 0
  private handled = 0
  private stopped = false

  constructor(options: SimulationOptions<E>) {
    this.options = options
  }

  /** Virtual time: that of the event being handled or handled last. */
  get now(): Seconds {
    return this.clock
  }

  /** Number of events handled so far. */
  get executed(): number {
    return this.handled
  }

  /** Number of pending events. */
  get pending(): number {
    return this.list.size
  }

  /**
   * A rank smaller than that of the event being handled is legal at `now`: such an event comes next.
   * `Infinity` is legal and never comes: a run is done when nothing else is left.
   */
  scheduleAt(time: Seconds, rank: number, event: E): Notice {
    if (!(time >= this.clock)) {
      throw new SimulationFault(
        this.clock,
        'simulation',
        `cannot schedule at t=${time} s, the clock never goes back`,
      )
    }
    return this.list.add(time, rank, event)
  }

  schedule(delay: Seconds, rank: number, event: E): Notice {
    return this.scheduleAt(this.clock + delay, rank, event)
  }

  /** True if the event was pending and is now gone. */
  cancel(notice: Notice): boolean {
    return this.list.cancel(notice)
  }

  isPending(notice: Notice): boolean {
    return this.list.isPending(notice)
  }

  /** Time of the next event; `Infinity` when there is none. */
  nextTime(): Seconds {
    return this.list.nextTime()
  }

  /**
   * Handles events until none is left or `stop` was called ('done'), or until `limit.events` more were handled
   * ('paused': call it again to go on; slices change nothing in the outcome).
   */
  run(limit: { events?: number } = {}): 'done' | 'paused' {
    const { list } = this
    const end = this.handled + (limit.events ?? Number.POSITIVE_INFINITY)
    while (!this.stopped) {
      const next = list.nextTime()
      if (next === Number.POSITIVE_INFINITY) return 'done'
      if (this.handled >= end) return 'paused'
      if (next > this.clock) {
        this.clock = next
        this.options.instantBegins?.(next)
        // The instant may have gained an earlier event, lost its only one, or ended the run: look again.
        continue
      }
      const event = list.takeNext()
      this.handled++
      this.options.trace?.(this.clock, list.rank, event)
      this.options.handle(event)
    }
    return 'done'
  }

  /** Ends the run for good after the current event; what is pending is never handled. */
  stop(): void {
    this.stopped = true
  }
}
