/**
 * A hash over the facts of a replication: equal fingerprints mean equal runs, whoever ran them, wherever.
 *
 * It reads tasks, sessions, nights, outages and gateways, in the order in which they are recorded. Events,
 * decisions, load buckets and the audit depend on what was asked for and not on what happened, and stay out.
 * Numbers count by their bits (with one zero: -0 prints as 0), so no locale and no formatting takes part.
 */
import type { GatewayRecord, NightRecord, OutageRecord, SessionRecord, TaskRecord } from '../model/index.ts'
import { Hash } from './hash.ts'
import { SilentRecorder } from './silent.ts'

/** Every field of a record, in the order of hashing: a field that is missing here does not compile. */
type Fields<R> = Readonly<Record<keyof R, true>>

const TASK: Fields<TaskRecord> = {
  session: true,
  job: true,
  jobType: true,
  machine: true,
  disk: true,
  attempt: true,
  operation: true,
  algorithm: true,
  proxy: true,
  gateway: true,
  repository: true,
  rule: true,
  fallback: true,
  night: true,
  queued: true,
  start: true,
  end: true,
  waitSeconds: true,
  waitedFor: true,
  waits: true,
  durationSeconds: true,
  transferSeconds: true,
  suspendedSeconds: true,
  resumes: true,
  processedBytes: true,
  readBytes: true,
  transferredBytes: true,
  gatewayBytesIn: true,
  gatewayBytesOut: true,
  repositoryReadBytes: true,
  repositoryWrittenBytes: true,
  rateBytesPerSecond: true,
  result: true,
  reason: true,
  bottleneck: true,
  limited: true,
  busy: true,
  veeamBottleneck: true,
  sourceMover: true,
  targetMover: true,
  direction: true,
  fastClone: true,
  controlSeconds: true,
}

const SESSION: Fields<SessionRecord> = {
  session: true,
  job: true,
  jobType: true,
  night: true,
  start: true,
  end: true,
  durationSeconds: true,
  result: true,
  firstResult: true,
  reason: true,
  attempts: true,
  machines: true,
  machinesFailed: true,
  machinesFailedFirst: true,
  tasks: true,
  tasksFailed: true,
  processedBytes: true,
  readBytes: true,
  transferredBytes: true,
  goodBytes: true,
  rateBytesPerSecond: true,
  algorithm: true,
  bottleneck: true,
  veeamBottleneck: true,
  waitSeconds: true,
  missedWindow: true,
  windowOverrun: true,
  stopped: true,
  scheduled: true,
  controlSeconds: true,
  machinesFull: true,
}

const NIGHT: Fields<NightRecord> = {
  night: true,
  end: true,
  machines: true,
  rpoMisses: true,
  peakTasks: true,
}

const OUTAGE: Fields<OutageRecord> = {
  target: true,
  kind: true,
  start: true,
  end: true,
  tasksLost: true,
  tasksResumed: true,
  sessionsFailed: true,
  tenantsAffected: true,
}

const GATEWAY: Fields<GatewayRecord> = {
  gateway: true,
  kind: true,
  site: true,
  roles: true,
  tasks: true,
  fallbackTasks: true,
  syntheticTasks: true,
  tenants: true,
  bytesIn: true,
  bytesOut: true,
  bytesWasted: true,
  meanTasks: true,
  peakTasks: true,
  peakConnections: true,
  nicUtilisation: true,
  computeUtilisation: true,
  slotUtilisation: true,
  saturatedSeconds: true,
  saturatedShare: true,
  overCommittedSeconds: true,
  downSeconds: true,
  availability: true,
  losses: true,
}

const keysOf = <R>(fields: Fields<R>): readonly (keyof R)[] => Object.keys(fields) as (keyof R)[]
const TASK_KEYS = keysOf(TASK)
const SESSION_KEYS = keysOf(SESSION)
const NIGHT_KEYS = keysOf(NIGHT)
const OUTAGE_KEYS = keysOf(OUTAGE)
const GATEWAY_KEYS = keysOf(GATEWAY)

/** Makes the fingerprint of a replication from its records. */
export class FingerprintRecorder extends SilentRecorder {
  readonly #hash = new Hash()

  override task(record: TaskRecord): void {
    this.#hash.record('task', record, TASK_KEYS)
  }

  override session(record: SessionRecord): void {
    this.#hash.record('session', record, SESSION_KEYS)
  }

  override night(record: NightRecord): void {
    this.#hash.record('night', record, NIGHT_KEYS)
  }

  override outage(record: OutageRecord): void {
    this.#hash.record('outage', record, OUTAGE_KEYS)
  }

  override gateway(record: GatewayRecord): void {
    this.#hash.record('gateway', record, GATEWAY_KEYS)
  }

  /** 16 hexadecimal digits. */
  get fingerprint(): string {
    return this.#hash.digest()
  }
}
