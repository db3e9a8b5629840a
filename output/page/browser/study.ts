/** What pictures of a study have in common: its estimates by variant and metric, in the order that a planner asks. */
import type { SummaryRow } from '../../../sim/experiment/index.ts'
import type { ResultDocument } from '../../result.ts'
import { HEADLINE_METRICS } from '../../terminal/metric-words.ts'
import { HEADLINE } from '../../terminal/overview.ts'
import { plusMinus, quantity, type Unit } from '../../terminal/quantity.ts'
import type { SheetColumn } from './table/facts.ts'

/** Estimates of a metric, one for each variant that has it. */
export interface MetricRows {
  readonly metric: string
  readonly unit: Unit
  readonly rows: readonly SummaryRow[]
}

/** JSON has no undefined. */
export function known(value: number | null | undefined): number | undefined {
  return value ?? undefined
}

/** The headline metrics that some variant has. */
export function metricsOf({ summary }: ResultDocument): readonly MetricRows[] {
  return HEADLINE_METRICS.flatMap((metric) => {
    const rows = summary.filter((row) => row.metric === metric && known(row.mean) !== undefined)
    return rows.length === 0 ? [] : [{ metric, unit: rows[0]!.unit, rows }]
  })
}

/** No variant differs from another, nor has an interval: nothing to draw. */
export function isSame({ rows }: MetricRows): boolean {
  return rows.every(({ mean, low, high }) => mean === rows[0]!.mean && (low ?? mean) === (high ?? mean))
}

/** `failure rate 0 %`. */
export function sameInWords({ metric, unit, rows }: MetricRows): string {
  return `${titleOf(metric)} ${quantity(rows[0]!.mean, unit)}`
}

/** `gateways saturated`: as heading. */
export function titleOf(metric: string): string {
  return HEADLINE.find(([name]) => name === metric)?.[1] ?? metric
}

/** `145 MiB/s ± 3.2 MiB/s`. */
export function estimated(row: SummaryRow): string {
  return [quantity(known(row.mean), row.unit), plusMinus(known(row.low), known(row.high), row.unit)]
    .filter((it) => it !== '')
    .join(' ')
}

/** The only factor of the variants, where it is a number: from less to more. */
export function numericFactor({
  variants,
}: ResultDocument): { name: string; values: ReadonlyMap<string, number> } | undefined {
  const names = new Set(variants.flatMap(({ factors }) => Object.keys(factors)))
  const [name] = names
  if (name === undefined || names.size > 1) return undefined
  const found = variants.map((variant) => [variant.name, variant.factors[name]] as const)
  const numbers = found.filter((it): it is readonly [string, number] => typeof it[1] === 'number')
  const different = new Set(numbers.map(([, value]) => value))
  if (numbers.length < variants.length || different.size < variants.length || different.size < 2)
    return undefined
  return { name, values: new Map([...numbers].sort(([, a], [, b]) => a - b)) }
}

/** What their columns or pictures of their own show: variants that are no choices. */
export function hasChoices({ sensitivity, value, variants }: ResultDocument): boolean {
  return sensitivity === undefined && value === undefined && variants.length > 1
}

/** Mean and interval of each metric, for the table under a picture. */
export function estimateColumns(metrics: readonly MetricRows[]): readonly SheetColumn[] {
  return metrics.flatMap(({ metric, unit }) => [
    { name: metric, kind: unit },
    { name: `${metric} low`, kind: unit },
    { name: `${metric} high`, kind: unit },
  ])
}

export function estimateCells(metrics: readonly MetricRows[], of: string): readonly (number | undefined)[] {
  return metrics.flatMap(({ rows }) => {
    const row = rows.find(({ variant }) => variant === of)
    return [known(row?.mean), known(row?.low), known(row?.high)]
  })
}
