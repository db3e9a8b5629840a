/**
 * A picture before it is drawn: plain data for the charts' library, words for those who do not see it, and the table
 * that lies under it. Pictures are made of facts by pure functions; only figure.ts knows the document.
 */
import type { EChartsOption } from 'echarts'
import type { RowsBy } from './gantt/plan.ts'
import type { GanttState } from './gantt/state.ts'
import type { Night } from './night.ts'
import type { Palette } from './palette.ts'
import type { Sheet } from './table/facts.ts'

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
