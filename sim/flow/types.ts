import type { Bytes, BytesPerSecond, Seconds } from '../units.ts'

/** Names a resource of one network; reused after the resource was removed. */
export type ResourceId = number

/** Names a transfer in progress; reused after the transfer ended or was stopped. */
export type TransferId = number

/** One resource on the way of a transfer. */
export interface Hop {
  readonly resource: ResourceId
  /** Bytes that this resource carries for one source byte, > 0. */
  readonly coefficient: number
}

export interface TransferSpec {
  /** In the order of the way; a resource occurs at most once. */
  readonly path: readonly Hop[]
  /** Source bytes to go, > 0. */
  readonly bytes: Bytes
  /** The transfer's own limit in source bytes per second, >= 0; `Infinity` = none. */
  readonly cap: BytesPerSecond
  /** Share relative to others at the same bottleneck, > 0; usually 1. */
  readonly weight: number
}

/** What is known of a transfer when it leaves the network, finished or stopped. */
export interface TransferEnd {
  readonly id: TransferId
  /** Source bytes still to go; 0 for a finished transfer. */
  readonly left: Bytes
  /**
   * Seconds in which each resource of the path limited it, by index into the path; the last entry (index =
   * length of the path) is the time at its own cap. They add up to the time it took part in the sharing.
   */
  readonly limited: Float64Array
}

export interface NetworkListener {
  /** Called from within `share`, after all rates of the instant are set, in ascending order of resources. */
  saturationChanged?(resource: ResourceId, saturated: boolean, now: Seconds): void
}
