/**
 * A rate whose trials come in clusters: failed machines of all machines, night by night. The machines of a night share
 * its outages, so that they are no independent trials; the nights are. The rate is the sum of the parts over the sum of
 * the wholes, its standard error that of the residuals part - rate x whole (Cochran, Sampling Techniques, 3rd ed., 6.3).
 */
import { type Bounds, meanBounds } from './student.ts'

export class RatioTally {
  #n = 0
  #affected = 0
  #part = 0
  #whole = 0
  #partSquares = 0
  #products = 0
  #wholeSquares = 0

  /** One cluster: `part` of `whole`; a cluster without a whole says nothing. */
  add(part: number, whole: number): void {
    if (!(whole > 0)) return
    this.#n++
    if (part > 0) this.#affected++
    this.#part += part
    this.#whole += whole
    this.#partSquares += part * part
    this.#products += part * whole
    this.#wholeSquares += whole * whole
  }

  /** Clusters. */
  get n(): number {
    return this.#n
  }

  /** Clusters in which anything happened: below five the estimate of the spread is worth little. */
  get affected(): number {
    return this.#affected
  }

  get mean(): number | undefined {
    return this.#n === 0 ? undefined : this.#part / this.#whole
  }

  /** Standard deviation of one cluster's residual in units of the rate, so that sd / sqrt(n) is the standard error. */
  get sd(): number | undefined {
    const rate = this.mean
    if (rate === undefined || this.#n < 2) return undefined
    const squares = this.#partSquares - 2 * rate * this.#products + rate * rate * this.#wholeSquares
    return Math.sqrt(Math.max(0, squares) / (this.#n - 1)) / (this.#whole / this.#n)
  }

  /** One-sided bounds by Student's t, cut at 0 and 1; undefined with fewer than two clusters. */
  bounds(tail: number): Bounds | undefined {
    const found = meanBounds(this, tail)
    return found && { low: Math.max(0, found.low), high: Math.min(1, found.high) }
  }
}
