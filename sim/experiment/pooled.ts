/** The two ways to look at a metric over replications: one value of each, or all that was observed in any of them. */
import { Sample, Tally } from '../stats/index.ts'
import { METRICS } from './metrics.ts'
import type { ReplicationResult } from './replications.ts'

const OF_THE_REPLICATION: ReadonlySet<string> = new Set(
  METRICS.filter(({ observation }) => observation === 'replication').map(({ name }) => name),
)

/** The value of each replication that has one, in order of replications. */
export function valuesOf(metric: string, replications: readonly ReplicationResult[]): readonly number[] {
  return replications.flatMap(({ values }) => {
    const value = values[metric]
    return value === undefined ? [] : [value]
  })
}

/** Mean and spread over replications. */
export function tallyOf(metric: string, replications: readonly ReplicationResult[]): Tally {
  const tally = new Tally()
  for (const value of valuesOf(metric, replications)) tally.add(value)
  return tally
}

/** All observations, `Infinity` for what was stopped; of a metric observed once per replication, its values. */
export function pooled(metric: string, replications: readonly ReplicationResult[]): Sample {
  const sample = new Sample()
  if (OF_THE_REPLICATION.has(metric)) {
    for (const value of valuesOf(metric, replications)) sample.add(value)
    return sample
  }
  for (const { observations } of replications) {
    const found = observations[metric]
    if (found !== undefined) sample.addAll(found)
  }
  return sample
}
