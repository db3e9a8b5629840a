/** What a table under a picture is made of. */
import type { Unit } from '../../../terminal/quantity.ts'

/** How a cell is shown and sorted. */
export type CellKind = 'text' | 'time' | Unit

export interface SheetColumn {
  /** As in the tables of the result folder, or in words where it is not from one. */
  readonly name: string
  readonly kind: CellKind
}

/** A table under a picture. */
export interface Sheet {
  readonly columns: readonly SheetColumn[]
  readonly rows: readonly SheetRow[]
  /** How many rows there are, where they are not made before they are asked for. */
  readonly length?: number
  /** Name of the file when it is saved, without `.csv`. */
  readonly file: string
  /** Rows are of many more in a file of the result: which. */
  readonly note?: string
  /** Each row begins with a button that asks about it. */
  readonly ask?: RowQuestion
}

/** What can be asked about a row, by its place in the sheet. */
export interface RowQuestion {
  /** On the button, and above its column. */
  readonly label: string
  /** What tells the row from the others. */
  name(place: number): string
}

/** undefined: empty. Times are milliseconds of the wall clock as if it were UTC. */
export type SheetRow = readonly (string | number | undefined)[]
