/** The first sheet: what came out, by variant, in the units that people speak. */
import { METRICS, type SummaryRow } from '../../sim/experiment/index.ts'
import { HEADLINE } from '../terminal/overview.ts'
import type { Unit } from '../terminal/quantity.ts'
import type { Format, SheetValue } from './cells.ts'
import type { Shade, SheetColumn } from './sheet.ts'

export interface Overview {
  readonly columns: readonly SheetColumn[]
  readonly rows: readonly (readonly SheetValue[])[]
}

interface Spoken {
  /** Behind the name of the metric. */
  readonly unit: string
  /** What one of the unit is in that of the dictionary. */
  readonly one: number
  readonly format: Format
}

const SPOKEN: Readonly<Record<Unit, Spoken>> = {
  'B/s': { unit: ', MiB/s', one: 2 ** 20, format: 'tenths' },
  B: { unit: ', GiB', one: 2 ** 30, format: 'tenths' },
  s: { unit: ', min', one: 60, format: 'tenths' },
  count: { unit: '', one: 1, format: 'tenths' },
  share: { unit: ', %', one: 1, format: 'share' },
  ratio: { unit: '', one: 1, format: 'hundredths' },
}

/** One row per variant; of every headline metric the mean over replications, and where its interval ends. */
export function overviewOf(summary: readonly SummaryRow[]): Overview {
  const variants = [...new Set(summary.map(({ variant }) => variant))]
  const found = new Map(summary.map((row) => [`${row.metric} ${row.variant}`, row]))
  const shown = HEADLINE.filter(([metric, , always]) => {
    const means = variants.map((variant) => found.get(`${metric} ${variant}`)?.mean)
    return means.some((mean) => mean !== undefined && (always || mean !== 0))
  })
  const unitOf = (metric: string): Unit => summary.find((row) => row.metric === metric)!.unit
  const columns = shown.flatMap(([metric, label]) =>
    columnsOf(metric, label, unitOf(metric), variants.length),
  )
  const rows = variants.map((variant) => {
    const cells = shown.map(([metric]) => found.get(`${metric} ${variant}`))
    const n = Math.max(0, ...cells.map((row) => row?.n ?? 0))
    return [variant, n, ...cells.flatMap(cellsOf)]
  })
  return {
    columns: [
      { title: 'variant', format: 'general' },
      { title: 'replications', format: 'general' },
      ...columns,
    ],
    rows,
  }
}

function columnsOf(metric: string, label: string, unit: Unit, variants: number): readonly SheetColumn[] {
  const { unit: behind, format } = SPOKEN[unit]
  const shade = shadeOf(metric, unit, variants)
  return [
    { title: `${label}${behind}`, format, ...(shade === undefined ? {} : { shade }) },
    { title: `${label} low${behind}`, format },
    { title: `${label} high${behind}`, format },
  ]
}

/** A scale of colours compares variants; a share speaks for itself. */
function shadeOf(metric: string, unit: Unit, variants: number): Shade | undefined {
  if (unit === 'share') return 'bar'
  return variants < 2 ? undefined : METRICS.find(({ name }) => name === metric)?.better
}

function cellsOf(row: SummaryRow | undefined): readonly SheetValue[] {
  if (row === undefined) return [undefined, undefined, undefined]
  const { one } = SPOKEN[row.unit]
  return [row.mean, row.low, row.high].map((value) =>
    value === undefined || !Number.isFinite(value) ? undefined : value / one,
  )
}
