/** What a successful machine-run leaves at its repository, and the synthetic work that follows. */
import type { Bytes } from '../../units.ts'
import type { MachineRun, SyntheticWork } from './entities.ts'
import { addStored } from './jobs.ts'
import {
  afterFull,
  keepPoint,
  mergeable,
  mergeOldest,
  replaceIncrement,
  sum,
  transformIntoRollbacks,
} from './points.ts'

/** Transport succeeded: the machine has a point of this session. */
export function keepGoodPoint(run: MachineRun): void {
  const { state, session, algorithm } = run
  if (state.job.job.type === 'restore') return
  // Sessions that overlap may end in another order than they began.
  state.lastGood = Math.max(state.lastGood ?? session.opened, session.opened)
  const kind = algorithm === 'increment' ? 'increment' : 'full'
  addStored(state.job.repository, keepPoint(state, { time: session.opened, kind, stored: run.stored }))
}

/** Whether a machine of the session has synthetic work to do, and how much. */
export function planSynthetic(run: MachineRun): boolean {
  if (run.result !== 'Failed' && run.algorithm === 'increment') run.synthetic = workAfter(run)
  return run.synthetic !== undefined
}

function workAfter(run: MachineRun): SyntheticWork | undefined {
  const { state, session } = run
  switch (state.job.job.method) {
    case 'forward-incremental':
      if (session.fullRun !== 'synthetic') return undefined
      return { algorithm: 'synthetic-full', bytes: fullSize(run), merged: 0, attempts: 0 }
    case 'forever-forward': {
      const merged = mergeable(state, session.opened)
      if (merged === 0) return undefined
      return { algorithm: 'merge', bytes: sum(state.points.slice(1, merged + 1)), merged, attempts: 0 }
    }
    case 'reverse':
      // ASSUMED A-31: of its three times the increment, one is written in transport and two are moved after it.
      return { algorithm: 'transform', bytes: sum(afterFull(state)), merged: 0, attempts: 0 }
  }
}

/** Size of the newest state as a full: what this session's increment compressed to, for all used space. */
function fullSize({ state, read, stored }: MachineRun): Bytes {
  if (read > 0) return state.used * (stored / read)
  return state.points.findLast((point) => point.kind === 'full')?.stored ?? 0
}

export function syntheticDone({ state, session, synthetic }: MachineRun): void {
  const { algorithm, bytes, merged } = synthetic!
  const { repository } = state.job
  switch (algorithm) {
    case 'synthetic-full':
      addStored(repository, replaceIncrement(state, { time: session.opened, kind: 'full', stored: bytes }))
      return
    case 'merge':
      addStored(repository, mergeOldest(state, merged))
      return
    case 'transform':
      addStored(repository, transformIntoRollbacks(state, session.opened))
  }
}
