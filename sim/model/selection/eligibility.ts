/** Who may serve a repository as a gateway, and why not (docs/model.md 4). */
import type { RepositoryState, ServerState, Topology } from '../infrastructure/index.ts'
import { isAppliance, type Repository, type Server } from '../input/index.ts'

/**
 * Why a server may not serve, in words. `passing` reasons are kept out only by an outage, a lost connection
 * or a missing path: then a task fails with `gateway-inaccessible`, else with `no-eligible-gateway`.
 */
export interface Objection {
  readonly why: string
  readonly passing: boolean
}

const lasting = (why: string): Objection => ({ why, passing: false })
const passing = (why: string): Objection => ({ why, passing: true })

/** Gateways of these had to run Windows up to version 12 (docs/model.md 4). */
const WINDOWS_ONLY_BEFORE_13 = ['smb', 'data-domain', 'storeonce']

export interface Question {
  readonly server: ServerState
  /** All that it has to open: the repository it is for, and the source where it reads that itself. */
  readonly repositories: readonly RepositoryState[]
  /** Site of the source data mover; undefined: the repository itself is the source. */
  readonly sourceSite: string | undefined
  readonly topology: Topology
  readonly productVersion: number
}

/** undefined: eligible. */
export function objection(question: Question): Objection | undefined {
  const { server, repositories, productVersion } = question
  for (const { repository } of repositories) {
    const lasts = standingObjection(server.server, repository, productVersion)
    if (lasts !== undefined) return lasts
  }
  return presentObjection(question)
}

function standingObjection(
  machine: Server,
  repository: Repository,
  productVersion: number,
): Objection | undefined {
  if (!machine.managed) return lasting('is not a managed server')
  if (productVersion < 13 && WINDOWS_ONLY_BEFORE_13.includes(repository.type) && machine.os !== 'windows') {
    return lasting(`must run Windows for ${repository.type} in version ${productVersion}`)
  }
  const isHost = repository.host === machine.name
  if (!isHost && machine.reaches !== 'all' && !machine.reaches.includes(repository.name))
    return lasting('has no access to the repository')
  if (
    repository.fabric === 'fibre-channel' &&
    isAppliance(repository) &&
    !machine.fibreChannel.includes(repository.name)
  ) {
    return lasting('has no Fibre Channel connection to the appliance')
  }
  if (machine.os === 'appliance' && repository.type === 'nfs' && !repository.allSquash) {
    return lasting('is an appliance and the export is not all_squash')
  }
  return undefined
}

function presentObjection({ server, repositories, sourceSite, topology }: Question): Objection | undefined {
  const { server: machine, health } = server
  if (health.down) return passing('is down')
  if (!health.up) return passing('connection lost')
  if (!health.open) return passing('is in maintenance')
  if (repositories.some(({ repository }) => !topology.connected(machine.site, repository.site)))
    return passing('no path to the repository')
  if (sourceSite !== undefined && !topology.connected(sourceSite, machine.site)) {
    return passing('no path from the source data mover')
  }
  return undefined
}
