/**
 * A picture before it is drawn: plain data for the charts' library, words for those who do not see it, and the table
 * that lies under it. Pictures are made of facts by pure functions; only figure.ts knows the document.
 */
import type { EChartsOption } from 'echarts'
import type { Unit } from '../../terminal/quantity.ts'
import type { RowsBy } from './gantt/plan.ts'
import type { GanttState } from './gantt/state.ts'
import type { Night } from './night.ts'
import type { Palette } from './palette.ts'

export interface Picture {
  /** Of the section in the document; also its anchor. */
  readonly id: string
  readonly title: string
  /** What is to be seen, with the figures that matter: for everyone, and the text alternative of the picture. */
  readonly lead: string
  /** How it is read, what was left out. */
  readonly notes?: readonly string[]
  /** Pixels; by the width where what stands beside each other on a wide page does not on a narrow one. */
  readonly height: number | ((width: number) => number)
  options(palette: Palette, width: number): EChartsOption
  readonly sheet: Sheet
  /** Something in the picture was chosen; `name` and `row` are those of the option's data items. */
  picked?(item: { readonly name: string; readonly data: unknown }): void
  /** Tasks that are looked for, chosen and explained (gantt/surface.ts). */
  readonly gantt?: Gantt
}

export interface Gantt {
  readonly night: Night
  readonly state: GanttState
  /** What tasks can be put in rows by. */
  readonly offered: readonly RowsBy[]
}

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
