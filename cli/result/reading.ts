/** How far the reading of a large table is, on standard error, when it takes more than a moment. */
import { basename } from 'node:path'
import { cut, duration, padEnd, percent, quantity } from '../../output/index.ts'
import type { Terminal } from '../terminal.ts'

/** Shorter reading needs no progress. */
const SILENT_MS = 1000
const LIVE_EVERY_MS = 200
const PLAIN_EVERY_MS = 15_000
/** `reading decisions.csv 99.9 %, 1023 MiB/s, 59 min left` has room. */
const WIDTH = 60

export class ReadingProgress {
  readonly #terminal: Terminal
  readonly #quiet: boolean
  #next: number
  #shown = 0
  /** The table that is being read, and since when. */
  #file: string | undefined
  #since = 0
  #from = 0

  constructor(terminal: Terminal, quiet = false) {
    this.#terminal = terminal
    this.#quiet = quiet
    this.#next = performance.now() + (terminal.live ? SILENT_MS : PLAIN_EVERY_MS)
  }

  /** `share` of a file of `size` bytes has been read. */
  at(file: string, share: number, size: number): void {
    const time = performance.now()
    if (file !== this.#file) {
      this.#file = file
      this.#since = time
      this.#from = share
    }
    if (this.#quiet || time < this.#next) return
    const { live, errColumns } = this.#terminal
    this.#next = time + (live ? LIVE_EVERY_MS : PLAIN_EVERY_MS)
    const line = this.#line(basename(file), Math.min(1, share), size, (time - this.#since) / 1000)
    if (!live) {
      this.#terminal.err(`${line}\n`)
      return
    }
    this.#shown = Math.min(WIDTH, errColumns - 1)
    this.#terminal.err(`\r${padEnd(cut(line, this.#shown), this.#shown)}`)
  }

  #line(name: string, share: number, size: number, seconds: number): string {
    const done = share - this.#from
    const told = `reading ${name} ${percent(share)}`
    if (done <= 0 || seconds <= 0) return told
    const left = Math.max(1, Math.round(((1 - share) / done) * seconds))
    return `${told}, ${quantity((done * size) / seconds, 'B/s')}, ${duration(left)} left`
  }

  /** The line is wiped: what follows begins on an empty one. */
  end(): void {
    if (this.#shown > 0) this.#terminal.err(`\r${' '.repeat(this.#shown)}\r`)
    this.#shown = 0
  }
}
