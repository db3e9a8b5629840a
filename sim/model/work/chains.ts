/** What a successful machine-run leaves at its repository, and the synthetic work that follows. */
import type { Bytes, Seconds } from '../../units.ts'
import type { MachineRun } from './entities.ts'
import { addStored } from './jobs.ts'
import { keepPoint, mergeDue, storedPerByte } from './volumes.ts'

/** Transport succeeded: the machine has a point of this session. */
export function keepGoodPoint(run: MachineRun): void {
  const { state, session, algorithm } = run
  if (state.job.job.type === 'restore') return
  state.lastGood = session.opened
  const kind = algorithm === 'increment' ? 'increment' : 'full'
  addStored(state.job.repository, keepPoint(state, { time: session.opened, kind, stored: run.stored }))
}

/** Whether a machine of the session has synthetic work to do, and how much. */
export function planSynthetic(run: MachineRun, now: Seconds): boolean {
  const { state, session, algorithm, result } = run
  const { method } = state.job.job
  if (result === 'Failed' || algorithm !== 'increment') return false
  if (method === 'forward-incremental' && session.fullRun === 'synthetic') {
    run.synthetic = { algorithm: 'synthetic-full', bytes: fullSize(run), attempts: 0 }
  } else if (method === 'forever-forward' && mergeDue(state, now)) {
    run.synthetic = { algorithm: 'merge', bytes: state.points[1]!.stored, attempts: 0 }
  }
  return run.synthetic !== undefined
}

/** Size of the newest state as a full: what this session's increment compressed to, for all used space. */
function fullSize(run: MachineRun): Bytes {
  const { state, read, stored } = run
  return read > 0 ? state.used * (stored / read) : state.used * storedPerByte(state.job, 1)
}

export function syntheticDone(run: MachineRun): void {
  const { state, session, synthetic } = run
  const { points, job } = state
  if (synthetic!.algorithm === 'synthetic-full') {
    addStored(
      job.repository,
      keepPoint(state, { time: session.opened, kind: 'full', stored: synthetic!.bytes }),
    )
    return
  }
  // The oldest increment goes into the full, which then stands for its time.
  const [full, merged] = points.splice(0, 2)
  points.unshift({ time: merged!.time, kind: 'full', stored: full!.stored })
  addStored(job.repository, -merged!.stored)
}
