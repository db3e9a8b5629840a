/**
 * What a job of each type is, as one table: where its data come from and go to, what a task is, how it is retried and
 * who comes first. Data paths are in work/paths.ts, gateways in selection/rows.ts.
 */
import type { Seconds } from '../../units.ts'

export interface RetryPolicy {
  /** Repeats after the first attempt, >= 0. */
  readonly attempts: number
  readonly wait: Seconds
}

export interface TypeRules {
  /** Machines are read, or restore points that other jobs left in a repository. */
  readonly from: 'machine' | 'repository'
  /** `host`: a cloud host; `nothing`: what is read is only looked at. */
  readonly to: 'repository' | 'datastore' | 'host' | 'drive' | 'nothing'
  /** A proxy takes part: at the source, or at the datastore that is written to. */
  readonly proxy: boolean
  /** What a task is. Of disks and shares the job may say otherwise (`tasksPer`). */
  readonly task: 'disk' | 'share' | 'machine' | 'channel'
  /** How long a gateway is kept: for a machine or, where files are not per machine, the job; for each machine; for the job. */
  readonly gatewayPer: 'file' | 'machine' | 'job'
  /** Stage 1 of the order among waiting tasks (HC:job_priorities; restore first, archives last). */
  readonly priority: number
  /** Of scheduled starts; `at`, `poisson` and `trace` have none (HC:job_retry, HC:backup_copy_job_retry). */
  readonly retry: RetryPolicy
  /** Default of `reduction`: source bytes per transferred byte. Stored bytes are compressed already. */
  readonly reduction: number
  /** Its row of the selection table has a synthetic column. */
  readonly synthetic: boolean
  /** Its machines count in failure rates (docs/model.md 9). */
  readonly counted: boolean
  /** Its sessions count in the backup window of a night. */
  readonly inBackupWindow: boolean
  /** Waits until the jobs whose points it reads are at rest; `stops`: and gives way when one of them starts. */
  readonly beside: 'anything' | 'rest' | 'stops'
}

const TEN_MINUTES: RetryPolicy = { attempts: 3, wait: 600 }
const NEVER: RetryPolicy = { attempts: 0, wait: 0 }

const PROTECTING = {
  proxy: true,
  from: 'machine',
  to: 'repository',
  priority: 300,
  retry: TEN_MINUTES,
  reduction: 2,
  counted: true,
  inBackupWindow: true,
  beside: 'anything',
} as const

const STORED = {
  proxy: false,
  from: 'repository',
  task: 'machine',
  gatewayPer: 'machine',
  retry: NEVER,
  reduction: 1,
  synthetic: false,
  counted: true,
  inBackupWindow: false,
  beside: 'anything',
} as const

const COPYING = {
  ...STORED,
  to: 'repository',
  priority: 200,
  synthetic: true,
  retry: { attempts: 5, wait: 0 },
} as const
const LOOKING = { ...STORED, to: 'nothing', priority: 100, counted: false } as const

export const JOB_TYPES = [
  'backup',
  'file-backup',
  'backup-copy',
  'file-backup-copy',
  'tape',
  'agent',
  'plug-in',
  'restore',
  'replication',
  'rescan',
  'offload',
  'move',
  'copy',
  'health-check',
] as const
export type JobType = (typeof JOB_TYPES)[number]

/** docs/model.md 2. */
export const TYPES: Readonly<Record<JobType, TypeRules>> = {
  backup: { ...PROTECTING, task: 'disk', gatewayPer: 'file', synthetic: true },
  'file-backup': { ...PROTECTING, task: 'share', gatewayPer: 'file', synthetic: true },
  agent: {
    ...PROTECTING,
    proxy: false,
    task: 'machine',
    gatewayPer: 'machine',
    synthetic: true,
    retry: { attempts: 3, wait: 1800 },
  },
  'plug-in': { ...PROTECTING, proxy: false, task: 'channel', gatewayPer: 'job', synthetic: false },
  'backup-copy': COPYING,
  'file-backup-copy': COPYING,
  tape: { ...STORED, to: 'drive', priority: 200, synthetic: true, beside: 'stops' },
  restore: {
    ...STORED,
    to: 'datastore',
    proxy: true,
    task: 'disk',
    gatewayPer: 'file',
    priority: 800,
    reduction: 2,
  },
  replication: { ...STORED, to: 'datastore', proxy: true, priority: 300, retry: TEN_MINUTES },
  rescan: LOOKING,
  offload: { ...STORED, to: 'repository', priority: 100 },
  move: { ...STORED, to: 'repository', priority: 200, beside: 'rest' },
  copy: { ...STORED, to: 'repository', priority: 200, beside: 'rest' },
  'health-check': { ...LOOKING, beside: 'stops' },
}

/** Jobs of tenants: what is read lies at the tenant, and no proxy of the provider takes part (docs/model.md 4a). */
export const TENANT_TYPES: Readonly<Partial<Record<JobType, TypeRules>>> = {
  backup: { ...TYPES.backup, proxy: false },
  agent: TYPES.agent,
  'backup-copy': { ...TYPES['backup-copy'], from: 'machine' },
  restore: { ...TYPES.restore, proxy: false },
  replication: { ...TYPES.replication, from: 'machine', to: 'host', proxy: false },
}

export function rulesOf({ type, tenant }: { readonly type: JobType; readonly tenant?: string }): TypeRules {
  return (tenant === undefined ? undefined : TENANT_TYPES[type]) ?? TYPES[type]
}
