/** What a replication tells of its tenants: how many, and those that got least of their lines. */
import type { TenantRecord } from '../model/index.ts'

/** Below this share of what its line and its limit allow a tenant counts as held back by something else. */
export const HELD_BACK = 0.9
/** Kept of a replication; thousands of tenants are in tenants.csv. */
const MOST_KEPT = 8

export interface TenantsFound {
  readonly count: number
  /** As the tenant sees it, and as the provider does. */
  readonly failed: number
  readonly failedAtProvider: number
  readonly heldBack: number
  /** Of those held back the ones with the smallest share, smallest first. */
  readonly worst: readonly TenantRecord[]
}

export class TenantBook {
  #count = 0
  #failed = 0
  #failedAtProvider = 0
  #heldBack = 0
  #worst: TenantRecord[] = []

  add(record: TenantRecord): void {
    const { tenantResult, providerResult, share } = record
    this.#count++
    if (tenantResult === 'Failed') this.#failed++
    if (providerResult === 'Failed') this.#failedAtProvider++
    if (share === undefined || share >= HELD_BACK) return
    this.#heldBack++
    this.#worst.push(record)
    this.#worst.sort((a, b) => a.share! - b.share!).splice(MOST_KEPT)
  }

  /** undefined: no tenants. */
  found(): TenantsFound | undefined {
    if (this.#count === 0) return undefined
    return {
      count: this.#count,
      failed: this.#failed,
      failedAtProvider: this.#failedAtProvider,
      heldBack: this.#heldBack,
      worst: this.#worst,
    }
  }
}
