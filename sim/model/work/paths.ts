/**
 * Data paths (model.md 5): which resources a task's transfer crosses, with bytes there per source byte.
 * r = reduction; what crosses a hop is the hop's own matter, so a gateway's place changes the bytes on every
 * link by itself.
 *
 * T is the gateway, or the host of a direct attached repository (then nothing after T but the repository).
 */
import {
  type Path,
  PathBuilder,
  type RepositoryState,
  type Route,
  type ServerState,
} from '../infrastructure/index.ts'
import { isAppliance, isDirectAttached } from '../input/index.ts'
import type { Runtime } from '../runtime.ts'
import type { Task } from './entities.ts'

/** Gateway compute per byte: 150 MB/s a core, 80 when it inflates, 100 when it deduplicates (facts.md 10). */
const INFLATE = 150 / 80
const DEDUPLICATE = 150 / 100

/** The path of a started task over links that are up now; undefined when a route is missing. */
export function pathOf(rt: Runtime, task: Task): Path | undefined {
  const way = new Way(rt, task)
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

/** Bytes written at the repository per source byte: x of model.md 5. */
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
  way.compute(mover, attached ? 1 : gatewayWork(store), attached ? 'Target' : 'Gateway')
  if (!attached && !way.leave(mover, store, x)) return undefined
  way.write(x)
  builder.limit(task.taskRate, 'Source')
  return builder.build({ wire, gatewayIn: wire, gatewayOut: x, repositoryRead: 0, repositoryWritten: x })
}

