/**
 * Rows of a table of results, one at a time: a week of a large estate has more tasks than fit into memory.
 * The form is found out from the file: `variant` is the first column of every table, and what follows it
 * separates the cells.
 */
import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { finished } from 'node:stream/promises'
import { CsvError, parse } from 'csv-parse'
import { type FactRow, plainText, RESULT_FILE } from '../../output/index.ts'
import { UserError } from '../failure.ts'
import { errnoOf } from '../folder/disk.ts'
import type { ReadingProgress } from './reading.ts'
import { RunFilter, type RunKey } from './runs.ts'

const FIRST_COLUMN = /^\uFEFF?"?variant"?([,;|\t])/
/** More than the byte order mark, the first name, quotes and the delimiter. */
const HEAD_BYTES = 32

/** A row by names of columns; empty cells are undefined. */
export class Row implements FactRow {
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
    return cell === '' ? undefined : plainText(cell)
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

  broken(what: string): UserError {
    return broken(this.#file, what)
  }
}

/** What a reader of rows answers to see no more of them. */
export type Seen = 'enough' | undefined

interface RowsWanted {
  readonly reading?: ReadingProgress
  /** Only their rows are shown, and the header. */
  readonly runs?: readonly RunKey[]
}

/** Shows every row, or those of some `runs`, until the reader has seen enough. */
export async function readRows(
  file: string,
  see: (row: Row) => Seen,
  wanted: RowsWanted = {},
): Promise<void> {
  let places: ReadonlyMap<string, number> | undefined
  await readCells(
    file,
    delimiterOf(file),
    (cells) => {
      if (places !== undefined) return see(new Row(file, places, cells))
      // They are looked for by their place, so that other runs need not be parsed.
      if (wanted.runs !== undefined && cells[1] !== 'replication')
        throw broken(file, 'its second column is not replication')
      places = new Map(cells.map((name, place) => [name, place]))
      return undefined
    },
    wanted,
  )
}

/** Shows the cells of every line, those of the header first, until the reader has seen enough. */
export async function readCells(
  file: string,
  delimiter: string,
  see: (cells: readonly string[]) => Seen,
  { reading, runs }: RowsWanted = {},
): Promise<void> {
  let done = false
  let failed = false
  const filter = runs === undefined ? undefined : new RunFilter(delimiter, runs)
  const parser = parse({
    bom: true,
    delimiter,
    // Looked at here and dropped: nothing piles up behind a row.
    on_record: (cells: string[]) => {
      if (!done) done = see(cells) === 'enough'
      return null
    },
  })
  parser.on('error', () => {
    failed = true
  })
  try {
    const text = createReadStream(file, 'utf8')
    const size = statSync(file).size
    for await (const chunk of text) {
      parser.write(filter?.pass(chunk) ?? chunk)
      if (done || failed || filter?.done === true) break
      reading?.at(file, text.bytesRead / size, size)
    }
    if (done) return
    if (!failed && filter !== undefined) parser.write(filter.rest())
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
    basename(file) === RESULT_FILE ? 'Repeat the run.' : `Repeat the run: its command is in ${RESULT_FILE}.`,
  )
}
