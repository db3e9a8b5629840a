/** Every point of a grid, and how the metrics go with the factors. */
import { curveLines } from '../../output/index.ts'
import type { Scenario } from '../../scenarios/index.ts'
import { EXIT } from '../failure.ts'
import { viewOf } from '../run/finished.ts'
import { comparisonTable, comparisonWith } from './comparison.ts'
import { replicateAll } from './nights.ts'
import type { Study } from './study.ts'

export function sweeping(scenario: Scenario, baseline: string): Study {
  return async (replicator) => {
    const { variants, warnings } = await replicateAll(scenario, replicator)
    const rows = comparisonWith(baseline, scenario, variants)
    return {
      variants,
      warnings,
      document: { comparison: rows },
      files: [comparisonTable(rows)],
      lines: (run, page) => curveLines(viewOf(run), baseline, rows, page),
      exit: EXIT.done,
    }
  }
}
