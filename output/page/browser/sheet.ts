/** The table under a picture, made of rows of the result's tables. */
import { number } from '../../terminal/quantity.ts'
import type { PageColumn, PageTable } from '../facts.ts'
import { unitOf } from '../units.ts'
import type { Night } from './night.ts'
import type { Rows } from './rows.ts'
import type { CellKind, RowQuestion, Sheet, SheetColumn, SheetRow } from './table/facts.ts'

export function kindOf({ name, kind }: Pick<PageColumn, 'name' | 'kind'>): CellKind {
  if (kind === 'time') return 'time'
  if (kind !== 'number') return kind === 'flag' ? 'count' : 'text'
  return unitOf(name)
}

/** All rows, or those at `places`; columns that are empty in every row are left out. */
export function sheetOf(
  rows: Rows,
  night: Night,
  places: readonly number[] = rows.places(),
  ask?: RowQuestion,
): Sheet {
  const used = rows.table.columns.filter(({ cells }) => cells !== null)
  const columns: readonly SheetColumn[] = used.map((column) => ({ name: column.name, kind: kindOf(column) }))
  const note = noteOf(rows.table)
  let made: readonly SheetRow[] | undefined
  return {
    file: rows.table.file.replace(/\.csv$/, ''),
    columns,
    length: places.length,
    /** Made when they are asked for: a hundred thousand rows would keep the page from opening. */
    get rows() {
      made ??= places.map((row) => columns.map((column) => cellOf(rows, row, column, night)))
      return made
    },
    ...(ask === undefined ? {} : { ask }),
    ...(note === '' ? {} : { note }),
  }
}

/** What the file has beyond the page. */
function noteOf({ file, left, columns }: PageTable): string {
  const more = left === undefined ? [] : [`${number(left.rows)} more rows are in ${file}: ${left.why}.`]
  const cut = columns.some(({ kind, cells }) => kind === 'number' && hasFractions(cells))
  return [...more, ...(cut ? [`Figures have seven digits here, and all of theirs in ${file}.`] : [])].join(
    ' ',
  )
}

function hasFractions(cells: PageColumn['cells']): boolean {
  return [cells].flat().some((cell) => cell !== null && !Number.isInteger(cell))
}

function cellOf(rows: Rows, row: number, { name, kind }: SheetColumn, night: Night): SheetRow[number] {
  if (kind === 'text') return rows.text(name, row)
  const value = rows.number(name, row)
  return kind === 'time' && value !== undefined ? night.at(value) : value
}
