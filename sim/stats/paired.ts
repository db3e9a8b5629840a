/** Two systems in the same nights: their difference night by night says more than their means apart. */
import { type MeanInterval, meanInterval, tTails } from './student.ts'
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

  /**
   * How surprising the mean difference would be if there were none; undefined with fewer than two pairs. Equal
   * differences in all pairs have no spread to judge by: 1 if they are 0, undefined if not.
   */
  get pValue(): number | undefined {
    const { n, mean, sd } = this.#difference
    if (mean === undefined || sd === undefined) return undefined
    if (sd === 0) return mean === 0 ? 1 : undefined
    return tTails((mean * Math.sqrt(n)) / sd, n - 1)
  }

  /**
   * How many times fewer nights the pairing needs for the same half-width: the variance of a difference of
   * independent nights over that of the pairs. undefined without spread on either side.
   */
  get varianceReduction(): number | undefined {
    const [a, b, d] = [this.#baseline.sd, this.#other.sd, this.#difference.sd]
    if (a === undefined || b === undefined || d === undefined || (a === 0 && b === 0)) return undefined
    return d === 0 ? Infinity : (a * a + b * b) / (d * d)
  }
}
