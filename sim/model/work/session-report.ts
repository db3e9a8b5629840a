/** Facts of sessions as they leave the world. */
import { TYPES } from '../input/index.ts'
import type { SessionRecord } from '../records.ts'
import type { Runtime } from '../runtime.ts'
import { type Reason, type Result, STAGES } from '../vocabulary.ts'
import type { MachineRun, Session } from './entities.ts'
import { largest, veeamBottleneck } from './reports.ts'

export function recordSession(
  rt: Runtime,
  session: Session,
  result: Result | undefined,
  reason: Reason | undefined,
): void {
  if (!session.measured) return
  const { state, runs, tally } = session
  const { now } = rt.sim
  const { job } = state
  const ended = runs.filter((run) => run.result !== undefined)
  const failed = ended.filter((run) => run.result === 'Failed')
  const counted = TYPES[job.type].counted
  const working = runs.filter((run) => run.idle === undefined)
  const seconds = session.transferring.seconds(now)
  const bottleneck = seconds > 0 ? STAGES[largest(tally.limited)] : undefined
  const { windowEnd } = session
  const record: SessionRecord = {
    session: session.id,
    job: job.name,
    jobType: job.type,
    night: session.night,
    start: session.opened,
    end: now,
    durationSeconds: now - session.opened,
    result,
    firstResult: session.firstResult,
    reason: reason ?? failed[0]?.reason,
    attempts: session.attempt,
    machines: counted ? ended.length : 0,
    machinesFailed: counted ? failed.length : 0,
    machinesFailedFirst: counted ? ended.filter((run) => run.failedFirst).length : 0,
    tasks: tally.tasks,
    tasksFailed: tally.tasksFailed,
    processedBytes: tally.processed,
    readBytes: tally.read,
    transferredBytes: tally.transferred,
    goodBytes: tally.good,
    rateBytesPerSecond: seconds > 0 ? tally.read / seconds : undefined,
    algorithm: commonAlgorithm(working),
    bottleneck,
    veeamBottleneck: bottleneck === undefined ? undefined : veeamBottleneck(bottleneck, tally.busy),
    waitSeconds: tally.waited,
    missedWindow: windowEnd === undefined ? undefined : session.missedWindow,
    windowOverrun: windowEnd === undefined ? undefined : Math.max(0, now - windowEnd),
    stopped: session.stopped,
    scheduled: job.schedule.kind !== 'poisson' && job.schedule.kind !== 'continuous' && !isTrace(session),
    controlSeconds: session.controlSeconds,
    machinesFull: working.filter((run) => run.algorithm === 'full').length,
  }
  rt.audit?.sessionEnded(record)
  rt.recorder.session(record)
}

function isTrace({ state }: Session): boolean {
  const { schedule } = state.job
  return schedule.kind === 'times' && schedule.overlapping
}

/** What most machines did; of equal numbers the larger piece of work. */
function commonAlgorithm(runs: readonly MachineRun[]): MachineRun['algorithm'] {
  const count = (algorithm: MachineRun['algorithm']) =>
    runs.filter((run) => run.algorithm === algorithm).length
  const [full, increment] = [count('full'), count('increment')]
  if (full === 0 && increment === 0) return 'fixed'
  return full >= increment ? 'full' : 'increment'
}
