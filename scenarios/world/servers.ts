/** Servers of a world, counted entries expanded. */
import type {
  AcceleratorRole,
  Nic,
  ProxyRole,
  Repository,
  Roles,
  Server,
  TapeServerRole,
} from '../../sim/model/index.ts'
import { GIB, MB } from '../../sim/units.ts'
import { expand } from '../names/catalog.ts'
import { nodeAt, pathAt } from '../names/places.ts'
import { resolveAll } from '../names/references.ts'
import type { RolesIn, ServerIn } from '../schema/servers.ts'
import type { Entry } from '../schema/shape.ts'
import { type Built, present, type Scope, siteAt } from './scope.ts'

/** Data-mover throughput per core (docs/assumptions.md, ASSUMED): receiving and writing, and reading with compression. */
const GATEWAY_PER_CORE = 150 * MB
const PROXY_PER_CORE = 100 * MB
/** A relay only: four cores for 10 Gbit/s (bp.veeam.com, cloud gateways). */
const CLOUD_GATEWAY_PER_CORE = 312 * MB
/** The limit that the older best-practice guide gives for one cloud gateway. */
const CONNECTIONS = 1000

const PER_CORE: Readonly<Record<string, number>> = {
  proxy: PROXY_PER_CORE,
  'cloud-gateway': CLOUD_GATEWAY_PER_CORE,
}

/** Compute is NaN until the repositories are known: its default depends on who serves them. */
export function draftServers(
  entries: readonly Entry<ServerIn>[],
  scope: Scope,
): readonly Built<Server, ServerIn>[] {
  return entries.flatMap((entry) => {
    const server = serverOf(entry, scope)
    return expand(entry).map((name) => ({ value: { ...server, name }, entry }))
  })
}

function serverOf(entry: Entry<ServerIn>, scope: Scope): Server {
  const { data } = entry
  const { issues, names } = scope
  const cores = data.cores ?? 8
  const managed = data.managed ?? true
  if (!managed && Object.keys(data.roles ?? {}).length > 0) {
    const message = 'A server that is not managed can serve no role; remove `roles`, or `managed: false`.'
    issues.add('E-UNMANAGED', nodeAt(entry, 'roles'), pathAt(entry, 'roles'), message)
  }
  const appliances = resolveAll(
    names.repositories,
    data.fibreChannel ?? [],
    nodeAt(entry, 'fibreChannel'),
    `${entry.path}.fibreChannel`,
    issues,
  )
  return {
    name: data.name ?? '',
    site: siteAt(scope, entry, data.site, names.sites.names[0] ?? ''),
    os: data.os ?? 'windows',
    cores,
    memory: data.memory ?? 32 * GIB,
    nic: nicOf(data.nic),
    compute: data.compute ?? Number.NaN,
    virtual: data.virtual ?? false,
    reaches:
      data.reaches === undefined
        ? 'all'
        : resolveAll(
            names.repositories,
            data.reaches,
            nodeAt(entry, 'reaches'),
            `${entry.path}.reaches`,
            issues,
          ),
    fibreChannel: appliances,
    roles: rolesIn(data.roles ?? {}, cores),
    managed,
  }
}

function nicOf(nic: ServerIn['nic']): Nic {
  const both = typeof nic === 'number' ? nic : 1250 * MB
  const given = typeof nic === 'object' ? nic : {}
  return {
    in: given.in ?? both,
    out: given.out ?? both,
    efficiency: given.efficiency ?? 0.9,
    duplex: given.duplex ?? 'full',
  }
}

function rolesIn(given: RolesIn, cores: number): Roles {
  return present({
    'backup-server': given['backup-server'] === undefined ? undefined : {},
    proxy: given.proxy === undefined ? undefined : proxyOf(given.proxy, cores),
    gateway: given.gateway === undefined ? undefined : { maxTasks: given.gateway.maxTasks ?? Infinity },
    'mount-server': given['mount-server'] === undefined ? undefined : {},
    'tape-server': given['tape-server'] === undefined ? undefined : tapeOf(given['tape-server']),
    'wan-accelerator':
      given['wan-accelerator'] === undefined ? undefined : acceleratorOf(given['wan-accelerator']),
    'cloud-gateway':
      given['cloud-gateway'] === undefined
        ? undefined
        : { maxConnections: given['cloud-gateway'].maxConnections ?? CONNECTIONS },
    'cloud-host': given['cloud-host'] === undefined ? undefined : {},
  })
}

function proxyOf(given: NonNullable<RolesIn['proxy']>, cores: number): ProxyRole {
  return {
    maxTasks: given.maxTasks ?? 2 * cores,
    platform: given.platform ?? 'vmware',
    transport: given.transport ?? 'hot-add',
    taskRate: given.taskRate ?? Infinity,
  }
}

/** ASSUMED A-91: the native rate of an LTO-6 drive. */
function tapeOf(given: Partial<TapeServerRole>): TapeServerRole {
  return { drives: given.drives ?? 1, driveRate: given.driveRate ?? 160 * MB }
}

/** ASSUMED A-90: half a gigabit per second, tenfold reduction, one disk at a time (BP:Deployments_for_Wan_Acceleration). */
function acceleratorOf(given: Partial<AcceleratorRole>): AcceleratorRole {
  return { reduction: given.reduction ?? 10, rate: given.rate ?? 62.5 * MB, maxTasks: given.maxTasks ?? 1 }
}

/** Compute filled in: a machine that is a proxy, or a cloud gateway, and nothing else has a figure of its own. */
export function finishServers(
  drafts: readonly Built<Server, ServerIn>[],
  repositories: readonly Repository[],
): readonly Built<Server, ServerIn>[] {
  const serving = new Set<string>()
  for (const { host, gateway, mountServer } of repositories) {
    if (host !== undefined) serving.add(host)
    if (mountServer !== undefined) serving.add(mountServer)
    if (gateway !== 'automatic') for (const name of gateway) serving.add(name)
  }
  return drafts.map(({ value, entry }) => {
    if (!Number.isNaN(value.compute)) return { value, entry }
    const [role, ...more] = Object.keys(value.roles)
    const only = more.length > 0 || serving.has(value.name) ? undefined : role
    return { value: { ...value, compute: value.cores * (PER_CORE[only ?? ''] ?? GATEWAY_PER_CORE) }, entry }
  })
}
