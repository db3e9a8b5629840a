/** Student's t; interval, bounds and p-value of a mean. */
import { betaCdf, bisect } from './beta.ts'
import type { Tally } from './tally.ts'

/** The p-quantile of Student's t with `df` > 0 degrees of freedom, 0 < p < 1. */
export function tQuantile(p: number, df: number): number {
  if (p === 0.5) return 0
  if (p < 0.5) return -tQuantile(1 - p, df)
  // P(|T| <= t) = I_y(1/2, df/2) with y = t^2 / (df + t^2).
  const central = 2 * p - 1
  const reached = (t: number): boolean => betaCdf((t * t) / (df + t * t), 0.5, df / 2) >= central
  let high = 1
  while (!reached(high)) high *= 2
  return bisect(0, high, reached)
}

/** P(|T| > |t|): how surprising a t of this size is if nothing is there. */
export function tTails(t: number, df: number): number {
  if (!Number.isFinite(t)) return 0
  return betaCdf(df / (df + t * t), df / 2, 0.5)
}

/** P(T <= t) for Student's t with `df` > 0 degrees of freedom. */
export function tCdf(t: number, df: number): number {
  const beyond = tTails(t, df) / 2
  return t < 0 ? beyond : 1 - beyond
}

/** What is said of a mean is said from these, whatever they were gathered by. */
type Moments = Pick<Tally, 'n' | 'mean' | 'sd'>

/** A mean never travels without its half-width and count. */
export interface MeanInterval {
  /** undefined: nothing was observed. */
  readonly mean: number | undefined
  /** undefined with fewer than two values: one value says nothing about spread. */
  readonly halfWidth: number | undefined
  readonly n: number
  readonly confidence: number
}

/** The two-sided t interval of the mean of independent, about normal values. */
export function meanInterval({ n, mean, sd }: Moments, confidence: number): MeanInterval {
  const halfWidth =
    sd === undefined ? undefined : (tQuantile((1 + confidence) / 2, n - 1) * sd) / Math.sqrt(n)
  return { mean, halfWidth, n, confidence }
}

/** Bounds that each hold by themselves with the stated confidence. */
export interface Bounds {
  readonly low: number
  readonly high: number
}

/** One-sided t bounds of the mean; undefined with fewer than two values. */
export function meanBounds({ n, mean, sd }: Moments, tail: number): Bounds | undefined {
  if (mean === undefined || sd === undefined) return undefined
  const reach = (tQuantile(1 - tail, n - 1) * sd) / Math.sqrt(n)
  return { low: mean - reach, high: mean + reach }
}

/**
 * Two-sided p-value of "the true mean is `supposed`" (t test of one sample); undefined with fewer than two values. Equal
 * values have no spread to judge by: 1 if they are as supposed, undefined if not.
 */
export function meanPValue({ n, mean, sd }: Moments, supposed: number = 0): number | undefined {
  if (mean === undefined || sd === undefined) return undefined
  if (sd === 0) return mean === supposed ? 1 : undefined
  return tTails(((mean - supposed) / sd) * Math.sqrt(n), n - 1)
}
