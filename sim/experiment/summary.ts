/** From results of replications to estimates: the rows of summary.csv and replications.csv. */
import { meanInterval } from '../stats/index.ts'
import type { MetricValues } from './measures.ts'
import type { Metric, MetricUnit } from './metric.ts'
import { METRICS } from './metrics.ts'
import { pooled, tallyOf } from './pooled.ts'
import type { VariantResults } from './replications.ts'

/** `mean` to `sd` are over replications, `min` to `max` over all observations pooled; undefined = nothing to say. */
export interface SummaryRow {
  readonly variant: string
  readonly metric: string
  readonly unit: MetricUnit
  readonly mean: number | undefined
  /** The t interval of the mean, cut at values that the unit cannot take; undefined when n < 2. */
  readonly low: number | undefined
  readonly high: number | undefined
  readonly confidence: number
  /** Replications that have a value. */
  readonly n: number
  readonly sd: number | undefined
  /** Order statistics; Infinity where a stopped session counts as longer than any limit. */
  readonly min: number | undefined
  readonly p50: number | undefined
  readonly p95: number | undefined
  readonly max: number | undefined
}

export interface ReplicationRow {
  readonly variant: string
  readonly replication: number
  readonly seed: number | string
  /** One per metric, in the order of METRICS. */
  readonly values: MetricValues
  /** Of all facts of this replication. */
  readonly fingerprint: string
}

export interface Summary {
  /** Variant by variant, every metric of the dictionary in its order. */
  readonly rows: readonly SummaryRow[]
  readonly replications: readonly ReplicationRow[]
}

const DEFAULT_CONFIDENCE = 0.95

export function summarise(
  variants: readonly VariantResults[],
  confidence: number = DEFAULT_CONFIDENCE,
): Summary {
  return {
    rows: variants.flatMap((it) => METRICS.map((metric) => summaryRow(it, metric, confidence))),
    replications: variants.flatMap(({ variant, replications }) =>
      replications.map(({ replication, seed, values, fingerprint }) => ({
        variant,
        replication,
        seed,
        values,
        fingerprint,
      })),
    ),
  }
}

function summaryRow(
  { variant, replications }: VariantResults,
  metric: Metric,
  confidence: number,
): SummaryRow {
  const { name, unit } = metric
  const tally = tallyOf(name, replications)
  const { mean, halfWidth, n } = meanInterval(tally, confidence)
  const bounds = mean === undefined || halfWidth === undefined ? undefined : { mean, halfWidth }
  const all = pooled(name, replications)
  return {
    variant,
    metric: name,
    unit,
    mean,
    // No metric is negative and no share exceeds 1: an interval says nothing about values that cannot be.
    low: bounds && Math.max(0, bounds.mean - bounds.halfWidth),
    high: bounds && Math.min(unit === 'share' ? 1 : Infinity, bounds.mean + bounds.halfWidth),
    confidence,
    n,
    sd: tally.sd,
    min: all.quantile(0),
    p50: all.quantile(0.5),
    p95: all.quantile(0.95),
    max: all.quantile(1),
  }
}
