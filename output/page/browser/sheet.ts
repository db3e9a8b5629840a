/** The table under a picture, made of rows of the result's tables. */
import type { PageColumn } from '../facts.ts'
import type { Night } from './night.ts'
import type { CellKind, Sheet, SheetColumn } from './picture.ts'
import type { Rows } from './rows.ts'

/** Columns have their units in their names (docs/outputs.md). */
const UNITS: readonly (readonly [RegExp, CellKind])[] = [
  [/(PerSecond|Rate)$/, 'B/s'],
  [/(^bytes|Bytes|^quotaUsed)/, 'B'],
  [/Seconds$/, 's'],
  [/(Utilisation|Share|^utilisation|^share|^availability|^limited|^busy)/, 'share'],
  [/^(saturated|down)$/, 'share'],
]

export function kindOf({ name, kind }: Pick<PageColumn, 'name' | 'kind'>): CellKind {
  if (kind === 'time') return 'time'
  if (kind !== 'number') return kind === 'flag' ? 'count' : 'text'
  return UNITS.find(([pattern]) => pattern.test(name))?.[1] ?? 'count'
}

/** All rows, or those at `places`; columns that are empty in every row are left out. */
export function sheetOf(rows: Rows, night: Night, places: readonly number[] = rows.places()): Sheet {
  const used = rows.table.columns.filter(({ cells }) => cells !== null)
  const columns: readonly SheetColumn[] = used.map((column) => ({ name: column.name, kind: kindOf(column) }))
  const { left } = rows.table
  return {
    file: rows.table.file.replace(/\.csv$/, ''),
    columns,
    rows: places.map((row) =>
      columns.map(({ name, kind }) => {
        if (kind === 'text') return rows.text(name, row)
        const value = rows.number(name, row)
        return kind === 'time' && value !== undefined ? night.at(value) : value
      }),
    ),
    ...(left === undefined ? {} : { note: `${left.rows} more rows are in ${rows.table.file}: ${left.why}.` }),
  }
}
