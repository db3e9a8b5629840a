/** The replications that a study compares: as many as the scenario says, or until its rules are met. */
import { type ResultWarning, stoppingWarnings } from '../../output/index.ts'
import type { Scenario } from '../../scenarios/index.ts'
import {
  isCertain,
  type Replicator,
  replicateUntil,
  type VariantResults,
} from '../../sim/experiment/index.ts'

/** Enough for a first interval of most metrics. */
const USUAL_REPLICATIONS = 30

export interface Nights {
  readonly variants: readonly VariantResults[]
  readonly warnings: readonly ResultWarning[]
}

export async function replicateAll(scenario: Scenario, replicator: Replicator): Promise<Nights> {
  const { stopping, variants } = scenario
  if (stopping === undefined)
    return { variants: await replicator.upTo(variants, usualReplications(scenario)), warnings: [] }
  const stopped = await replicateUntil(replicator, variants, stopping)
  return { variants: stopped.variants, warnings: stoppingWarnings(stopped.open, stopped.replications) }
}

/** Where file and options are silent: 30, or one where chance has no part. */
export function usualReplications({ replicationsGiven, replications, variants }: Scenario): number {
  if (replicationsGiven) return replications
  return variants.every(({ world }) => isCertain(world)) ? 1 : USUAL_REPLICATIONS
}
