/** Which guesses matter? One input at a time from end to end of its range, all others as they are, on the same nights. */
import { holm } from '../stats/index.ts'
import { type Compared, type ComparisonRow, compareVariants } from './compare.ts'
import { metricNamed } from './condition.ts'
import type { MetricUnit } from './metric.ts'
import { tallyOf } from './pooled.ts'
import type { VariantResults } from './replications.ts'

/** What nobody knows exactly. */
export interface Input {
  readonly path: string
  /** The ends of its range, as the user wrote them. */
  readonly low: string
  readonly high: string
}

/** One input and one metric. */
export interface InputRow extends Input {
  readonly metric: string
  readonly unit: MetricUnit
  /** 1: moves this metric most. Inputs that move it equally share a rank. */
  readonly rank: number
}

/** A mean difference on the same nights and its interval; undefined = nothing to say. */
export interface Difference {
  readonly mean: number | undefined
  readonly low: number | undefined
  readonly high: number | undefined
}

/** What one input does to one metric while all others stay as they are. */
export interface SwingRow extends InputRow {
  /** Means with the values of the scenario, and at the ends of the range. */
  readonly base: number | undefined
  readonly valueLow: number | undefined
  readonly valueHigh: number | undefined
  /** The ends against the base, and the high end against the low one. */
  readonly atLow: Difference
  readonly atHigh: Difference
  readonly across: Difference
  /** From the smallest to the largest of base, low and high end, >= 0. */
  readonly swing: number | undefined
  /** Of no difference between the ends, for this input alone; Holm's verdict over all inputs of the metric. */
  readonly pValue: number | undefined
  readonly significant: boolean | undefined
  /** Replications in which both ends have a value. */
  readonly n: number
}

export interface Ends {
  readonly input: Input
  readonly low: Compared
  readonly high: Compared
}

/** Metric by metric, what moves it most first: a tornado. */
export function swings(
  base: Compared,
  inputs: readonly Ends[],
  metrics: readonly string[],
  confidence: number,
): readonly SwingRow[] {
  const against = (baseline: Compared, variant: Compared): ReadonlyMap<string, ComparisonRow> =>
    new Map(compareVariants(baseline, [variant], confidence).map((row) => [row.metric, row]))
  const found = inputs.map(({ input, low, high }) => ({
    input,
    low: against(base, low),
    high: against(base, high),
    across: against(low, high),
    values: [base, low, high].map(({ results }) => results),
  }))
  return metrics.flatMap((name) => {
    const metric = metricNamed(name)
    const family = holm(found.map(({ across }) => across.get(name)!.pValue))
    const rows = found.map(({ input, low, high, across, values }, i) => {
      const [pValue, n] = [across.get(name)!.pValue, across.get(name)!.n]
      const [atLow, atHigh] = [differenceIn(low.get(name)!), differenceIn(high.get(name)!)]
      const [mean, valueLow, valueHigh] = values.map((it) => meanOf(it, name))
      const verdict = family[i]
      const significant = verdict === undefined ? undefined : verdict <= 1 - confidence
      const means = { base: mean, valueLow, valueHigh }
      const differences = { atLow, atHigh, across: differenceIn(across.get(name)!) }
      const row = { ...input, metric: name, unit: metric.unit, ...means, ...differences }
      return { ...row, swing: swingOf(atLow, atHigh), pValue, significant, n }
    })
    return ranked(rows, ({ swing }) => swing)
  })
}

function differenceIn({ difference: mean, low, high }: ComparisonRow): Difference {
  return { mean, low, high }
}

function swingOf({ mean: low }: Difference, { mean: high }: Difference): number | undefined {
  if (low === undefined && high === undefined) return undefined
  return Math.max(0, low ?? 0, high ?? 0) - Math.min(0, low ?? 0, high ?? 0)
}

/** Over the replications that have a value. */
export function meanOf({ replications }: VariantResults, metric: string): number | undefined {
  return tallyOf(metric, replications).mean
}

/** Largest first; of equal ones the earlier in the file. Without a size: last. */
export function ranked<T>(
  rows: readonly T[],
  size: (row: T) => number | undefined,
): readonly (T & { rank: number })[] {
  const of = (row: T): number => size(row) ?? -Infinity
  const sorted = [...rows].sort((a, b) => (of(a) === of(b) ? 0 : of(b) - of(a)))
  const sizes = sorted.map(of)
  return sorted.map((row, i) => ({ ...row, rank: sizes.indexOf(sizes[i]!) + 1 }))
}
