/** How wide columns are, in characters. */
import { widthOf } from '../terminal/text.ts'
import type { Format, SheetValue } from './cells.ts'
import type { SheetColumn } from './sheet.ts'

const LEAST = 7
const MOST = 48
/** The button of the filter stands in the title's cell. */
const BUTTON = 3

const FIXED: Readonly<Partial<Record<Format, number>>> = { time: 19, day: 10 }

/** Wide enough for the titles and for these rows, within bounds. */
export function widthsOf(
  columns: readonly SheetColumn[],
  rows: readonly (readonly SheetValue[])[],
): readonly number[] {
  return columns.map(({ title, format }, i) => {
    const needed = FIXED[format] ?? Math.max(0, ...rows.map((row) => needs(row[i])))
    return Math.min(MOST, Math.max(LEAST, widthOf(title) + BUTTON, needed + 1))
  })
}

/** A spreadsheet shows no more than eleven characters of a number in a narrow cell. */
function needs(value: SheetValue): number {
  if (value === undefined) return 0
  return typeof value === 'number' ? Math.min(15, `${value}`.length) : widthOf(value)
}
