import type { ServerState } from '../infrastructure/index.ts'
import type { Assignment, Task } from './entities.ts'

/** Machines that take part in a started task, each once: proxy, gateway, host of a direct attached repository. */
export function participants(task: Task, { proxy, gateway }: Assignment): ServerState[] {
  const { host } = task.run.state.job.repository
  const all: ServerState[] = []
  for (const server of [proxy, gateway, host]) {
    if (server !== undefined && !all.includes(server)) all.push(server)
  }
  return all
}

/**
 * Site of a started task's source data mover, or of the machine that is its own. Synthetic work has none; that
 * of a restore is its gateway itself, so that losing the way to the restore proxy is losing a mere connection.
 */
export function sourceSite({ operation, assignment, run }: Task): string | undefined {
  if (operation === 'synthetic' || operation === 'restore') return undefined
  return assignment?.proxy?.server.site ?? run.state.machine.site
}
