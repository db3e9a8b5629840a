/**
 * The best of k systems with a stated probability of correct selection, if it is better than the next by at least the
 * indifference zone: the fully sequential procedure of Kim and Nelson (ACM TOMACS 11 (2001)), which holds under common
 * random numbers because it looks at variances of paired differences only. Values must be about normal.
 */
import { exp, ln } from '../kernel/numeric.ts'
import { differenceOf } from './screening.ts'

export interface SelectionOptions {
  /** 1 - the chance of a wrong choice; above 1/2, and below 1. */
  readonly confidence: number
  /** The smallest difference that matters, in the unit of the values; positive. */
  readonly indifference: number
  /**
   * Values of each system before the first screening; at least 2. All that is known of the spread comes from them, and
   * differences without spread are believed: enough of them for what is rare to be seen.
   */
  readonly first: number
}

/** The constant of the triangular continuation region for c = 1. */
export function eta(k: number, first: number, confidence: number): number {
  const alpha = 1 - confidence
  return (exp((-2 / (first - 1)) * ln((2 * alpha) / (k - 1))) - 1) / 2
}

/** h^2 = 2 c eta (n0 - 1) for c = 1: what the variance of a difference counts in the region. */
export function h2(k: number, first: number, confidence: number): number {
  return 2 * eta(k, first, confidence) * (first - 1)
}

/** The largest value is best; hand in negated values where small is good. */
export class KimNelson {
  readonly #options: SelectionOptions
  /** The first values; nothing is kept of later ones but their sum. */
  readonly #first: number[][]
  readonly #sums: number[]
  #surviving: number[]
  #n = 0
  /** Of each pair: the number of values from which on the larger sum decides. */
  #horizons: number[][] = []
  readonly #screenedOut = new Map<number, number>()

  /** @throws RangeError where an option is out of its range. */
  constructor(systems: number, options: SelectionOptions) {
    const { confidence, indifference, first } = options
    if (!(confidence > 0.5 && confidence < 1))
      throw new RangeError(`confidence is between 0.5 and 1, got ${confidence}`)
    if (!(indifference > 0)) throw new RangeError(`the indifference zone is positive, got ${indifference}`)
    if (!(first >= 2)) throw new RangeError(`there are at least 2 first values, got ${first}`)
    this.#options = options
    this.#first = Array.from({ length: systems }, () => [])
    this.#sums = this.#first.map(() => 0)
    this.#surviving = this.#first.map((_, i) => i)
  }

  /** Values that each surviving system has by now. */
  get n(): number {
    return this.#n
  }

  get surviving(): readonly number[] {
    return this.#surviving
  }

  /** After how many values each system that is out was screened out. */
  get screenedOut(): ReadonlyMap<number, number> {
    return this.#screenedOut
  }

  /**
   * One value for each surviving system, by its number. True when one is left.
   * @throws RangeError where the value of a surviving system is missing.
   */
  add(values: ReadonlyMap<number, number>): boolean {
    const { first } = this.#options
    this.#n++
    for (const i of this.#surviving) {
      const value = values.get(i)
      if (value === undefined) throw new RangeError(`system ${i} survives and has no value`)
      this.#sums[i]! += value
      if (this.#n <= first) this.#first[i]!.push(value)
    }
    if (this.#n === first) this.#horizons = this.#measured()
    if (this.#n >= first) this.#screen()
    return this.#surviving.length === 1
  }

  #measured(): number[][] {
    const { indifference, first, confidence } = this.#options
    const perVariance = h2(this.#first.length, first, confidence) / (indifference * indifference)
    return this.#first.map((a) => this.#first.map((b) => perVariance * differenceOf(a, b).variance!))
  }

  #screen(): void {
    const before = this.#surviving
    const sums = this.#sums
    const reach = (i: number, l: number): number =>
      Math.max(0, (this.#options.indifference / 2) * (this.#horizons[i]![l]! - this.#n))
    // Of those that would be screened out by each other at the end of the region, the best mean stays.
    const best = before.reduce((a, b) => (sums[b]! > sums[a]! ? b : a))
    this.#surviving = before.filter(
      (i) => i === best || before.every((l) => l === i || sums[i]! > sums[l]! - reach(i, l)),
    )
    for (const i of before) if (!this.#surviving.includes(i)) this.#screenedOut.set(i, this.#n)
  }
}
