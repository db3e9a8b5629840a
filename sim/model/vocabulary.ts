/** The closed lists of words in which the model states its facts. */
import type { JobType } from './input/index.ts'

export type Result = 'Success' | 'Warning' | 'Failed'

/** Why a task failed: the closed list of docs/model.md 2. */
export const REASONS = [
  'gateway-connection-lost',
  'gateway-inaccessible',
  'no-eligible-gateway',
  'server-lost',
  'link-lost',
  'repository-inaccessible',
  'repository-full',
  'window-closed',
  'stream-limit',
  'cloud-gateways-unavailable',
  'tenant-connection-lost',
  'quota-exceeded',
  'lease-expired',
  'sibling-failed',
  'stopped',
  'other',
  'unfinished',
] as const
export type Reason = (typeof REASONS)[number]

/** What a waiting task missed, in the order in which needs are looked at; `chain`: another job holds the backups. */
export const WAIT_CAUSES = [
  'tenant',
  'proxy',
  'repository',
  'gateway',
  'tape-drive',
  'wan-accelerator',
  'cloud-gateway',
  'chain',
  'control',
] as const
export type WaitCause = (typeof WAIT_CAUSES)[number]

/** Stages of a transfer that can limit it (docs/model.md 7), in the order of the path. */
export const STAGES = [
  'Source',
  'Proxy',
  'Network',
  'Gateway',
  'CloudGateway',
  'Wan',
  'Target',
  'Throttling',
] as const
export type Stage = (typeof STAGES)[number]

/** Place of each stage in STAGES. */
export const STAGE_INDEX: Readonly<Record<Stage, number>> = {
  Source: 0,
  Proxy: 1,
  Network: 2,
  Gateway: 3,
  CloudGateway: 4,
  Wan: 5,
  Target: 6,
  Throttling: 7,
}

/** Stages of the product's own busy figures. */
export type BusyStage = 'Source' | 'Proxy' | 'Network' | 'Target'
export const BUSY_STAGES: readonly BusyStage[] = ['Source', 'Proxy', 'Network', 'Target']

/** What a task does: the work of its job, or synthetic work after it. */
export type Operation = JobType | 'synthetic'
/** Towards a repository, out of one, from one to another or to tape, only looked at, or within one. */
export type Direction = 'backup' | 'restore' | 'copy' | 'check' | 'synthetic'
export type Algorithm = 'full' | 'increment' | 'fixed' | 'synthetic-full' | 'merge' | 'transform'
