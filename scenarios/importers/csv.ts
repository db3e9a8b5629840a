/** Comma-separated text (RFC 4180; semicolons and tabs too) with the line of every row. */

export interface Row {
  /** 1 is the header. */
  readonly line: number
  readonly cells: readonly string[]
}

export interface Table {
  readonly header: Row
  readonly rows: readonly Row[]
}

/** Undefined when there is no header. Blank lines are no rows. */
export function readTable(text: string): Table | undefined {
  const end = text.indexOf('\n')
  const separator = separatorOf(end < 0 ? text : text.slice(0, end))
  const [header, ...rows] = splitRows(text, separator)
  return header === undefined ? undefined : { header, rows }
}

function separatorOf(header: string): string {
  const counts = [',', ';', '\t'].map((mark) => ({ mark, count: header.split(mark).length }))
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).mark
}

function splitRows(text: string, separator: string): Row[] {
  const rows: Row[] = []
  let line = 1
  let at = 0
  while (at < text.length) {
    const start = line
    const cells: string[] = []
    let more = true
    while (more) {
      const cell = text[at] === '"' ? quoted(text, at) : bare(text, at, separator)
      cells.push(cell.value)
      line += cell.lines
      at = cell.end
      more = text[at] === separator
      if (more) at++
    }
    if (text[at] === '\r') at++
    if (text[at] === '\n') at++
    line++
    if (cells.length > 1 || cells[0]!.trim() !== '') rows.push({ line: start, cells })
  }
  return rows
}

interface Cell {
  readonly value: string
  readonly end: number
  readonly lines: number
}

function bare(text: string, from: number, separator: string): Cell {
  let end = from
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++
  return { value: text.slice(from, end).trim(), end, lines: 0 }
}

/** Doubled quotes are one; a quote that is never closed runs to the end of the text. */
function quoted(text: string, from: number): Cell {
  let value = ''
  let at = from + 1
  for (;;) {
    const close = text.indexOf('"', at)
    if (close < 0) return { value: value + text.slice(at), end: text.length, lines: 0 }
    value += text.slice(at, close)
    at = close + 1
    if (text[at] !== '"') break
    value += '"'
    at++
  }
  const rest = bare(text, at, '')
  const stop = Math.min(
    ...[',', ';', '\t'].map((mark) => text.indexOf(mark, at)).filter((i) => i >= 0),
    rest.end,
  )
  return { value: value.trim(), end: stop, lines: value.split('\n').length - 1 }
}

/** `In Use MiB` and `in_use_mib` are the same column. */
export function columnKey(title: string): string {
  return title
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
}

/** A number as spreadsheets write it: `1024`, `1,024`, `1 024`; undefined when it is none. */
export function readNumber(cell: string): number | undefined {
  const text = /^\d{1,3}([, \u00a0']\d{3})+(\.\d+)?$/.test(cell) ? cell.replace(/[, \u00a0']/g, '') : cell
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined
}
