/**
 * What an explanation tells, as plain facts read back from a result folder: `--json` prints them as they are.
 * Instants are texts of the scenario's wall clock, as in the tables; they sort like the times they mean.
 */
import type { Candidate, RuleInWords } from '../../sim/model/index.ts'

/** The run that is spoken of. */
export interface RunFacts {
  readonly scenario: string
  readonly folder: string
  readonly variant: string
  readonly replication: number
  readonly variants: readonly string[]
  readonly replications: number
  /** The wall clock at t = 0. */
  readonly start: string
  /** decisions.csv is there. */
  readonly decisions: boolean
}

/** A code of the model and what it means. */
export interface InWords {
  readonly code: string
  readonly words: string
  /** What to do about it. */
  readonly remedy?: string
}

export interface SharedStage {
  readonly stage: string
  readonly share: number
}

export interface DecisionFacts {
  readonly time: string
  readonly session: string
  readonly machine: string
  readonly disk: number
  readonly attempt: number
  readonly operation: string
  readonly rule: string
  readonly chosen: string | undefined
  readonly reason: string
  readonly fallbacksTried: string | undefined
  readonly candidates: readonly Candidate[]
}

export interface OutageFacts {
  readonly target: string
  readonly kind: string
  readonly start: string
  /** undefined: never repaired. */
  readonly end: string | undefined
  readonly tasksLost: number
  readonly tasksResumed: number
}

export interface TaskFacts {
  readonly session: string
  /** Whose job it is; undefined: the provider's own. */
  readonly tenant: string | undefined
  readonly machine: string
  readonly disk: number
  readonly attempt: number
  readonly operation: string
  readonly algorithm: string
  readonly proxy: string | undefined
  readonly gateway: string | undefined
  /** Cloud gateways that carried it, in order. */
  readonly cloudGateways: readonly string[]
  readonly repository: string
  readonly sourceMover: string | undefined
  readonly targetMover: string | undefined
  readonly rule: string | undefined
  readonly fallback: boolean
  readonly queued: string
  /** undefined: it never started. */
  readonly start: string | undefined
  readonly end: string
  readonly waitSeconds: number
  readonly waitedFor: InWords | undefined
  readonly durationSeconds: number
  readonly transferSeconds: number
  readonly suspendedSeconds: number
  readonly resumes: number
  readonly controlSeconds: number
  readonly processedBytes: number
  readonly readBytes: number
  readonly transferredBytes: number
  readonly gatewayBytesIn: number
  readonly rateBytesPerSecond: number | undefined
  /** undefined: cut at the horizon. */
  readonly result: string | undefined
  readonly reason: InWords | undefined
  readonly bottleneck: string | undefined
  /** Largest first, without those that limited nothing. */
  readonly limited: readonly SharedStage[]
  /** In the order of the path, as the product shows them. */
  readonly busy: readonly SharedStage[]
  readonly veeamBottleneck: string | undefined
}

/** A task with what was decided about it and what was out as it ended. */
export interface ToldTask extends TaskFacts {
  readonly ruleInWords: RuleInWords | undefined
  readonly decision: DecisionFacts | undefined
  readonly outages: readonly OutageFacts[]
}

export interface SessionFacts {
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
  readonly bottleneck: string | undefined
  readonly veeamBottleneck: string | undefined
  readonly missedWindow: boolean | undefined
}

export interface CountedWords extends InWords {
  readonly tasks: number
  readonly longestSeconds: number
}

export interface RuleUse {
  readonly gateway: string | undefined
  readonly rule: string
  readonly inWords: RuleInWords | undefined
  readonly tasks: number
  readonly failed: number
  readonly fallbacks: number
  readonly bytesIn: number
}

/** What many tasks have in common. */
export interface WorkFacts {
  readonly tasks: number
  readonly failed: number
  readonly warned: number
  readonly waits: readonly CountedWords[]
  readonly reasons: readonly CountedWords[]
  readonly uses: readonly RuleUse[]
  /** Weighted by transfer time. */
  readonly limited: readonly SharedStage[]
  readonly transferSeconds: number
}

export interface LoadFacts {
  readonly time: string
  readonly gateway: string
  readonly tasks: number
  readonly bytesInPerSecond: number
  readonly bytesOutPerSecond: number
  readonly utilisation: number | undefined
  readonly saturated: number
  readonly down: number
}

export interface GatewayFacts {
  readonly gateway: string
  readonly kind: string
  readonly site: string
  readonly roles: string
  readonly tasks: number
  readonly fallbackTasks: number
  readonly bytesIn: number
  readonly bytesWasted: number
  readonly peakTasks: number
  readonly nicUtilisation: number | undefined
  readonly computeUtilisation: number | undefined
  readonly slotUtilisation: number | undefined
  readonly saturatedSeconds: number
  readonly saturatedShare: number
  readonly downSeconds: number
  readonly losses: number
}

/** How decisions dealt with a gateway. */
export interface PassedOver {
  readonly considered: number
  readonly chosen: number
  /** Why it was not eligible, and how often. */
  readonly objections: readonly { readonly why: string; readonly times: number }[]
}

/** A gateway, or everything, at one instant. */
export interface MomentFacts {
  readonly time: string
  readonly bucketSeconds: number | undefined
  readonly load: readonly LoadFacts[]
  readonly outages: readonly OutageFacts[]
  /** Tasks that had started and not ended: the first of them, and how many. */
  readonly running: readonly TaskFacts[]
  readonly runningCount: number
  readonly work: WorkFacts
  /** Tasks of the whole run that waited then, by what they waited for longest. */
  readonly waiting: readonly CountedWords[]
  /** Decisions that considered the gateway, nearest in time first; then in order. */
  readonly decisions: readonly DecisionFacts[]
}

export type Explanation =
  | {
      readonly about: 'result'
      readonly run: RunFacts
      readonly sessions: number
      readonly failed: number
      readonly shown: readonly SessionFacts[]
      readonly gateways: readonly string[]
      /** A task worth asking about: one that failed, or the first. */
      readonly example: TaskFacts | undefined
    }
  | {
      readonly about: 'session'
      readonly run: RunFacts
      readonly session: SessionFacts
      readonly work: WorkFacts
      readonly shown: readonly TaskFacts[]
    }
  | {
      readonly about: 'tasks'
      readonly run: RunFacts
      readonly found: number
      readonly tasks: readonly ToldTask[]
    }
  | {
      readonly about: 'gateway'
      readonly run: RunFacts
      readonly gateway: GatewayFacts
      readonly outages: readonly OutageFacts[]
      readonly work: WorkFacts
      readonly busiest: LoadFacts | undefined
      readonly decisions: PassedOver | undefined
      readonly moment: MomentFacts | undefined
    }
  | { readonly about: 'moment'; readonly run: RunFacts; readonly moment: MomentFacts }
