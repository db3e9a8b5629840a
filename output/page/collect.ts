/** Rows of one table of one run, collected for the page as they are read. */
import type { Column, Kind, Table } from '../column.ts'
import type { FactRow } from '../explain/records.ts'
import { quantity, type Unit } from '../terminal/quantity.ts'
import type { PageColumn, PageTable } from './facts.ts'
import { unitOf } from './units.ts'

/** A row as it is read back. */
export type ReadRow = Pick<FactRow, 'maybe' | 'maybeNumber' | 'broken'>

/** How many rows are kept, and which come before others. */
export interface Keeping {
  readonly most: number
  /** Kept while there is room, even when others are thinned out; default: all are alike. */
  readonly important?: (row: ReadRow) => boolean
}

/** Seven digits are more than a picture shows and fewer than the tables have. */
const DIGITS = 7
const BYTES_PER_WORD = 8
const WALL_CLOCK = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/

export class PageTableMaker {
  readonly #file: string
  readonly #columns: readonly ColumnMaker[]
  readonly #keeping: Keeping
  #seen = 0
  /** Of rows that are not important, only every `stride`th is kept. */
  #stride = 1
  #ordinary = 0
  #marks: boolean[] = []

  /** `start` is the wall clock at t = 0. Without `names` all columns are kept. */
  constructor(table: Table<never>, start: string, keeping: Keeping, names?: readonly string[]) {
    this.#file = table.file
    this.#keeping = keeping
    this.#columns = table.columns
      .filter(({ name }) => name !== 'variant' && name !== 'replication')
      .filter(({ name }) => names?.includes(name) ?? true)
      .map((column) => new ColumnMaker(column, secondsOf(start)))
  }

  get rows(): number {
    return this.#marks.length
  }

  /** Bytes of the texts that were met, each counted once. */
  get textBytes(): number {
    return this.#columns.reduce((sum, column) => sum + column.textBytes, 0)
  }

  add(row: ReadRow): void {
    this.#seen++
    const important = this.#keeping.important?.(row) ?? false
    const wanted = important ? this.#marks.length < this.#keeping.most : this.#ordinary++ % this.#stride === 0
    if (!wanted) return
    for (const column of this.#columns) column.add(row)
    this.#marks.push(important)
    if (this.#marks.length >= this.#keeping.most && !important) this.#thin()
  }

  take(): PageTable {
    const rows = this.#marks.length
    const left = this.#seen - rows
    return {
      file: this.#file,
      rows,
      columns: this.#columns.map((column) => column.take()),
      ...(left === 0 ? {} : { left: { rows: left, why: thinnedWords(this.#stride) } }),
    }
  }

  /** Every second of the ordinary rows goes; those that come later are as sparse. */
  #thin(): void {
    let ordinary = 0
    const stays = this.#marks.map((important) => important || ordinary++ % 2 === 0)
    for (const column of this.#columns) column.keep(stays)
    this.#marks = this.#marks.filter((_, i) => stays[i])
    this.#stride *= 2
  }
}

function thinnedWords(stride: number): string {
  return stride === 1 ? 'there are too many of them' : `of the others one in ${stride} is kept`
}

class ColumnMaker {
  readonly #name: string
  readonly #kind: Kind
  readonly #unit: Unit
  readonly #start: number
  readonly #words = new Map<string, number>()
  #cells: (number | null)[] = []
  textBytes = 0

  constructor({ name, kind }: Column<never>, start: number) {
    this.#name = name
    this.#kind = kind
    this.#unit = unitOf(name)
    this.#start = start
  }

  add(row: ReadRow): void {
    this.#cells.push(this.#read(row))
  }

  keep(stays: readonly boolean[]): void {
    this.#cells = this.#cells.filter((_, i) => stays[i])
  }

  take(): PageColumn {
    const [first = null] = this.#cells
    const cells = this.#cells.every((cell) => cell === first) ? first : this.#cells
    const words = isText(this.#kind) ? { words: [...this.#words.keys()] } : {}
    return { name: this.#name, kind: this.#kind, ...words, cells }
  }

  #read(row: ReadRow): number | null {
    if (this.#kind === 'number' || this.#kind === 'flag') {
      const value = row.maybeNumber(this.#name)
      return value === undefined ? null : rounded(value, this.#unit)
    }
    const text = row.maybe(this.#name)
    if (text === undefined) return null
    return this.#kind === 'time' ? this.#seconds(text, row) : this.#word(text)
  }

  #seconds(text: string, row: ReadRow): number {
    const seconds = WALL_CLOCK.test(text) ? secondsOf(text) : Number.NaN
    if (Number.isNaN(seconds))
      throw row.broken(`"${text}" in ${this.#name} is no time as YYYY-MM-DD HH:MM:SS`)
    return seconds - this.#start
  }

  #word(text: string): number {
    const known = this.#words.get(text)
    if (known !== undefined) return known
    this.textBytes += text.length + BYTES_PER_WORD
    this.#words.set(text, this.#words.size)
    return this.#words.size - 1
  }
}

function isText(kind: Kind): boolean {
  return kind === 'text' || kind === 'day' || kind === 'value'
}

/** Not where the last digits decide how it is told: 0.99999999 is `>99.9 %`, and 1 is not. */
function rounded(value: number, unit: Unit): number {
  if (Number.isInteger(value)) return value
  const short = Number(value.toPrecision(DIGITS))
  return quantity(short, unit) === quantity(value, unit) ? short : value
}

/** Of a wall clock text; only differences mean something. */
function secondsOf(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}Z`) / 1000
}
