/** What the pages of Cloud Connect refuse: tenants nobody can serve, machines that are no cloud gateways, other targets. */
import { isDirectObject, type OperatingSystem, type Repository } from '../../sim/model/index.ts'
import { nodeAt, pathAt } from '../names/places.ts'
import { type Ends, endsOf } from './check-movers.ts'
import { homeOf, siteOf } from './check-paths.ts'
import type { Checked } from './checked.ts'
import type { BuiltCloud } from './cloud.ts'
import { backupServerOf } from './gateways.ts'
import type { DraftJob } from './jobs.ts'

export function checkCloud(checked: Checked): void {
  const { cloud, scope } = checked
  checkSystems(checked)
  if (cloud === undefined) return
  checkLayout(cloud, checked)
  // Roles that could not be read may be the ones that are missed.
  if (!scope.rolesRead || cloud.tenants.length === 0) return
  checkServed(cloud, checked)
  checkControl(cloud, checked)
}

const WINDOWS: readonly OperatingSystem[] = ['windows']
const SINCE_13: readonly OperatingSystem[] = ['windows', 'linux', 'appliance']

/** S15; ASSUMED A-96: Linux and the appliance came with version 13, and a Hyper-V host is no cloud gateway in any. */
function checkSystems({ servers, scope }: Checked): void {
  const allowed = scope.version < 13 ? WINDOWS : SINCE_13
  for (const { value, entry } of servers) {
    if (value.roles['cloud-gateway'] === undefined || allowed.includes(value.os)) continue
    const message = `In version ${scope.version} a cloud gateway runs ${allowed.join(' or ')}, but this server is \`os: ${value.os}\`.`
    scope.issues.add('E-CLOUD-GATEWAY-OS', nodeAt(entry, 'os'), pathAt(entry, 'os'), message)
  }
}

function checkLayout({ entries, tenants, gateways }: BuiltCloud, { scope }: Checked): void {
  const { entry, pools } = entries
  const { layout } = entry.data
  const at = [nodeAt(entry, 'layout'), pathAt(entry, 'layout')] as const
  if (layout === 'pools' && pools.length === 0)
    scope.issues.add(
      'E-LAYOUT-POOLS',
      ...at,
      'The layout `pools` needs pools, such as `pools: [{ name: gold, gateways: [cgw-1] }]`.',
    )
  if (layout !== undefined && layout !== 'pools' && pools.length > 0)
    scope.issues.add(
      'W-LAYOUT-UNUSED',
      ...at,
      `Pools say which cloud gateways a tenant may use; \`${layout}\` has no effect beside them.`,
    )
  if (!isTooFew({ entries, tenants, gateways }) || !scope.rolesRead) return
  scope.issues.add(
    'E-ONE-TO-MANY',
    ...at,
    `\`one-to-many\` reserves cloud gateways for single tenants, but there are ${gateways.length} for ${tenants.length}; add cloud gateways, or use many-to-many.`,
  )
}

function isTooFew({
  entries,
  tenants,
  gateways,
}: Pick<BuiltCloud, 'entries' | 'tenants' | 'gateways'>): boolean {
  const { layout } = entries.entry.data
  const binds = layout === 'one-to-many' && entries.pools.length === 0
  return binds && gateways.length > 0 && gateways.length < tenants.length
}

/** S16. */
function checkServed(cloud: BuiltCloud, { scope }: Checked): void {
  const { entries, tenants, gateways } = cloud
  if (gateways.length === 0) {
    const { entry } = entries
    const message =
      'Tenants reach the provider through cloud gateways, but no server has the role cloud-gateway, such as `{ name: cgw, count: 2, roles: [cloud-gateway] }`.'
    scope.issues.add('E-NO-CLOUD-GATEWAY', nodeAt(entry, 'tenants'), pathAt(entry, 'tenants'), message)
    return
  }
  if (isTooFew(cloud)) return
  const told = new Set<unknown>()
  for (const { value, entry } of tenants) {
    // Names of pools that lead nowhere, and empty pools, have been reported.
    if (value.gateways.length > 0 || (entry.data.pools ?? []).length > 0 || told.has(entry)) continue
    told.add(entry)
    const message = `\`${value.name}\` names no pool, and every cloud gateway is in one; name one, as in \`pools: [${entries.pools[0]?.data.name}]\`, or leave a cloud gateway outside.`
    scope.issues.add('E-NO-CLOUD-GATEWAY', nodeAt(entry, 'name'), pathAt(entry, 'name'), message)
  }
}

