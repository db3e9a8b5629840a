/** The headline metrics of one variant, with an interval where there are several replications. */
import type { SummaryRow } from '../../sim/experiment/index.ts'
import { type GridColumn, grid } from './grid.ts'
import { percent, quantity } from './quantity.ts'
import type { Page, Rows, RunView } from './view.ts'

/** Metrics shown and how they are called; `always` even when they are 0. */
export const HEADLINE: readonly (readonly [metric: string, label: string, always: boolean])[] = [
  ['throughput', 'throughput', true],
  ['goodput', 'goodput', false],
  ['failureRate', 'failure rate', true],
  ['backupWindow', 'backup window', true],
  ['sessionDuration', 'session duration', true],
  ['windowMisses', 'missed windows', false],
  ['rpoMisses', 'machines past RPO', false],
  ['queueWait', 'wait of a task', true],
  ['gateways.saturatedShare', 'gateways saturated', true],
  ['imbalance.peak', 'busiest : mean gateway', false],
  ['wastedBytes', 'wasted', false],
  ['skippedStarts', 'skipped starts', false],
  ['retries', 'retries', false],
]

export function overview(view: RunView, rows: Rows, page: Page): readonly string[] {
  const several = view.replications > 1
  const shown = HEADLINE.map(([metric, label, always]) => ({ row: rows.get(metric), label, always })).filter(
    (it): it is typeof it & { row: SummaryRow } =>
      it.row?.mean !== undefined && (it.always || (it.row.mean !== 0 && worthShowing(it.row, rows))),
  )
  const columns: readonly GridColumn[] = [
    { title: '', align: 'left' },
    { title: several ? 'mean' : 'value', align: 'right' },
    ...(several
      ? [{ title: `${percent(view.confidence)} interval`, align: 'right', leaves: 0 } as const]
      : []),
    { title: 'median', align: 'right', leaves: 2 },
    { title: 'p95', align: 'right', leaves: 1 },
    { title: 'worst', align: 'right', leaves: 3 },
  ]
  const cells = shown.map(({ row, label }) => [
    label,
    quantity(row.mean, row.unit),
    ...(several ? [interval(row)] : []),
    ...spread(row),
  ])
  return grid(columns, cells, page.width, page.style)
}

/** Goodput says nothing new when nothing was wasted, nor does balance of a single gateway. */
function worthShowing(row: SummaryRow, rows: Rows): boolean {
  if (row.metric === 'goodput') return (rows.get('wastedBytes')?.mean ?? 0) > 0
  return row.metric !== 'imbalance.peak' || (row.max ?? 0) > 1.005
}

function interval({ low, high, unit, n }: SummaryRow): string {
  if (low === undefined || high === undefined) return n === 1 ? 'one value' : '-'
  if (low === high) return 'constant'
  const from = quantity(low, unit)
  const to = quantity(high, unit)
  const unitOf = / \S+$/.exec(to)?.[0] ?? ''
  // One unit is enough: `98.1 .. 102.4 MiB/s`.
  const short =
    !/ .* /.test(from) && from.endsWith(unitOf) ? from.slice(0, from.length - unitOf.length) : from
  return `${short} .. ${to}`
}

/** A single value has no spread, nor have equal ones; of missed windows each is simply yes or no. */
function spread(row: SummaryRow): readonly string[] {
  if (row.min === row.max || row.metric === 'windowMisses') return ['', '', '']
  const worst = HIGHER_IS_BETTER.has(row.metric) ? row.min : row.max
  return [row.p50, row.p95, worst].map((value) => spoken(value, row.unit))
}

function spoken(value: number | undefined, unit: SummaryRow['unit']): string {
  return value === Infinity ? 'stopped' : quantity(value, unit)
}

const HIGHER_IS_BETTER = new Set(['throughput', 'goodput'])
