/**
 * Conditions on metrics, as expectations and goals state them: a term (`failureRate`, `p95(sessionDuration)`,
 * `share(backupWindow > 8 h)`), a comparison and a limit.
 */
import type { MetricUnit } from './metric.ts'
import { pooled, tallyOf } from './pooled.ts'
import type { ReplicationResult } from './replications.ts'

export type Comparison = '<=' | '<' | '>=' | '>' | '==' | '!='

export type Term =
  /** Over replications (`mean`), or over all observations pooled. */
  | { readonly of: 'mean' | 'min' | 'max'; readonly metric: string }
  /** The ceil(q n)-th smallest of all observations, 0 < q < 1. */
  | { readonly of: 'quantile'; readonly metric: string; readonly q: number }
  /** Of all observations; `limit` in the unit of the metric. */
  | { readonly of: 'share'; readonly metric: string; readonly op: Comparison; readonly limit: number }

export interface Condition {
  /** As it was written. */
  readonly text: string
  readonly term: Term
  readonly op: Comparison
  /** In `unit`. */
  readonly limit: number
  /** That of the term: the metric's, or `share`. */
  readonly unit: MetricUnit
  /** Asks for the bound instead of the estimate; 0 < confidence < 1. */
  readonly confidence?: number
  /** Name or glob of the variants that it is for; all when absent. */
  readonly variant?: string
}

/** The term's value for one variant, in its unit; undefined where nothing was observed. */
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
      return sample.n === 0 ? undefined : countIf(sample.sorted(), term.op, term.limit) / sample.n
  }
}

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

/** How many values meet it. */
export function countIf(values: Iterable<number>, op: Comparison, limit: number): number {
  let count = 0
  for (const value of values) if (holds(value, op, limit)) count++
  return count
}
