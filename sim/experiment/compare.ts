/**
 * Paired comparisons: every variant against one baseline, night by night. Replication i meets the same fate in all
 * variants, so the difference of a night has much less spread than the nights themselves.
 */
import { normalCdf, pow } from '../kernel/index.ts'
import { holm, PairedTally } from '../stats/index.ts'
import { isCertain } from './certain.ts'
import type { Metric, MetricUnit } from './metric.ts'
import { METRICS } from './metrics.ts'
import type { Variant, VariantResults } from './replications.ts'

/** One metric of one variant against the baseline; undefined = nothing to say. */
export interface ComparisonRow {
  readonly baseline: string
  readonly variant: string
  readonly metric: string
  readonly unit: MetricUnit
  /** Mean of variant - baseline over the common replications. */
  readonly difference: number | undefined
  /** The t interval of the difference, for this comparison alone; undefined when the differences have no spread. */
  readonly low: number | undefined
  readonly high: number | undefined
  /** Mean of the variant / mean of the baseline; undefined when that is 0. */
  readonly ratio: number | undefined
  /** In the direction of the metric; undefined where it has none. */
  readonly better: boolean | undefined
  /** Holm's verdict over all variants of this metric: at most 1 - confidence of them wrong by chance. */
  readonly significant: boolean | undefined
  /** Replications in which both have a value. */
  readonly n: number
  /** Of no difference, for this comparison alone. */
  readonly pValue: number | undefined
  /** How many times more nights unpaired samples would need for the same interval. */
  readonly varianceReduction: number | undefined
}

export interface Compared {
  readonly world: Variant['world']
  readonly results: VariantResults
}

/**
 * Every metric of every variant but the baseline, variant by variant.
 *
 * `significant` controls the error of the family of all variants of one metric (Holm 1979). The intervals are for each
 * comparison alone: one of many may exclude 0 by chance where `significant` says that it proves nothing.
 */
export function compareVariants(
  baseline: Compared,
  variants: readonly Compared[],
  confidence: number,
): readonly ComparisonRow[] {
  const byMetric = METRICS.map((metric) => {
    const rows = variants.map((variant) => compared(metric, baseline, variant, confidence))
    const family = holm(rows.map(({ pValue }) => pValue))
    return rows.map((row, i) => ({ ...row, significant: isAtMost(family[i], 1 - confidence) }))
  })
  return variants.flatMap((_, i) => byMetric.map((rows) => rows[i]!))
}

type Unjudged = Omit<ComparisonRow, 'significant'>

function isAtMost(p: number | undefined, limit: number): boolean | undefined {
  return p === undefined ? undefined : p <= limit
}

function compared(
  { name: metric, unit, better }: Metric,
  baseline: Compared,
  variant: Compared,
  confidence: number,
): Unjudged {
  const pairs = pairsOf(metric, baseline.results, variant.results)
  const tally = new PairedTally()
  for (const [before, after] of pairs) tally.add(before, after)
  const difference = tally.difference.mean
  const certain = isCertain(baseline.world) && isCertain(variant.world)
  return {
    baseline: baseline.results.variant,
    variant: variant.results.variant,
    metric,
    unit,
    difference,
    ...boundsOf(tally, confidence, certain),
    ratio: ratioOf(tally),
    better:
      better === undefined || difference === undefined
        ? undefined
        : (better === 'high' ? difference : -difference) > 0,
    n: pairs.length,
    pValue: pValueOf(tally, pairs, unit, certain),
    varianceReduction: spreads(tally) ? tally.varianceReduction : undefined,
  }
}

type Pair = readonly [before: number, after: number]

const EQUAL = 1e-9

/** Sums in another order differ in their last bits: that is no difference. */
export function isEqual(one: number, other: number): boolean {
  return Math.abs(other - one) <= EQUAL * Math.abs(one)
}

function pairsOf(metric: string, baseline: VariantResults, variant: VariantResults): readonly Pair[] {
  const count = Math.min(baseline.replications.length, variant.replications.length)
  const pairs: Pair[] = []
  for (let i = 0; i < count; i++) {
    const before = baseline.replications[i]!.values[metric]
    const after = variant.replications[i]!.values[metric]
    if (before === undefined || after === undefined) continue
    pairs.push([before, isEqual(before, after) ? before : after])
  }
  return pairs
}

/** Do the differences vary at all? */
function spreads({ difference: { sd } }: PairedTally): boolean {
  return sd !== undefined && sd > 0
}

/** Where chance has no part the difference is known; else one without spread tells nothing about its uncertainty. */
function boundsOf(tally: PairedTally, confidence: number, certain: boolean): Pick<Unjudged, 'low' | 'high'> {
  const { mean, halfWidth } = tally.interval(confidence)
  if (certain) return { low: mean, high: mean }
  if (mean === undefined || halfWidth === undefined || !spreads(tally))
    return { low: undefined, high: undefined }
  return { low: mean - halfWidth, high: mean + halfWidth }
}

function ratioOf({ baseline, difference }: PairedTally): number | undefined {
  if (baseline.mean === undefined || baseline.mean === 0) return undefined
  return (baseline.mean + difference.mean!) / baseline.mean
}

/**
 * Of the paired t test; of the sign test when all nights differ by the same, which leaves t nothing to measure by.
 * Rates must convince both: a few nights with a failure are no normal sample, and t takes five of them for proof.
 */
function pValueOf(
  tally: PairedTally,
  pairs: readonly Pair[],
  unit: MetricUnit,
  certain: boolean,
): number | undefined {
  const { mean, n } = tally.difference
  if (mean === undefined) return undefined
  if (certain) return mean === 0 ? 1 : 0
  if (n < 2) return undefined
  if (!spreads(tally)) return signTest(pairs)
  const t = tally.pValue!
  return unit === 'share' ? Math.max(t, signTest(pairs)) : t
}

/** From here on binomial coefficients become too large for numbers, and the normal law is near enough. */
const MANY = 1000

/** Two-sided, over the nights that differ: would a fair coin fall so much to one side? */
function signTest(pairs: readonly Pair[]): number {
  const up = pairs.filter(([before, after]) => after > before).length
  const down = pairs.filter(([before, after]) => after < before).length
  const [fewer, n] = [Math.min(up, down), up + down]
  if (n > MANY) return Math.min(1, 2 * normalCdf((2 * fewer + 1 - n) / Math.sqrt(n)))
  let term = 1
  let sum = 1
  for (let k = 1; k <= fewer; k++) {
    term *= (n - k + 1) / k
    sum += term
  }
  return Math.min(1, 2 * sum * pow(0.5, n))
}
