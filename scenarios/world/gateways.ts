/** Who may be the gateway of a repository, and the rules of Gateway Servers about the list. */
import type { Repository, RepositoryType, Server } from '../../sim/model/index.ts'
import { nodeAt, pathAt } from '../names/places.ts'
import type { RepositoryIn } from '../schema/repositories.ts'
import type { Entry } from '../schema/shape.ts'
import { type Scope, serversAt } from './scope.ts'

export const DIRECT: ReadonlySet<RepositoryType> = new Set(['windows', 'linux', 'hardened'])
export const APPLIANCES: ReadonlySet<RepositoryType> = new Set(['data-domain', 'storeonce'])

export function backupServerOf(servers: readonly Server[]): Server | undefined {
  return servers.find((server) => server.managed && server.roles['backup-server'] !== undefined)
}

export function gatewayOf(
  entry: Entry<RepositoryIn>,
  type: RepositoryType,
  servers: readonly Server[],
  scope: Scope,
): 'automatic' | readonly string[] {
  const { gateway, connection } = entry.data
  const { issues } = scope
  if (DIRECT.has(type)) return 'automatic'
  if (gateway !== undefined && gateway !== 'automatic') {
    const before = issues.list.length
    const list = serversAt(scope, entry, 'gateway', gateway)
    if (list.length === 0 && issues.list.slice(before).every(({ severity }) => severity === 'warning')) {
      issues.add(
        'E-NO-GATEWAY',
        nodeAt(entry, 'gateway'),
        pathAt(entry, 'gateway'),
        'The list of gateways names no server that exists; at least one is needed.',
      )
    }
    return list
  }
  if (type !== 'object-storage' || connection !== 'gateway') return 'automatic'
  const backupServer = backupServerOf(servers)
  if (backupServer === undefined) {
    if (!scope.rolesRead) return []
    issues.add(
      'E-NO-BACKUP-SERVER',
      nodeAt(entry, 'connection'),
      pathAt(entry, 'connection'),
      'The automatic gateway of object storage is the backup server, but no server has the role `backup-server`.',
    )
    return []
  }
  const message = `The backup server \`${backupServer.name}\` carries all data of this repository; name dedicated gateways, such as \`gateway: [gw]\`.`
  issues.add('W-BACKUP-SERVER-GATEWAY', nodeAt(entry, 'connection'), pathAt(entry, 'connection'), message)
  return [backupServer.name]
}

/** A manual list and where it stands. */
interface Listed {
  readonly repository: Repository
  readonly entry: Entry<RepositoryIn>
  readonly members: readonly Server[]
  readonly complain: (code: string, message: string) => void
}

/** Rules about the members of a manual list. */
export function checkGateways(
  repository: Repository,
  entry: Entry<RepositoryIn>,
  servers: readonly Server[],
  { issues, version }: Scope,
): void {
  const { gateway } = repository
  const listed: Listed = {
    repository,
    entry,
    members: gateway === 'automatic' ? [] : servers.filter((server) => gateway.includes(server.name)),
    complain: (code, message) =>
      issues.add(code, nodeAt(entry, 'gateway'), pathAt(entry, 'gateway'), message),
  }
  checkFabric(listed)
  checkSystems(listed, version)
  checkBackupServer(listed)
}

function checkFabric({ repository: { gateway, type, fabric, name }, members, complain }: Listed): void {
  const reached = members.some((server) => server.fibreChannel.includes(name))
  if (fabric !== 'fibre-channel' || !APPLIANCES.has(type) || reached) return
  const found = gateway === 'automatic' ? 'the selection is automatic' : 'no server of the list can'
  complain(
    'E-FIBRE-CHANNEL',
    `Over Fibre Channel at least one listed gateway must open \`${name}\` (server key \`fibreChannel: [${name}]\`), but ${found}.`,
  )
}

function checkSystems({ repository: { type }, members, complain }: Listed, version: number): void {
  const onlyWindows = version <= 12 && (type === 'smb' || APPLIANCES.has(type))
  for (const { name, os } of members) {
    if (onlyWindows && os !== 'windows')
      complain(
        'E-GATEWAY-NOT-WINDOWS',
        `Up to version 12 a gateway of ${type} is a Windows server, but \`${name}\` is \`os: ${os}\`.`,
      )
    else if (os === 'hyper-v' && APPLIANCES.has(type))
      complain(
        'W-HYPERV-GATEWAY',
        `The Hyper-V host \`${name}\` is a gateway of ${type} here: the rules simulated allow it, those of March 2026 do not; use a Windows or Linux server.`,
      )
  }
}

function checkBackupServer({ entry: { data }, members, complain }: Listed): void {
  if (data.gateway === undefined || data.gateway === 'automatic') return
  const found = members.find((server) => server.roles['backup-server'] !== undefined)
  if (found === undefined) return
  complain(
    'W-BACKUP-SERVER-GATEWAY',
    `The backup server \`${found.name}\` is a gateway here: data compete with the control of all jobs; a dedicated gateway is better.`,
  )
}
