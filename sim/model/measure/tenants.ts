/** The tenant table: what each tenant got, and what it could have got. */
import type { Network } from '../../flow/index.ts'
import type { Seconds } from '../../units.ts'
import { layoutOf } from '../cloud/layout.ts'
import type { TenantState } from '../infrastructure/index.ts'
import type { Cloud } from '../input/index.ts'
import type { TenantRecord } from '../records/index.ts'
import { STAGES } from '../vocabulary.ts'

export function tenantRecords(
  tenants: readonly TenantState[],
  cloud: Cloud | undefined,
  network: Network,
  now: Seconds,
): TenantRecord[] {
  if (cloud === undefined) return []
  const layout = layoutOf(cloud)
  return tenants.map((state) => tenantRecord(state, layout.ofTenant.get(state.tenant.name)!, network, now))
}

function tenantRecord(
  { tenant, tally, account, active, gateways, outside, stored, up, down, limit }: TenantState,
  layout: string,
  network: Network,
  now: Seconds,
): TenantRecord {
  const seconds = active.seconds(now)
  const meanRate = seconds > 0 ? tally.bytes / seconds : undefined
  // ASSUMED A-83: a tenant that mostly sends is measured against its line towards the provider, else against the other.
  const line = account.bytesOut >= account.bytesIn ? up : down
  const allowed = Math.min(network.capacity(line), network.capacity(limit))
  const isLimited = allowed > 0 && allowed < Number.POSITIVE_INFINITY
  const longest = tally.limited.indexOf(Math.max(...tally.limited))
  return {
    tenant: tenant.name,
    layout,
    gateways: gateways.length - outside.size,
    tasks: tally.tasks,
    failed: tally.failed,
    bytes: tally.bytes,
    meanRate,
    tenantResult: tally.result,
    providerResult: tally.providerResult,
    bytesUp: account.bytesOut,
    bytesDown: account.bytesIn,
    goodBytes: tally.goodBytes,
    waitSeconds: tally.waited,
    quotaUsed: stored,
    share: meanRate !== undefined && isLimited ? meanRate / allowed : undefined,
    limitedBy: seconds > 0 ? STAGES[longest] : undefined,
  }
}
