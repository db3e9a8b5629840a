/**
 * A stretch of transfer: opened when data begins to flow, closed when it ends or is interrupted. What it
 * moved, who limited it and how busy its resources were is summed up in the task.
 */
import type { Hop, TransferEnd } from '../../flow/index.ts'
import type { Seconds } from '../../units.ts'
import { bookBytes, type Path } from '../infrastructure/index.ts'
import type { Runtime } from '../runtime.ts'
import { BUSY_STAGES, type BusyStage, STAGES, type Stage } from '../vocabulary.ts'
import type { Task } from './entities.ts'
import { gatewaysOf } from './participants.ts'
import type { Segment } from './phases.ts'
import { bookRelayed } from './relayed.ts'

/** The product's own busy figures: gateway compute and storage side count as Target (docs/model.md 7). */
const BUSY_OF: Readonly<Record<Stage, BusyStage | undefined>> = {
  Source: 'Source',
  Proxy: 'Proxy',
  Network: 'Network',
  Gateway: 'Target',
  CloudGateway: 'Network',
  Wan: 'Network',
  Target: 'Target',
  Throttling: undefined,
}

/** Index into BUSY_STAGES by index into STAGES, or -1. */
const BUSY_INDEX: readonly number[] = STAGES.map((stage) => {
  const busy = BUSY_OF[stage]
  return busy === undefined ? -1 : BUSY_STAGES.indexOf(busy)
})

/** A cap or a finite resource limits what flows there. */
export function limits({ network }: Runtime, { cap, hops }: Path): boolean {
  return (
    cap < Number.POSITIVE_INFINITY ||
    hops.some(({ resource }) => network.capacity(resource) < Number.POSITIVE_INFINITY)
  )
}

export function openSegment(rt: Runtime, task: Task, path: Path): void {
  const { sim, network } = rt
  const now = sim.now
  const hops = [...path.hops, ...servingHops(task)]
  const transfer = network.start({ path: hops, bytes: task.left, cap: path.cap, weight: 1 }, now)
  rt.weights.join(task, transfer)
  const integrals = new Float64Array(path.hops.length)
  for (let i = 0; i < integrals.length; i++) integrals[i] = network.useIntegral(path.hops[i]!.resource, now)
  rt.transfers.set(transfer, { kind: 'data', task })
  task.phase = { name: 'transferring', transfer, segment: { path, began: now, bytes: task.left, integrals } }
  for (const link of path.links) link.tasks.add(1, now)
  if (task.operation !== 'synthetic') {
    task.run.session.transferring.begin(now)
    if (isMoving(task)) {
      rt.active.begin(now)
      task.run.state.job.tenant?.active.begin(now)
    }
  }
  rt.requestShare()
}

/** Bytes/s in the gateway role, counted as they leave the source mover. */
function servingHops(task: Task): Hop[] {
  return gatewaysOf(task, task.assignment!).map(({ serving }) => ({
    resource: serving,
    coefficient: 1 / task.reduction,
  }))
}

/** `end` tells what was left when the network let go of it. */
export function closeSegment(rt: Runtime, task: Task, segment: Segment, end: TransferEnd): void {
  const { now } = rt.sim
  const { path } = segment
  rt.transfers.delete(end.id)
  rt.weights.leave(task, end.id)
  for (const link of path.links) link.tasks.add(-1, now)
  if (task.operation !== 'synthetic') {
    task.run.session.transferring.end(now)
    if (isMoving(task)) {
      rt.active.end(now)
      task.run.state.job.tenant?.active.end(now)
    }
  }
  const moved = segment.bytes - end.left
  task.left = end.left
  addMoved(rt, task, path, moved)
  addTimes(rt, task, segment, end, moved, now - segment.began)
  rt.requestShare()
}

/** Nothing to move, or nothing that limits it: ends in the instant it begins. */
export function moveAtOnce(rt: Runtime, task: Task, path: Path): void {
  addMoved(rt, task, path, task.left)
  task.left = 0
}

function addMoved(rt: Runtime, task: Task, path: Path, moved: number): void {
  const sum = task.moved
  sum.transferred += moved * path.wire
  sum.gatewayIn += moved * path.gatewayIn
  sum.gatewayOut += moved * path.gatewayOut
  sum.repositoryRead += moved * path.repositoryRead
  sum.repositoryWritten += moved * path.repositoryWritten
  sum.readerIn += moved * path.readerIn
  sum.readerOut += moved * path.readerOut
  if (!task.run.session.measured) return
  bookBytes(path, moved)
  // Each byte counts on the cloud gateway that carried it.
  if (task.cloud !== undefined) bookRelayed(rt, task, task.cloud, moved * path.relayed)
}

function addTimes(
  rt: Runtime,
  task: Task,
  { path, integrals }: Segment,
  end: TransferEnd,
  moved: number,
  seconds: Seconds,
): void {
  const sum = task.moved
  sum.seconds += seconds
  for (let i = 0; i < path.hops.length; i++) sum.limited[path.stages[i]!]! += end.limited[i]!
  sum.limited[path.stages[path.hops.length]!]! += end.limited[end.limited.length - 1]!
  if (seconds <= 0) return
  const peaks = BUSY_STAGES.map(() => -1)
  const see = (stage: number, busySeconds: number): void => {
    const busy = BUSY_INDEX[stage]!
    if (busy >= 0 && busySeconds > peaks[busy]!) peaks[busy] = busySeconds
  }
  for (let i = 0; i < path.hops.length; i++) {
    const { resource } = path.hops[i]!
    const capacity = rt.network.capacity(resource)
    const use = rt.network.useIntegral(resource, rt.sim.now) - integrals[i]!
    if (capacity > 0) see(path.stages[i]!, Math.min(seconds, use / capacity))
  }
  if (path.cap < Number.POSITIVE_INFINITY)
    see(path.stages[path.hops.length]!, Math.min(seconds, moved / path.cap))
  for (let i = 0; i < peaks.length; i++) {
    if (peaks[i]! < 0) continue
    sum.busy[i]! += peaks[i]!
    sum.busyKnown[i] = true
  }
}

/** Counts in the seconds that throughput is over: checks and rescans transfer nothing. */
function isMoving({ run }: Task): boolean {
  return run.session.measured && run.state.job.rules.to !== 'nothing'
}
