/** Rows of a sheet as text: a CSV file in the form of the result's own, or cells for a spreadsheet's clipboard. */
import { FORMULA, isMistakable } from '../../../mistakable.ts'
import { cellText } from '../cells.ts'
import type { CellKind, Sheet } from './facts.ts'

const BYTE_ORDER_MARK = '\uFEFF'

/** RFC 4180 with byte order mark; amounts in bytes, seconds and bytes per second, texts made harmless as in the files. */
export function csvText(sheet: Sheet, places: Iterable<number>): string {
  return `${BYTE_ORDER_MARK}${linesOf(sheet, places, ',', csvCell).join('\r\n')}\r\n`
}

/** Tabs between cells; as `csvText`, but a text with line ends is laid in one line. */
export function tabbedText(sheet: Sheet, places: Iterable<number>): string {
  return linesOf(sheet, places, '\t', (text) => harmless(text).replace(/[\t\r\n]+/g, ' ')).join('\n')
}

function linesOf(
  { columns, rows }: Sheet,
  places: Iterable<number>,
  delimiter: string,
  print: (text: string) => string,
): readonly string[] {
  const lines = [columns.map(({ name }) => print(name)).join(delimiter)]
  for (const place of places) {
    const row = rows[place]!
    lines.push(columns.map(({ kind }, i) => printed(row[i], kind, print)).join(delimiter))
  }
  return lines
}

function printed(cell: string | number | undefined, kind: CellKind, print: (text: string) => string): string {
  if (cell === undefined) return ''
  if (typeof cell === 'string') return print(cell)
  // Never and unlimited are empty cells.
  return Number.isFinite(cell) ? rawText(cell, kind) : ''
}

/** An amount with its unit left out; a time to the second. */
export function rawText(cell: string | number, kind: CellKind): string {
  return kind === 'time' ? cellText(cell, kind) : String(cell)
}

/** A spreadsheet would read it as a formula; what looks neutralised gets one apostrophe more, as readers take one away. */
function harmless(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text
}

function csvCell(text: string): string {
  const safe = harmless(text)
  const quoted = /[",\r\n]/.test(safe) || (safe === text && isMistakable(text))
  return quoted ? `"${safe.replaceAll('"', '""')}"` : safe
}
