/** Entities as they stand before time starts, each with its resources in the network. */
import type { Network, ResourceId } from '../../flow/index.ts'
import { type Chance, sample } from '../../kernel/index.ts'
import type { Datastore, Link, Repository, Server, Tenant, Throttle } from '../input/index.ts'
import { BusyTime, Gauge } from './gauge.ts'
import {
  type CloudGatewayState,
  type DatastoreState,
  emptyTally,
  Health,
  type LinkState,
  type RepositoryState,
  type ServerState,
  Slots,
  type TenantState,
  type ThrottleState,
} from './states.ts'

/** The server of a name. */
type Lookup = (name: string) => ServerState

export function tenantState(
  tenant: Tenant,
  index: number,
  serverOf: Lookup,
  network: Network,
  chance: Chance,
): TenantState {
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
    gateways: [...gateways, ...outside].map(serverOf),
    outside: new Set(outside.map(serverOf)),
    account: { bytesIn: 0, bytesOut: 0 },
    stored: quota?.used ?? 0,
    reserved: 0,
    moving: new Map(),
    tally: emptyTally(),
    active: new BusyTime(),
  }
}

export function repositoryState(
  repository: Repository,
  index: number,
  serverOf: Lookup,
  network: Network,
): RepositoryState {
  const listed = repository.gateway === 'automatic' ? undefined : repository.gateway.map(serverOf)
  for (const server of listed ?? []) server.isGateway = true
  return {
    kind: 'repository',
    repository,
    index,
    health: new Health(),
    host: repository.host === undefined ? undefined : serverOf(repository.host),
    listed,
    mountServer: repository.mountServer === undefined ? undefined : serverOf(repository.mountServer),
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

function drawnOnce(chance: Chance, purpose: string, value: Tenant['latency']): number {
  return sample(value, chance.key(purpose).at(0))
}

export function serverState(server: Server, index: number, network: Network): ServerState {
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

/** Without limits, and direct attached. */
export function hostAsRepository({ name, site }: Server): Repository {
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

export function linkState(link: Link, index: number, network: Network): LinkState {
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

export function datastoreState(datastore: Datastore, index: number, network: Network): DatastoreState {
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

export function throttleState(throttle: Throttle, network: Network): ThrottleState {
  return {
    kind: 'throttle',
    throttle,
    resource: network.addResource(throttle.limit),
    active: throttle.active === undefined,
  }
}
