import type { FlowRecord } from '../records/index.ts'
import type { Direction } from '../vocabulary.ts'
import type { Task } from './entities.ts'

/** Which way a task's data go. */
export function directionOf({ operation, run }: Task): Direction {
  if (operation === 'synthetic') return 'synthetic'
  const { from, to } = run.state.job.rules
  if (from === 'machine') return 'backup'
  return to === 'nothing' ? 'check' : to === 'datastore' ? 'restore' : 'copy'
}

/** For whom and what a gateway carries a task's bytes. */
export function flowOf(task: Task): Pick<FlowRecord, 'tenant' | 'repository' | 'direction' | 'operation'> {
  const { tenant, repository } = task.run.state.job
  return {
    tenant: tenant?.tenant.name,
    repository: repository.repository.name,
    direction: directionOf(task),
    operation: task.operation,
  }
}
