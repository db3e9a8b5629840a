/**
 * Paired comparisons: every variant against one baseline, night by night. Replication i meets the same fate in all
 * variants, so the difference of a night has much less spread than the nights themselves.
 */
import { betaCdf } from '../stats/beta.ts'
import { meanInterval, Tally } from '../stats/index.ts'
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
    const verdicts = holm(
      rows.map(({ pValue }) => pValue),
      1 - confidence,
    )
    return rows.map((row, i) => ({ ...row, significant: verdicts[i] }))
  })
  return variants.flatMap((_, i) => byMetric.map((rows) => rows[i]!))
}

type Unjudged = Omit<ComparisonRow, 'significant'>

function compared(
  { name: metric, unit, better }: Metric,
  baseline: Compared,
  variant: Compared,
  confidence: number,
): Unjudged {
  const pairs = pairsOf(metric, baseline.results, variant.results)
  const [first, second, differences] = [new Tally(), new Tally(), new Tally()]
  for (const [before, after] of pairs) {
    first.add(before)
    second.add(after)
    differences.add(after - before)
  }
  const difference = differences.mean
  const certain = isCertain(baseline.world) && isCertain(variant.world)
  return {
    baseline: baseline.results.variant,
    variant: variant.results.variant,
    metric,
    unit,
    difference,
    ...boundsOf(differences, confidence, certain),
    ratio: quotient(second.mean, first.mean),
    better:
      better === undefined || difference === undefined
        ? undefined
        : (better === 'high' ? difference : -difference) > 0,
    n: pairs.length,
    pValue: pValueOf(pairs, differences, unit, certain),
    varianceReduction: reductionOf(first, second, differences),
  }
}

function pairsOf(
  metric: string,
  baseline: VariantResults,
  variant: VariantResults,
): readonly (readonly [number, number])[] {
  const count = Math.min(baseline.replications.length, variant.replications.length)
  const pairs: [number, number][] = []
  for (let i = 0; i < count; i++) {
    const before = baseline.replications[i]!.values[metric]
    const after = variant.replications[i]!.values[metric]
    if (before !== undefined && after !== undefined) pairs.push([before, after])
  }
  return pairs
}

/** Where chance has no part the difference is known; else one without spread tells nothing about its uncertainty. */
function boundsOf(differences: Tally, confidence: number, certain: boolean): Pick<Unjudged, 'low' | 'high'> {
  const { mean, halfWidth } = meanInterval(differences, confidence)
  if (mean === undefined) return { low: undefined, high: undefined }
  if (certain) return { low: mean, high: mean }
  if (halfWidth === undefined || halfWidth === 0) return { low: undefined, high: undefined }
  return { low: mean - halfWidth, high: mean + halfWidth }
}

/**
 * Of the t test; of the sign test when all nights differ by the same, which leaves t nothing to measure by. Rates must
 * convince both: a few nights with a failure are no normal sample, and t takes five of them for proof.
 */
function pValueOf(
  pairs: readonly (readonly [number, number])[],
  differences: Tally,
  unit: MetricUnit,
  certain: boolean,
): number | undefined {
  const { n, mean, sd } = differences
  if (mean === undefined) return undefined
  if (certain) return mean === 0 ? 1 : 0
  if (sd === undefined) return undefined
  const signs = signTest(pairs)
  if (sd === 0) return signs
  const t = tTest(mean / (sd / Math.sqrt(n)), n - 1)
  return unit === 'share' ? Math.max(t, signs) : t
}

/** How much more two independent samples would vary than the differences do. */
function reductionOf(first: Tally, second: Tally, differences: Tally): number | undefined {
  if (differences.sd === undefined || differences.sd === 0) return undefined
  return (first.sd! * first.sd! + second.sd! * second.sd!) / (differences.sd * differences.sd)
}

function quotient(part: number | undefined, whole: number | undefined): number | undefined {
  return part === undefined || whole === undefined || whole === 0 ? undefined : part / whole
}

function tTest(t: number, df: number): number {
  return betaCdf(df / (df + t * t), df / 2, 0.5)
}

/** Two-sided, over the nights that differ. */
function signTest(pairs: readonly (readonly [number, number])[]): number {
  const up = pairs.filter(([before, after]) => after > before).length
  const down = pairs.filter(([before, after]) => after < before).length
  const [fewer, n] = [Math.min(up, down), up + down]
  // P(at most `fewer` of n) for a fair coin = I_(1/2)(n - fewer, fewer + 1).
  return n === 0 ? 1 : Math.min(1, 2 * betaCdf(0.5, n - fewer, fewer + 1))
}

/** Holm (1979): step down through the ordered p-values; undefined ones are no comparisons. */
function holm(pValues: readonly (number | undefined)[], alpha: number): readonly (boolean | undefined)[] {
  const known = pValues.filter((p) => p !== undefined).sort((a, b) => a - b)
  const first = known.findIndex((p, i) => p > alpha / (known.length - i))
  const limit = first < 0 ? Infinity : known[first]!
  return pValues.map((p) => (p === undefined ? undefined : p < limit))
}