/** A tenant's session is opened by the provider's backup server (docs/model.md 4a). */
function checkControl({ entries: { entry } }: BuiltCloud, { world, scope }: Checked): void {
  if (backupServerOf(world.servers) !== undefined) return
  const message =
    'Cloud gateways pass the commands of tenants on to the backup server, but no server has the role `backup-server`.'
  scope.issues.add('E-NO-BACKUP-SERVER', nodeAt(entry, 'tenants'), pathAt(entry, 'tenants'), message)
}

/** The other end of a tenant's job, at the provider's. */
export function checkTenantJob(
  draft: DraftJob,
  joined: (a: string, b: string) => boolean,
  checked: Checked,
): void {
  if (draft.job.tenant === undefined) return
  const ends = endsOf(draft, checked)
  const key = ends.source === undefined ? 'target' : 'source'
  const store = ends.source ?? ends.target
  if (store !== undefined) checkStore(draft, store, key, checked)
  if (checked.scope.rolesRead && (store === undefined || !isDirectObject(store)))
    checkReached(draft, ends, key, joined, checked)
}

function checkStore({ entry }: DraftJob, store: Repository, key: string, { scope, world }: Checked): void {
  const at = [nodeAt(entry, key), pathAt(entry, key)] as const
  const { name, type } = store
  if (type === 'storeonce')
    scope.issues.add(
      'E-CLOUD-TARGET',
      ...at,
      `\`${name}\` is a StoreOnce, which cannot be a cloud repository behind a cloud gateway; name another repository.`,
    )
  if (isDirectObject(store) && scope.version < 12)
    scope.issues.add(
      'E-CLOUD-DIRECT-OBJECT',
      ...at,
      `Tenants send to object storage directly from version 12 on; use \`connection: gateway\` for \`${name}\`, or \`productVersion: "12"\`.`,
    )
  const isAutomatic = store.host === undefined && store.gateway === 'automatic' && !isDirectObject(store)
  const controller = backupServerOf(world.servers)?.name
  if (isAutomatic && controller !== undefined && store.mountServer === controller)
    scope.issues.add(
      'W-BACKUP-SERVER-GATEWAY',
      ...at,
      `Behind cloud gateways the backup server \`${controller}\` carries all data of \`${name}\`; name gateways there, such as \`gateway: [gw]\`.`,
    )
}

/** Any of its cloud gateways may be picked, so each needs a way on. */
function checkReached(
  { job, entry }: DraftJob,
  { source, target }: Ends,
  key: string,
  joined: (a: string, b: string) => boolean,
  { world, scope, cloud }: Checked,
): void {
  const store = source ?? target
  const home = store === undefined ? siteOf(job.target, world) : homeOf(store, world)
  if (home === undefined) return
  const cut = [...(cloud?.alike.get(job.tenant!) ?? [])].find(
    (name) => !joined(siteOf(name, world) ?? home, home),
  )
  if (cut === undefined) return
  const site = siteOf(cut, world)
  const message = `No links lead from the cloud gateway \`${cut}\` in site \`${site}\` to \`${store?.name ?? job.target}\` in site \`${home}\`; add one such as \`{ between: [${site}, ${home}], bandwidth: 1 Gbit/s }\`.`
  scope.issues.add('E-NO-PATH', nodeAt(entry, key), pathAt(entry, key), message)
}
