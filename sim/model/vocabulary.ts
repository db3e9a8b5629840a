/** The closed lists of words in which the model states its facts. */

export type Result = 'Success' | 'Warning' | 'Failed'

/** Why a task failed: the closed list of docs/model.md 2. */
export type Reason =
  | 'gateway-connection-lost'
  | 'gateway-inaccessible'
  | 'no-eligible-gateway'
  | 'server-lost'
  | 'link-lost'
  | 'repository-inaccessible'
  | 'repository-full'
  | 'window-closed'
  | 'sibling-failed'
  | 'stopped'
  | 'other'
  | 'unfinished'

/** What a waiting task missed. `chain` and others join with the job types that need them. */
export type WaitCause = 'proxy' | 'repository' | 'gateway' | 'control'
export const WAIT_CAUSES: readonly WaitCause[] = ['proxy', 'repository', 'gateway', 'control']

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

export type Operation = 'backup' | 'file-backup' | 'agent' | 'restore' | 'synthetic'
export type Algorithm = 'full' | 'increment' | 'fixed' | 'synthetic-full' | 'merge' | 'transform'
