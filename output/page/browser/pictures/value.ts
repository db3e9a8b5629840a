/** What changes that could be paid for would bring. */
import type { ValueRow } from '../../../../sim/experiment/index.ts'
import { metricInWords } from '../../../terminal/metric-words.ts'
import { difference, percent } from '../../../terminal/quantity.ts'
import type { PageData } from '../../facts.ts'
import { type Panel, panelsHeight, panelsOptions } from '../intervals.ts'
import type { Picture } from '../picture.ts'
import { known, titleOf } from '../study.ts'
import type { Sheet } from '../table/facts.ts'
import { chanceNote, judgedRow, verdictOf } from '../verdict.ts'

const MOST_ROWS = 15

/** undefined unless changes were tried and some makes a difference. */
export function valuePicture({ document }: PageData): Picture | undefined {
  const rows = document.value ?? []
  const metrics = [...new Set(rows.map(({ metric }) => metric))]
  const of = (metric: string): readonly ValueRow[] => rows.filter((row) => row.metric === metric)
  const panels = metrics.map((metric) => panelOf(of(metric))).filter((it) => it.rows.length > 0)
  if (panels.length === 0) return undefined
  const still = of(metrics[0]!)
    .map(({ change }) => change)
    .filter((change) => rows.every((row) => row.change !== change || !moves(row)))
  const confidence = document.summary[0]?.confidence ?? 0.95
  return {
    id: 'value',
    title: 'What one more of each would bring',
    lead: metrics.map((metric) => leadOf(of(metric))).join(' '),
    notes: [
      `Each change alone. ${chanceNote(rows, {
        replications: document.replications,
        confidence,
        shapes: `Full bars: beyond chance at ${percent(confidence)} over all changes (Holm); striped ones may be chance.`,
      })}`,
      ...(still.length === 0 ? [] : [`No difference at all: ${still.join(', ')}.`]),
      ...(metrics.some((metric) => of(metric).filter(moves).length > MOST_ROWS)
        ? [`The ${MOST_ROWS} that bring most are drawn; the table has all.`]
        : []),
    ],
    height: (width) => panelsHeight(panels, width),
    options: (palette, width) => panelsOptions(panels, palette, width),
    sheet: sheetFor(rows),
  }
}

function sheetFor(rows: readonly ValueRow[]): Sheet {
  return {
    file: 'value',
    columns: [
      { name: 'change', kind: 'text' },
      { name: 'metric', kind: 'text' },
      { name: 'rank', kind: 'count' },
      { name: 'difference', kind: 'text' },
      { name: 'low', kind: 'text' },
      { name: 'high', kind: 'text' },
      { name: 'verdict', kind: 'text' },
    ],
    rows: rows.map((row) => [
      row.change,
      row.metric,
      row.rank,
      difference(known(row.difference), row.unit),
      difference(known(row.low), row.unit),
      difference(known(row.high), row.unit),
      verdictOf(row),
    ]),
  }
}

function moves({ difference: it }: ValueRow): boolean {
  return (it ?? 0) !== 0
}

function panelOf(rows: readonly ValueRow[]): Panel {
  const { metric, unit } = rows[0]!
  return {
    title: titleOf(metric),
    unit,
    differences: true,
    rows: rows
      .filter(moves)
      .slice(0, MOST_ROWS)
      .map((row) => judgedRow(row.change, row, 'bar', 'striped')),
  }
}

function leadOf(rows: readonly ValueRow[]): string {
  const { metric, unit } = rows[0]!
  const best = rows.find((row) => verdictOf(row) === 'better')
  return best === undefined
    ? `For ${metricInWords(metric)} none of it is shown to bring anything.`
    : `Most for ${metricInWords(metric)}: ${best.change} (${difference(best.difference, unit)}).`
}
