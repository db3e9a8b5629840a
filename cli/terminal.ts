/** The one place that speaks to people: results on standard output, everything else on standard error. */
import process from 'node:process'
import { styleText } from 'node:util'
import type { Style, Tone } from '../output/index.ts'

export interface Terminal {
  out(text: string): void
  err(text: string): void
  /** Columns of standard output, as they are now: a window may be drawn wider meanwhile. */
  readonly columns: number
  /** Columns of standard error, which is still a terminal where results go to a file. */
  readonly errColumns: number
  /** Standard error is a terminal: one line can be written over and over. */
  readonly live: boolean
  /** Colours for each stream; plain where it is no terminal or colours are unwanted. */
  readonly style: { readonly out: Style; readonly err: Style }
}

type Format = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan'

const FORMATS: Readonly<Record<Tone, readonly Format[]>> = {
  good: ['green'],
  bad: ['bold', 'red'],
  warn: ['yellow'],
  dim: ['dim'],
  strong: ['bold'],
  heading: ['bold', 'cyan'],
}

export function processTerminal(): Terminal {
  endQuietlyOnClosedPipe(process.stdout)
  // Nobody listens to remarks any more; the work goes on.
  process.stderr.on('error', () => {})
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    get columns() {
      return columnsOf(process.stdout)
    },
    get errColumns() {
      return columnsOf(process.stderr)
    },
    live: process.stderr.isTTY === true && process.env['TERM'] !== 'dumb',
    style: { out: styleFor(process.stdout), err: styleFor(process.stderr) },
  }
}

/** The same terminal without colours. */
export function withoutColour(terminal: Terminal): Terminal {
  const plain: Style = (_tone, text) => text
  return {
    out: (text) => terminal.out(text),
    err: (text) => terminal.err(text),
    get columns() {
      return terminal.columns
    },
    get errColumns() {
      return terminal.errColumns
    },
    live: terminal.live,
    style: { out: plain, err: plain },
  }
}

/** `gatesim run FILE | head` closes the pipe early: that is no error, the reader has seen enough. */
function endQuietlyOnClosedPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0)
    throw error
  })
}

function columnsOf(stream: NodeJS.WriteStream): number {
  const told = Number(process.env['COLUMNS'])
  const columns = stream.isTTY === true ? stream.columns : told
  return Number.isInteger(columns) && columns > 0 ? columns : 80
}

/** styleText looks at the stream, NO_COLOR and FORCE_COLOR itself; for a list of formats Node 20 forgets to. */
function styleFor(stream: NodeJS.WriteStream): Style {
  return (tone, text) =>
    FORMATS[tone].reduceRight((styled, format) => styleText(format, styled, { stream }), text)
}