function restorePath(way: Way): Path | undefined {
  const { task, builder, proxy, store } = way
  const stored = isAppliance(store.repository) ? 1 : 1 / task.reduction
  const mover = targetMover(task)
  const attached = isDirectAttached(store.repository)
  way.read(stored)
  if (!attached && !way.arrive(store.repository.site, mover, stored)) return undefined
  way.compute(mover, 1, attached ? 'Source' : 'Gateway')
  if (proxy !== undefined) {
    if (!way.hop(mover, proxy, stored)) return undefined
    way.compute(proxy, 1, 'Proxy')
  }
  if (!way.writeDatastore(proxy ?? mover)) return undefined
  builder.limit(task.taskRate, 'Source')
  return builder.build({
    wire: stored,
    gatewayIn: stored,
    gatewayOut: proxy === mover ? 1 : stored,
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
  if (!attached && !way.arrive(store.repository.site, mover, 1)) return undefined
  way.compute(mover, 1, attached ? 'Target' : 'Gateway')
  if (!attached && !way.leave(mover, store, 1)) return undefined
  way.write(1)
  return builder.build({ wire: 0, gatewayIn: 1, gatewayOut: 1, repositoryRead: 1, repositoryWritten: 1 })
}

function gatewayWork(store: RepositoryState): number {
  const { sourceSideDedup, decompress } = store.repository
  const deduplicates = sourceSideDedup.full < 1 || sourceSideDedup.increment < 1
  return Math.max(
    1,
    isAppliance(store.repository) && decompress ? INFLATE : 1,
    deduplicates ? DEDUPLICATE : 1,
  )
}

/** The steps that paths are made of, for one task. */
class Way {
  readonly rt: Runtime
  readonly task: Task
  readonly builder: PathBuilder
  readonly proxy: ServerState | undefined
  readonly store: RepositoryState

  constructor(rt: Runtime, task: Task) {
    this.rt = rt
    this.task = task
    this.builder = new PathBuilder(rt.network)
    this.proxy = task.assignment?.proxy
    this.store = task.run.state.job.repository
  }

  /** Datastore and machine limits; reading a datastore crosses no link. */
  readMachine(): void {
    const { datastore, rate } = this.task.run.state
    if (datastore !== undefined) {
      this.builder.cross(datastore.read, 1, 'Source').book(datastore.account, 'out', 1)
    }
    if (rate !== undefined) this.builder.cross(rate, 1, 'Source')
  }

  /** Network transport: the proxy reads its source over its NIC. */
  intoProxy(proxy: ServerState): void {
    this.builder.cross(proxy.nicIn, 1, 'Proxy', true).book(proxy.account, 'in', 1)
  }

  compute(server: ServerState, coefficient: number, stage: 'Source' | 'Proxy' | 'Gateway' | 'Target'): void {
    this.builder.cross(server.compute, coefficient, stage)
  }

  /** NIC out -> links -> NIC in; nothing on the same machine. */
  hop(from: ServerState, to: ServerState, coefficient: number): boolean {
    if (from === to) return true
    const route = this.rt.topology.route(from.server.site, to.server.site)
    if (route === undefined) return false
    this.builder.cross(from.nicOut, coefficient, 'Network', true).book(from.account, 'out', coefficient)
    this.throttle([from.server.name, from.server.site], [to.server.name, to.server.site], coefficient)
    this.travel(route, coefficient)
    this.builder.cross(to.nicIn, coefficient, 'Network', true).book(to.account, 'in', coefficient)
    return true
  }

  /** From a place that is no managed machine (a protected computer, a share) into a server. */
  arrive(site: string, to: ServerState, coefficient: number): boolean {
    const route = this.rt.topology.route(site, to.server.site)
    if (route === undefined) return false
    this.throttle([this.task.run.state.machine.name, site], [to.server.name, to.server.site], coefficient)
    this.travel(route, coefficient)
    this.builder.cross(to.nicIn, coefficient, 'Network', true).book(to.account, 'in', coefficient)
    return true
  }

  /** A share is no machine: the last hop costs NIC out and the links. */
  leave(from: ServerState, to: RepositoryState, coefficient: number): boolean {
    const route = this.rt.topology.route(from.server.site, to.repository.site)
    if (route === undefined) return false
    this.builder.cross(from.nicOut, coefficient, 'Gateway', true).book(from.account, 'out', coefficient)
    if (to.repository.type === 'object-storage' && to.repository.connection === 'direct') {
      this.throttle([from.server.name, from.server.site], [to.repository.site], coefficient)
    }
    this.travel(route, coefficient)
    return true
  }

  write(coefficient: number): void {
    const { store, builder } = this
    builder.cross(store.writeLimit, coefficient, 'Throttling').cross(store.write, coefficient, 'Target')
    builder.book(store.account, 'in', coefficient)
    if (coefficient > 0) builder.limit(store.repository.taskRate / coefficient, 'Target')
  }

  read(coefficient: number): void {
    const { store, builder } = this
    builder.cross(store.read, coefficient, this.task.operation === 'synthetic' ? 'Target' : 'Source')
    builder.cross(store.readLimit, coefficient, 'Throttling')
    builder.book(store.account, 'out', coefficient)
    builder.limit(store.repository.taskRate / coefficient, 'Source')
  }

  writeDatastore(from: ServerState): boolean {
    const target = this.task.run.state.datastore
    if (target === undefined) return true
    const route = this.rt.topology.route(from.server.site, target.datastore.site)
    if (route === undefined) return false
    this.builder.cross(from.nicOut, 1, 'Network', true).book(from.account, 'out', 1)
    this.travel(route, 1)
    this.builder.cross(target.write, 1, 'Target').book(target.account, 'in', 1)
    return true
  }

  private travel(route: Route, coefficient: number): void {
    this.builder.travel(route, coefficient)
    if (route.latency === 0 || coefficient === 0) return
    const { streams, window, per } = this.rt.world.policies.tcp
    const ceiling = (streams * window) / (2 * route.latency)
    if (per === 'task') this.builder.limit(ceiling / coefficient, 'Network')
    else this.builder.cross(this.stream(route, ceiling), coefficient, 'Network')
  }

  /** The TCP streams that a session shares over the same ordered links. */
  private stream(route: Route, ceiling: number): number {
    const { streams } = this.task.run.session
    let resource = streams.get(route.key)
    if (resource === undefined) {
      resource = this.rt.network.addResource(ceiling)
      streams.set(route.key, resource)
    }
    return resource
  }

  /** Network traffic rules of a pair, in either direction; of several that hold now the lowest counts (O11). */
  private throttle(from: readonly string[], to: readonly string[], coefficient: number): void {
    const matching = this.rt.estate.throttles.filter(({ throttle, active }) => {
      if (!active || (this.task.operation === 'restore' && !throttle.restores)) return false
      const meets = (names: readonly string[], ends: readonly string[]) =>
        names.some((name) => ends.includes(name))
      return (
        (meets(throttle.from, from) && meets(throttle.to, to)) ||
        (meets(throttle.from, to) && meets(throttle.to, from))
      )
    })
    if (matching.length === 0) return
    const lowest = matching.reduce((a, b) => (b.throttle.limit < a.throttle.limit ? b : a))
    this.builder.cross(lowest.resource, coefficient, 'Throttling')
  }
}
