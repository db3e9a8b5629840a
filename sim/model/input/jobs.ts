import type { Distribution } from '../../kernel/index.ts'
import type { Seconds, Share } from '../../units.ts'
import type { JobType, RetryPolicy } from './job-types.ts'

/** When sessions start. Instants are ascending and lie in [0, horizon). */
export type Schedule =
  | {
      readonly kind: 'times'
      readonly times: readonly Seconds[]
      /** `at`: manual starts (start class 10 instead of 30; no retries unless given). */
      readonly manual: boolean
      /** `trace`: sessions may overlap and none is skipped. */
      readonly overlapping: boolean
    }
  | { readonly kind: 'after'; readonly job: string }
  | { readonly kind: 'continuous' }
  /** Whenever a job that writes to its source has left restore points; starts meanwhile are made up for at its end. */
  | { readonly kind: 'points' }
  /** One session per arrival; sessions may overlap. `mean` is the mean time between arrivals. */
  | { readonly kind: 'poisson'; readonly mean: Seconds }

/** Backup window in local times of day; `to` <= `from` means past midnight. */
export interface Window {
  readonly from: Seconds
  readonly to: Seconds
  readonly atEnd: 'finish' | 'graceful' | 'stop'
}

export type BackupMethod = 'forward-incremental' | 'forever-forward' | 'reverse'

/** Periodic fulls: on weekdays (0 = Monday), or at least `every` after the last full. */
export type FullPolicy =
  | { readonly kind: 'none' }
  | { readonly kind: 'weekdays'; readonly days: readonly number[]; readonly how: 'active' | 'synthetic' }
  | { readonly kind: 'every'; readonly period: Seconds; readonly how: 'active' | 'synthetic' }

/** One machine, file share or agent computer of a job. */
export interface Machine {
  readonly name: string
  readonly site: string
  /** >= 1; volumes are split evenly over disks. */
  readonly disks: number
  /** Provisioned size in bytes, drawn once per replication. */
  readonly size: Distribution
  /** Used space: a share of the size, or bytes (inventories). */
  readonly used: { readonly share: Distribution } | { readonly bytes: Distribution }
  /** Share of the used space that changes per day, drawn per session. */
  readonly changeRate: Distribution
  /** Fixed volume of every run, drawn per session; replaces size, used and changeRate. */
  readonly bytes?: Distribution
  /** Where its disks lie; absent: no read limit, in the machine's site. */
  readonly datastore?: string
  /** The Hyper-V host that runs it. */
  readonly host?: string
  /** Read limit of the machine, shared by its disks; Infinity = none. Drawn once per replication. */
  readonly rate: Distribution
  /** Work on stored points: the job that leaves the points of the machine of this name in the source. */
  readonly from?: string
}

export interface Job {
  /** Unique; of a tenant's job `tenant/job`. */
  readonly name: string
  /** Whose job it is; absent: the provider's own. */
  readonly tenant?: string
  readonly type: JobType
  readonly platform: 'vmware' | 'hyper-v' | 'file' | 'none'
  /** Hyper-V: where the source data mover runs. */
  readonly processing: 'on-host' | 'off-host'
  /** Work on stored points, except rescans and health checks: the repository read from. */
  readonly source?: string
  /** A repository; of restores and replications a datastore, of tape jobs the tape server; of tenants' replications a cloud host, of their restores empty. */
  readonly target: string
  /** Backup copies: whether each point is copied as it appears, or the latest state by the clock. */
  readonly mode?: 'immediate' | 'periodic'
  /** Backup copies: the pair of WAN accelerators between the source and the target mover. */
  readonly via?: { readonly source: string; readonly target: string }
  /** Tape: drives that it may use at once, >= 1. */
  readonly drives: number
  /** Tape: jobs that write to its source wait for it instead of ending it. */
  readonly protected: boolean
  /** Plug-ins: streams per machine, each a task, >= 1. */
  readonly channels: number
  readonly schedule: Schedule
  readonly window?: Window
  readonly priority: 'normal' | 'high'
  /** Candidates in order of listing; empty for Hyper-V on-host and for types that use none. */
  readonly proxies: readonly string[]
  readonly retry: RetryPolicy
  /** Share of machines without a full at t = 0: 0 = `existing`, 1 = `new`. */
  readonly newShare: Share
  readonly method: BackupMethod
  /** Restore points kept, or days of them. */
  readonly retention: { readonly points: number } | { readonly period: Seconds }
  readonly full: FullPolicy
  /** Cap of one task in source bytes/s, drawn per task; Infinity = none. */
  readonly taskRate: { readonly full: Distribution; readonly increment: Distribution }
  /** Source bytes per transferred byte, >= some positive number; drawn per disk and session. */
  readonly reduction: Distribution
  readonly encryption: boolean
  /** What a slot counts. */
  readonly tasksPer: 'disk' | 'machine'
  /** Tasks of this job that may wait; more are rejected with `other`. Infinity = no limit. */
  readonly maxWaiting: number
  readonly machines: readonly Machine[]
}
