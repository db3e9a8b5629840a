import { dueTolerance, type TransferSpec } from '../../sim/flow/index.ts'
import { waterFilling } from './water-filling.ts'

interface NaiveTransfer {
  readonly sequence: number
  readonly spec: TransferSpec
  readonly limited: number[]
  left: number
  cap: number
  weight: number
  rate: number
  limiter: number
}

/** The simulation that one writes first: bytes left and rate per transfer, everything visited at each change. */
export class NaiveNetwork {
  readonly capacities: number[] = []
  readonly use: number[] = []
  readonly carried: number[] = []
  readonly saturatedTime: number[] = []
  readonly transfers: Map<number, NaiveTransfer> = new Map()
  #sequence = 0
  #now = 0

  addResource(capacity: number): number {
    this.use.push(0)
    this.carried.push(0)
    this.saturatedTime.push(0)
    return this.capacities.push(capacity) - 1
  }

  start(spec: TransferSpec, now: number): number {
    this.advance(now)
    const { bytes: left, cap, weight } = spec
    const limited = new Array<number>(spec.path.length + 1).fill(0)
    const sequence = this.#sequence++
    this.transfers.set(sequence, { sequence, spec, limited, left, cap, weight, rate: 0, limiter: -1 })
    return sequence
  }

  stop(sequence: number, now: number): NaiveTransfer {
    this.advance(now)
    const transfer = this.transfers.get(sequence)!
    this.transfers.delete(sequence)
    return transfer
  }

  share(now: number): void {
    this.advance(now)
    const transfers = [...this.transfers.values()]
    const flows = transfers.map(({ spec, cap, weight }) => ({ path: spec.path, cap, weight }))
    const { rates, limiters } = waterFilling(this.capacities, flows)
    this.use.fill(0)
    transfers.forEach((t, i) => {
      t.rate = rates[i]!
      t.limiter = limiters[i]!
      for (const { resource, coefficient } of t.spec.path)
        this.use[resource] = this.use[resource]! + t.rate * coefficient
    })
  }

  isSaturated(r: number): boolean {
    const crossed = [...this.transfers.values()].some((t) => t.spec.path.some((hop) => hop.resource === r))
    return crossed && this.capacities[r]! < Infinity && this.use[r]! >= 0.999 * this.capacities[r]!
  }

  nextDue(): number {
    return Math.min(Infinity, ...[...this.transfers.values()].map((t) => this.#due(t)))
  }

  /** The sequences of those that end, in order. */
  takeDue(now: number, slack = 0): NaiveTransfer[] {
    const until = now + dueTolerance(now) + slack
    const due = [...this.transfers.values()].filter((t) => this.#due(t) <= until)
    this.advance(now)
    for (const t of due) this.transfers.delete(t.sequence)
    return due
  }

  advance(now: number): void {
    const dt = now - this.#now
    this.#now = now
    if (dt <= 0) return
    this.capacities.forEach((_, r) => {
      if (this.isSaturated(r)) this.saturatedTime[r] = this.saturatedTime[r]! + dt
      this.carried[r] = this.carried[r]! + this.use[r]! * dt
    })
    for (const t of this.transfers.values()) {
      t.left = Math.max(0, t.left - t.rate * dt)
      const index = t.limiter < 0 ? t.spec.path.length : t.limiter
      t.limited[index] = t.limited[index]! + dt
    }
  }

  #due(t: NaiveTransfer): number {
    return t.rate > 0 ? this.#now + t.left / t.rate : Infinity
  }
}
