/** Facts of tasks as they leave the world, and what their sessions sum up from them. */
import type { ServerState, TenantState } from '../infrastructure/index.ts'
import type { Job } from '../input/index.ts'
import type { TaskRecord } from '../records/index.ts'
import type { Runtime } from '../runtime.ts'
import { BUSY_STAGES, STAGES, type Stage, WAIT_CAUSES } from '../vocabulary.ts'
import type { Assignment } from './assignment.ts'
import type { MachineRun, Task } from './entities.ts'
import { fastCloneEffective } from './fast-clone.ts'
import { directionOf, flowOf } from './flow-of.ts'
import { gatewaysOf } from './participants.ts'
import { bookConnections } from './relayed.ts'
import type { SessionTally } from './sums.ts'
import { storedPerByte } from './volumes.ts'

/** Sums a finished task up in its machine and session, and writes its record. */
export function recordTask(rt: Runtime, task: Task): void {
  const { run } = task
  const { session } = run
  const read = isCloned(task) ? 0 : task.bytes - task.left
  if (task.operation !== 'synthetic') {
    run.transferred += task.moved.transferred
    run.stored += read * storedPerByte(run.state.job, task.reduction)
    addToTally(session.tally, task, read)
  }
  if (session.measured) {
    if (task.assignment !== undefined) bookGateways(rt, task, task.assignment)
    bookConnections(rt, task)
    if (run.state.job.tenant !== undefined) bookTenant(run.state.job.tenant, task)
  }
  rt.log?.('task-ended', {
    session: session.id,
    machine: run.state.machine.name,
    disk: task.disk,
    result: task.result,
    reason: task.reason,
  })
  if (!session.measured && rt.audit === undefined) return
  const record = taskRecord(task, read)
  rt.audit?.taskEnded(record)
  if (session.measured) rt.recorder.task(record)
}

function addToTally(tally: SessionTally, task: Task, read: number): void {
  tally.tasks++
  if (task.result === 'Failed') tally.tasksFailed++
  tally.read += read
  tally.transferred += task.moved.transferred
  tally.waited += waitOf(task)
  if (task.attempt === 1) tally.processed += task.processed
  for (let i = 0; i < tally.limited.length; i++) tally.limited[i]! += task.moved.limited[i]!
  for (let i = 0; i < tally.busy.length; i++) tally.busy[i]! += task.moved.busy[i]!
}

/** What its gateways took in and sent out: that of the repository written to, and of the source of a copy. */
function bookGateways(rt: Runtime, task: Task, assignment: Assignment): void {
  for (const server of gatewaysOf(task, assignment)) {
    const isMain = server === assignment.gateway
    const { job } = task.run.state
    const { repository } = isMain ? job.repository : job.reads!
    const { bytesIn, bytesOut } = carriedBy(task, isMain)
    const { served } = server
    const flow = {
      gateway: server.server.name,
      kind: 'server',
      ...flowOf(task),
      repository: repository.name,
    } as const
    rt.flows.task(flow)
    rt.flows.bytes(flow, bytesIn, bytesOut)
    served.tasks++
    if (isMain && assignment.fallback) served.fallbacks++
    if (task.operation === 'synthetic') served.synthetic++
    served.bytesIn += bytesIn
    served.bytesOut += bytesOut
    if (task.operation === 'synthetic' && task.result === 'Failed') served.wasted += bytesIn
  }
}

function carriedBy(
  { moved }: Task,
  isMain: boolean,
): { readonly bytesIn: number; readonly bytesOut: number } {
  return isMain
    ? { bytesIn: moved.gatewayIn, bytesOut: moved.gatewayOut }
    : { bytesIn: moved.readerIn, bytesOut: moved.readerOut }
}

function bookTenant({ tally }: TenantState, task: Task): void {
  if (task.operation === 'synthetic') return
  tally.tasks++
  if (task.result === 'Failed') tally.failed++
  tally.bytes += task.moved.transferred
  tally.waited += waitOf(task)
  for (let i = 0; i < tally.limited.length; i++) tally.limited[i]! += task.moved.limited[i]!
}

/** The machine failed: whatever its disks moved in this attempt was in vain, also of those that succeeded. */
export function bookWasted({ session, tasks }: MachineRun): void {
  if (!session.measured) return
  for (const task of tasks) {
    if (task.assignment === undefined) continue
    for (const server of gatewaysOf(task, task.assignment)) {
      server.served.wasted += carriedBy(task, server === task.assignment.gateway).bytesIn
    }
    for (const [{ cloud }, bytes] of task.clouds ?? []) cloud!.served.wasted += bytes
  }
}

