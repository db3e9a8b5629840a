/**
 * gatesim as a library.
 *
 *     import { loadScenario, simulate } from 'gatesim'
 *     const loaded = loadScenario('night.yaml')
 *     if (loaded.ok) console.log(simulate(loaded.scenario).summary)
 */
import { realFiles } from './cli/files.ts'
import { baselineOf, comparisonWith } from './cli/study/comparison.ts'
import { replicateAll } from './cli/study/nights.ts'
import { goalsOf, MOST_NIGHTS, planOf } from './cli/study/plan.ts'
import { type LoadOptions, type LoadResult, loadScenario as load, type Scenario } from './scenarios/index.ts'
import {
  type ComparisonRow,
  combineFingerprints,
  MemoryReplicator,
  type Plan,
  type ReplicationResult,
  type ReplicationRow,
  replicate,
  type SummaryRow,
  summarise,
} from './sim/experiment/index.ts'

export { formatIssue, type Issue, type LoadResult, type Scenario } from './scenarios/index.ts'
export {
  type ComparisonRow,
  METRICS,
  type Metric,
  type NightRow,
  type Plan,
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

export interface ComparisonResult {
  /** Variant by variant, one row per metric. */
  readonly comparison: readonly ComparisonRow[]
  readonly summary: readonly SummaryRow[]
}

/**
 * What `gatesim compare` tells: every variant against `baseline` (default the first) on the same nights, as many as the
 * scenario or its stopping rules say, 30 where it is silent.
 */
export async function compare(scenario: Scenario, baseline?: string): Promise<ComparisonResult> {
  const { variants } = await replicateAll(scenario, new MemoryReplicator(scenario.seed))
  return {
    comparison: comparisonWith(baselineOf(scenario, baseline), scenario, variants),
    summary: summarise(variants, scenario.confidence).rows,
  }
}

export interface PlanOptions {
  /** As `--goal`; default what the scenario expects of all variants. */
  readonly goals?: readonly string[]
  /** Of each point; default 1000. */
  readonly maxNights?: number
}

/**
 * What `gatesim plan` tells: the cheapest variant that meets all goals, and the proof. The factors of the scenario are
 * what may be chosen (option `factors`). Throws for a scenario without a choice or a goal.
 */
export function plan(scenario: Scenario, { goals = [], maxNights }: PlanOptions = {}): Promise<Plan> {
  const request = { goals: goalsOf(scenario, goals), maxNights: maxNights ?? MOST_NIGHTS }
  return planOf(scenario, request, new MemoryReplicator(scenario.seed))
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
