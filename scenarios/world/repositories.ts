/** Repositories of a world: defaults by type, and the rules of Gateway Servers that concern one repository. */
import type { Repository, RepositoryType, Server } from '../../sim/model/index.ts'
import { MB } from '../../sim/units.ts'
import { nodeAt, pathAt } from '../names/places.ts'
import type { RepositoryIn } from '../schema/repositories.ts'
import type { Entry } from '../schema/shape.ts'
import { APPLIANCES, backupServerOf, checkGateways, DIRECT, gatewayOf } from './gateways.ts'
import { type Built, present, type Scope, serverAt, siteAt } from './scope.ts'

/** Keys that mean something for some types only, and what they need. */
const ONLY_FOR: readonly {
  readonly key: keyof RepositoryIn
  readonly types: readonly RepositoryType[]
  readonly are: string
}[] = [
  {
    key: 'host',
    types: ['windows', 'linux', 'hardened'],
    are: 'direct attached repositories (windows, linux, hardened)',
  },
  {
    key: 'fabric',
    types: ['data-domain', 'storeonce'],
    are: 'deduplicating appliances (data-domain, storeonce)',
  },
  { key: 'connection', types: ['object-storage'], are: 'object storage' },
  { key: 'allSquash', types: ['nfs'], are: 'nfs' },
  { key: 'parallelOperations', types: ['object-storage'], are: 'object storage' },
  { key: 'objectSize', types: ['object-storage'], are: 'object storage' },
  { key: 'putLatency', types: ['object-storage'], are: 'object storage' },
  { key: 'putRate', types: ['object-storage'], are: 'object storage' },
  { key: 'prefixes', types: ['object-storage'], are: 'object storage' },
  { key: 'streams', types: ['data-domain'], are: 'data-domain' },
  { key: 'catalyst', types: ['storeonce'], are: 'storeonce' },
]

export function repositoryOf(
  entry: Entry<RepositoryIn>,
  servers: readonly Server[],
  scope: Scope,
): Built<Repository, RepositoryIn> {
  const { data } = entry
  const type = data.type ?? 'smb'
  if (data.type !== undefined) checkKeys(entry, type, scope)
  const host = DIRECT.has(type) ? serverAt(scope, entry, 'host', data.host) : undefined
  const hostSite = servers.find((server) => server.name === host)?.site
  const site = siteAt(scope, entry, data.site, hostSite ?? scope.names.sites.names[0] ?? '')
  const capacity = data.capacity ?? Infinity
  const value: Repository = {
    name: data.name ?? '',
    type,
    site,
    ...present({
      host,
      mountServer: mountServerOf(entry, site, servers, scope),
      tapeAttached: tapeAttachedOf(entry, servers, scope),
    }),
    read: data.read ?? Infinity,
    write: Math.min(data.write ?? Infinity, putCeiling(type, data)),
    maxTasks: data.maxTasks ?? slotsOf(type),
    taskRate: data.taskRate ?? taskRateOf(type, data),
    capacity,
    used: usedOf(entry, capacity, scope),
    rateLimit: data.rateLimit ?? Infinity,
    perMachineFiles: data.perMachineFiles ?? true,
    gateway: gatewayOf(entry, type, servers, scope),
    connection: connectionOf(type, data),
    fabric: data.fabric ?? 'lan',
    allSquash: data.allSquash ?? false,
    fastClone: data.fastClone ?? 'none',
    sourceSideDedup: dedupOf(type, data.sourceSideDedup),
    decompress: data.decompress ?? APPLIANCES.has(type),
    streams: data.streams ?? (type === 'data-domain' ? 270 : Infinity),
    catalyst: data.catalyst ?? 'lan',
  }
  checkGateways(value, entry, servers, scope)
  return { value, entry }
}

/** Who lists gateways wants them used. */
function connectionOf(type: RepositoryType, data: Partial<RepositoryIn>): Repository['connection'] {
  if (data.connection !== undefined) return data.connection
  return type === 'object-storage' && !hasList(data) ? 'direct' : 'gateway'
}

function hasList({ gateway }: Partial<RepositoryIn>): boolean {
  return gateway !== undefined && gateway !== 'automatic'
}

function slotsOf(type: RepositoryType): number {
  if (type === 'object-storage') return Infinity
  return APPLIANCES.has(type) ? 10 : 4
}

/** 64 parallel puts x 0.5 MB (1 MB block, 2:1) / 150 ms. */
function taskRateOf(type: RepositoryType, data: Partial<RepositoryIn>): number {
  if (type !== 'object-storage') return Infinity
  return ((data.parallelOperations ?? 64) * storedObject(data)) / (data.putLatency ?? 0.15)
}

