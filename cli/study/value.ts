/** What one more of everything would bring. */
import { CsvWriter, VALUE, valueLines } from '../../output/index.ts'
import type { Improvement, Scenario } from '../../scenarios/index.ts'
import { type ValueRow, valueOfChanges } from '../../sim/experiment/index.ts'
import { EXIT } from '../failure.ts'
import { viewOf } from '../run/finished.ts'
import { replicateAll } from './nights.ts'
import type { Planned } from './sensitivity.ts'
import type { Outcome, OwnTable, Study } from './study.ts'

export function valuing(
  asked: Scenario,
  improvements: readonly Improvement[],
  metrics: readonly string[],
): Planned {
  const base = asked.variants[0]!
  const candidates = improvements.flatMap(({ name, words, world }) =>
    'severity' in world ? [] : [{ name, words, world, factors: { change: words } }],
  )
  const scenario = { ...asked, variants: [base, ...candidates] }
  const study: Study = async (replicator) => {
    const { variants, warnings } = await replicateAll(scenario, replicator)
    const rows = valueOfChanges(
      { world: base.world, results: variants[0]! },
      candidates.map(({ world, words }, i) => ({ world, words, results: variants[i + 1]! })),
      metrics,
      scenario.confidence,
    )
    return {
      variants,
      warnings: [...warnings, ...refused(improvements)],
      document: { value: rows },
      files: [table(rows)],
      lines: (run, page) => valueLines(viewOf(run), rows, page),
      exit: EXIT.done,
    }
  }
  return { scenario, study }
}

function refused(improvements: readonly Improvement[]): NonNullable<Outcome['warnings']> {
  return improvements.flatMap(({ name, words, world }) => {
    if (!('severity' in world)) return []
    const message = `${words} is no valid scenario and left out: ${world.path}: ${world.message} [${world.code}]`
    return [{ code: 'W-POINT-LEFT-OUT', message, at: name }]
  })
}

function table(rows: readonly ValueRow[]): OwnTable {
  return [
    VALUE.file,
    (sink, printer) => {
      const writer = new CsvWriter(VALUE, printer, sink)
      writer.header()
      for (const row of rows) writer.row(row, { variant: '', replication: 0 })
      writer.flush()
    },
  ]
}
