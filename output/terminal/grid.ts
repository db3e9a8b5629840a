/** A table on a terminal: aligned columns that shrink, or leave, before a line gets too long. */
import { cut, padEnd, padStart, type Style, widthOf } from './text.ts'

export interface GridColumn {
  readonly title: string
  readonly align: 'left' | 'right'
  /** Columns with a number leave a narrow terminal, the highest first; without one they stay. */
  readonly leaves?: number
  /** How far the cells may be cut; default: not at all. */
  readonly least?: number
}

const GAP = 2
/** Of a title that is cut something is still read. */
const LEAST_TITLE = 3

export function grid(
  columns: readonly GridColumn[],
  rows: readonly (readonly string[])[],
  width: number,
  style: Style,
): readonly string[] {
  const shown = fitting(columns, rows, width)
  const widths = shrink(shown, rows, columns, width)
  const line = (cells: readonly string[]): string =>
    shown
      .map((index, place) => {
        const cell = cut(cells[index] ?? '', widths[place]!)
        const pad = columns[index]!.align === 'left' ? padEnd : padStart
        return pad(cell, widths[place]!)
      })
      .join(' '.repeat(GAP))
      .trimEnd()
  const [head = '', ...body] = [columns.map((column) => column.title), ...rows].map((cells) =>
    cut(line(cells), width),
  )
  return [style('dim', head), ...body]
}

function natural(
  index: number,
  columns: readonly GridColumn[],
  rows: readonly (readonly string[])[],
): number {
  return rows.reduce((most, row) => Math.max(most, widthOf(row[index] ?? '')), widthOf(columns[index]!.title))
}

/** Columns that stay, by index, after those without a cell and the dispensable ones have left. */
function fitting(
  columns: readonly GridColumn[],
  rows: readonly (readonly string[])[],
  width: number,
): readonly number[] {
  let shown = columns
    .map((_, index) => index)
    .filter((index) => rows.length === 0 || rows.some((row) => (row[index] ?? '') !== ''))
  for (;;) {
    const least = shown.reduce(
      (sum, index) => sum + Math.min(columns[index]!.least ?? Infinity, natural(index, columns, rows)) + GAP,
      -GAP,
    )
    if (least <= width) return shown
    const leaving = shown.reduce<number | undefined>((worst, index) => {
      const rank = columns[index]!.leaves
      if (rank === undefined) return worst
      return worst === undefined || rank > (columns[worst]!.leaves ?? 0) ? index : worst
    }, undefined)
    if (leaving === undefined) return shown
    shown = shown.filter((index) => index !== leaving)
  }
}

/** Widths of the shown columns: cells that may be cut give first, then titles that are wider than what stands below. */
function shrink(
  shown: readonly number[],
  rows: readonly (readonly string[])[],
  columns: readonly GridColumn[],
  width: number,
): readonly number[] {
  const whole = shown.map((index) => natural(index, columns, rows))
  const cells = shown.map((index) =>
    rows.reduce((most, row) => Math.max(most, widthOf(row[index] ?? '')), LEAST_TITLE),
  )
  const cut = taken(
    whole,
    shown.map((index, place) => Math.min(columns[index]!.least ?? Infinity, whole[place]!)),
    width,
  )
  return taken(
    cut,
    cut.map((it, place) => Math.min(it, cells[place]!)),
    width,
  )
}

/** Narrower by what is too much, down to `leasts`. */
function taken(from: readonly number[], leasts: readonly number[], width: number): readonly number[] {
  const widths = [...from]
  let excess = widths.reduce((sum, it) => sum + it + GAP, -GAP) - width
  while (excess > 0) {
    // The column with most to give gives one.
    const place = widths.reduce(
      (best, it, at) => (it - leasts[at]! > widths[best]! - leasts[best]! ? at : best),
      0,
    )
    if (widths[place]! <= leasts[place]!) break
    widths[place]!--
    excess--
  }
  return widths
}
