/** A scenario file, run as `gatesim run` runs it but in this process: file, loader, experiment, audit, records. */
import { fileURLToPath } from 'node:url'
import { realFiles } from '../../cli/files.ts'
import { formatIssue, type LoadResult, loadScenario, type Scenario } from '../../scenarios/index.ts'
import { type ReplicationResult, ReplicationRun } from '../../sim/experiment/index.ts'
import { collector, type Facts } from '../model/worlds.ts'

/** What happened in one replication of one variant. */
export interface Happened extends Facts {
  readonly variant: string
  readonly result: ReplicationResult
}

export function here(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url))
}

/** Runs every variant and replication; `set` as `--set` on the command line. An audit violation is thrown. */
export function runFile(file: string, set: readonly string[] = []): readonly Happened[] {
  const scenario = mustLoad(loadScenario(file, { files: realFiles(), set }))
  return scenario.variants.flatMap((variant) =>
    Array.from({ length: scenario.replications }, (_, i) => {
      const { facts, recorder } = collector()
      const run = new ReplicationRun(variant, {
        seed: scenario.seed,
        replication: i + 1,
        tables: recorder,
        audit: true,
      })
      while (!run.advance(1_000_000));
      const violations = facts.runs[0]?.audit ?? ['the run has no end']
      if (violations.length > 0) throw new Error(`audit of ${variant.name}: ${violations.join('; ')}`)
      return { ...facts, variant: variant.name, result: run.result() }
    }),
  )
}

/** A file with one variant and one replication. */
export function runOnce(file: string, set: readonly string[] = []): Happened {
  const [only, ...others] = runFile(file, set)
  if (only === undefined || others.length > 0) throw new Error(`${file} is not one run`)
  return only
}

export function mustLoad(loaded: LoadResult): Scenario {
  if (loaded.ok) return loaded.scenario
  throw new Error(loaded.issues.map(formatIssue).join('\n'))
}
