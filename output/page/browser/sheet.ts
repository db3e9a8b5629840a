/** The table under a picture, made of rows of the result's tables. */
import type { PageColumn } from '../facts.ts'
import { unitOf } from '../units.ts'
import type { Night } from './night.ts'
import type { CellKind, RowQuestion, Sheet, SheetColumn, SheetRow } from './picture.ts'
import type { Rows } from './rows.ts'

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
  const { left } = rows.table
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
    ...(left === undefined ? {} : { note: `${left.rows} more rows are in ${rows.table.file}: ${left.why}.` }),
  }
}

function cellOf(rows: Rows, row: number, { name, kind }: SheetColumn, night: Night): SheetRow[number] {
  if (kind === 'text') return rows.text(name, row)
  const value = rows.number(name, row)
  return kind === 'time' && value !== undefined ? night.at(value) : value
}
