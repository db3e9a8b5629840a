/** What a successful machine-run leaves at its repository, and the synthetic work that follows. */
import type { Bytes } from '../../units.ts'
import { payer } from '../cloud/index.ts'
import type { JobState, MachineRun, MachineState, Point, SyntheticWork } from './entities.ts'
import {
  afterFull,
  keepPoint,
  mergeable,
  mergeOldest,
  newestFull,
  replaceIncrement,
  sum,
  transformIntoRollbacks,
} from './points.ts'

/** Transport succeeded: what it read is kept, copied, on tape, or elsewhere now. */
export function keepGoodPoint(run: MachineRun): void {
  const { state, session } = run
  const { job } = state.job
  if (state.job.rules.from === 'machine') {
    // Sessions that overlap may end in another order than they began.
    state.lastGood = Math.max(state.lastGood ?? session.opened, session.opened)
    const kind = run.algorithm === 'increment' ? 'increment' : 'full'
    store(state, { time: session.opened, kind, stored: run.stored, fresh: run.stored })
    return
  }
  if (state.chain !== undefined) for (const point of broughtBy(run)) store(state, point)
  if (run.points.length > 0) state.lastGood = run.points.at(-1)!.time
  if (state.origin !== undefined) take(state, run.points)
  if (job.type === 'move') leaveSource(run)
}

function store(state: MachineState, point: Point): void {
  const { job, chain } = state
  addStored(job, keepPoint(chain!.points, job.job, point))
}

/** What a copy keeps of the points that it read. Periodic ones make one point of them: the latest state. */
function broughtBy({ state, points, stored, read }: MachineRun): readonly Point[] {
  if (points.length === 0) return []
  const perByte = read > 0 ? stored / read : 0
  const newest = points[points.length - 1]!.time
  if (state.job.job.mode === 'periodic') {
    const kind = newestFull(points) === undefined ? 'increment' : 'full'
    return [{ time: newest, kind, stored, fresh: stored }]
  }
  return points.map(({ time, kind, stored: bytes }) => {
    return { time, kind, stored: bytes * perByte, fresh: bytes * perByte }
  })
}

/** Remembers which points are dealt with; those that the origin has dropped need no memory. */
function take(state: MachineState, points: readonly Point[]): void {
  const there = new Set(state.origin!.chain!.points.map(({ time }) => time))
  const known = [...state.taken, ...points.map(({ time }) => time)]
  state.taken = new Set(known.filter((time) => there.has(time)))
}

/** ASSUMED A-80: moved backups leave their job, which begins a new chain with a full. */
function leaveSource({ state, points: moved }: MachineRun): void {
  const origin = state.origin!
  const { job, chain } = origin
  const times = new Set(moved.map(({ time }) => time))
  const { points } = chain!
  const left = points.filter(({ time }) => !times.has(time))
  addStored(job, sum(left) - sum(points))
  points.splice(0, points.length, ...left)
  // A copy whose points are gone brings everything again.
  if (left.length === 0) origin.taken = new Set()
}

/** Whether a machine of the session has synthetic work to do, and how much. */
export function planSynthetic(run: MachineRun): boolean {
  const { state, result, algorithm, idle } = run
  const able = state.chain !== undefined && state.job.rules.synthetic
  if (able && result !== 'Failed' && algorithm === 'increment' && idle === undefined) {
    run.synthetic = workAfter(run, state.chain.points)
  }
  return run.synthetic !== undefined
}

function workAfter(run: MachineRun, points: readonly Point[]): SyntheticWork | undefined {
  const { session } = run
  const { job } = run.state.job
  switch (job.method) {
    case 'forward-incremental':
      if (session.fullRun !== 'synthetic') return undefined
      return { algorithm: 'synthetic-full', bytes: fullSize(run, points), merged: 0, attempts: 0 }
    case 'forever-forward': {
      const merged = mergeable(points, job, session.opened)
      if (merged === 0) return undefined
      return { algorithm: 'merge', bytes: sum(points.slice(1, merged + 1)), merged, attempts: 0 }
    }
    case 'reverse':
      // ASSUMED A-31: of its three times the increment, one is written in transport and two are moved after it.
      return { algorithm: 'transform', bytes: sum(afterFull(points)), merged: 0, attempts: 0 }
  }
}

/** Size of the newest state as a full: what this session's increment compressed to, for all used space. */
function fullSize({ state, read, stored }: MachineRun, points: readonly Point[]): Bytes {
  if (read > 0 && state.origin === undefined) return state.used * (stored / read)
  return newestFull(points)?.stored ?? 0
}

export function syntheticDone({ state, session, synthetic }: MachineRun): void {
  const { algorithm, bytes, merged } = synthetic!
  const { points } = state.chain!
  const { job } = state.job
  const time = state.origin === undefined ? session.opened : points[points.length - 1]!.time
  const change = {
    'synthetic-full': () =>
      replaceIncrement(points, job, { time, kind: 'full', stored: bytes, fresh: bytes }),
    // A session that overlaps this one may have merged the same increments meanwhile.
    merge: () => mergeOldest(points, Math.min(merged, mergeable(points, job, session.opened))),
    transform: () => transformIntoRollbacks(points, job, session.opened),
  }[algorithm]
  addStored(state.job, change())
}

/** Bytes kept at the repository, and of the tenant whose they are. */
export function addStored(job: JobState, bytes: Bytes): void {
  job.writes!.stored += bytes
  const tenant = payer(job)
  if (tenant !== undefined) tenant.stored += bytes
}
