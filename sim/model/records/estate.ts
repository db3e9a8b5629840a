/** Facts of what served the work and of who asked for it: gateways, resources, flows, tenants, outages. */
import type { Bytes, BytesPerSecond, Seconds, Share } from '../../units.ts'
import type { Direction, Operation, Result, Stage } from '../vocabulary.ts'

/** Everything over [warmup, horizon] unless a field says otherwise; counts and bytes of measured sessions to their end. */
export interface GatewayRecord {
  readonly gateway: string
  readonly kind: 'server' | 'cloud'
  readonly site: string
  readonly roles: readonly string[]
  readonly tasks: number
  readonly fallbackTasks: number
  readonly syntheticTasks: number
  /** Of cloud gateways. */
  readonly tenants: number | undefined
  readonly bytesIn: Bytes
  readonly bytesOut: Bytes
  /** Bytes in of tasks whose machine failed in that attempt. */
  readonly bytesWasted: Bytes
  readonly meanTasks: number
  readonly peakTasks: number
  readonly peakConnections: number
  /** The busier direction. */
  readonly nicUtilisation: Share | undefined
  readonly computeUtilisation: Share | undefined
  /** undefined without a slot limit. */
  readonly slotUtilisation: Share | undefined
  readonly saturatedSeconds: Seconds
  readonly saturatedShare: Share
  readonly overCommittedSeconds: Seconds
  readonly downSeconds: Seconds
  readonly availability: Share
  readonly losses: number
}

export type ResourceKind = 'server' | 'link' | 'repository' | 'datastore' | 'uplink'

export interface ResourceRecord {
  readonly resource: string
  readonly kind: ResourceKind
  readonly site: string
  readonly roles: readonly string[]
  /** Servers: NIC in and out; links: from the first to the second site and back; stores: written and read. */
  readonly bytesIn: Bytes
  readonly bytesOut: Bytes
  readonly meanTasks: number
  readonly peakTasks: number
  readonly inUtilisation: Share | undefined
  readonly outUtilisation: Share | undefined
  readonly computeUtilisation: Share | undefined
  readonly slotUtilisation: Share | undefined
  /** Share of the backup server's compute spent in control work. */
  readonly controlUtilisation: Share | undefined
  readonly saturatedSeconds: Seconds
  readonly saturatedShare: Share
  readonly downSeconds: Seconds
  readonly availability: Share
}

export interface FlowRecord {
  readonly gateway: string
  readonly kind: 'server' | 'cloud'
  readonly tenant: string | undefined
  readonly repository: string
  readonly direction: Direction
  readonly operation: Operation
  readonly tasks: number
  readonly bytesIn: Bytes
  readonly bytesOut: Bytes
}

/** One tenant over the measured period: counts and bytes of measured sessions to their end. */
export interface TenantRecord {
  readonly tenant: string
  /** Of the connected part of the graph that it belongs to. */
  readonly layout: string
  /** Cloud gateways that it may use. */
  readonly gateways: number
  /** Task attempts and those that failed. */
  readonly tasks: number
  readonly failed: number
  /** Transferred. */
  readonly bytes: Bytes
  /** bytes / seconds in which at least one of its tasks transferred; undefined without a transfer. */
  readonly meanRate: BytesPerSecond | undefined
  /** Worst of its sessions; undefined without one. */
  readonly tenantResult: Result | undefined
  readonly providerResult: Result | undefined
  readonly bytesUp: Bytes
  readonly bytesDown: Bytes
  readonly goodBytes: Bytes
  /** Sum over its tasks. */
  readonly waitSeconds: Seconds
  /** Bytes kept at the end of the run. */
  readonly quotaUsed: Bytes
  /** meanRate as a share of what its line and its limit allow (docs/assumptions.md); undefined where nothing limits it. */
  readonly share: Share | undefined
  /** Stage that limited its transfers longest. */
  readonly limitedBy: Stage | undefined
}

export interface LoadRecord {
  /** Start of the bucket. */
  readonly time: Seconds
  /** A gateway, or any other resource that saturated during the run. */
  readonly gateway: string
  /** Time averages over the bucket. */
  readonly tasks: number
  readonly bytesInPerSecond: BytesPerSecond
  readonly bytesOutPerSecond: BytesPerSecond
  /** The most used of its parts. */
  readonly utilisation: Share | undefined
  readonly saturated: Share
  readonly down: Share
}

export interface OutageRecord {
  readonly target: string
  readonly kind: 'outage' | 'connection-loss' | 'maintenance' | 'drill'
  readonly start: Seconds
  /** Infinity: never repaired. */
  readonly end: Seconds
  /** Running or waiting tasks that ended because of it, and suspended tasks that went on. */
  readonly tasksLost: number
  readonly tasksResumed: number
  readonly sessionsFailed: number
  readonly tenantsAffected: number
}
