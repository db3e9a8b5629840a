/** Bytes per source byte at the places where they differ (docs/model.md 5), and what that costs a gateway. */
import type { RepositoryState } from '../infrastructure/index.ts'
import { isAppliance } from '../input/index.ts'
import type { Task } from './entities.ts'

/** Gateway compute per byte: 150 MB/s a core, 80 when it inflates, 100 when it deduplicates (docs/assumptions.md). */
const INFLATE = 150 / 80
const DEDUPLICATE = 150 / 100

/** Bytes leaving the source mover. */
export function wireShare(task: Task): number {
  const { job, repository } = task.run.state.job
  const inflatedInFlight = job.encryption && repository.repository.decompress
  return inflatedInFlight ? 1 : 1 / task.reduction
}

/** Bytes written at the repository: x of docs/model.md 5. */
export function writtenShare(task: Task): number {
  const { repository } = task.run.state.job.repository
  const share =
    task.algorithm === 'full' ? repository.sourceSideDedup.full : repository.sourceSideDedup.increment
  return (repository.decompress ? 1 : 1 / task.reduction) * share
}

/** Bytes leaving the gateway towards the repository: x, which StoreOnce over a slow line compresses once more. */
export function sentShare(task: Task): number {
  const { repository } = task.run.state.job.repository
  const x = writtenShare(task)
  // ASSUMED A-74: by the reduction of the backup, and no more often than it was inflated.
  return repository.catalyst === 'wan' && repository.decompress ? x / task.reduction : x
}

/** Encrypted data for a repository that inflates arrives uncompressed: nothing is left to inflate. */
export function gatewayWork({ repository }: RepositoryState, encryption: boolean): number {
  const { sourceSideDedup, decompress, catalyst } = repository
  const inflates = isAppliance(repository) && decompress && !encryption
  const deduplicates = sourceSideDedup.full < 1 || sourceSideDedup.increment < 1 || catalyst === 'wan'
  return Math.max(1, inflates ? INFLATE : 1, deduplicates ? DEDUPLICATE : 1)
}
