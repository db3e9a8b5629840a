import type { Bytes, BytesPerSecond, Seconds } from '../units.ts'
import type { Placed } from './heap.ts'
import type { TransferId } from './types.ts'

/** Where a transfer stands: not yet in the sharing, on its route's potential, or at its own cap. */
export const Standing = { waiting: 0, shared: 1, capped: 2 } as const
export type Standing = (typeof Standing)[keyof typeof Standing]

/** What a transfer must know of its route. */
export interface Levelled {
  level(): number
}

/**
 * A transfer in progress on a route R (`Transfer` in route.ts). The records are pooled: an ended transfer's record serves the next start.
 *
 * Here and in `Route` and `Resource` numbers that may be fractions are born as NaN. V8 keeps a field that has
 * seen whole numbers only in another shape than one with fractions; 10^5 records that change shape one by one
 * threw the optimised code away some hundred times and cost a factor of three (bench: tgr F=1e5).
 */
export class TransferOn<R extends Levelled, L = unknown> implements Placed {
  readonly id: TransferId
  /** Place in the heap of finish tags of its route, or in the network's heap of due instants. */
  place = -1
  inProgress = false
  /** Order of starts: decides ties. */
  sequence = 0
  route!: R
  coefficients: Float64Array = new Float64Array(0)
  weight: number = NaN
  cap: BytesPerSecond = NaN
  /** The line that it crosses, at which place of its path and with how many bytes per source byte; see line.ts. */
  line: L | undefined = undefined
  lineAt = -1
  lineCoefficient: number = NaN
  /** Its own cap, which its share of the line may lower; the latter is in force when `byLine`. */
  ownCap: BytesPerSecond = NaN
  byLine = false
  /** Source bytes to go when it joined its line. */
  atJoin: Bytes = NaN
  /** cap / weight: the level from which on it runs at its cap. */
  threshold: number = NaN
  standing: Standing = Standing.waiting
  /** Shared: the coordinate of its route at which it is done. */
  tag: number = NaN
  /** Waiting or capped: source bytes to go at the instant `anchor`. */
  left: Bytes = NaN
  anchor: Seconds = NaN
  /** Waiting: its rate as of the last share. */
  lastRate: BytesPerSecond = NaN
  /**
   * Seconds limited by each resource of the route, then by its line if it has one, then by its own cap. See
   * `LimitingTimes.toggle`: integral minus start while running, sum of seconds while not.
   */
  limited: Float64Array = new Float64Array(0)

  constructor(id: TransferId) {
    this.id = id
  }

  /** Ready for a path of this length. Arrays stay with the record: young ones that survive are dear to collect. */
  clear(length: number, line: L | undefined): void {
    const places = length + (line === undefined ? 1 : 2)
    if (this.coefficients.length !== length) this.coefficients = new Float64Array(length)
    if (this.limited.length === places) this.limited.fill(0)
    else this.limited = new Float64Array(places)
    this.line = line
    this.byLine = false
    this.standing = Standing.waiting
    this.lastRate = 0
  }

  rate(): BytesPerSecond {
    if (this.standing === Standing.capped) return this.cap
    return this.standing === Standing.shared ? this.weight * this.route.level() : this.lastRate
  }

  /** Source bytes to go while waiting or capped. */
  leftAtCap(now: Seconds): Bytes {
    if (this.standing !== Standing.capped || !(now > this.anchor)) return this.left
    return Math.max(0, this.left - this.cap * (now - this.anchor))
  }

  /** Place in `limited` of the cap in force. */
  capPlace(): number {
    return this.limited.length - (this.byLine ? 2 : 1)
  }

  /** Seconds at a cap: the sum becomes "now - sum" on entering the cap and a sum again on leaving it. */
  toggleCapped(now: Seconds): void {
    const place = this.capPlace()
    this.limited[place] = now - this.limited[place]!
  }
}
