/** Which cloud gateways each tenant may use: by pools, else by layout (docs/scenario.md, cloud). */
import type { Server } from '../../sim/model/index.ts'
import type { LayoutIn } from '../schema/cloud.ts'

/** A layout is a rule for the graph; what the graph then is called is found from the graph. */
type Binding = (gateways: readonly string[], tenants: number) => (tenant: number) => readonly string[]

/** One list for all who share it: ten thousand tenants need no ten thousand lists. */
const BINDINGS: Readonly<Record<Exclude<LayoutIn, 'pools'>, Binding>> = {
  'many-to-many': (gateways) => () => gateways,
  'many-to-one': (gateways) => {
    const alone = gateways.map((name) => [name])
    return (tenant) => alone[tenant % alone.length] ?? []
  },
  'one-to-many': (gateways, tenants) => {
    const each = Math.floor(gateways.length / Math.max(1, tenants))
    return (tenant) => gateways.slice(tenant * each, (tenant + 1) * each)
  },
}

export interface Pools {
  /** Members by name, in order of listing. */
  readonly members: ReadonlyMap<string, readonly string[]>
  /** Cloud gateways outside of all pools, in order of servers. */
  readonly unpooled: readonly string[]
}

/** Cloud gateways in order of servers. */
export function cloudGateways(servers: readonly Server[]): readonly string[] {
  return servers
    .filter(({ roles, managed }) => managed && roles['cloud-gateway'] !== undefined)
    .map(({ name }) => name)
}

export function layoutBinding(
  layout: LayoutIn,
  gateways: readonly string[],
  tenants: number,
): (tenant: number) => readonly string[] {
  return BINDINGS[layout === 'pools' ? 'many-to-many' : layout](gateways, tenants)
}

/** Of the pools that a tenant names, in that order, each gateway once; of none: those outside of all pools. */
export function pooledGateways({ members, unpooled }: Pools, named: readonly string[]): readonly string[] {
  if (named.length === 0) return unpooled
  return [...new Set(named.flatMap((pool) => members.get(pool) ?? []))]
}
