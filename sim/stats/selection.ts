/**
 * The best of k systems with a stated probability of correct selection, if it is better than the next by at least the
 * indifference zone: the fully sequential procedure of Kim and Nelson (ACM TOMACS 11 (2001)), which holds under common
 * random numbers because it looks at variances of paired differences only. Values must be about normal.
 */
import { exp, ln } from '../kernel/numeric.ts'
import { Tally } from './tally.ts'

export interface SelectionOptions {
  /** 1 - the chance of a wrong choice, above 1 / k. */
  readonly confidence: number
  /** The smallest difference that matters, in the unit of the values; positive. */
  readonly indifference: number
  /** Values of each system before the first screening; at least 2. */
  readonly first: number
}

/** The constant of the triangular continuation region for c = 1. */
export function eta(k: number, first: number, confidence: number): number {
  const alpha = 1 - confidence
  return (exp((-2 / (first - 1)) * ln((2 * alpha) / (k - 1))) - 1) / 2
}

/** The largest value is best; hand in negated values where small is good. */
export class KimNelson {
  readonly #options: SelectionOptions
  readonly #values: number[][]
  #surviving: number[]
  readonly #variance = new Map<string, number>()
  readonly #screenedOut = new Map<number, number>()

  constructor(systems: number, options: SelectionOptions) {
    this.#options = options
    this.#values = Array.from({ length: systems }, () => [])
    this.#surviving = this.#values.map((_, i) => i)
  }

  /** Values that each surviving system has by now. */
  get n(): number {
    return this.#values[this.#surviving[0]!]!.length
  }

  get surviving(): readonly number[] {
    return this.#surviving
  }

  /** After how many values each system that is out was screened out. */
  get screenedOut(): ReadonlyMap<number, number> {
    return this.#screenedOut
  }

  /** One value for each surviving system, by its number. True when one is left. */
  add(values: ReadonlyMap<number, number>): boolean {
    for (const i of this.#surviving) this.#values[i]!.push(values.get(i)!)
    if (this.n === this.#options.first) this.#measure()
    if (this.n >= this.#options.first) this.#screen()
    return this.#surviving.length === 1
  }

  #measure(): void {
    for (const i of this.#surviving) {
      for (const l of this.#surviving) {
        if (i >= l) continue
        const tally = new Tally()
        this.#values[i]!.forEach((value, r) => {
          tally.add(value - this.#values[l]![r]!)
        })
        const sd = tally.sd ?? 0
        this.#variance.set(`${i} ${l}`, sd * sd)
      }
    }
  }

  #screen(): void {
    const { indifference, first, confidence } = this.#options
    const r = this.n
    const h2 = 2 * eta(this.#values.length, first, confidence) * (first - 1)
    const sums = this.#values.map((values) => values.reduce((sum, it) => sum + it, 0))
    const reach = (i: number, l: number): number => {
      const variance = this.#variance.get(i < l ? `${i} ${l}` : `${l} ${i}`)!
      return Math.max(0, (indifference / 2) * ((h2 * variance) / (indifference * indifference) - r))
    }
    const before = this.#surviving
    // Of those that would be screened out by each other at the end of the region, the best mean stays.
    const best = before.reduce((a, b) => (sums[b]! > sums[a]! ? b : a))
    this.#surviving = before.filter(
      (i) => i === best || before.every((l) => l === i || sums[i]! > sums[l]! - reach(i, l)),
    )
    for (const i of before) if (!this.#surviving.includes(i)) this.#screenedOut.set(i, r)
  }
}
