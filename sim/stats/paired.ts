/** Two systems in the same nights: their difference night by night says more than their means apart. */
import { type Bounds, type MeanInterval, meanBounds, meanInterval, meanPValue } from './student.ts'
import { Tally } from './tally.ts'

export class PairedTally {
  readonly #baseline = new Tally()
  readonly #other = new Tally()
  readonly #difference = new Tally()

  add(baseline: number, other: number): void {
    this.#baseline.add(baseline)
    this.#other.add(other)
    this.#difference.add(other - baseline)
  }

  merge(pairs: PairedTally): void {
    this.#baseline.merge(pairs.#baseline)
    this.#other.merge(pairs.#other)
    this.#difference.merge(pairs.#difference)
  }

  get n(): number {
    return this.#difference.n
  }

  get baseline(): Tally {
    return this.#baseline
  }

  get other(): Tally {
    return this.#other
  }

  /** Other less baseline. */
  get difference(): Tally {
    return this.#difference
  }

  interval(confidence: number): MeanInterval {
    return meanInterval(this.#difference, confidence)
  }

  /** One-sided bounds of the mean difference; undefined with fewer than two pairs. */
  bounds(tail: number): Bounds | undefined {
    return meanBounds(this.#difference, tail)
  }

  /**
   * How surprising the mean difference would be if there were none; undefined with fewer than two pairs. Equal
   * differences in all pairs have no spread to judge by: 1 if they are 0, undefined if not.
   */
  get pValue(): number | undefined {
    return meanPValue(this.#difference)
  }

  /**
   * How many times fewer nights the pairing needs for the same half-width: the variance of a difference of
   * independent nights over that of the pairs. undefined without spread on either side.
   */
  get varianceReduction(): number | undefined {
    const spread = this.#variances()
    if (spread === undefined) return undefined
    const [a, b, d] = spread
    if (a === 0 && b === 0) return undefined
    return d === 0 ? Infinity : (a + b) / d
  }

  /** Pearson's, -1 to 1: how much chance the two have in common. undefined when one side has no spread. */
  get correlation(): number | undefined {
    const spread = this.#variances()
    if (spread === undefined) return undefined
    const [a, b, d] = spread
    if (a === 0 || b === 0) return undefined
    // The variance of a difference is a + b - 2 covariance, in samples too; its rounding may step over the edge.
    return Math.max(-1, Math.min(1, (a + b - d) / (2 * Math.sqrt(a) * Math.sqrt(b))))
  }

  /** Of baseline, other and difference. */
  #variances(): readonly [number, number, number] | undefined {
    const [a, b, d] = [this.#baseline.variance, this.#other.variance, this.#difference.variance]
    return a === undefined || b === undefined || d === undefined ? undefined : [a, b, d]
  }
}
