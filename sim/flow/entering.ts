/** Transfers that were started or changed since the last share: they wait to enter the sharing at the next one. */
import type { BytesPerSecond, Seconds } from '../units.ts'
import type { Completions } from './completions.ts'
import type { Component } from './component.ts'
import type { Transfer } from './route.ts'
import { Standing } from './transfer.ts'

export class Entering {
  readonly waiting: Transfer[] = []
  readonly #component: Component
  readonly #completions: Completions

  constructor(component: Component, completions: Completions) {
    this.#component = component
    this.#completions = completions
  }

  change(
    transfer: Transfer,
    cap: BytesPerSecond,
    weight: number,
    now: Seconds,
    byLine: boolean = transfer.byLine,
  ): void {
    if (cap === transfer.cap && weight === transfer.weight && byLine === transfer.byLine) return
    if (transfer.standing !== Standing.waiting) {
      this.detach(transfer, now)
      this.waiting.push(transfer)
    }
    transfer.byLine = byLine
    transfer.cap = cap
    transfer.weight = weight
    transfer.threshold = cap / weight
  }

  /** Out of heaps and loads, or of those that wait; its bytes are settled. */
  detach(transfer: Transfer, now: Seconds): void {
    this.#component.touchRoute(transfer.route)
    if (transfer.standing === Standing.waiting) {
      const index = this.waiting.indexOf(transfer)
      this.waiting.splice(index, 1)
    } else {
      this.#completions.remove(transfer, now)
      transfer.route.leave(transfer)
    }
  }
}
