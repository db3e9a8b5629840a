/**
 * The book of nights. A session belongs to the night of its start and may end after it, so that a night is only
 * complete when the run is over.
 *
 * A night has a row and gives observations when at least one measured session started in it. A night that only
 * closed (a NightRecord without sessions) says nothing about a run of the jobs: a weekend without starts would
 * otherwise count as a perfect window, and nights of the warm-up would come back through their records.
 */
import { type Algorithm, type NightRecord, type SessionRecord, TYPES } from '../model/index.ts'
import type { Bytes, Seconds } from '../units.ts'
import { Series, SplitSeries } from './series.ts'

/**
 * A row of nights.csv: the sums of the sessions that started in the night and count in its backup window; of all where
 * none of them does.
 */
export interface NightRow {
  /** Days since 1970-01-01 of the local date on which it began. */
  readonly night: number
  /** The most common of its sessions; of equally common ones the heavier, in the order of ALGORITHMS. */
  readonly algorithm: Algorithm
  readonly sessions: number
  /** Machine-runs and those that failed in the end. */
  readonly machines: number
  readonly machinesFailed: number
  /** Transferred. */
  readonly bytes: Bytes
  /** Of the sessions that count in the backup window; undefined without one. */
  readonly firstStart: Seconds | undefined
  readonly lastEnd: Seconds | undefined
  /** lastEnd - firstStart; up to the stop where a session was stopped. */
  readonly backupWindowSeconds: Seconds | undefined
  /** Sessions that missed their window. */
  readonly windowMisses: number
  /** Machines without a recent good point, and most tasks at once; undefined when the night did not end within the run. */
  readonly rpoMisses: number | undefined
  readonly peakTasks: number | undefined
}

const ALGORITHMS: readonly Algorithm[] = [
  'full',
  'fixed',
  'increment',
  'synthetic-full',
  'transform',
  'merge',
]

/** From the first start to the last end of some sessions. */
class Span {
  first: Seconds | undefined
  last: Seconds | undefined
  stopped = false

  add({ start, end, stopped }: SessionRecord): void {
    this.first = Math.min(this.first ?? start, start)
    this.last = Math.max(this.last ?? end, end)
    this.stopped ||= stopped
  }

  get length(): Seconds | undefined {
    return this.first === undefined || this.last === undefined ? undefined : this.last - this.first
  }
}

/** Sums over some sessions. */
class Sums {
  sessions = 0
  machines = 0
  machinesFailed = 0
  bytes = 0
  readonly span: Span = new Span()
  private readonly algorithms = new Map<Algorithm, number>()

  add(session: SessionRecord): void {
    this.sessions++
    this.machines += session.machines
    this.machinesFailed += session.machinesFailed
    this.bytes += session.transferredBytes
    this.algorithms.set(session.algorithm, (this.algorithms.get(session.algorithm) ?? 0) + 1)
    this.span.add(session)
  }

  get algorithm(): Algorithm {
    const count = (it: Algorithm): number => this.algorithms.get(it) ?? 0
    return ALGORITHMS.reduce((best, it) => (count(it) > count(best) ? it : best))
  }
}

class Night {
  /** Of the sessions that count in the backup window, and of all. */
  readonly window: Sums = new Sums()
  readonly all: Sums = new Sums()
  windowMisses = 0

  add(session: SessionRecord): void {
    if (session.missedWindow === true) this.windowMisses++
    this.all.add(session)
    if (session.scheduled && TYPES[session.jobType].inBackupWindow) this.window.add(session)
  }

  /** A night is about its backups; one without is about what there was. */
  get main(): Sums {
    return this.window.sessions > 0 ? this.window : this.all
  }
}

export class NightBook {
  readonly #nights = new Map<number, Night>()
  readonly #ends = new Map<number, NightRecord>()

  session(record: SessionRecord): void {
    let night = this.#nights.get(record.night)
    if (night === undefined) {
      night = new Night()
      this.#nights.set(record.night, night)
    }
    night.add(record)
  }

  night(record: NightRecord): void {
    this.#ends.set(record.night, record)
  }

  /** In order of date. */
  rows(): readonly NightRow[] {
    return this.#inOrder().map(([number, night]) => {
      const end = this.#ends.get(number)
      return {
        night: number,
        algorithm: night.main.algorithm,
        sessions: night.main.sessions,
        machines: night.main.machines,
        machinesFailed: night.main.machinesFailed,
        bytes: night.main.bytes,
        firstStart: night.window.span.first,
        lastEnd: night.window.span.last,
        backupWindowSeconds: night.window.span.length,
        windowMisses: night.windowMisses,
        rpoMisses: end?.rpoMisses,
        peakTasks: end?.peakTasks,
      }
    })
  }

  /** The metrics observed once per night. */
  series(): readonly (readonly [string, Series])[] {
    const backupWindow = new SplitSeries('backupWindow')
    const all = new Series()
    const rpoMisses = new Series()
    for (const [number, night] of this.#inOrder()) {
      const window = night.window.span
      const everything = night.all.span
      if (window.length !== undefined) {
        backupWindow.add(night.main.algorithm, window.length, window.stopped ? Infinity : window.length)
      }
      if (everything.length !== undefined) {
        all.add(everything.length, everything.stopped ? Infinity : everything.length)
      }
      const end = this.#ends.get(number)
      if (end !== undefined && end.machines > 0) rpoMisses.add(end.rpoMisses / end.machines)
    }
    return [...backupWindow.entries(), ['backupWindow.all', all], ['rpoMisses', rpoMisses]]
  }

  #inOrder(): readonly (readonly [number, Night])[] {
    return [...this.#nights].sort(([a], [b]) => a - b)
  }
}
