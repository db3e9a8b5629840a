import type { Seconds } from '../units.ts'

/** Seconds in which each resource of a route limited its members on the potential; `limiter` is the one that does now. */
export class LimitingTimes {
  readonly #sums: Float64Array
  #since: Seconds = NaN

  constructor(places: number) {
    this.#sums = new Float64Array(places)
    this.#since = 0
  }

  at(i: number, limiter: number, now: Seconds): Seconds {
    return this.#sums[i]! + (i === limiter ? now - this.#since : 0)
  }

  /** `limiter` ends to be the one; negative: there was none. */
  settle(limiter: number, now: Seconds): void {
    if (limiter >= 0) this.#sums[limiter]! += now - this.#since
    this.#since = now
  }

  /**
   * On entering the potential a member's sums become "integral - sum", on leaving it sums again: the integral
   * of the seconds in which each resource limited it, without a visit in between.
   */
  toggle(limited: Float64Array, limiter: number, now: Seconds): void {
    for (let i = 0; i < this.#sums.length; i++) limited[i] = this.at(i, limiter, now) - limited[i]!
  }

  clear(): void {
    this.#sums.fill(0)
    this.#since = 0
  }
}
