/**
 * Rows of a table of results, one at a time: a week of a large estate has more tasks than fit into memory.
 * The form is found out from the file: `variant` is the first column of every table, and what follows it
 * separates the cells.
 */
import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs'
import { finished } from 'node:stream/promises'
import { CsvError, parse } from 'csv-parse'
import { UserError } from '../failure.ts'
import { errnoOf } from '../folder/disk.ts'
import type { Watch } from './watch.ts'

const FIRST_COLUMN = /^\uFEFF?"?variant"?([,;|\t])/
/** More than the byte order mark, the first name, quotes and the delimiter. */
const HEAD_BYTES = 32

/** A row by names of columns; empty cells are undefined. */
export class Row {
  readonly #places: ReadonlyMap<string, number>
  readonly #cells: readonly string[]
  readonly #file: string

  constructor(file: string, places: ReadonlyMap<string, number>, cells: readonly string[]) {
    this.#file = file
    this.#places = places
    this.#cells = cells
  }

  maybe(name: string): string | undefined {
    const place = this.#places.get(name)
    if (place === undefined) throw broken(this.#file, `it has no column ${name}`)
    const cell = this.#cells[place]!
    return cell === '' ? undefined : plain(cell)
  }

  text(name: string): string {
    return this.maybe(name) ?? ''
  }

  /** Thousands are never separated, so a comma can only be the decimal sign. */
  maybeNumber(name: string): number | undefined {
    const text = this.maybe(name)
    const value = Number(text?.replace(',', '.'))
    if (text !== undefined && Number.isNaN(value))
      throw broken(this.#file, `"${text}" in ${name} is no number`)
    return text === undefined ? undefined : value
  }

  number(name: string): number {
    return this.maybeNumber(name) ?? 0
  }

  /** undefined: does not apply. */
  maybeFlag(name: string): boolean | undefined {
    const text = this.maybe(name)
    return text === undefined ? undefined : text === '1'
  }
}

/** The writer neutralises formulas with an apostrophe, which is no part of the text. */
function plain(cell: string): string {
  return /^'[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(cell) ? cell.slice(1) : cell
}

/** What a reader of rows answers to see no more of them. */
export type Seen = 'enough' | undefined

/** Shows every row until the reader has seen enough. */
export async function readRows(file: string, see: (row: Row) => Seen, watch?: Watch): Promise<void> {
  let places: ReadonlyMap<string, number> | undefined
  let done = false
  let failed = false
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(file),
    // Looked at here and dropped: nothing piles up behind a row.
    on_record: (cells: string[]) => {
      if (places === undefined) places = new Map(cells.map((name, place) => [name, place]))
      else if (!done) done = see(new Row(file, places, cells)) === 'enough'
      return null
    },
  })
  parser.on('error', () => {
    failed = true
  })
  try {
    const text = createReadStream(file)
    const size = statSync(file).size
    for await (const chunk of text) {
      parser.write(chunk)
      if (done || failed) break
      watch?.at(file, text.bytesRead / size, size)
    }
    if (done) return
    const ended = finished(parser.resume())
    if (!failed) parser.end()
    await ended
  } catch (error) {
    throw readingError(file, error)
  }
}

function delimiterOf(file: string): string {
  const head = Buffer.alloc(HEAD_BYTES)
  try {
    const fd = openSync(file, 'r')
    try {
      readSync(fd, head, 0, HEAD_BYTES, 0)
    } finally {
      closeSync(fd)
    }
  } catch (error) {
    throw readingError(file, error)
  }
  const found = FIRST_COLUMN.exec(head.toString('utf8'))
  if (found === null) throw broken(file, 'its first column is not variant')
  return found[1]!
}

function readingError(file: string, error: unknown): unknown {
  if (error instanceof UserError) return error
  if (error instanceof CsvError) return broken(file, error.message)
  const errno = errnoOf(error)
  if (errno === undefined) return error
  return broken(file, errno === 'ENOENT' ? 'it is missing' : `it cannot be read (${errno})`)
}

export function broken(file: string, what: string): UserError {
  return new UserError(
    'E-RESULT-BROKEN',
    `cannot read ${file}: ${what}`,
    'Repeat the run: its command is in result.json.',
  )
}
