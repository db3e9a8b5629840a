/** The headline metrics of a result as a table: of one variant with its spread, of several side by side. */
import type { SummaryRow } from '../../sim/experiment/index.ts'
import type { ResultDocument } from '../result.ts'
import { HEADLINE, interval, worthShowing } from '../terminal/overview.ts'
import { plusMinus, quantity } from '../terminal/quantity.ts'
import type { Rows } from '../terminal/view.ts'
import { summaryOf } from './answer.ts'
import type { MarkupTable } from './markup.ts'

/** Of more variants the table below has the others. */
const MOST_VARIANTS = 40

export function figuresTable(document: ResultDocument): MarkupTable {
  const { variants } = document
  return variants.length === 1
    ? oneVariant(summaryOf(document, variants[0]!.name))
    : sideBySide(
        document,
        variants.slice(0, MOST_VARIANTS).map(({ name }) => name),
      )
}

function oneVariant(rows: Rows): MarkupTable {
  const shown = HEADLINE.map(([metric, label, always]) => ({ row: rows.get(metric), label, always })).filter(
    (it): it is typeof it & { row: SummaryRow } =>
      it.row?.mean !== undefined && (it.always || tells(it.row, rows)),
  )
  return {
    caption: 'Main figures',
    columns: ['metric', 'mean', 'interval', 'median', 'p95', 'least', 'most', 'replications'],
    rows: shown.map(({ row, label }) => [
      label,
      quantity(row.mean, row.unit),
      interval(row),
      quantity(row.p50, row.unit),
      quantity(row.p95, row.unit),
      quantity(row.min, row.unit),
      quantity(row.max, row.unit),
      String(row.n),
    ]),
  }
}

function sideBySide(document: ResultDocument, names: readonly string[]): MarkupTable {
  const all = names.map((name) => summaryOf(document, name))
  const shown = HEADLINE.filter(
    ([metric, , always]) => always || all.some((rows) => tells(rows.get(metric), rows)),
  )
  const rest = document.variants.length - names.length
  return {
    caption: `Main figures by variant${rest === 0 ? '' : `, the first ${names.length} of ${document.variants.length}`}`,
    columns: ['variant', ...shown.map(([, label]) => label)],
    rows: names.map((name, i) => [name, ...shown.map(([metric]) => estimated(all[i]!.get(metric)))]),
  }
}

function tells(row: SummaryRow | undefined, rows: Rows): boolean {
  return row !== undefined && (row.mean ?? 0) !== 0 && worthShowing(row, rows)
}

function estimated(row: SummaryRow | undefined): string {
  if (row?.mean === undefined) return '-'
  return `${quantity(row.mean, row.unit)} ${plusMinus(row.low, row.high, row.unit)}`.trim()
}
