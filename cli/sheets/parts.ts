/** Tables with more rows than a sheet takes, cut into files that a spreadsheet shows whole. */
import { closeSync, openSync, readSync } from 'node:fs'
import { onDisk } from '../folder/disk.ts'
import type { FileSink } from '../folder/sink.ts'

/** Read at a time, in bytes. */
const PIECE = 1 << 20
const QUOTE = 0x22
const LINE_FEED = 0x0a

/** Where a table can be cut. */
interface Cuts {
  /** All of them, that of the names of columns among them. */
  readonly rows: number
  /** Bytes up to the end of the first row: byte order mark and names of columns. */
  readonly head: number
  /** Bytes before each part but the first. */
  readonly starts: readonly number[]
  readonly size: number
}

/** `tasks.part-1.csv` of `tasks.csv`. */
export const PART_FILE: RegExp = /\.part-\d+\.csv$/

export interface Parts {
  readonly rows: number
  /** None when the table fits into one sheet. */
  readonly files: readonly string[]
}

/** Writes the parts of a table of more than `maxRows` rows, each with the names of the columns on top. */
export function writeParts(
  path: string,
  name: string,
  maxRows: number,
  open: (name: string) => FileSink,
): Parts {
  const { rows, head, starts, size } = cutsOf(path, maxRows)
  if (starts.length === 0) return { rows, files: [] }
  const files = [0, ...starts].map((from, i) => {
    const file = name.replace(/\.csv$/, `.part-${i + 1}.csv`)
    const part = open(file)
    if (i > 0) part.append(path, 0, head)
    part.append(path, from, starts[i] ?? size)
    part.close()
    return file
  })
  return { rows, files }
}

/** A line feed within quotes belongs to a name; a quote within quotes is doubled, which changes nothing. */
function cutsOf(path: string, maxRows: number): Cuts {
  const starts: number[] = []
  let [rows, inPart, head, size, start] = [0, 0, 0, 0, 0]
  let quoted = false
  for (const piece of piecesOf(path)) {
    for (let i = 0; i < piece.length; i++) {
      const byte = piece[i]
      if (byte === QUOTE) quoted = !quoted
      else if (byte === LINE_FEED && !quoted) {
        rows++
        inPart++
        if (inPart > maxRows) {
          starts.push(start)
          // The names of the columns, and this row.
          inPart = 2
        }
        start = size + i + 1
        if (rows === 1) head = start
      }
    }
    size += piece.length
  }
  return { rows, head, starts, size }
}

/** The bytes of a file; each piece is good until the next one is asked for. */
function* piecesOf(path: string): Generator<Uint8Array> {
  const piece = Buffer.alloc(PIECE)
  const file = onDisk(path, () => openSync(path, 'r'))
  try {
    for (;;) {
      const length = onDisk(path, () => readSync(file, piece, 0, PIECE, null))
      if (length === 0) return
      yield piece.subarray(0, length)
    }
  } finally {
    closeSync(file)
  }
}
