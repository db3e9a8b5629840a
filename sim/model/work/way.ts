/** The steps that data paths are made of (docs/model.md 5): what each crosses, books and is limited by. */

import type { Seconds } from '../../units.ts'
import {
  type LinkState,
  PathBuilder,
  type RepositoryState,
  type Route,
  retrace,
  type ServerState,
  type TenantState,
} from '../infrastructure/index.ts'
import type { Server, Throttle } from '../input/index.ts'
import type { Runtime } from '../runtime.ts'
import type { Task } from './entities.ts'

/** The way of one task's data from its source to its target. */
export class Way {
  readonly rt: Runtime
  readonly task: Task
  readonly builder: PathBuilder
  readonly proxy: ServerState | undefined
  private readonly kept: LinkState[] | undefined

  /** `kept`: the links that its transfer crosses already, in their order; undefined: routes are taken anew. */
  constructor(rt: Runtime, task: Task, kept?: readonly LinkState[]) {
    this.kept = kept?.slice()
    this.rt = rt
    this.task = task
    this.builder = new PathBuilder(rt.network)
    this.proxy = task.assignment?.proxy
  }

  /** Datastore and machine limits; reading a datastore crosses no link. */
  readMachine(): void {
    const { datastore, rate } = this.task.run.state
    if (datastore !== undefined) {
      this.builder.cross(datastore.read, 1, 'Source', true).book(datastore.account, 'out', 1)
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
  hop(
    from: ServerState,
    to: ServerState,
    coefficient: number,
    sender: 'Network' | 'CloudGateway' = 'Network',
  ): boolean {
    if (from === to) return true
    const route = this.route(from.server.site, to.server.site)
    if (route === undefined) return false
    this.builder.cross(from.nicOut, coefficient, sender, true).book(from.account, 'out', coefficient)
    this.throttle([from.server.name, from.server.site], [to.server.name, to.server.site], coefficient)
    this.travel(route, coefficient)
    const receiver = to === this.task.cloud ? 'CloudGateway' : 'Network'
    this.builder.cross(to.nicIn, coefficient, receiver, true).book(to.account, 'in', coefficient)
    return true
  }

  /** From a protected computer, which is no managed machine, into a server. */
  arrive(site: string, to: ServerState, coefficient: number): boolean {
    const route = this.route(site, to.server.site)
    if (route === undefined) return false
    this.throttle([site], [to.server.name, to.server.site], coefficient)
    return this.enter(route, to, coefficient)
  }

  /** From a share, an appliance or object storage into the server that reads it. */
  fetch(from: RepositoryState, to: ServerState, coefficient: number): boolean {
    const route = this.route(from.repository.site, to.server.site)
    if (route === undefined) return false
    this.throttleStorage(from, to, coefficient)
    return this.enter(route, to, coefficient)
  }

  private route(from: string, to: string): Route | undefined {
    return this.kept === undefined ? this.rt.topology.route(from, to) : retrace(this.kept, from, to)
  }

  private enter(route: Route, to: ServerState, coefficient: number): true {
    this.travel(route, coefficient)
    this.builder.cross(to.nicIn, coefficient, 'Network', true).book(to.account, 'in', coefficient)
    return true
  }

  /** A share is no machine: the last hop costs NIC out and the links. */
  leave(from: ServerState, to: RepositoryState, coefficient: number): boolean {
    const route = this.route(from.server.site, to.repository.site)
    if (route === undefined) return false
    this.builder.cross(from.nicOut, coefficient, 'Gateway', true).book(from.account, 'out', coefficient)
    this.throttleStorage(to, from, coefficient)
    this.travel(route, coefficient)
    return true
  }

  /** Between a gateway and its storage rules hold only for object storage in direct mode (docs/model.md 6). */
  private throttleStorage(
    { repository }: RepositoryState,
    { server }: ServerState,
    coefficient: number,
  ): void {
    if (repository.type !== 'object-storage' || repository.connection !== 'direct') return
    this.throttle([server.name, server.site], [repository.site], coefficient)
  }

  write(store: RepositoryState, coefficient: number): void {
    const { builder } = this
    builder.cross(store.writeLimit, coefficient, 'Throttling').cross(store.write, coefficient, 'Target', true)
    builder.book(store.account, 'in', coefficient)
    if (coefficient > 0) builder.limit(store.repository.taskRate / coefficient, 'Target')
  }

  read(store: RepositoryState, coefficient: number): void {
    const { builder } = this
    const { operation } = this.task
    const stage = operation === 'synthetic' ? 'Target' : 'Source'
    builder.cross(store.read, coefficient, stage, true)
    // HC:smb_repository_repository: health checks ignore the limit of the repository.
    if (operation !== 'health-check') builder.cross(store.readLimit, coefficient, 'Throttling')
    builder.book(store.account, 'out', coefficient)
    builder.limit(store.repository.taskRate / coefficient, stage)
  }

  /** A tenant's own line, its limit, and the rules and TCP streams between it and the far end. */
  line(tenant: TenantState, way: 'up' | 'down', coefficient: number, far: Server | string): void {
    const { builder } = this
    const ends = typeof far === 'string' ? [far] : [far.name, far.site]
    const line = way === 'up' ? tenant.up : tenant.down
    builder.cross(line, coefficient, tenant.isLimited ? 'Throttling' : 'Network', true)
    builder.book(tenant.account, way === 'up' ? 'out' : 'in', coefficient)
    if (!tenant.isLimited) builder.cross(tenant.limit, coefficient, 'Throttling')
    this.throttle([tenant.tenant.name], ends, coefficient)
    this.streams(tenant.latency, `tenant ${way}`, coefficient, this.rt.network.capacity(line))
  }

  /** A cloud gateway passes on what it gets: its NIC on the tenant's side, and compute. */
  relay(gateway: ServerState, way: 'up' | 'down', coefficient: number): void {
    const { builder } = this
    const [card, direction] =
      way === 'up' ? ([gateway.nicIn, 'in'] as const) : ([gateway.nicOut, 'out'] as const)
    builder.cross(card, coefficient, 'CloudGateway', true).book(gateway.account, direction, coefficient)
    builder.cross(gateway.compute, coefficient, 'CloudGateway')
    builder.cross(gateway.cloud!.relayed, coefficient, 'CloudGateway', true)
  }

  /** What a pair of WAN accelerators processes at one end. */
  accelerate(server: ServerState, coefficient: number): void {
    this.builder.cross(server.accelerator!.rate, coefficient, 'Wan')
  }

  writeDatastore(from: ServerState): boolean {
    const target = this.task.run.state.datastore
    if (target === undefined) return true
    const route = this.route(from.server.site, target.datastore.site)
    if (route === undefined) return false
    this.builder.cross(from.nicOut, 1, 'Network', true).book(from.account, 'out', 1)
    this.travel(route, 1)
    this.builder.cross(target.write, 1, 'Target', true).book(target.account, 'in', 1)
    return true
  }

  private travel(route: Route, coefficient: number): void {
    this.builder.travel(route, coefficient)
    this.streams(route.latency, route.key, coefficient)
  }

  /** `narrowest`: what the hop carries at most anyway; streams that allow more limit nobody. */
  private streams(
    latency: Seconds,
    key: string,
    coefficient: number,
    narrowest: number = Number.POSITIVE_INFINITY,
  ): void {
    if (latency === 0 || coefficient === 0) return
    const { streams, window, per } = this.rt.world.policies.tcp
    const ceiling = (streams * window) / (2 * latency)
    if (ceiling >= narrowest) return
    if (per === 'task') this.builder.limit(ceiling / coefficient, 'Network')
    else this.builder.cross(this.stream(key, ceiling), coefficient, 'Network')
  }

  /** The TCP streams that a session shares over the same ordered links. */
  private stream(key: string, ceiling: number): number {
    const { streams } = this.task.run.session
    let resource = streams.get(key)
    if (resource === undefined) {
      resource = this.rt.network.addResource(ceiling)
      streams.set(key, resource)
    }
    return resource
  }

  /** Network traffic rules of a pair, in either direction; of several that hold now the lowest counts (O11). */
  private throttle(from: readonly string[], to: readonly string[], coefficient: number): void {
    const matching = this.rt.estate.throttles.filter(({ throttle, active }) => {
      if (!active || !obeys(this.task, throttle)) return false
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

/** Rules spare restores unless they say otherwise, and copies of backups always (HC:copy_backup). */
function obeys({ operation }: Task, { restores }: Throttle): boolean {
  return operation === 'restore' ? restores : operation !== 'copy'
}
