/** The rows of a table as one sheet, or as several where one is full. */
import { Chunks } from '../chunks.ts'
import type { SheetValue } from './cells.ts'
import { CELL_CHARACTERS, type SheetColumn, SheetXml } from './sheet.ts'
import { widthsOf } from './widths.ts'

/** Looked at before the first of them is written: columns are as wide as what they hold. */
const MEASURED_ROWS = 200

/** A file of the archive while it is written; `bytes` before compression. */
export interface Part {
  readonly bytes: number
  write(text: string): void
  end(): void
}

/** A sheet that has its place in the workbook; `filtered` is the range under its filter. */
export interface BegunSheet {
  readonly part: Part
  end(filtered: string): void
}

/** How much a sheet takes before the rest goes to another one; rows include that of the titles. */
export interface SheetLimit {
  readonly rows: number
  readonly bytes: number
}

export class SheetWriter {
  readonly #columns: readonly SheetColumn[]
  readonly #limit: SheetLimit
  readonly #open: (nth: number) => BegunSheet
  #sheet: BegunSheet
  #chunks: Chunks
  #xml: SheetXml
  #widths: readonly number[] = []
  /** Rows before it is known how wide the columns are. */
  #head: (readonly SheetValue[])[] | undefined = []
  /** How many sheets the rows have taken so far. */
  sheets = 1
  /** Texts that were longer than a cell can hold. */
  cut = 0

  constructor(columns: readonly SheetColumn[], limit: SheetLimit, open: (nth: number) => BegunSheet) {
    this.#columns = columns
    this.#limit = limit
    this.#open = open
    this.#sheet = open(1)
    this.#chunks = new Chunks(this.#sheet.part)
    this.#xml = new SheetXml(columns)
  }

  row(values: readonly SheetValue[]): void {
    const fit = values.map((value) => this.#fit(value))
    if (this.#head === undefined) this.#add(fit)
    else {
      this.#head.push(fit)
      if (this.#head.length === MEASURED_ROWS) this.#release()
    }
  }

  end(): void {
    this.#release()
    this.#close()
  }

  #release(): void {
    const rows = this.#head
    if (rows === undefined) return
    this.#head = undefined
    this.#widths = widthsOf(this.#columns, rows)
    this.#chunks.add(this.#xml.head(this.#widths))
    for (const row of rows) this.#add(row)
  }

  #add(values: readonly SheetValue[]): void {
    if (this.#xml.rows >= this.#limit.rows || this.#sheet.part.bytes >= this.#limit.bytes) this.#turn()
    this.#chunks.add(this.#xml.row(values))
  }

  /** The sheet is full: the rows go on in another one with the same titles. */
  #turn(): void {
    this.#close()
    this.#sheet = this.#open(++this.sheets)
    this.#chunks = new Chunks(this.#sheet.part)
    this.#xml = new SheetXml(this.#columns)
    this.#chunks.add(this.#xml.head(this.#widths))
  }

  #close(): void {
    this.#chunks.add(this.#xml.tail())
    this.#chunks.flush()
    this.#sheet.end(this.#xml.filtered)
  }

  #fit(value: SheetValue): SheetValue {
    if (typeof value !== 'string' || value.length <= CELL_CHARACTERS) return value
    this.cut++
    return `${value.slice(0, CELL_CHARACTERS - 1)}…`
  }
}
