/** Facts of sessions as they leave the world. */
import type { TenantState } from '../infrastructure/index.ts'
import type { SessionRecord } from '../records/index.ts'
import type { Runtime } from '../runtime.ts'
import { type Reason, type Result, STAGES } from '../vocabulary.ts'
import type { MachineRun, Session } from './entities.ts'
import { bareName, largest, veeamBottleneck } from './reports.ts'

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
  // Who had nothing to do neither succeeded nor failed.
  const ended = runs.filter((run) => run.result !== undefined && run.idle === undefined)
  const failed = ended.filter((run) => run.result === 'Failed')
  const { counted } = state.rules
  const working = runs.filter((run) => run.idle === undefined)
  const seconds = session.transferring.seconds(now)
  const bottleneck = seconds > 0 ? STAGES[largest(tally.limited)] : undefined
  const { windowEnd } = session
  const record: SessionRecord = {
    session: session.id,
    job: bareName(job),
    tenant: job.tenant,
    jobType: job.type,
    night: session.night,
    start: session.opened,
    end: now,
    durationSeconds: now - session.opened,
    result,
    firstResult: session.firstResult,
    providerResult: state.tenant && providerResult(result, failed),
    reason: reason ?? failed[0]?.reason ?? session.syntheticFailed,
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
  if (state.tenant !== undefined) bookSession(state.tenant, record)
  rt.audit?.sessionEnded(record)
  rt.recorder.session(record)
}

/** Causes on the tenant's side: the provider's console shows these sessions as Success (CC:session_results). */
const TENANTS_OWN: ReadonlySet<Reason> = new Set([
  'tenant-connection-lost',
  'window-closed',
  'sibling-failed',
  'stopped',
  'other',
])

function providerResult(result: Result | undefined, failed: readonly MachineRun[]): Result | undefined {
  if (result === undefined) return undefined
  return failed.some(({ reason }) => reason !== undefined && !TENANTS_OWN.has(reason)) ? 'Failed' : 'Success'
}

function bookSession({ tally }: TenantState, { result, providerResult, goodBytes }: SessionRecord): void {
  tally.result = worse(tally.result, result)
  tally.providerResult = worse(tally.providerResult, providerResult)
  tally.goodBytes += goodBytes
}

const SEVERITY: readonly (Result | undefined)[] = [undefined, 'Success', 'Warning', 'Failed']

function worse(a: Result | undefined, b: Result | undefined): Result | undefined {
  return SEVERITY.indexOf(a) < SEVERITY.indexOf(b) ? b : a
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