/** ASSUMED A-93, all tasks together: 3500 puts a second and prefix (S3), each of one object. */
function putCeiling(type: RepositoryType, data: Partial<RepositoryIn>): number {
  if (type !== 'object-storage') return Infinity
  return (data.putRate ?? 3500) * (data.prefixes ?? 1) * storedObject(data)
}

/** A block of 1 MB compressed 2 : 1, or half of what the file says. */
function storedObject({ objectSize }: Partial<RepositoryIn>): number {
  return objectSize === undefined ? MB / 2 : objectSize / 2
}

function dedupOf(
  type: RepositoryType,
  given: RepositoryIn['sourceSideDedup'],
): Repository['sourceSideDedup'] {
  if (typeof given === 'number') return { full: given, increment: given }
  const usual = APPLIANCES.has(type) ? { full: 0.1, increment: 0.5 } : { full: 1, increment: 1 }
  return { full: given?.full ?? usual.full, increment: given?.increment ?? usual.increment }
}

function usedOf(entry: Entry<RepositoryIn>, capacity: number, { issues }: Scope): number {
  const { used } = entry.data
  if (used === undefined) return 0
  if ('bytes' in used) {
    if (used.bytes > capacity)
      issues.add(
        'E-RANGE',
        nodeAt(entry, 'used'),
        pathAt(entry, 'used'),
        'More is used than the capacity holds.',
      )
    return used.bytes
  }
  if (Number.isFinite(capacity)) return used.share * capacity
  issues.add(
    'E-USED-WITHOUT-CAPACITY',
    nodeAt(entry, 'used'),
    pathAt(entry, 'used'),
    'A share of what? Give `capacity` too, such as `40 TiB`, or `used` as a size.',
  )
  return 0
}

/** As given, else the server with that role in the site, else the backup server. */
function mountServerOf(
  entry: Entry<RepositoryIn>,
  site: string,
  servers: readonly Server[],
  scope: Scope,
): string | undefined {
  const given = serverAt(scope, entry, 'mountServer', entry.data.mountServer)
  if (given !== undefined) return given
  const near = servers.find(
    (server) => server.managed && server.site === site && server.roles['mount-server'] !== undefined,
  )
  return (near ?? backupServerOf(servers))?.name
}

/** A server with drives, or the shortcut to them leads nowhere. */
function tapeAttachedOf(
  entry: Entry<RepositoryIn>,
  servers: readonly Server[],
  scope: Scope,
): string | undefined {
  const found = serverAt(scope, entry, 'tapeAttached', entry.data.tapeAttached)
  const role = servers.find(({ name }) => name === found)?.roles['tape-server']
  if (found !== undefined && role === undefined && scope.rolesRead && !scope.unmanaged.has(found)) {
    scope.issues.add(
      'E-NO-TAPE-SERVER',
      nodeAt(entry, 'tapeAttached'),
      pathAt(entry, 'tapeAttached'),
      `A tape device stands at a tape server, but \`${found}\` has no role tape-server, such as \`roles: { tape-server: { drives: 3 } }\`.`,
    )
  }
  return found
}

function checkKeys(entry: Entry<RepositoryIn>, type: RepositoryType, { issues }: Scope): void {
  const { data } = entry
  for (const { key, types, are } of ONLY_FOR) {
    if (
      data[key] === undefined ||
      types.includes(type) ||
      (DIRECT.has(type) && (key === 'fabric' || key === 'connection'))
    )
      continue
    issues.add(
      'E-NOT-APPLICABLE',
      nodeAt(entry, key),
      pathAt(entry, key),
      `\`${key}\` is for ${are}; this repository is of type ${type}.`,
    )
  }
  if (data.fastClone === 'virtual-synthetic' && !APPLIANCES.has(type)) {
    issues.add(
      'E-NOT-APPLICABLE',
      nodeAt(entry, 'fastClone'),
      pathAt(entry, 'fastClone'),
      '`virtual-synthetic` is for deduplicating appliances; use `refs`, `xfs` or `none`.',
    )
  }
  if (type === 'object-storage' && data.connection === 'direct' && hasList(data)) {
    issues.add(
      'E-NOT-APPLICABLE',
      nodeAt(entry, 'connection'),
      pathAt(entry, 'connection'),
      'With `connection: direct` no gateway is used, but `gateway` lists some; remove one of the two.',
    )
  }
  if (!DIRECT.has(type)) return
  for (const key of ['gateway', 'connection', 'fabric'] as const) {
    if (data[key] === undefined) continue
    const message = `A direct attached repository (${type}) runs the data mover on its host and takes no \`${key}\`; remove it.`
    issues.add('E-DIRECT-ATTACHED-GATEWAY', nodeAt(entry, key), pathAt(entry, key), message)
  }
  if (!entry.node.entries.has('host')) {
    issues.add(
      'E-HOST-MISSING',
      entry.node,
      entry.path,
      `A direct attached repository (${type}) needs the server that holds it, such as \`host: repo-1\`.`,
    )
  }
}
