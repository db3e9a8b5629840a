/**
 * A rate whose trials come in clusters: failed machines of all machines, night by night. The machines of a night share
 * its outages, so that they are no independent trials; the nights are. The rate is the sum of the parts over the sum of
 * the wholes, its standard error that of the residuals part - rate x whole (Cochran, Sampling Techniques, 3rd ed., 6.3).
 */
import { shareBounds } from './exact.ts'
import { type Bounds, type MeanInterval, meanBounds, meanInterval, tQuantile } from './student.ts'

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

  /** Takes over all clusters of `other`. */
  merge(other: RatioTally): void {
    this.#n += other.#n
    this.#affected += other.#affected
    this.#part += other.#part
    this.#whole += other.#whole
    this.#partSquares += other.#partSquares
    this.#products += other.#products
    this.#wholeSquares += other.#wholeSquares
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

  /** Two-sided by Student's t; its `mean` is the rate. */
  interval(confidence: number): MeanInterval {
    return meanInterval(this, confidence)
  }

  /** One-sided bounds by Student's t, cut at 0 and 1; undefined with fewer than two clusters. */
  bounds(tail: number): Bounds | undefined {
    const found = meanBounds(this, tail)
    return found && { low: Math.max(0, found.low), high: Math.min(1, found.high) }
  }

  /**
   * One-sided bounds of Clopper and Pearson for as many independent trials as the clusters are worth: those whose rate
   * would vary as this one does, fewer by what the t of few clusters adds (Korn and Graubard, Survey Methodology 24
   * (1998)). Keeps its promise where failures gather in a few clusters, and Student's t does not (docs/statistics.md). For
   * parts of a whole, 0 to `whole`; undefined with fewer than two clusters.
   */
  shareBounds(tail: number): Bounds | undefined {
    const { mean, sd } = this
    if (mean === undefined || sd === undefined) return undefined
    // Clusters that are all the same say nothing about how their trials hang together: each counts once.
    const trials = sd === 0 ? this.#n : this.#effectiveTrials(mean, sd, tail)
    return shareBounds(mean * trials, trials, tail)
  }

  #effectiveTrials(mean: number, sd: number, tail: number): number {
    const shrink = tQuantile(tail, this.#whole - 1) / tQuantile(tail, this.#n - 1)
    return Math.min(this.#whole, ((mean * (1 - mean) * this.#n) / (sd * sd)) * shrink * shrink)
  }
}
