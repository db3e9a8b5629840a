/** What a report on tenants tells, as plain facts read back from a result folder: `--json` prints them as they are. */
import type { CountedWords, InWords, RunFacts } from '../explain/facts.ts'
import type { CloudGateways } from '../result.ts'

/** A row of tenants.csv: only the provider sees all of them. */
export interface TenantRow {
  readonly tenant: string
  readonly layout: string
  readonly gateways: number
  readonly tasks: number
  readonly failed: number
  readonly bytes: number
  readonly meanRate: number | undefined
  readonly tenantResult: string | undefined
  readonly providerResult: string | undefined
  readonly bytesUp: number
  readonly bytesDown: number
  readonly goodBytes: number
  readonly waitSeconds: number
  readonly quotaUsed: number
  /** Of what its line and its limit allow. */
  readonly share: number | undefined
  readonly limitedBy: string | undefined
}

export interface ProviderReport {
  readonly about: 'tenants'
  readonly run: RunFacts
  /** undefined: written by a version that did not say. */
  readonly layout: string | undefined
  /** undefined: likewise. */
  readonly cloudGateways: CloudGateways | undefined
  /** Worst first. */
  readonly tenants: readonly TenantRow[]
}

/**
 * A tenant's own view. "The cloud infrastructure deployed on the SP side is hidden from tenants. Tenants know only about cloud
 * repositories and/or cloud hosts" (Cloud Gateway): no other name of the provider's side may be in it, nor that of a variant,
 * a folder or the scenario, which the provider chose.
 */
export interface TenantReport {
  readonly about: 'tenant'
  readonly tenant: string
  /** The wall clock as the run began. */
  readonly start: string
  readonly replication: number
  readonly replications: number
  readonly result: string | undefined
  readonly tasks: number
  readonly failed: number
  readonly sentBytes: number
  readonly receivedBytes: number
  /** Of machines that ended well. */
  readonly goodBytes: number
  readonly keptBytes: number
  readonly meanRate: number | undefined
  readonly lineShare: number | undefined
  readonly limitedBy: string | undefined
  readonly waitSeconds: number
  readonly waits: readonly CountedWords[]
  readonly reasons: readonly CountedWords[]
  readonly jobs: readonly TenantJob[]
  readonly sessions: readonly TenantSession[]
  readonly machines: readonly TenantMachine[]
  readonly stores: readonly TenantStore[]
}

export interface TenantJob {
  readonly job: string
  readonly jobType: string
  readonly sessions: number
  readonly failed: number
  readonly readBytes: number
  readonly transferredBytes: number
}

export interface TenantSession {
  /** `offsite#3`. */
  readonly session: string
  readonly jobType: string
  readonly start: string
  readonly end: string
  readonly durationSeconds: number
  readonly result: string | undefined
  readonly firstResult: string | undefined
  readonly reason: InWords | undefined
  readonly attempts: number
  readonly machines: number
  readonly machinesFailed: number
  readonly tasks: number
  readonly tasksFailed: number
  readonly readBytes: number
  readonly transferredBytes: number
  readonly goodBytes: number
  readonly waitSeconds: number
  readonly limitedBy: string | undefined
  readonly missedWindow: boolean | undefined
}

export interface TenantMachine {
  readonly job: string
  readonly machine: string
  readonly tasks: number
  readonly failed: number
  readonly readBytes: number
  readonly transferredBytes: number
  readonly waitSeconds: number
  /** Of its latest attempt. */
  readonly lastResult: string | undefined
}

export interface TenantStore {
  readonly name: string
  readonly kind: 'cloud repository' | 'cloud host'
  readonly tasks: number
  readonly failed: number
  readonly sentBytes: number
  readonly receivedBytes: number
}
