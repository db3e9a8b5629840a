/** The cloud of a world: tenants expanded, each with the cloud gateways that it may use. */
import { instantOf } from '../../sim/calendar.ts'
import type { Cloud, Server, Tenant } from '../../sim/model/index.ts'
import { expand } from '../names/catalog.ts'
import { nodeAt, pathAt } from '../names/places.ts'
import { resolveAll } from '../names/references.ts'
import type { PoolIn, TenantIn } from '../schema/cloud.ts'
import type { PoliciesIn } from '../schema/policies.ts'
import type { Entry } from '../schema/shape.ts'
import { cloudGateways, layoutBinding, type Pools, pooledGateways } from './cloud-binding.ts'
import type { CloudEntries } from './entries.ts'
import { type Built, present, type Scope, serversAt } from './scope.ts'

/** A gigabyte: the smallest quota that the product takes (EM:post_tenants). */
const LEAST_QUOTA = 1e9

export interface BuiltCloud {
  readonly value: Cloud
  readonly entries: CloudEntries
  readonly tenants: readonly Built<Tenant, TenantIn>[]
  readonly gateways: readonly string[]
  /** By tenant: the cloud gateways of all tenants of its entry. */
  readonly alike: ReadonlyMap<string, ReadonlySet<string>>
}

export function cloudOf(
  entries: CloudEntries,
  servers: readonly Server[],
  policies: Partial<PoliciesIn>,
  scope: Scope,
): BuiltCloud {
  const gateways = cloudGateways(servers)
  const tenants = tenantsOf(entries, gateways, servers, scope)
  const value: Cloud = {
    balance: entries.entry.data.balance ?? 'least-connections',
    gatewayLoss: policies.cloudGatewayLoss ?? 'failover',
    sharing: policies.sharing ?? 'per-tenant-then-task',
    tenants: tenants.map((tenant) => tenant.value),
  }
  return { value, entries, tenants, gateways, alike: alikeOf(tenants) }
}

function alikeOf(tenants: BuiltCloud['tenants']): BuiltCloud['alike'] {
  const sets = new Map<Entry<TenantIn>, Set<string>>()
  const last = new Map<Entry<TenantIn>, readonly string[]>()
  const alike = new Map<string, ReadonlySet<string>>()
  for (const { value, entry } of tenants) {
    const set = sets.get(entry) ?? new Set<string>()
    sets.set(entry, set)
    alike.set(value.name, set)
    if (last.get(entry) === value.gateways) continue
    last.set(entry, value.gateways)
    for (const name of [...value.gateways, ...(value.outside ?? [])]) set.add(name)
  }
  return alike
}

function tenantsOf(
  entries: CloudEntries,
  gateways: readonly string[],
  servers: readonly Server[],
  scope: Scope,
): readonly Built<Tenant, TenantIn>[] {
  const drafts = entries.tenants.map(({ entry }) => ({ entry, names: expand(entry) }))
  const pools = poolsOf(entries, gateways, servers, scope)
  const count = drafts.reduce((sum, { names }) => sum + names.length, 0)
  const bound = layoutBinding(entries.entry.data.layout ?? 'many-to-many', gateways, count)
  let place = 0
  return drafts.flatMap(({ entry, names }) => {
    const tenant = tenantOf(entry, scope)
    const wanted = poolsNamed(entry, scope)
    const pooled = pools === undefined ? undefined : pooledGateways(pools, wanted)
    const leaves = pools !== undefined && wanted.length > 0 && entry.data.failoverOutsidePool === true
    const outside = leaves && pools.unpooled.length > 0 ? { outside: pools.unpooled } : {}
    return names.map((name) => ({
      value: { ...tenant, name, gateways: pooled ?? bound(place++), ...outside },
      entry,
    }))
  })
}

/** Undefined without pools: then the layout binds. */
function poolsOf(
  { pools }: CloudEntries,
  gateways: readonly string[],
  servers: readonly Server[],
  scope: Scope,
): Pools | undefined {
  if (pools.length === 0) return undefined
  const members = new Map(
    pools.map((pool) => [pool.data.name ?? '', membersOf(pool, gateways, servers, scope)] as const),
  )
  const pooled = new Set([...members.values()].flat())
  return { members, unpooled: gateways.filter((name) => !pooled.has(name)) }
}

function membersOf(
  pool: Entry<PoolIn>,
  gateways: readonly string[],
  servers: readonly Server[],
  scope: Scope,
): readonly string[] {
  const { issues } = scope
  const { gateways: wanted } = pool.data
  if (wanted === undefined) return []
  const at = [nodeAt(pool, 'gateways'), pathAt(pool, 'gateways')] as const
  const before = issues.list.length
  const found = serversAt(scope, pool, 'gateways', wanted)
  if (found.length === 0 && issues.list.slice(before).every(({ severity }) => severity === 'warning')) {
    const message = `The pool \`${pool.data.name}\` is empty; name at least one cloud gateway, such as \`[cgw-1]\`.`
    issues.add('E-EMPTY-POOL', ...at, message)
  }
  const stranger = found.find((name) => !gateways.includes(name))
  const managed = servers.some(({ name, managed: isManaged }) => name === stranger && isManaged)
  if (stranger !== undefined && managed && scope.rolesRead) {
    const message = `\`${stranger}\` has not the role cloud-gateway, such as \`roles: [cloud-gateway]\`; a pool consists of cloud gateways.`
    issues.add('E-NOT-CLOUD-GATEWAY', ...at, message)
  }
  return found
}

function poolsNamed(entry: Entry<TenantIn>, { names, issues }: Scope): readonly string[] {
  const wanted = entry.data.pools ?? []
  return resolveAll(names.pools, wanted, nodeAt(entry, 'pools'), pathAt(entry, 'pools'), issues)
}

function tenantOf(entry: Entry<TenantIn>, scope: Scope): Omit<Tenant, 'name' | 'gateways' | 'outside'> {
  const { uplink = Infinity, latency = 0, maxTasks = Infinity, bandwidthLimit = Infinity } = entry.data
  const { leaseUntil } = entry.data
  const isPair = typeof uplink === 'object' && !('kind' in uplink)
  return {
    uplink: isPair
      ? { up: uplink.up ?? Infinity, down: uplink.down ?? Infinity }
      : { up: uplink, down: uplink },
    latency,
    maxTasks,
    bandwidthLimit,
    ...present({
      quota: quotaOf(entry, scope),
      leaseUntil: leaseUntil === undefined ? undefined : instantOf(scope.clock, leaseUntil),
    }),
  }
}

function quotaOf(entry: Entry<TenantIn>, { issues }: Scope): Tenant['quota'] {
  const { quota } = entry.data
  const { limit = Infinity, used = 0 } = typeof quota === 'object' ? quota : { ...present({ limit: quota }) }
  const refuse = (message: string): void =>
    issues.add('E-QUOTA', nodeAt(entry, 'quota'), pathAt(entry, 'quota'), message)
  if (limit < LEAST_QUOTA) refuse('A quota is at least 1 GB, such as `quota: 2 TiB`.')
  if (used > limit) refuse('More is used than the quota allows; raise `limit`, or lower `used`.')
  // Without a limit nobody asks what is used.
  return Number.isFinite(limit) ? { limit, used } : undefined
}
