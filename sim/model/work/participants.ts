/** Who takes part in a task: machines, repositories, slots. */
import type { RepositoryState, ServerState, Slots } from '../infrastructure/index.ts'
import { isDirectAttached } from '../input/index.ts'
import type { Assignment } from './assignment.ts'
import type { JobState, Task } from './entities.ts'

/** Repositories that a task reads or writes, the source first; synthetic work stays where backups are written. */
export function storesOf({ operation, run }: Task): readonly RepositoryState[] {
  const { stores, writes } = run.state.job
  return operation === 'synthetic' ? [writes!] : stores
}

/** The limit of a tenant counts instead of that of a repository (CC:data_encryption_and_throttling). */
export function countsSlots({ run }: Task): boolean {
  return run.state.job.tenant === undefined
}

/** Machines with scarce slots of their own, and these slots: the tape server, WAN accelerators. */
export function scarceOf({ operation, run }: Task): JobState['scarce'] {
  return operation === 'synthetic' ? [] : run.state.job.scarce
}

/** Machines that take part in a started task, each once. */
export function participants(task: Task, { proxy, gateway, reader }: Assignment): ServerState[] {
  const all: ServerState[] = []
  const add = (server: ServerState | undefined): void => {
    if (server !== undefined && !all.includes(server)) all.push(server)
  }
  add(proxy)
  add(gateway)
  add(reader)
  for (const { host } of storesOf(task)) add(host)
  for (const { server } of scarceOf(task)) add(server)
  return all
}

/** Servers in the gateway role: of the repository written to or read, and of the source of a copy. */
export function gatewaysOf(
  task: Task,
  { gateway, reader }: Pick<Assignment, 'gateway' | 'reader'>,
): ServerState[] {
  const all = gateway === undefined ? [] : [gateway]
  if (reader !== undefined && reader !== gateway && !isHost(task, reader)) all.push(reader)
  return all
}

/** A host that reads its own repository is no gateway. */
function isHost({ run }: Task, reader: ServerState): boolean {
  return run.state.job.reads?.host === reader
}

/** Slots of one place each that a started task holds, besides those of proxies, gateways and repositories. */
export function plainSlots(task: Task): readonly Slots[] {
  const { datastore, job } = task.run.state
  if (task.operation === 'synthetic') return []
  if (job.tenant !== undefined) return [job.tenant.slots]
  const all = job.scarce.map(({ slots }) => slots)
  if (datastore !== undefined) all.push(datastore.slots)
  if (job.tapeServer !== undefined) all.push(job.drives)
  return all
}

/**
 * Site of a started task's source data mover, or of the machine that is its own. Synthetic work has none; that
 * of a restore is its gateway itself, so that losing the way to the restore proxy is losing a mere connection.
 */
export function sourceSite({ operation, assignment, run, cloud }: Task): string | undefined {
  if (operation === 'synthetic') return undefined
  if (run.state.job.tenant !== undefined) return cloud?.server.site
  if (run.state.job.reads !== undefined) return assignment?.reader?.server.site
  return assignment?.proxy?.server.site ?? run.state.machine.site
}

/** Its repository for gateways needs none: the data mover runs on the host. */
export function isAttached({ run }: Task): boolean {
  return isDirectAttached(run.state.job.repository.repository)
}
