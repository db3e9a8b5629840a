/**
 * What must hold of a metric: an expectation of a scenario or a goal of a plan (docs/expressions.md). A bare name is the
 * mean over replications; min, max and quantiles are over all observations pooled, `share` the part of them that compares.
 */
import type { Metric, MetricUnit } from './metric.ts'
import { METRICS } from './metrics.ts'
import { pooled, tallyOf } from './pooled.ts'
import type { ReplicationResult } from './replications.ts'

export const COMPARISONS = ['<=', '<', '>=', '>', '==', '!='] as const
export type Comparison = (typeof COMPARISONS)[number]

export type Term =
  | { readonly of: 'mean' | 'min' | 'max'; readonly metric: string }
  /** 0 < q < 1. */
  | { readonly of: 'quantile'; readonly metric: string; readonly q: number }
  | { readonly of: 'share'; readonly metric: string; readonly op: Comparison; readonly limit: number }

export interface Condition {
  /** As it was written. */
  readonly text: string
  readonly term: Term
  readonly op: Comparison
  /** In the unit of the term. */
  readonly limit: number
  /** That of the metric, `share` for a share of observations. */
  readonly unit: MetricUnit
  /** Given: the bound must hold with this confidence, not only the estimate. */
  readonly confidence?: number
  /** Name or glob of the variants that it is about; absent: all. */
  readonly variant?: string
}

const BY_NAME: ReadonlyMap<string, Metric> = new Map(METRICS.map((metric) => [metric.name, metric]))

/** The entry of the dictionary. Throws for a name that is not in it: names are checked where they are read. */
export function metricNamed(name: string): Metric {
  const metric = BY_NAME.get(name)
  if (metric === undefined) throw new RangeError(`there is no metric ${name}`)
  return metric
}

/** undefined: nothing was observed. */
export function estimate(term: Term, replications: readonly ReplicationResult[]): number | undefined {
  if (term.of === 'mean') return tallyOf(term.metric, replications).mean
  const sample = pooled(term.metric, replications)
  switch (term.of) {
    case 'min':
      return sample.quantile(0)
    case 'max':
      return sample.quantile(1)
    case 'quantile':
      return sample.quantile(term.q)
    case 'share':
      return sample.n === 0 ? undefined : count(sample.sorted(), term.op, term.limit) / sample.n
  }
}

/** Of one replication; of metrics observed once per replication its only value. */
export function observationsOf(metric: string, { values, observations }: ReplicationResult): Float64Array {
  if (metricNamed(metric).observation !== 'replication') return observations[metric] ?? NOTHING
  const value = values[metric]
  return value === undefined ? NOTHING : Float64Array.of(value)
}

const NOTHING = new Float64Array()

export function holds(value: number, op: Comparison, limit: number): boolean {
  switch (op) {
    case '<=':
      return value <= limit
    case '<':
      return value < limit
    case '>=':
      return value >= limit
    case '>':
      return value > limit
    case '==':
      return value === limit
    case '!=':
      return value !== limit
  }
}

export function count(observations: Float64Array, op: Comparison, limit: number): number {
  let found = 0
  for (const value of observations) if (holds(value, op, limit)) found++
  return found
}
