/**
 * RFC 4180 text of a table, piece by piece. Rows are turned into text as they come and handed to a sink in
 * chunks, so that no table is ever held in memory.
 *
 * csv-stringify decides how a text is quoted and neutralised, once per distinct text; numbers, flags and
 * times cannot need it and are printed here (docs/decisions/0009 has the measurements).
 */
import { stringify } from 'csv-stringify/sync'
import { formatDay, formatInstant, localAt, type WallClock } from '../sim/calendar.ts'
import { Chunks, type Sink } from './chunks.ts'
import type { Cell, Column, Kind, Origin, Table } from './column.ts'
import type { CsvForm } from './form.ts'
import { FORMULA, isMistakable } from './mistakable.ts'

/** Distinct texts remembered; names repeat in every row, so a few thousand would do for most estates. */
const MEMO_SIZE = 50_000
/** No quotes, no formula, no delimiter of any form: most names; the library need not be asked. */
const PLAIN_NAME = /^[A-Za-z0-9][\w .#/:-]*$/
const BYTE_ORDER_MARK = '\uFEFF'

type Printer = (cell: Cell) => string

/** Prints the cells of one run in one form. Shared by its tables so that each text is quoted once. */
export class CellPrinter {
  readonly delimiter: string
  readonly print: Readonly<Record<Kind, Printer>>
  #clock: WallClock
  readonly #seconds = new Map<number, string>()

  constructor(form: CsvForm, clock: WallClock) {
    this.#clock = clock
    this.delimiter = form.delimiter
    const text = textPrinter(form)
    const number = numberPrinter(form)
    this.print = {
      text,
      number,
      flag: (cell) => (cell === undefined ? '' : cell ? '1' : '0'),
      time: (cell) => this.#time(cell),
      day: (cell) => (typeof cell === 'number' ? formatDay(cell) : ''),
      value: (cell) => (typeof cell === 'number' ? number(cell) : text(cell)),
    }
  }

  /** Times that follow are of a world with this clock: variants may differ in zone and start. */
  useClock(clock: WallClock): void {
    if (clock === this.#clock) return
    this.#clock = clock
    this.#seconds.clear()
  }

  /** Tasks of one instant share their times: the printed second is remembered. */
  #time(cell: Cell): string {
    if (typeof cell !== 'number' || !Number.isFinite(cell)) return ''
    const second = Math.floor(localAt(this.#clock, cell))
    let printed = this.#seconds.get(second)
    if (printed === undefined) {
      printed = formatInstant(this.#clock, cell)
      if (this.#seconds.size >= MEMO_SIZE) this.#seconds.clear()
      this.#seconds.set(second, printed)
    }
    return printed
  }
}

/** Writes one table to one sink. */
export class CsvWriter<R> {
  readonly #columns: readonly Column<R>[]
  readonly #printers: readonly Printer[]
  readonly #printer: CellPrinter
  readonly #chunks: Chunks

  constructor(table: Table<R>, printer: CellPrinter, sink: Sink) {
    this.#columns = table.columns
    this.#printers = table.columns.map((column) => printer.print[column.kind])
    this.#printer = printer
    this.#chunks = new Chunks(sink)
  }

  /** Byte order mark and names of columns: once, at the top of a new file. */
  header(): void {
    const names = this.#columns.map((column) => this.#printer.print.text(column.name))
    this.#chunks.add(`${BYTE_ORDER_MARK}${names.join(this.#printer.delimiter)}\r\n`)
  }

  row(record: R, at: Origin): void {
    const { delimiter } = this.#printer
    const columns = this.#columns
    const printers = this.#printers
    let line = printers[0]!(columns[0]!.value(record, at))
    for (let i = 1; i < columns.length; i++) {
      line += delimiter + printers[i]!(columns[i]!.value(record, at))
    }
    this.#chunks.add(`${line}\r\n`)
  }

  flush(): void {
    this.#chunks.flush()
  }
}

function textPrinter(form: CsvForm): Printer {
  const memo = new Map<string, string>()
  const options = {
    delimiter: form.delimiter,
    eof: false,
    escape_formulas: true,
    quote_record_delimiter: true,
  } as const
  return (cell) => {
    if (cell === undefined || cell === '') return ''
    const text = String(cell)
    let printed = memo.get(text)
    if (printed === undefined) {
      printed = PLAIN_NAME.test(text) ? text : stringify([[unambiguous(text)]], options)
      if (printed === text && isMistakable(text)) printed = `"${printed}"`
      if (memo.size >= MEMO_SIZE) memo.clear()
      memo.set(text, printed)
    }
    return printed
  }
}

/** An apostrophe of its own before what looks neutralised: readers take one away. */
function unambiguous(text: string): string {
  return FORMULA.test(text) && text.startsWith("'") ? `'${text}` : text
}

/** A text as it was, from a cell with or without the apostrophe that neutralises formulas. */
export function plainText(cell: string): string {
  return FORMULA.test(cell) && cell.startsWith("'") ? cell.slice(1) : cell
}

/** The shortest decimal that reads back; Infinity (never, unlimited) is an empty cell. */
function numberPrinter(form: CsvForm): Printer {
  const plain = (cell: Cell): string => (Number.isFinite(cell) ? `${cell}` : '')
  return form.decimal === '.' ? plain : (cell) => plain(cell).replace('.', form.decimal)
}
