/**
 * gatesim as a library.
 *
 *     import { loadScenario, simulate } from 'gatesim'
 *     const loaded = loadScenario('night.yaml')
 *     if (loaded.ok) console.log(simulate(loaded.scenario).summary)
 */
import { realFiles } from './cli/files.ts'
import { type LoadOptions, type LoadResult, loadScenario as load, type Scenario } from './scenarios/index.ts'
import {
  combineFingerprints,
  type ReplicationResult,
  type ReplicationRow,
  replicate,
  type SummaryRow,
  summarise,
} from './sim/experiment/index.ts'

export { formatIssue, type Issue, type LoadResult, type Scenario } from './scenarios/index.ts'
export {
  METRICS,
  type Metric,
  type NightRow,
  type ReplicationResult,
  type ReplicationRow,
  type SummaryRow,
} from './sim/experiment/index.ts'
export { SimulationFault } from './sim/fault.ts'

/** Options as on the command line. */
export type LibraryOptions = Omit<LoadOptions, 'files'>

/** Reads and checks a scenario file; nothing is written, everything wrong is reported at once. */
export function loadScenario(file: string, options: LibraryOptions = {}): LoadResult {
  return load(file, { ...options, files: realFiles() })
}

export interface SimulationResult {
  /** What was run. */
  readonly scenario: Scenario
  /** Variant by variant, one row per metric. */
  readonly summary: readonly SummaryRow[]
  /** One row per variant and replication. */
  readonly replications: readonly ReplicationRow[]
  /** All that was found, nights and gateways included. */
  readonly results: readonly ReplicationResult[]
  /** Equal to the fingerprint of `gatesim run`: equal fingerprints mean equal runs. */
  readonly fingerprint: string
}

/** Runs all variants and replications of a scenario in memory. */
export function simulate(scenario: Scenario): SimulationResult {
  const variants = scenario.variants.map((variant) => ({
    variant: variant.name,
    replications: Array.from({ length: scenario.replications }, (_, i) =>
      replicate(variant, scenario.seed, i + 1),
    ),
  }))
  const { rows, replications } = summarise(variants, scenario.confidence)
  return {
    scenario,
    summary: rows,
    replications,
    results: variants.flatMap((it) => it.replications),
    fingerprint: combineFingerprints(
      variants.map((it) => combineFingerprints(it.replications.map((one) => one.fingerprint))),
    ),
  }
}
