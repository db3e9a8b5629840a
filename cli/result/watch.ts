/** How far the reading of a large table is, on standard error, when it takes more than a moment. */
import { basename } from 'node:path'
import { cut, padEnd, percent } from '../../output/index.ts'
import type { Terminal } from '../terminal.ts'

/** Shorter reading needs no progress. */
const SILENT_MS = 1000
const EVERY_MS = 200
/** `reading decisions.csv >99.9 %` has room. */
const WIDTH = 40

export class Watch {
  readonly #terminal: Terminal
  readonly #quiet: boolean
  #next: number = performance.now() + SILENT_MS
  #shown = false

  constructor(terminal: Terminal, quiet = false) {
    this.#terminal = terminal
    this.#quiet = quiet
  }

  /** `share` of a file has been read. */
  at(file: string, share: number): void {
    const time = performance.now()
    if (this.#quiet || !this.#terminal.live || time < this.#next) return
    this.#next = time + EVERY_MS
    const width = Math.min(WIDTH, this.#terminal.columns - 1)
    this.#terminal.err(
      `\r${padEnd(cut(`reading ${basename(file)} ${percent(Math.min(1, share))}`, width), width)}`,
    )
    this.#shown = true
  }

  /** The line is wiped: what follows begins on an empty one. */
  end(): void {
    if (this.#shown) this.#terminal.err(`\r${' '.repeat(Math.min(WIDTH, this.#terminal.columns - 1))}\r`)
    this.#shown = false
  }
}
