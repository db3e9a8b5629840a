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
import { gatewayWork, sentShare, wireShare, writtenShare } from './shares.ts'
import { storedPath } from './stored-paths.ts'
import { tenantBackupPath, tenantRestorePath } from './tenant-paths.ts'
import { Way } from './way.ts'

/**
 * The path of a started task: over the links that its transfer `kept`, else over links that are up now; undefined when
 * a route is missing.
 */
export function pathOf(rt: Runtime, task: Task, kept?: readonly LinkState[]): Path | undefined {
  const way = new Way(rt, task, kept)
  if (task.operation === 'synthetic') return syntheticPath(way)
  const { rules, tenant } = task.run.state.job
  const { from, to } = rules
  if (tenant !== undefined) return from === 'machine' ? tenantBackupPath(way) : tenantRestorePath(way)
  if (from === 'machine') return backupPath(way)
  if (to === 'nothing') return lookPath(way)
  return to === 'datastore' ? restorePath(way) : storedPath(way)
}

/** The machine that runs the target data mover. */
export function targetMover(task: Task): ServerState {
  return task.assignment?.gateway ?? task.run.state.job.repository.host!
}

function backupPath(way: Way): Path | undefined {
  const { task, builder, proxy } = way
  const { job, repository: store } = task.run.state.job
  const wire = wireShare(task)
  const x = writtenShare(task)
  const sent = sentShare(task)
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
  if (!attached && !way.leave(mover, store, sent)) return undefined
  way.write(store, x)
  return builder.build({ wire, gatewayIn: wire, gatewayOut: sent, repositoryWritten: x })
}

/**
 * Between two data movers the data travels as in a backup, whatever the repository hands out (ASSUMED A-32).
 * Who reads is the Source of a restore, who writes its Target (ASSUMED A-38). Replications go the same way.
 */
function restorePath(way: Way): Path | undefined {
  const { task, builder, proxy } = way
  const store = task.run.state.job.reads!
  // A restore reads an appliance inflated; a replication reads what is kept.
  const inflated = task.operation === 'restore' ? isAppliance(store.repository) : store.repository.decompress
  const stored = inflated ? 1 : 1 / task.reduction
  const wire = wireShare(task)
  const mover = targetMover(task)
  builder.limit(task.taskRate, 'Source')
  if (!readInto(way, store, mover, stored)) return undefined
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
  })
}

/** Rescans and health checks: read by the gateway, or by the host, and nothing leaves it. */
function lookPath(way: Way): Path | undefined {
  const { task, builder } = way
  builder.limit(task.taskRate, 'Source')
  if (!readInto(way, task.run.state.job.reads!, targetMover(task), 1)) return undefined
  return builder.build({ gatewayIn: 1, repositoryRead: 1 })
}

/** A repository is read by its host, or over the network by a gateway. */
function readInto(way: Way, store: RepositoryState, mover: ServerState, coefficient: number): boolean {
  const attached = isDirectAttached(store.repository)
  way.read(store, coefficient)
  if (!attached && !way.fetch(store, mover, coefficient)) return false
  way.compute(mover, 1, attached ? 'Source' : 'Gateway')
  return true
}

/** Reads and writes stored bytes at the repository through T; the volume is the stored bytes read. */
function syntheticPath(way: Way): Path | undefined {
  const { task, builder } = way
  const store = task.run.state.job.writes!
  const mover = targetMover(task)
  const attached = isDirectAttached(store.repository)
  way.read(store, 1)
  if (!attached && !way.fetch(store, mover, 1)) return undefined
  way.compute(mover, 1, attached ? 'Target' : 'Gateway')
  if (!attached && !way.leave(mover, store, 1)) return undefined
  way.write(store, 1)
  return builder.build({ gatewayIn: 1, gatewayOut: 1, repositoryRead: 1, repositoryWritten: 1 })
}
