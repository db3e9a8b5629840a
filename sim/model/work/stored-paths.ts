/**
 * Paths of stored bytes from one repository to another, or to tape (docs/model.md 5):
 *
 *   source read -> [reader: host or gateway of the source] -> [WAN accelerators] -> T -> repository write
 *   source read -> [reader: host of the source] -> gateway -> tape server -> drive
 *
 * Without a reader the gateway reads the source itself. The bytes that move are stored bytes; r is 1 unless given.
 */
import type { Path, RepositoryState, ServerState } from '../infrastructure/index.ts'
import { isDirectAttached } from '../input/index.ts'
import { gatewayWork, sentShare, writtenShare } from './shares.ts'
import type { Way } from './way.ts'

export function storedPath(way: Way): Path | undefined {
  const { task, builder } = way
  const { reads, writes } = task.run.state.job
  const { gateway, reader } = task.assignment!
  const mover = (reader ?? gateway)!
  const wire = 1 / task.reduction
  builder.limit(task.taskRate, 'Source')
  way.read(reads!, 1)
  if (!isDirectAttached(reads!.repository) && !way.fetch(reads!, mover, 1)) return undefined
  if (reader !== undefined) way.compute(reader, 1, 'Proxy')
  const at = cross(way, mover, wire)
  if (at === undefined) return undefined
  const out = writes === undefined ? toDrive(way, at, wire) : toRepository(way, at, wire, writes)
  if (out === undefined) return undefined
  const readsItself = gateway !== undefined && gateway === mover
  const serves = reader !== undefined && reader !== gateway && reader !== reads!.host
  return builder.build({
    wire,
    gatewayIn: readsItself ? 1 : wire,
    gatewayOut: out,
    repositoryRead: 1,
    repositoryWritten: writes === undefined ? 0 : writtenShare(task),
    readerIn: serves ? 1 : 0,
    readerOut: serves ? wire : 0,
  })
}

/** Over a pair of WAN accelerators, if the job has one: what the source one sends is smaller by its reduction. */
function cross(way: Way, from: ServerState, wire: number): ServerState | undefined {
  const { accelerators } = way.task.run.state.job
  if (accelerators === undefined) return from
  const [near, far] = accelerators
  const { reduction } = near.server.roles['wan-accelerator']!
  if (!way.hop(from, near, wire)) return undefined
  way.accelerate(near, 1)
  if (!way.hop(near, far, wire / reduction)) return undefined
  way.accelerate(far, 1)
  return far
}

/** Bytes that leave the gateway per source byte; undefined when a route is missing. */
function toRepository(
  way: Way,
  from: ServerState,
  wire: number,
  target: RepositoryState,
): number | undefined {
  const { task } = way
  const { gateway } = task.assignment!
  const x = writtenShare(task)
  if (isDirectAttached(target.repository)) {
    if (!way.hop(from, target.host!, wire)) return undefined
    way.compute(target.host!, 1, 'Target')
    way.write(target, x)
    return wire
  }
  const sent = sentShare(task)
  if (!way.hop(from, gateway!, wire)) return undefined
  way.compute(gateway!, gatewayWork(target, task.run.state.job.job.encryption), 'Gateway')
  if (!way.leave(gateway!, target, sent)) return undefined
  way.write(target, x)
  return sent
}

function toDrive(way: Way, from: ServerState, wire: number): number | undefined {
  const { task, builder } = way
  const { gateway } = task.assignment!
  const server = task.run.state.job.tapeServer!
  const last = gateway ?? from
  if (!way.hop(from, last, wire)) return undefined
  if (gateway !== undefined) way.compute(gateway, 1, 'Gateway')
  if (!way.hop(last, server, wire)) return undefined
  way.compute(server, 1, 'Target')
  builder.limit(server.server.roles['tape-server']!.driveRate / wire, 'Target')
  return wire
}
