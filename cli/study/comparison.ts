/** Comparing the variants of a scenario with one of them. */
import { COMPARISON, CsvWriter, comparisonLines } from '../../output/index.ts'
import type { Scenario } from '../../scenarios/index.ts'
import { type ComparisonRow, compareVariants, type VariantResults } from '../../sim/experiment/index.ts'
import { EXIT } from '../failure.ts'
import { notFound } from '../result/result.ts'
import { viewOf } from '../run/finished.ts'
import { replicateAll } from './nights.ts'
import type { OwnTable, Study } from './study.ts'

/** The variant of that name; the first without a name. Throws E-NOT-FOUND. */
export function baselineOf({ variants }: Scenario, name: string | undefined): string {
  const names = variants.map((it) => it.name)
  if (name === undefined) return names[0]!
  if (!names.includes(name)) throw notFound('variant', name, names)
  return name
}

/** All variants on the same nights, against `baseline`. */
export function comparing(scenario: Scenario, baseline: string): Study {
  return async (replicator) => {
    const { variants, warnings } = await replicateAll(scenario, replicator)
    const rows = comparisonWith(baseline, scenario, variants)
    return {
      variants,
      warnings,
      document: { comparison: rows },
      files: [comparisonTable(rows)],
      lines: (run, page) => comparisonLines(viewOf(run), rows, page),
      exit: EXIT.done,
    }
  }
}

export function comparisonWith(
  baseline: string,
  scenario: Scenario,
  results: readonly VariantResults[],
): readonly ComparisonRow[] {
  const compared = results.map((it) => ({
    world: scenario.variants.find(({ name }) => name === it.variant)!.world,
    results: it,
  }))
  const against = compared.find((it) => it.results.variant === baseline)!
  const others = compared.filter((it) => it !== against)
  return compareVariants(against, others, scenario.confidence)
}

export function comparisonTable(rows: readonly ComparisonRow[]): OwnTable {
  return [
    COMPARISON.file,
    (sink, printer) => {
      const writer = new CsvWriter(COMPARISON, printer, sink)
      writer.header()
      for (const row of rows) writer.row(row, { variant: row.variant, replication: 0 })
      writer.flush()
    },
  ]
}
