import type { Seconds } from '../../units.ts'

/**
 * A level over time: its present value, its time integral and its peak since the last `reset`.
 * After `close` the integral and the peak stand still while the value goes on: facts of the measured period only.
 */
export class Gauge {
  value = 0
  peak = 0
  private integral = 0
  private since: Seconds = 0
  private closed = false

  add(delta: number, now: Seconds): void {
    this.set(this.value + delta, now)
  }

  set(value: number, now: Seconds): void {
    if (!this.closed) {
      this.integral += this.value * (now - this.since)
      if (value > this.peak) this.peak = value
    }
    this.since = now
    this.value = value
  }

  /** Integral of the value since the last reset, in value x seconds. */
  area(now: Seconds): number {
    return this.closed ? this.integral : this.integral + this.value * (now - this.since)
  }

  reset(now: Seconds): void {
    this.integral = 0
    this.since = now
    this.peak = this.value
  }

  close(now: Seconds): void {
    this.integral = this.area(now)
    this.closed = true
  }
}

/** Seconds in which at least one of something went on. */
export class BusyTime {
  private count = 0
  private since: Seconds = 0
  private total: Seconds = 0

  begin(now: Seconds): void {
    if (this.count++ === 0) this.since = now
  }

  end(now: Seconds): void {
    if (--this.count === 0) this.total += now - this.since
  }

  seconds(now: Seconds): Seconds {
    return this.count > 0 ? this.total + (now - this.since) : this.total
  }
}
