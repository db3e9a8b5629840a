import { isAppliance } from '../input/index.ts'
import type { Task } from './entities.ts'
import { targetMover } from './paths.ts'

/**
 * Whether synthetic work of a task needs no data to pass its gateway: ReFS clones need a Windows machine
 * (S25), XFS clones a Linux one, virtual synthetics an appliance.
 */
export function fastCloneEffective(task: Task): boolean {
  if (task.operation !== 'synthetic') return false
  const { repository } = task.run.state.job.writes!
  switch (repository.fastClone) {
    case 'none':
      return false
    case 'refs':
      return targetMover(task).server.os === 'windows'
    case 'xfs':
      return targetMover(task).server.os === 'linux'
    case 'virtual-synthetic':
      return isAppliance(repository)
  }
}
