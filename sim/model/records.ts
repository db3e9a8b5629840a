/**
 * Facts that leave the world. One flat record per thing that happened; times in virtual seconds, volumes in
 * bytes, rates in bytes/s, booleans as such, `undefined` where unknown or not applicable. The model states
 * facts; means, shares over replications and intervals are made above it.
 *
 * Field names are the columns of docs/outputs.md; tables print them in that order.
 */
import type { Bytes, BytesPerSecond, Seconds, Share } from '../units.ts'
import type { JobType } from './input/index.ts'
import type { Algorithm, Direction, Operation, Reason, Result, Stage, WaitCause } from './vocabulary.ts'

export interface TaskRecord {
  /** `<job>#<k>`, k counts opened sessions of the job from 1. */
  readonly session: string
  readonly job: string
  readonly jobType: JobType
  /** Whose job it is; undefined: the provider's own. `job` is bare then, `session` is `<tenant>/<job>#<k>`. */
  readonly tenant: string | undefined
  readonly machine: string
  /** From 1. */
  readonly disk: number
  /** From 1. */
  readonly attempt: number
  readonly operation: Operation
  readonly algorithm: Algorithm
  readonly proxy: string | undefined
  readonly gateway: string | undefined
  /** The cloud gateway that carried it last, and all in order. */
  readonly cloudGateway: string | undefined
  readonly cloudGateways: readonly string[]
  readonly repository: string
  /** `manual`, `direct-attached` or a row of the table (`A1`); undefined when none was chosen. */
  readonly rule: string | undefined
  /** true when the gateway was not the first option of its rule. */
  readonly fallback: boolean
  /** Night of the session, see nightOf(). */
  readonly night: number
  readonly queued: Seconds
  /** Slots taken; undefined if it never started. */
  readonly start: Seconds | undefined
  readonly end: Seconds
  readonly waitSeconds: Seconds
  /** Cause with the longest wait; undefined when it did not wait. */
  readonly waitedFor: WaitCause | undefined
  /** Seconds waited per cause, in the order of WAIT_CAUSES. */
  readonly waits: readonly Seconds[]
  /** end - start, overhead and suspension included; 0 if it never started. */
  readonly durationSeconds: Seconds
  readonly transferSeconds: Seconds
  readonly suspendedSeconds: Seconds
  readonly resumes: number
  readonly processedBytes: Bytes
  /** Source bytes actually read (less than planned when it failed). */
  readonly readBytes: Bytes
  readonly transferredBytes: Bytes
  readonly gatewayBytesIn: Bytes
  readonly gatewayBytesOut: Bytes
  readonly repositoryReadBytes: Bytes
  readonly repositoryWrittenBytes: Bytes
  /** readBytes / transferSeconds; undefined without a transfer. */
  readonly rateBytesPerSecond: BytesPerSecond | undefined
  /** undefined: unfinished. */
  readonly result: Result | undefined
  readonly reason: Reason | undefined
  /** Stage with the largest share of `limited`; undefined without a transfer. */
  readonly bottleneck: Stage | undefined
  /** Shares of transfer time per stage, in the order of STAGES, summing to 1; undefined without a transfer. */
  readonly limited: readonly Share[] | undefined
  /** Utilisation of the most used resource per busy stage, in the order of BUSY_STAGES; undefined without a transfer. */
  readonly busy: readonly (Share | undefined)[] | undefined
  readonly veeamBottleneck: Stage | undefined
  readonly sourceMover: string | undefined
  readonly targetMover: string | undefined
  readonly direction: Direction
  /** Fast clone (or virtual synthetic) was effective; undefined when it does not apply. */
  readonly fastClone: boolean | undefined
  /** Seconds spent in control work before its data flowed. */
  readonly controlSeconds: Seconds
}

