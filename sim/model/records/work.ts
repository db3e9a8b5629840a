/** Facts of the work: tasks, sessions, nights. */
import type { Bytes, BytesPerSecond, Seconds, Share } from '../../units.ts'
import type { JobType } from '../input/index.ts'
import type { Algorithm, Direction, Operation, Reason, Result, Stage, WaitCause } from '../vocabulary.ts'

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
