import { SimulationFault } from '../../fault.ts'
import type { Network, ResourceId } from '../../flow/index.ts'
import { type Chance, sample } from '../../kernel/index.ts'
import type { Datastore, Link, Repository, Server, Tenant, Throttle, World } from '../input/index.ts'
import { BusyTime, Gauge } from './gauge.ts'
import {
  type CloudGatewayState,
  type DatastoreState,
  emptyTally,
  Health,
  type LinkState,
  type Place,
  type RepositoryState,
  type ServerState,
  Slots,
  type TenantState,
  type ThrottleState,
} from './states.ts'

/** All entities of the world, by listing and by name. */
export class Estate {
  readonly servers: readonly ServerState[]
  readonly links: readonly LinkState[]
  readonly datastores: readonly DatastoreState[]
  readonly repositories: readonly RepositoryState[]
  readonly throttles: readonly ThrottleState[]
  readonly tenants: readonly TenantState[]
  readonly backupServer: ServerState | undefined
  private readonly byName = new Map<string, Place>()
  private readonly cloudHosts = new Map<string, RepositoryState>()
  private readonly network: Network

  constructor(world: World, network: Network, chance: Chance) {
    this.network = network
    this.servers = world.servers.map((server, index) => this.add(serverState(server, index, network)))
    this.links = world.links.map((link, index) => this.add(linkState(link, index, network)))
    this.datastores = world.datastores.map((d, index) => this.add(datastoreState(d, index, network)))
    this.backupServer = this.servers.find((s) => s.server.roles['backup-server'] !== undefined)
    this.repositories = world.repositories.map((r, index) =>
      this.add(this.repositoryState(r, index, network)),
    )
    this.throttles = world.throttles.map((throttle) => throttleState(throttle, network))
    this.tenants = (world.cloud?.tenants ?? []).map((tenant, index) =>
      this.add(this.tenantState(tenant, index, network, chance)),
    )
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

  /** A cloud host keeps what it gets as a direct attached repository without limits does (docs/model.md 4a). */
  cloudHost(name: string): RepositoryState {
    const known = this.cloudHosts.get(name)
    if (known !== undefined) return known
    const host = this.server(name)
    const state = this.repositoryState(hostAsRepository(host.server), -1, this.network)
    this.cloudHosts.set(name, state)
    return state
  }

  tenant(name: string): TenantState {
    return this.get(name, 'tenant')
  }

  private add<S extends Place>(state: S): S {
    this.byName.set(`${state.kind}/${nameOf(state)}`, state)
    return state
  }

  private get<S>(name: string, kind: Place['kind']): S {
    const state = this.byName.get(`${kind}/${name}`)
    if (state === undefined)
      throw new SimulationFault(0, `${kind} "${name}"`, 'the world refers to a name that it does not hold')
    return state as S
  }

  private tenantState(tenant: Tenant, index: number, network: Network, chance: Chance): TenantState {
    const { name, uplink, latency, maxTasks, bandwidthLimit, gateways, outside = [], quota } = tenant
    const up = drawnOnce(chance, `uplink/${name}/up`, uplink.up)
    const down = drawnOnce(chance, `uplink/${name}/down`, uplink.down)
    // A limit below both directions is the line: neither can be full then.
    const isLimited = bandwidthLimit <= Math.min(up, down)
    const limit = isLimited ? network.addLine(bandwidthLimit) : network.addResource(bandwidthLimit)
    return {
      kind: 'tenant',
      tenant,
      index,
      health: new Health(),
      up: isLimited ? limit : network.addLine(up),
      down: isLimited ? limit : network.addLine(down),
      limit,
      isLimited,
      latency: drawnOnce(chance, `latency/${name}`, latency),
      slots: new Slots(maxTasks),
      gateways: [...gateways, ...outside].map((gateway) => this.server(gateway)),
      outside: new Set(outside.map((gateway) => this.server(gateway))),
      account: { bytesIn: 0, bytesOut: 0 },
      stored: quota?.used ?? 0,
      reserved: 0,
      moving: new Map(),
      tally: emptyTally(),
      active: new BusyTime(),
    }
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

function drawnOnce(chance: Chance, purpose: string, value: Tenant['latency']): number {
  return sample(value, chance.key(purpose).at(0))
}

export function nameOf(state: Place): string {
  switch (state.kind) {
    case 'server':
      return state.server.name
    case 'link':
      return state.link.name
    case 'datastore':
      return state.datastore.name
    case 'repository':
      return state.repository.name
    case 'tenant':
      return state.tenant.name
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
    serving: network.addResource(Number.POSITIVE_INFINITY),
    cloud: roles['cloud-gateway'] && cloudGatewayState(roles['cloud-gateway'].maxConnections, network),
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
    controlTime: 0,
  }
}

function hostAsRepository({ name, site }: Server): Repository {
  const unlimited = Number.POSITIVE_INFINITY
  return {
    name,
    type: 'linux',
    site,
    host: name,
    read: unlimited,
    write: unlimited,
    maxTasks: unlimited,
    taskRate: unlimited,
    capacity: unlimited,
    used: 0,
    rateLimit: unlimited,
    perMachineFiles: true,
    gateway: 'automatic',
    connection: 'gateway',
    fabric: 'lan',
    allSquash: false,
    fastClone: 'none',
    sourceSideDedup: { full: 1, increment: 1 },
    decompress: false,
    streams: unlimited,
    catalyst: 'lan',
  }
}

function cloudGatewayState(maxConnections: number, network: Network): CloudGatewayState {
  return {
    connections: new Slots(maxConnections),
    relayed: network.addResource(Number.POSITIVE_INFINITY),
    served: { tasks: 0, wasted: 0, bytesIn: 0, bytesOut: 0 },
    tenants: new Set(),
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
