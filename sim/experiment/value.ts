/** What is a change worth? Each candidate against the scenario as it is, on the same nights. */
import { type Compared, compareVariants } from './compare.ts'
import { metricNamed } from './condition.ts'
import type { MetricUnit } from './metric.ts'
import { meanOf, ranked } from './sensitivity.ts'

/** A change that could be paid for, and what came of it. */
export interface Candidate extends Compared {
  /** `one more gateway: gw` */
  readonly words: string
}

export interface ValueRow {
  readonly candidate: string
  readonly change: string
  readonly metric: string
  readonly unit: MetricUnit
  /** 1: brings most in this metric. Candidates that bring the same share a rank. */
  readonly rank: number
  /** Means without and with the change. */
  readonly baseline: number | undefined
  readonly value: number | undefined
  /** Mean of value - baseline over the common nights, and its interval for this candidate alone. */
  readonly difference: number | undefined
  readonly low: number | undefined
  readonly high: number | undefined
  /** The difference in the direction of the metric: positive is better. */
  readonly benefit: number | undefined
  readonly better: boolean | undefined
  /** Holm's verdict over all candidates of the metric. */
  readonly significant: boolean | undefined
  readonly pValue: number | undefined
  readonly n: number
}

/** Metric by metric, what brings most first. Metrics without a direction have no benefit. */
export function valueOfChanges(
  base: Compared,
  candidates: readonly Candidate[],
  metrics: readonly string[],
  confidence: number,
): readonly ValueRow[] {
  const compared = compareVariants(base, candidates, confidence)
  return metrics.flatMap((name) => {
    const { better: direction } = metricNamed(name)
    const rows = compared
      .filter(({ metric }) => metric === name)
      .map(({ difference, low, high, better, significant, pValue, n, unit }, i) => {
        const { results, words } = candidates[i]!
        const signed = direction === 'low' && difference !== undefined ? 0 - difference : difference
        return {
          candidate: results.variant,
          change: words,
          metric: name,
          unit,
          baseline: meanOf(base.results, name),
          value: meanOf(results, name),
          difference,
          low,
          high,
          benefit: direction === undefined ? undefined : signed,
          better,
          significant,
          pValue,
          n,
        }
      })
    return ranked(rows, ({ benefit }) => benefit)
  })
}
