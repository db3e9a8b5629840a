/**
 * The share of a tenant on a cloud gateway (docs/model.md 4a): equal for all tenants with transfers that move there, then
 * equal for those transfers (CC:data_encryption_and_throttling; two tenants with 2 and 1 tasks: 25, 25, 50 %, O3).
 */
import type { Network, TransferId } from '../../flow/index.ts'
import type { Seconds } from '../../units.ts'
import type { Cloud } from '../input/index.ts'
import type { Task } from '../work/entities.ts'

type Siblings = Set<TransferId>

/** Weights follow the number of siblings once per instant, before bandwidth is shared. */
export class TenantWeights {
  private readonly changed = new Set<Siblings>()
  private readonly network: Network
  private readonly perTenant: boolean

  constructor(network: Network, cloud: Cloud | undefined) {
    this.network = network
    this.perTenant = cloud?.sharing === 'per-tenant-then-task'
  }

  /** The transfer moves: its siblings share their tenant's part with it. */
  join({ cloud, run }: Task, transfer: TransferId): void {
    if (cloud === undefined || !this.perTenant) return
    const { moving } = run.state.job.tenant!
    let siblings = moving.get(cloud)
    if (siblings === undefined) {
      siblings = new Set()
      moving.set(cloud, siblings)
    }
    siblings.add(transfer)
    this.changed.add(siblings)
  }

  /** To be called while the task still knows its gateway. */
  leave({ cloud, run }: Task, transfer: TransferId): void {
    if (cloud === undefined || !this.perTenant) return
    const siblings = run.state.job.tenant!.moving.get(cloud)!
    siblings.delete(transfer)
    this.changed.add(siblings)
  }

  settle(now: Seconds): void {
    for (const siblings of this.changed) {
      for (const transfer of siblings) this.network.setWeight(transfer, 1 / siblings.size, now)
    }
    this.changed.clear()
  }
}
