/** Uncertain inputs and what they move: one input at a time, or screened. Columns of the other way stay empty. */
import type { Difference, ScreeningRow, SwingRow } from '../../sim/experiment/index.ts'
import { type Column, columnsOf, type Table } from '../column.ts'

/** What `gatesim sensitivity` found. */
export type Sensitivity =
  | { readonly method: 'oat'; readonly rows: readonly SwingRow[] }
  | { readonly method: 'morris'; readonly trajectories: number; readonly rows: readonly ScreeningRow[] }

/** A row of either way. */
type Every = Partial<SwingRow & ScreeningRow>

const row = columnsOf<Every>()

export const SENSITIVITY: Table<Every> = {
  file: 'sensitivity.csv',
  columns: [
    row.text('path'),
    row.text('low'),
    row.text('high'),
    row.text('metric'),
    row.text('unit'),
    row.number('rank'),
    row.number('n'),
    row.number('base'),
    row.number('valueLow'),
    row.number('valueHigh'),
    ...difference('differenceLow', ({ atLow }) => atLow),
    ...difference('differenceHigh', ({ atHigh }) => atHigh),
    ...difference('difference', ({ across }) => across),
    row.number('swing'),
    row.number('pValue'),
    row.flag('significant'),
    row.number('muStar'),
    row.number('mu'),
    row.number('sigma'),
  ],
}

/** The mean, and where its interval begins and ends. */
function difference(name: string, of: (row: Every) => Difference | undefined): readonly Column<Every>[] {
  return [
    row.number(name, (it) => of(it)?.mean),
    row.number(`${name}From`, (it) => of(it)?.low),
    row.number(`${name}To`, (it) => of(it)?.high),
  ]
}
