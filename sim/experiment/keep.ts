import type { ReplicationResult } from './replications.ts'

/**
 * The result with the observations of these metrics only. Those of all metrics of a large estate are hundreds of
 * thousands of numbers per night; the metrics' values, nights and gateways stay, so fingerprints, means and intervals
 * are the same, and only quantiles of what was left out cannot be told any more.
 */
export function keepObservations(result: ReplicationResult, metrics: readonly string[]): ReplicationResult {
  const kept = Object.entries(result.observations).filter(([name]) => metrics.includes(name))
  return { ...result, observations: Object.fromEntries(kept) }
}
