/** One scenario file: run in memory, its expectations tested, its results compared with what was kept of them. */
import type { Checked, CheckedBaseline } from '../../output/index.ts'
import { appliesTo, type Scenario } from '../../scenarios/index.ts'
import {
  type Baseline,
  baselineOf,
  compareWithBaseline,
  type Expectation,
  isCertain,
  type Replicator,
  replicateUntil,
  testExpectation,
  type VariantResults,
} from '../../sim/experiment/index.ts'
import { version } from '../version.ts'
import { baselinePath, readBaseline, writeBaseline } from './baseline.ts'

/** Enough for a bound on a rate, if neither file nor baseline says how many. */
const USUAL_REPLICATIONS = 30

export interface CheckOptions {
  /** Keeps what is found now, whatever the old baseline says. */
  readonly update: boolean
}

export async function checkScenario(
  scenario: Scenario,
  replicator: Replicator,
  { update }: CheckOptions,
): Promise<Checked> {
  const started = performance.now()
  const path = baselinePath(scenario.file)
  const kept = readKept(path, update)
  const results = await resultsOf(scenario, replicator, kept)
  const now = baselineOf(results, { version: version(), scenario: scenario.hash })
  const baseline = compared(path, kept, now, scenario.confidence, update)
  if (update) writeBaseline(path, now)
  return {
    file: scenario.file,
    replications: now.replications,
    variants: results.length,
    expectations: expectationsOf(scenario, results),
    baseline,
    seconds: (performance.now() - started) / 1000,
  }
}

/** What is renewed anyway may be broken. */
function readKept(path: string, update: boolean): Baseline | undefined {
  try {
    return readBaseline(path)
  } catch (error) {
    if (update) return undefined
    throw error
  }
}

/** As many as the file says; if it is silent, one where chance plays no part, else as many as were kept, or 30. */
export async function resultsOf(
  { variants, stopping, replications, replicationsGiven }: Scenario,
  replicator: Replicator,
  kept: Baseline | undefined,
): Promise<readonly VariantResults[]> {
  if (stopping !== undefined) return (await replicateUntil(replicator, variants, stopping)).variants
  if (replicationsGiven) return replicator.upTo(variants, replications)
  const certain = variants.every(({ world }) => isCertain(world))
  return replicator.upTo(variants, certain ? 1 : (kept?.replications ?? USUAL_REPLICATIONS))
}

/** Variant by variant, in the order of the file. */
export function expectationsOf(
  { variants, expect }: Scenario,
  results: readonly VariantResults[],
): readonly Expectation[] {
  return variants.flatMap((variant, i) =>
    expect
      .filter((condition) => appliesTo(condition, variant.name))
      .map((condition) => testExpectation(condition, variant, results[i]!.replications)),
  )
}

function compared(
  path: string,
  kept: Baseline | undefined,
  now: Baseline,
  confidence: number,
  update: boolean,
): CheckedBaseline {
  const comparison = kept === undefined ? undefined : compareWithBaseline(kept, now, confidence)
  if (update) return { state: 'written', path, comparison }
  return comparison === undefined ? { state: 'missing', path } : { state: 'compared', path, comparison }
}
