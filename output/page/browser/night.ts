/** One run as pictures see it: its tables by name, and its axis of time. */
import type { PageRun, PageTable, PageTableName } from '../facts.ts'
import { Rows } from './rows.ts'

const NONE: PageTable = { file: '', rows: 0, columns: [] }

export class Night {
  readonly run: PageRun
  /** The wall clock at t = 0, in milliseconds as if it were UTC: axes of time show wall clocks. */
  readonly start: number
  /** Seconds from the start to the end of the last row of load.csv; 0 without one. */
  readonly horizon: number
  /** Seconds that a row of load.csv stands for. */
  readonly bucket: number
  readonly #rows = new Map<PageTableName, Rows>()

  /** Seconds between two rows of a gateway are not always those of a bucket: the clock was set forward or back. */
  readonly clockChanges: boolean

  /** `bucket`: seconds of a row of load.csv where they were asked for. */
  constructor(run: PageRun, bucket?: number) {
    this.run = run
    this.start = Date.parse(`${run.start.replace(' ', 'T')}Z`)
    const times = timesOf(this.rows('load'))
    const [first = 0, second = first] = times
    this.bucket = bucket ?? second - first
    this.horizon = times.length === 0 ? 0 : Math.max(...times) + this.bucket
    this.clockChanges = times.some((time, i) => i > 0 && time - times[i - 1]! !== this.bucket)
  }

  /** Without rows where the run has no such table. */
  rows(name: PageTableName): Rows {
    let rows = this.#rows.get(name)
    if (rows === undefined) {
      rows = new Rows(this.run.tables[name] ?? NONE)
      this.#rows.set(name, rows)
    }
    return rows
  }

  /** A place on an axis of time. */
  at(seconds: number): number {
    return this.start + seconds * 1000
  }

  /** `2026-01-05 22:15`. */
  clock(seconds: number): string {
    return new Date(this.at(seconds)).toISOString().slice(0, 16).replace('T', ' ')
  }

  /** `22:15`, or with its day where the run is longer than one, or over by then. */
  moment(seconds: number): string {
    const text = this.clock(seconds)
    return Math.max(this.horizon, seconds) > 86_400 ? text.slice(5) : text.slice(11)
  }
}

/** Of the first gateway, in order: all have the same. */
function timesOf(load: Rows): readonly number[] {
  const [first] = load.texts('gateway')
  return load
    .places()
    .filter((row) => load.text('gateway', row) === first)
    .map((row) => load.number('time', row)!)
}
