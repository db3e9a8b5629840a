/** The points of a grid, one row each: how the metrics go with the factors. */
import type { ComparisonRow } from '../../sim/experiment/index.ts'
import { type GridColumn, grid } from './grid.ts'
import { markOf } from './metric-words.ts'
import { shortPaths } from './paths.ts'
import { counted, percent, plusMinus, quantity } from './quantity.ts'
import { framed } from './summary.ts'
import { bar, firm, wrap } from './text.ts'
import { type Page, type Rows, type RunView, rowsOf } from './view.ts'

const MOST_SHOWN = 40
/** A value is short, and its title need not be much longer. */
const LONGEST_TITLE = 12
const BAR_WIDTH = 10

interface Curve {
  readonly metric: string
  readonly title: string
  /** When the column leaves a narrow terminal, the highest first. */
  readonly leaves?: number
}

const CURVES: readonly Curve[] = [
  { metric: 'throughput', title: 'throughput', leaves: 1 },
  { metric: 'failureRate', title: 'failed' },
  { metric: 'windowMisses', title: 'missed', leaves: 4 },
  { metric: 'backupWindow', title: 'window' },
  { metric: 'gateways.saturatedShare', title: 'saturated', leaves: 5 },
  { metric: 'queueWait', title: 'wait', leaves: 6 },
]
/** Of these there is room for the half-width, and of the first for a bar. */
const WITH_HALF_WIDTH = ['throughput', 'backupWindow']

export function curveLines(
  view: RunView,
  baseline: string,
  comparison: readonly ComparisonRow[],
  page: Page,
): readonly string[] {
  const points = view.variants.slice(0, MOST_SHOWN)
  const found = new Map(points.map(({ name }) => [name, rowsOf(view, name)]))
  const marks = new Map(comparison.map((row) => [`${row.metric} ${row.variant}`, markOf(row)]))
  const curves = CURVES.filter(({ metric }) =>
    points.some(({ name }) => found.get(name)!.get(metric)?.mean !== undefined),
  )
  const highest = Math.max(...points.map(({ name }) => found.get(name)!.get('throughput')?.mean ?? 0))
  const cells = points.map(({ name, factors }) => {
    const rows = found.get(name)!
    return [
      ...namesOf(view, name, factors),
      ...curves.flatMap((curve) => cellsOf(curve, rows, marks.get(`${curve.metric} ${name}`) ?? '', highest)),
    ]
  })
  const rest = view.variants.length - points.length
  const table = [
    ...grid([...nameColumns(view), ...curves.flatMap(columnsOf)], cells, page.width, page.style),
    ...(rest === 0 ? [] : [`and ${counted(rest, 'more point')}, in summary.csv`]),
  ]
  return framed(
    view,
    page,
    [table, notes(view, baseline, comparison, page)],
    'summary.csv, comparison.csv and more',
  )
}

function cellsOf({ metric }: Curve, rows: Rows, mark: string, highest: number): readonly string[] {
  const row = rows.get(metric)
  const mean = row === undefined ? '-' : quantity(row.mean, row.unit)
  const cell = `${mean} ${mark.padEnd(1)}`
  if (row === undefined || !WITH_HALF_WIDTH.includes(metric)) return [cell]
  const half =
    row.mean === undefined || row.high === undefined
      ? ''
      : plusMinus(row.mean, 2 * row.high - row.mean, row.unit)
  const drawn = highest > 0 ? bar((row.mean ?? 0) / highest, BAR_WIDTH) : ''
  return metric === 'throughput' ? [cell, half, drawn] : [cell, half]
}

function columnsOf({ metric, title, leaves }: Curve): readonly GridColumn[] {
  const column: GridColumn = {
    title: `${title}  `,
    align: 'right',
    ...(leaves === undefined ? {} : { leaves }),
  }
  if (!WITH_HALF_WIDTH.includes(metric)) return [column]
  const half: GridColumn = { title: '', align: 'left', leaves: metric === 'throughput' ? 3 : 2 }
  return metric === 'throughput' ? [column, half, { title: '', align: 'left', leaves: 7 }] : [column, half]
}

/** Named variants have no factor to tell them apart by. */
function hasNames({ variants }: RunView): boolean {
  const points = new Set(variants.map(({ factors }) => JSON.stringify(factors)))
  return points.size < variants.length || Object.keys(variants[0]!.factors).length === 0
}

function nameColumns(view: RunView): readonly GridColumn[] {
  if (hasNames(view)) return [{ title: 'point', align: 'left', least: 10 }]
  return shortPaths(Object.keys(view.variants[0]!.factors), LONGEST_TITLE).map((title) => ({
    title,
    align: 'left',
    least: 10,
  }))
}

function namesOf(
  view: RunView,
  name: string,
  factors: RunView['variants'][number]['factors'],
): readonly string[] {
  return hasNames(view) ? [name] : Object.values(factors).map(String)
}

function notes(
  view: RunView,
  baseline: string,
  comparison: readonly ComparisonRow[],
  { width, style }: Page,
): readonly string[] {
  const confidence = firm(percent(view.confidence))
  const means =
    view.replications === 1
      ? 'One replication: no interval.'
      : `Means of ${counted(view.replications, 'replication')}, ± their ${confidence} intervals.`
  const marks =
    comparison.length === 0
      ? ''
      : ` Against ${baseline}: + better, - worse, * different, beyond chance at ${confidence} over all points (Holm).`
  return wrap(`${means}${marks}`, width).map((line) => style('dim', line))
}
