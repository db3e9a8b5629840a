/** Facts of the run itself: decisions, events, warnings, totals, and where all facts go. */
import type { Seconds } from '../../units.ts'
import type { Operation } from '../vocabulary.ts'
import type {
  FlowRecord,
  GatewayRecord,
  LoadRecord,
  OutageRecord,
  ResourceRecord,
  TenantRecord,
} from './estate.ts'
import type { NightRecord, SessionRecord, TaskRecord } from './work.ts'

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
