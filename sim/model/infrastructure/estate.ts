import { SimulationFault } from '../../fault.ts'
import type { Network } from '../../flow/index.ts'
import type { Chance } from '../../kernel/index.ts'
import type { World } from '../input/index.ts'
import {
  datastoreState,
  hostAsRepository,
  linkState,
  repositoryState,
  serverState,
  tenantState,
  throttleState,
} from './build.ts'
import type {
  DatastoreState,
  LinkState,
  Place,
  RepositoryState,
  ServerState,
  TenantState,
  ThrottleState,
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
    const serverOf = (name: string) => this.server(name)
    this.servers = world.servers.map((server, index) => this.add(serverState(server, index, network)))
    this.links = world.links.map((link, index) => this.add(linkState(link, index, network)))
    this.datastores = world.datastores.map((d, index) => this.add(datastoreState(d, index, network)))
    this.backupServer = this.servers.find((s) => s.server.roles['backup-server'] !== undefined)
    this.repositories = world.repositories.map((r, index) =>
      this.add(repositoryState(r, index, serverOf, network)),
    )
    this.throttles = world.throttles.map((throttle) => throttleState(throttle, network))
    this.tenants = (world.cloud?.tenants ?? []).map((tenant, index) =>
      this.add(tenantState(tenant, index, serverOf, network, chance)),
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
    const state = repositoryState(
      hostAsRepository(host.server),
      -1,
      (other) => this.server(other),
      this.network,
    )
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
