import { SimulationFault } from '../../fault.ts'
import type { Network, ResourceId } from '../../flow/index.ts'
import type { Datastore, Link, Repository, Server, Throttle, World } from '../input/index.ts'
import { Gauge } from './gauge.ts'
import {
  type DatastoreState,
  Health,
  type LinkState,
  type RepositoryState,
  type ServerState,
  Slots,
  type ThrottleState,
} from './states.ts'

/** All entities of the world, by listing and by name. */
export class Estate {
  readonly servers: readonly ServerState[]
  readonly links: readonly LinkState[]
  readonly datastores: readonly DatastoreState[]
  readonly repositories: readonly RepositoryState[]
  readonly throttles: readonly ThrottleState[]
  readonly backupServer: ServerState | undefined
  private readonly byName = new Map<string, ServerState | LinkState | DatastoreState | RepositoryState>()

  constructor(world: World, network: Network) {
    this.servers = world.servers.map((server, index) => this.add(serverState(server, index, network)))
    this.links = world.links.map((link, index) => this.add(linkState(link, index, network)))
    this.datastores = world.datastores.map((d, index) => this.add(datastoreState(d, index, network)))
    this.backupServer = this.servers.find((s) => s.server.roles['backup-server'] !== undefined)
    this.repositories = world.repositories.map((r, index) =>
      this.add(this.repositoryState(r, index, network)),
    )
    this.throttles = world.throttles.map((throttle) => throttleState(throttle, network))
  }

  /** Nothing new starts while the backup server is down or cut off; a world without one starts everything. */
  get canStart(): boolean {
    return this.backupServer?.health.up !== false
  }

  server(name: string): ServerState {
    return this.get(name, 'server')
  }

  link(name: string): LinkState {
    return this.get(name, 'link')
  }

  datastore(name: string): DatastoreState {
    return this.get(name, 'datastore')
  }

  repository(name: string): RepositoryState {
    return this.get(name, 'repository')
  }

  private add<S extends ServerState | LinkState | DatastoreState | RepositoryState>(state: S): S {
    this.byName.set(`${state.kind}/${nameOf(state)}`, state)
    return state
  }

  private get<S>(name: string, kind: 'server' | 'link' | 'datastore' | 'repository'): S {
    const state = this.byName.get(`${kind}/${name}`)
    if (state === undefined)
      throw new SimulationFault(0, `${kind} "${name}"`, 'the world refers to a name that it does not hold')
    return state as S
  }

  private repositoryState(repository: Repository, index: number, network: Network): RepositoryState {
    const listed =
      repository.gateway === 'automatic' ? undefined : repository.gateway.map((name) => this.server(name))
    for (const server of listed ?? []) server.isGateway = true
    return {
      kind: 'repository',
      repository,
      index,
      health: new Health(),
      host: repository.host === undefined ? undefined : this.server(repository.host),
      listed,
      mountServer: repository.mountServer === undefined ? undefined : this.server(repository.mountServer),
      read: network.addResource(repository.read),
      write: network.addResource(repository.write),
      readLimit: network.addResource(repository.rateLimit),
      writeLimit: network.addResource(repository.rateLimit),
      slots: new Slots(repository.maxTasks),
      chains: new Map(),
      tasks: new Gauge(),
      account: { bytesIn: 0, bytesOut: 0 },
      stored: repository.used,
      reserved: 0,
    }
  }
}

export function nameOf(state: ServerState | LinkState | DatastoreState | RepositoryState): string {
  switch (state.kind) {
    case 'server':
      return state.server.name
    case 'link':
      return state.link.name
    case 'datastore':
      return state.datastore.name
    case 'repository':
      return state.repository.name
  }
}

function serverState(server: Server, index: number, network: Network): ServerState {
  const { nic, roles } = server
  const accelerator = roles['wan-accelerator']
  const nicIn: ResourceId = network.addResource(
    (nic.duplex === 'half' ? Math.min(nic.in, nic.out) : nic.in) * nic.efficiency,
  )
  return {
    kind: 'server',
    server,
    index,
    health: new Health(),
    nicIn,
    nicOut: nic.duplex === 'half' ? nicIn : network.addResource(nic.out * nic.efficiency),
    compute: network.addResource(server.compute),
    drives: roles['tape-server'] && new Slots(roles['tape-server'].drives),
    accelerator: accelerator && {
      slots: new Slots(accelerator.maxTasks),
      rate: network.addResource(accelerator.rate),
    },
    tasks: new Gauge(),
    proxy: new Slots(roles.proxy?.maxTasks ?? 2 * server.cores),
    gateway: new Slots(roles.gateway?.maxTasks ?? Number.POSITIVE_INFINITY),
    gatewayTasks: new Gauge(),
    saturated: new Gauge(),
    overCommitted: new Gauge(),
    account: { bytesIn: 0, bytesOut: 0 },
    served: { tasks: 0, fallbacks: 0, synthetic: 0, wasted: 0, bytesIn: 0, bytesOut: 0 },
    isGateway: roles.gateway !== undefined,
    control: 0,
  }
}

function linkState(link: Link, index: number, network: Network): LinkState {
  const usable = link.bandwidth * link.efficiency
  return {
    kind: 'link',
    link,
    index,
    health: new Health(),
    there: network.addResource(usable),
    back: network.addResource(usable),
    tasks: new Gauge(),
    account: { bytesIn: 0, bytesOut: 0 },
  }
}

function datastoreState(datastore: Datastore, index: number, network: Network): DatastoreState {
  return {
    kind: 'datastore',
    datastore,
    index,
    read: network.addResource(datastore.read),
    write: network.addResource(datastore.write),
    slots: new Slots(datastore.maxTasks),
    account: { bytesIn: 0, bytesOut: 0 },
  }
}

function throttleState(throttle: Throttle, network: Network): ThrottleState {
  return {
    kind: 'throttle',
    throttle,
    resource: network.addResource(throttle.limit),
    active: throttle.active === undefined,
  }
}
