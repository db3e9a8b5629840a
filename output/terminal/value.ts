/** What changes that could be paid for would bring: a sentence for each metric, a table, and what brings nothing. */
import type { ValueRow } from '../../sim/experiment/index.ts'
import { type GridColumn, grid } from './grid.ts'
import { markOf, metricInWords } from './metric-words.ts'
import { counted, difference, percent, plusMinus } from './quantity.ts'
import { framed } from './summary.ts'
import { firm, type Tone, wrap } from './text.ts'
import type { Page, RunView } from './view.ts'

const MOST_SHOWN = 20
/** Candidates that are named in a sentence. */
const MOST_NAMED = 3

export function valueLines(view: RunView, rows: readonly ValueRow[], page: Page): readonly string[] {
  const metrics = [...new Set(rows.map(({ metric }) => metric))]
  const of = (metric: string): readonly ValueRow[] => rows.filter((row) => row.metric === metric)
  const sentences = valueSentences(rows).flatMap((text) => wrap(text, page.width))
  // In the order of the first metric, then of the next.
  const order = metrics.flatMap((metric) => of(metric).map(({ candidate }) => candidate))
  const rowsOf = new Map(
    of(metrics[0]!).map(({ candidate }) => [candidate, rows.filter((row) => row.candidate === candidate)]),
  )
  const moving = [...new Set(order)].filter((it) =>
    rowsOf.get(it)!.some((row) => (row.difference ?? 0) !== 0),
  )
  const shown = moving.slice(0, MOST_SHOWN).map((it) => rowsOf.get(it)!)
  const rest = moving.length - shown.length
  const more = rest > 0 ? [`and ${counted(rest, 'more change')}, in value.csv`] : []
  const still = [...rowsOf.values()].filter((it) => !moving.includes(it[0]!.candidate))
  return framed(
    view,
    page,
    [
      sentences.map((line) => page.style('strong', line)),
      shown.length === 0 ? [] : [...table(shown, page), ...more],
      nothing(
        still.map((it) => it[0]!.change),
        page,
      ),
      notes(view, rows, page),
    ],
    'value.csv, summary.csv and more',
  )
}

/** What brings most, a sentence for each metric. */
export function valueSentences(rows: readonly ValueRow[]): readonly string[] {
  const metrics = [...new Set(rows.map(({ metric }) => metric))]
  return metrics.map((metric) => sentence(rows.filter((row) => row.metric === metric)))
}

function sentence(rows: readonly ValueRow[]): string {
  const { metric, unit } = rows[0]!
  const best = rows.filter((row) => markOf(row) === '+').slice(0, MOST_NAMED)
  if (best.length === 0) return `For ${metricInWords(metric)} none of it is shown to bring anything.`
  const named = best.map(({ change, difference: it }) => `${change} (${firm(difference(it, unit))})`)
  return `Most for ${metricInWords(metric)}: ${named.join(', ')}.`
}

function table(candidates: readonly (readonly ValueRow[])[], page: Page): readonly string[] {
  const metrics = candidates[0]!.map(({ metric }) => metric)
  const columns: readonly GridColumn[] = [
    { title: 'change', align: 'left', least: 20 },
    // What was asked for last leaves a narrow terminal first, its interval before it.
    ...metrics.flatMap((title, i): GridColumn[] => [
      { title, align: 'right', ...(i === 0 ? {} : { leaves: i }) },
      { title: '', align: 'left', leaves: metrics.length + i },
    ]),
  ]
  const cells = candidates.map((rows) => [
    rows[0]!.change,
    ...rows.flatMap((row) => [
      `${difference(row.difference, row.unit)} ${markOf(row).padEnd(1)}`,
      plusMinus(row.low, row.high, row.unit),
    ]),
  ])
  const [head = '', ...body] = grid(columns, cells, page.width, page.style)
  return [head, ...body.map((line, i) => page.style(toneOf(candidates[i]!), line))]
}

function toneOf(rows: readonly ValueRow[]): Tone {
  const marks = rows.map(markOf)
  if (marks.includes('+')) return marks.includes('-') ? 'warn' : 'good'
  return marks.includes('-') ? 'bad' : 'dim'
}

function nothing(changes: readonly string[], page: Page): readonly string[] {
  return changes.length === 0 ? [] : wrap(`No difference at all: ${changes.join(', ')}.`, page.width)
}

function notes(view: RunView, rows: readonly ValueRow[], { width, style }: Page): readonly string[] {
  const confidence = firm(percent(view.confidence))
  const { name } = view.variants[0]!
  const base = name === 'base' ? '' : ` in the variant ${name}`
  const each = rows.some(({ change }) => / x \d+$/.test(change)) ? ' x N: for each of N.' : ''
  const certain = rows.every(({ difference: it, low, high }) => low === it && high === it)
  const text = certain
    ? `Each change alone${base}. Chance has no part in this scenario: the differences are exact.${each}`
    : `Each change alone${base}, on the same ${counted(view.replications, 'replication')}, ± the ${confidence} interval. + better, - worse: beyond chance at ${confidence} over all changes (Holm). pts: percentage points.${each}`
  return wrap(text, width).map((line) => style('dim', line))
}
