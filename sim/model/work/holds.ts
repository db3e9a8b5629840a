/** Tasks that read a chain, and those that change it (docs/model.md 3): who waits for whom, and who is on hold. */
import type { Slots } from '../infrastructure/index.ts'
import type { Runtime } from '../runtime.ts'
import type { JobState, Task } from './entities.ts'

/** What a task must wait for because others hold the backups that it works on; undefined: nothing. */
export function heldChain(task: Task): Slots | undefined {
  const { state } = task.run
  if (state.chain?.guarded.free === false) return state.chain.guarded
  const { origin } = state
  if (origin === undefined || task.operation === 'synthetic') return undefined
  const { beside } = state.job.rules
  if (beside !== 'anything' && !origin.job.atWork.free) return origin.job.atWork
  if (beside === 'rest' && !origin.chain!.guarded.free) return origin.chain!.guarded
  return origin.chain!.changing.free ? undefined : origin.chain!.changing
}

/** The points that a task reads are being changed. */
export function isHeld({ operation, run }: Task): boolean {
  return operation !== 'synthetic' && run.state.origin?.chain?.changing.free === false
}

/** Whom others wait for: what a move takes away nobody else may move. */
function guards({ job }: JobState): boolean {
  return job.protected || job.type === 'move'
}

/** A synthetic task that leaves no point of its chain as it was. */
export function changesPoints({ algorithm }: Task): boolean {
  return algorithm === 'merge' || algorithm === 'transform'
}

/** A started task of work on stored points reads a chain. */
export function startReading(task: Task, now: number): void {
  const { origin, job } = task.run.state
  if (origin === undefined || task.operation === 'synthetic') return
  origin.chain!.readers.add(task)
  if (guards(job)) origin.chain!.guarded.take(now)
}

export function stopReading(task: Task, rt: Runtime): void {
  const { origin, job } = task.run.state
  if (origin === undefined || task.operation === 'synthetic') return
  origin.chain!.readers.delete(task)
  if (guards(job)) rt.freed(origin.chain!.guarded)
}
