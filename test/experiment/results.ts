/** Results of replications with the numbers of a test, for procedures that only look at those. */
import type { ReplicationResult } from '../../sim/experiment/index.ts'
import { Measures } from '../../sim/experiment/measures.ts'
import { run } from './records.ts'

export interface Numbers {
  readonly values?: Readonly<Record<string, number>>
  /** A metric that is observed more finely than once per replication gets its mean as value. */
  readonly observations?: Readonly<Record<string, readonly number[]>>
  readonly counts?: ReplicationResult['counts']
}

export function resultOf(replication: number, numbers: Numbers, variant = 'base'): ReplicationResult {
  const measures = new Measures()
  measures.end(run())
  const found = measures.findings()!
  const { values = {}, observations = {}, counts = {} } = numbers
  const means = Object.entries(observations).map(([name, list]) => [
    name,
    list.length === 0 ? undefined : list.reduce((sum, it) => sum + it, 0) / list.length,
  ])
  const rates = Object.entries(counts).map(([name, { part, whole }]) => [
    name,
    whole > 0 ? part / whole : undefined,
  ])
  return {
    variant,
    replication,
    seed: 1,
    fingerprint: '',
    ...found,
    values: { ...found.values, ...Object.fromEntries(means), ...Object.fromEntries(rates), ...values },
    observations: {
      ...found.observations,
      ...Object.fromEntries(
        Object.entries(observations).map(([name, list]) => [name, Float64Array.from(list).sort()]),
      ),
    },
    counts: { ...found.counts, ...counts },
  }
}

/** One result per entry, numbered from 1. */
export function resultsOf(nights: readonly Numbers[], variant = 'base'): readonly ReplicationResult[] {
  return nights.map((numbers, i) => resultOf(i + 1, numbers, variant))
}
