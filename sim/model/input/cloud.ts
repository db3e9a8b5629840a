import type { Distribution } from '../../kernel/index.ts'
import type { Bytes, BytesPerSecond, Seconds } from '../../units.ts'

/** Cloud Connect: tenants that reach the provider's repositories and hosts through cloud gateways. */
export interface Cloud {
  /** How a task picks one of the gateways that its session may use. */
  readonly balance: 'least-connections' | 'ordered'
  /** What a task does when its cloud gateway is lost: go on through another one of its list, or fail. */
  readonly gatewayLoss: 'failover' | 'fail'
  /** Bandwidth of cloud gateways: equal shares for active tenants, then for their tasks; or for all tasks. */
  readonly sharing: 'per-tenant-then-task' | 'per-task'
  /** In file order, counted entries expanded; unique names. */
  readonly tenants: readonly Tenant[]
}

export interface Tenant {
  readonly name: string
  /** Its line to the provider, towards it and back; drawn once per replication. */
  readonly uplink: { readonly up: Distribution; readonly down: Distribution }
  /** One way between the tenant and cloud gateways, >= 0; drawn once per replication. */
  readonly latency: Distribution
  /** Tasks at once, >= 1; counts instead of the slots of repositories (CC:data_encryption_and_throttling). */
  readonly maxTasks: number
  /** Shared by its tasks, in wire bytes; Infinity = none. */
  readonly bandwidthLimit: BytesPerSecond
  /** Cloud gateways that it may use, in order of listing; never empty. Pools and layout are resolved. */
  readonly gateways: readonly string[]
  /** Those outside of all pools that it may use when none of its own takes work (CC:tenant_failover). */
  readonly outside?: readonly string[]
  /** Bytes that it may keep, over all repositories; `used` at t = 0 besides its simulated chains. */
  readonly quota?: { readonly limit: Bytes; readonly used: Bytes }
  /** From this instant on (may lie before 0) nothing of its is served. */
  readonly leaseUntil?: Seconds
}
