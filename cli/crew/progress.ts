/** How far the work is (nothing without a terminal), on standard error: one line that changes on a terminal, a line now and then elsewhere. */
import { cut, duration, padEnd } from '../../output/index.ts'
import type { Terminal } from '../terminal.ts'

/** Shorter runs need no progress. */
const SILENT_MS = 1000
const LIVE_EVERY_MS = 200
const PLAIN_EVERY_MS = 15_000

export class Progress {
  readonly #terminal: Terminal | undefined
  readonly #what: string
  #total: number
  readonly #started: number = performance.now()
  /** Taken over from an interrupted run: it took no time. */
  readonly #doneBefore: number
  #done: number
  #next: number
  /** Columns of the line that stands there; 0: none. */
  #shown = 0

  constructor(
    terminal: Terminal | undefined,
    total: number,
    doneBefore: number,
    what: string = 'replications',
  ) {
    this.#terminal = terminal
    this.#what = what
    this.#total = total
    this.#doneBefore = doneBefore
    this.#done = doneBefore
    this.#next = this.#started + (terminal?.live === true ? SILENT_MS : PLAIN_EVERY_MS)
  }

  /** How many there will be, as far as is known by now. */
  expect(total: number): void {
    this.#total = total
  }

  /** One more is over. */
  finished(): void {
    this.#done++
  }

  /** So many are over in all. */
  reach(done: number): void {
    this.#done = done
  }

  /**
   * `part`: how much is over of those that are being run, summed. `now`: the virtual time that was reached, if it is
   * one only.
   */
  at(part: number, now?: number): void {
    const time = performance.now()
    if (this.#terminal === undefined || time < this.#next) return
    const { live } = this.#terminal
    this.#next = time + (live ? LIVE_EVERY_MS : PLAIN_EVERY_MS)
    const line = this.#line(part, now, (time - this.#started) / 1000)
    if (live) this.#show(line)
    else this.#terminal.err(`${line}\n`)
  }

  /** The changing line is wiped: what follows begins on an empty one. */
  end(): void {
    if (this.#shown > 0) this.#terminal?.err(`\r${' '.repeat(this.#shown)}\r`)
    this.#shown = 0
  }

  #show(line: string): void {
    // The last column stays free: some terminals go on to the next line when it is filled.
    const width = Math.max(20, Math.min(100, this.#terminal!.errColumns) - 1)
    this.#terminal!.err(`\r${padEnd(cut(line, width), width)}`)
    this.#shown = width
  }

  #line(part: number, now: number | undefined, seconds: number): string {
    const done = this.#done
    const work = done - this.#doneBefore + part
    const left = work > 0 ? ((this.#total - done - part) / work) * seconds : undefined
    const rate = work / seconds
    const pace = rate >= 1 ? `${rate.toFixed(1)}/s` : `${duration(1 / Math.max(rate, 1e-9))} each`
    const parts = [`${done}/${this.#total} ${this.#what}`]
    if (now !== undefined) parts.push(`virtual time ${duration(now)}`)
    if (work > 0) parts.push(pace)
    if (left !== undefined) parts.push(`${duration(Math.max(1, Math.round(left)))} left`)
    return parts.join(', ')
  }
}
