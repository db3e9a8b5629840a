/**
 * What the page carries: the estimates of result.json, and of some runs the rows of their tables. Written where the
 * tables are read, and read in the browser; both sides know it by these types only.
 */
import type { Kind } from '../column.ts'
import type { ResultDocument } from '../result.ts'

/** A table by columns: a column of equal cells, and most texts, then cost next to nothing. */
export interface PageTable {
  /** As in the result folder. */
  readonly file: string
  readonly rows: number
  readonly columns: readonly PageColumn[]
  /** Rows that the file has of this run and the page has not; why, in words. */
  readonly left?: { readonly rows: number; readonly why: string }
}

export interface PageColumn {
  readonly name: string
  readonly kind: Kind
  /** Texts of the column, each once; its cells are places in this list. */
  readonly words?: readonly string[]
  /**
   * One cell for each row, or one for all of them. null: empty. Numbers as in the file, to seven digits; times in
   * seconds of the wall clock since the start of the run, so that a clock put back shows as it does in the tables.
   */
  readonly cells: readonly (number | null)[] | number | null
}

/** One night of one variant, as its tables tell it. */
export interface PageRun {
  readonly variant: string
  readonly replication: number
  /** The wall clock at t = 0. */
  readonly start: string
  readonly tables: Readonly<Partial<Record<PageTableName, PageTable>>>
}

export type PageTableName =
  | 'sessions'
  | 'tasks'
  | 'gateways'
  | 'resources'
  | 'flows'
  | 'tenants'
  | 'load'
  | 'outages'
  | 'decisions'

export interface PageData {
  readonly document: ResultDocument
  /** The first is shown first. */
  readonly runs: readonly PageRun[]
  /** Why there are no runs, or not all: sentences. */
  readonly notes: readonly string[]
}