export interface SessionRecord {
  readonly session: string
  readonly job: string
  readonly jobType: JobType
  readonly tenant: string | undefined
  readonly night: number
  readonly start: Seconds
  readonly end: Seconds
  readonly durationSeconds: Seconds
  /** undefined: unfinished. */
  readonly result: Result | undefined
  readonly firstResult: Result | undefined
  /** Of tenants: what the provider's console shows (causes of the tenant's own count as Success). */
  readonly providerResult: Result | undefined
  /** Of the first machine that failed in the end. */
  readonly reason: Reason | undefined
  /** All attempts, the first included. */
  readonly attempts: number
  /** Machine-runs and those that failed in the end (docs/model.md 9); none for rescans and health checks. */
  readonly machines: number
  readonly machinesFailed: number
  /** Machine-runs that failed in the first attempt. */
  readonly machinesFailedFirst: number
  /** Task attempts and those that failed. */
  readonly tasks: number
  readonly tasksFailed: number
  readonly processedBytes: Bytes
  readonly readBytes: Bytes
  readonly transferredBytes: Bytes
  /** Transferred bytes of machines that ended Success or Warning, in the attempt that succeeded. */
  readonly goodBytes: Bytes
  /** readBytes / seconds in which at least one of its tasks transferred. */
  readonly rateBytesPerSecond: BytesPerSecond | undefined
  readonly algorithm: Algorithm
  readonly bottleneck: Stage | undefined
  readonly veeamBottleneck: Stage | undefined
  /** Sum over its tasks. */
  readonly waitSeconds: Seconds
  /** undefined: the job has no window. */
  readonly missedWindow: boolean | undefined
  /** Seconds past the end of its window; 0 when met, undefined without a window. */
  readonly windowOverrun: Seconds | undefined
  /** Cut by `stop` or `graceful`: counts as longer than any limit. */
  readonly stopped: boolean
  /** false: arrivals that may overlap (poisson, trace) or run without end (continuous): left out of backupWindow. */
  readonly scheduled: boolean
  /** Seconds its opening spent in control work. */
  readonly controlSeconds: Seconds
  /** Hash-independent facts used per algorithm: machine-runs that read a full. */
  readonly machinesFull: number
}

/** End of a night: how well the estate is protected. One per night that ends within the run. */
export interface NightRecord {
  readonly night: number
  readonly end: Seconds
  /** Machines of backup, file-backup, agent and plug-in jobs. */
  readonly machines: number
  /** Machines without a good point younger than `policies.rpo` at the end of the night. */
  readonly rpoMisses: number
  /** Most tasks running at once during the night. */
  readonly peakTasks: number
}

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

export interface Candidate {
  readonly server: string
  readonly eligible: boolean
  /** Why not, in words; undefined when eligible. */
  readonly why: string | undefined
  /** Running tasks in the gateway role at the moment of choice. */
  readonly tasks: number
  /** tasks / capacity. */
  readonly load: number
  readonly site: string
}

export interface DecisionRecord {
  readonly time: Seconds
  readonly session: string
  readonly machine: string
  readonly operation: Operation
  readonly rule: string
  /** undefined: none. */
  readonly chosen: string | undefined
  /** Why it was chosen, or why none, in words. */
  readonly reason: string
  readonly fallbacksTried: readonly string[]
  readonly candidates: readonly Candidate[]
  /** The repository that the gateway is for: of a copy the source has one, and the target another. */
  readonly repository: string
  /** Of the task that was to start: the other tasks of its unit keep the choice. */
  readonly disk: number
  readonly attempt: number
}

/** A line of the event log; `t` in seconds. Further fields depend on the event. */
export interface EventRecord {
  readonly t: Seconds
  readonly event: string
  readonly [field: string]: string | number | boolean | undefined
}

/** A finding of the run, given once per subject and counted. */
export interface WarningRecord {
  readonly code: string
  readonly subject: string
  readonly message: string
}

/** Totals of one replication over measured sessions, for the metrics. */
export interface RunRecord {
  /** Instant of the last event. */
  readonly end: Seconds
  readonly executedEvents: number
  /** Seconds from `warmup` in which at least one transfer of a measured session was in progress. */
  readonly activeSeconds: Seconds
  /** horizon - warmup. */
  readonly measuredSeconds: Seconds
  readonly skippedStarts: number
  /** Tasks cut at the horizon (drain: false). */
  readonly unfinished: number
  /** Attempts after the first, over all sessions. */
  readonly retries: number
  /** Violations found by the audit, in words; undefined when it was not asked for. */
  readonly audit: readonly string[] | undefined
  /** Checks the audit made. */
  readonly auditChecks: number
}

/** Where facts go. Every method is called in virtual time order of what it records, except the final tables. */
export interface Recorder {
  session(record: SessionRecord): void
  task(record: TaskRecord): void
  night(record: NightRecord): void
  outage(record: OutageRecord): void
  gateway(record: GatewayRecord): void
  resource(record: ResourceRecord): void
  flow(record: FlowRecord): void
  /** Once per tenant, in file order. */
  tenant(record: TenantRecord): void
  load(record: LoadRecord): void
  warning(record: WarningRecord): void
  /** Called only when the run was asked for decisions. */
  decision(record: DecisionRecord): void
  /** Called only when the run was asked for events. */
  event(record: EventRecord): void
  end(record: RunRecord): void
}
