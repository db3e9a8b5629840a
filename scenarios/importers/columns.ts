/** One column of a CSV file: values of `empirical`, starts of `trace`. */
import { didYouMean, oneOf } from '../issues.ts'
import { columnKey, readTable } from './csv.ts'

export interface ColumnCell {
  readonly line: number
  readonly text: string
}

export interface ColumnProblem {
  readonly line: number
  readonly message: string
}

/** The cells of a column, or why there are none. */
export function readColumn(text: string, title: string): readonly ColumnCell[] | ColumnProblem {
  const table = readTable(text)
  if (table === undefined) return { line: 1, message: 'The file is empty; expected a header and rows.' }
  const keys = table.header.cells.map(columnKey)
  const at = keys.indexOf(columnKey(title))
  if (at < 0) {
    const hint = didYouMean(title, table.header.cells) || ` There are ${oneOf(table.header.cells)}.`
    return { line: 1, message: `There is no column \`${title}\`.${hint}` }
  }
  if (table.rows.length === 0) return { line: 1, message: 'There are no rows below the header.' }
  return table.rows.map((row) => ({ line: row.line, text: row.cells[at] ?? '' }))
}
