import type { ServerState, Slots } from '../infrastructure/index.ts'
import type { WaitCause } from '../vocabulary.ts'

/** A need that is missed: a slot at any of `members` will do. */
export interface Need {
  readonly cause: WaitCause
  readonly members: readonly Slots[]
  /** Whose slots they are; empty for those of no server. */
  readonly servers: readonly ServerState[]
}

export class Needs {
  /** The backup server can be reached again. */
  readonly control: Need = { cause: 'control', members: [], servers: [] }
  private readonly single = new Map<Slots, Need>()
  private readonly proxySets = new Map<readonly ServerState[], Map<string, Need>>()
  private readonly connectionSets = new Map<string, Need>()
  private readonly gatewaySets = new Map<string, Need>()

  /** A slot of one place, which always goes by the same cause. */
  slot(slots: Slots, cause: WaitCause): Need {
    let need = this.single.get(slots)
    if (need === undefined) {
      need = { cause, members: [slots], servers: [] }
      this.single.set(slots, need)
    }
    return need
  }

  /** Any of the candidates, for data that lies in `site`: who reaches it is the same for all that wait here. */
  proxies(candidates: readonly ServerState[], site: string): Need {
    let bySite = this.proxySets.get(candidates)
    if (bySite === undefined) {
      bySite = new Map()
      this.proxySets.set(candidates, bySite)
    }
    let need = bySite.get(site)
    if (need === undefined) {
      need = { cause: 'proxy', members: candidates.map((server) => server.proxy), servers: candidates }
      bySite.set(site, need)
    }
    return need
  }

  /** A connection to any of these cloud gateways. */
  connections(servers: readonly ServerState[]): Need {
    const name = servers.map((server) => server.index).join(',')
    let need = this.connectionSets.get(name)
    if (need === undefined) {
      const members = servers.map((server) => server.cloud!.connections)
      need = { cause: 'cloud-gateway', members, servers }
      this.connectionSets.set(name, need)
    }
    return need
  }

  gateways(servers: readonly ServerState[]): Need {
    const name = servers.map((server) => server.index).join(',')
    let need = this.gatewaySets.get(name)
    if (need === undefined) {
      need = { cause: 'gateway', members: servers.map((server) => server.gateway), servers }
      this.gatewaySets.set(name, need)
    }
    return need
  }
}
