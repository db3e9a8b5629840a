/**
 * Data paths (docs/model.md 5): which resources a task's transfer crosses, with bytes there per source byte.
 * r = reduction; what crosses a hop is the hop's own matter, so a gateway's place changes the bytes on every
 * link by itself.
 *
 * T is the gateway, or the host of a direct attached repository (then nothing after T but the repository).
 */
import type { LinkState, Path, RepositoryState, ServerState } from '../infrastructure/index.ts'
import { isAppliance, isDirectAttached } from '../input/index.ts'
import type { Runtime } from '../runtime.ts'
import type { Task } from './entities.ts'
import { Way } from './way.ts'

/** Gateway compute per byte: 150 MB/s a core, 80 when it inflates, 100 when it deduplicates (docs/assumptions.md). */
const INFLATE = 150 / 80
const DEDUPLICATE = 150 / 100

/**
 * The path of a started task: over the links that its transfer `kept`, else over links that are up now; undefined when
 * a route is missing.
 */
export function pathOf(rt: Runtime, task: Task, kept?: readonly LinkState[]): Path | undefined {
  const way = new Way(rt, task, kept)
  switch (task.operation) {
    case 'restore':
      return restorePath(way)
    case 'synthetic':
      return syntheticPath(way)
    default:
      return backupPath(way)
  }
}

/** The machine that runs the target data mover. */
export function targetMover(task: Task): ServerState {
  return task.assignment?.gateway ?? task.run.state.job.repository.host!
}

/** Bytes leaving the source mover per source byte. */
export function wireShare(task: Task): number {
  const { job, repository } = task.run.state.job
  const inflatedInFlight = job.encryption && repository.repository.decompress
  return inflatedInFlight ? 1 : 1 / task.reduction
}

/** Bytes written at the repository per source byte: x of docs/model.md 5. */
function writtenShare(task: Task): number {
  const { repository } = task.run.state.job.repository
  const share =
    task.algorithm === 'full' ? repository.sourceSideDedup.full : repository.sourceSideDedup.increment
  return (repository.decompress ? 1 : 1 / task.reduction) * share
}

function backupPath(way: Way): Path | undefined {
  const { task, builder, proxy, store } = way
  const { job } = task.run.state.job
  const wire = wireShare(task)
  const x = writtenShare(task)
  const mover = targetMover(task)
  builder.limit(task.taskRate, 'Source')
  way.readMachine()
  if (proxy !== undefined) {
    const role = proxy.server.roles.proxy
    if (role !== undefined && (role.transport === 'nbd' || job.type === 'file-backup')) way.intoProxy(proxy)
    way.compute(proxy, 1, 'Proxy')
    builder.limit(role?.taskRate ?? Number.POSITIVE_INFINITY, 'Proxy')
    if (!way.hop(proxy, mover, wire)) return undefined
  } else if (!way.arrive(task.run.state.machine.site, mover, wire)) {
    return undefined
  }
  const attached = isDirectAttached(store.repository)
  way.compute(mover, attached ? 1 : gatewayWork(store, job.encryption), attached ? 'Target' : 'Gateway')
  if (!attached && !way.leave(mover, store, x)) return undefined
  way.write(x)
  return builder.build({ wire, gatewayIn: wire, gatewayOut: x, repositoryRead: 0, repositoryWritten: x })
}

/**
 * Between two data movers the data travels as in a backup, whatever the repository hands out (ASSUMED A-32).
 * Who reads is the Source of a restore, who writes its Target (ASSUMED A-38).
 */
function restorePath(way: Way): Path | undefined {
  const { task, builder, proxy, store } = way
  const stored = isAppliance(store.repository) ? 1 : 1 / task.reduction
  const wire = wireShare(task)
  const mover = targetMover(task)
  const attached = isDirectAttached(store.repository)
  builder.limit(task.taskRate, 'Source')
  way.read(stored)
  if (!attached && !way.fetch(store, mover, stored)) return undefined
  way.compute(mover, 1, attached ? 'Source' : 'Gateway')
  if (proxy !== undefined) {
    if (!way.hop(mover, proxy, wire)) return undefined
    way.compute(proxy, 1, 'Proxy')
  }
  if (!way.writeDatastore(proxy ?? mover)) return undefined
  return builder.build({
    wire,
    gatewayIn: stored,
    gatewayOut: (proxy ?? mover) === mover ? 1 : wire,
    repositoryRead: stored,
    repositoryWritten: 0,
  })
}

/** Reads and writes stored bytes at the repository through T; the volume is the stored bytes read. */
function syntheticPath(way: Way): Path | undefined {
  const { task, builder, store } = way
  const mover = targetMover(task)
  const attached = isDirectAttached(store.repository)
  way.read(1)
  if (!attached && !way.fetch(store, mover, 1)) return undefined
  way.compute(mover, 1, attached ? 'Target' : 'Gateway')
  if (!attached && !way.leave(mover, store, 1)) return undefined
  way.write(1)
  return builder.build({ wire: 0, gatewayIn: 1, gatewayOut: 1, repositoryRead: 1, repositoryWritten: 1 })
}

/** Encrypted data for a repository that inflates arrives uncompressed: nothing is left to inflate. */
function gatewayWork(store: RepositoryState, encryption: boolean): number {
  const { sourceSideDedup, decompress } = store.repository
  const inflates = isAppliance(store.repository) && decompress && !encryption
  const deduplicates = sourceSideDedup.full < 1 || sourceSideDedup.increment < 1
  return Math.max(1, inflates ? INFLATE : 1, deduplicates ? DEDUPLICATE : 1)
}
