/**
 * Exact bounds for shares and quantiles of independent trials, such as nights.
 *
 * `tail` is the probability with which each single bound may err: 1 - confidence for a bound on one side,
 * (1 - confidence) / 2 for an interval.
 */
import { ln, ln1p } from '../kernel/numeric.ts'
import { betaCdf, betaQuantile } from './beta.ts'
import type { Sample } from './sample.ts'

export interface ShareBounds {
  readonly low: number
  readonly high: number
}

/** Clopper and Pearson (1934): the shares under which `hits` of `n` trials would not yet be surprising. */
export function shareBounds(hits: number, n: number, tail: number): ShareBounds {
  return {
    low: hits === 0 ? 0 : betaQuantile(tail, hits, n - hits + 1),
    high: hits === n ? 1 : betaQuantile(1 - tail, hits + 1, n - hits),
  }
}

/**
 * How many trials without a hit it takes for an upper bound of at most `limit`, both between 0 and 1: the least n with
 * (1 - limit)^n <= tail. 59 for 5 % and 299 for 1 %, at 95 %.
 */
export function cleanTrials(limit: number, tail: number): number {
  // A quotient that is whole may come out too large, by the roundings of both arguments.
  return Math.ceil((ln(tail) / ln1p(-limit)) * (1 - 1e-12))
}

/** Ranks k of the order statistics that bound a quantile; undefined where n values cannot support the bound. */
export interface RankBounds {
  readonly low: number | undefined
  readonly high: number | undefined
}

/**
 * The closest order statistics of n independent values that enclose the q-quantile, 0 < q < 1: the number of
 * values below it is binomial (n, q), whatever the distribution. The largest of 59 bounds the 95 % quantile
 * at 95 %; fewer cannot.
 */
export function quantileBounds(n: number, q: number, tail: number): RankBounds {
  // At most k of n below: I_(1-q)(n - k, k + 1).
  const atMost = (k: number): number => (k >= n ? 1 : betaCdf(1 - q, n - k, k + 1))
  // high: the least rank u with P(fewer than u below) >= 1 - tail; low: the largest l with P(fewer than l below) <= tail.
  const high = 1 + leastCount(n, (k) => atMost(k) >= 1 - tail)
  const low = leastCount(n, (k) => atMost(k) > tail)
  return { low: low >= 1 ? low : undefined, high: high <= n ? high : undefined }
}

/** A quantile between observed values; undefined on the side that so few values cannot support. */
export interface QuantileInterval {
  /** undefined: nothing was observed. */
  readonly value: number | undefined
  readonly low: number | undefined
  readonly high: number | undefined
  readonly n: number
  readonly confidence: number
}

/** The two-sided interval of the q-quantile, 0 < q < 1, of independent values of any distribution. */
export function quantileInterval(sample: Sample, q: number, confidence: number): QuantileInterval {
  const { low, high } = quantileBounds(sample.n, q, (1 - confidence) / 2)
  return {
    value: sample.quantile(q),
    low: low && sample.orderStatistic(low),
    high: high && sample.orderStatistic(high),
    n: sample.n,
    confidence,
  }
}

/** The least k in 0..n for which `holds`; monotone, and true at n. */
function leastCount(n: number, holds: (k: number) => boolean): number {
  let low = -1
  let high = n
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (holds(middle)) high = middle
    else low = middle
  }
  return high
}