/** Blocks are cloned in place: nothing is read. */
function isCloned(task: Task): boolean {
  return task.assignment !== undefined && fastCloneEffective(task)
}

function waitOf(task: Task): number {
  return (task.start ?? task.ended) - task.queued
}

function taskRecord(task: Task, read: number): TaskRecord {
  const { run, moved, assignment } = task
  const { session, state } = run
  const { job, repository } = state.job
  const transferred = moved.seconds > 0
  const limited = transferred ? shares(moved.limited) : undefined
  const bottleneck = limited && STAGES[largest(limited)]
  const busy = transferred ? busyShares(task) : undefined
  const synthetic = task.operation === 'synthetic'
  const [sourceMover, mover] = moversOf(task)
  const clouds = [...(task.clouds?.keys() ?? [])].map(({ server }) => server.name)
  return {
    session: session.id,
    job: bareName(job),
    tenant: job.tenant,
    jobType: job.type,
    machine: state.machine.name,
    disk: task.disk,
    attempt: task.attempt,
    operation: task.operation,
    algorithm: task.algorithm,
    proxy: assignment?.proxy?.server.name,
    gateway: assignment?.gateway?.server.name,
    cloudGateway: clouds.at(-1),
    cloudGateways: clouds,
    repository: repository.repository.name,
    rule: assignment?.rule,
    fallback: assignment?.fallback ?? false,
    night: session.night,
    queued: task.queued,
    start: task.start,
    end: task.ended,
    waitSeconds: waitOf(task),
    waitedFor: longestWait(task.waits),
    waits: task.waits,
    durationSeconds: task.start === undefined ? 0 : task.ended - task.start,
    transferSeconds: moved.seconds,
    suspendedSeconds: moved.suspended,
    resumes: moved.resumes,
    processedBytes: task.processed,
    readBytes: read,
    transferredBytes: moved.transferred,
    gatewayBytesIn: assignment?.gateway === undefined ? 0 : moved.gatewayIn,
    gatewayBytesOut: assignment?.gateway === undefined ? 0 : moved.gatewayOut,
    repositoryReadBytes: moved.repositoryRead,
    repositoryWrittenBytes: moved.repositoryWritten,
    rateBytesPerSecond: transferred ? read / moved.seconds : undefined,
    result: task.result,
    reason: task.reason,
    bottleneck,
    limited,
    busy,
    veeamBottleneck: bottleneck === undefined ? undefined : veeamBottleneck(bottleneck, busy!),
    sourceMover: sourceMover?.server.name,
    targetMover: mover?.server.name,
    direction: directionOf(task),
    fastClone: synthetic && assignment !== undefined ? fastCloneEffective(task) : undefined,
    controlSeconds: moved.control,
  }
}

/** Where data leave and where they arrive. */
function moversOf(task: Task): readonly [ServerState | undefined, ServerState | undefined] {
  const { assignment } = task
  if (assignment === undefined) return [undefined, undefined]
  const { proxy, gateway, reader } = assignment
  const { writes, tapeServer, repository } = task.run.state.job
  const serving = gateway ?? repository.host
  switch (directionOf(task)) {
    case 'backup':
    case 'synthetic':
      return [proxy, serving]
    case 'restore':
      return [serving, proxy]
    case 'copy':
      return [reader ?? gateway, tapeServer ?? writes!.host ?? gateway]
    case 'check':
      return [serving, undefined]
  }
}

function longestWait(waits: readonly number[]): TaskRecord['waitedFor'] {
  const i = largest(waits)
  return waits[i]! > 0 ? WAIT_CAUSES[i] : undefined
}

/** Index of the largest; of equal ones the earlier. */
export function largest(values: readonly (number | undefined)[]): number {
  let best = 0
  for (let i = 1; i < values.length; i++) if ((values[i] ?? -1) > (values[best] ?? -1)) best = i
  return best
}

function shares(seconds: readonly number[]): number[] {
  let total = 0
  for (const s of seconds) total += s
  return seconds.map((s) => (total > 0 ? s / total : 0))
}

function busyShares({ moved }: Task): (number | undefined)[] {
  return moved.busy.map((s, i) => (moved.busyKnown[i] ? s / moved.seconds : undefined))
}

/** The largest busy stage, or Throttling when a rate limit binds (docs/model.md 7). */
export function veeamBottleneck(bottleneck: Stage, busy: readonly (number | undefined)[]): Stage {
  return bottleneck === 'Throttling' ? 'Throttling' : BUSY_STAGES[largest(busy)]!
}

/** Without the name of its tenant, which has a column of its own. */
export function bareName({ name, tenant }: Job): string {
  return tenant === undefined ? name : name.slice(tenant.length + 1)
}
