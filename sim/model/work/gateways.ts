/**
 * Chooses who serves a task as gateway, and who reads its source (docs/model.md 4 and 5).
 *
 * Work on stored points has a reader besides the gateway where the row of the table names another machine than
 * one at the source: copies always, others where the source has a host of its own or the target needs no gateway.
 */
import { isOfTenant } from '../cloud/index.ts'
import type { RepositoryState, ServerState } from '../infrastructure/index.ts'
import { isDirectObject } from '../input/index.ts'
import type { Runtime } from '../runtime.ts'
import {
  type Decision,
  namesSource,
  rowOf,
  type Situation,
  selectGateway,
  selectReader,
} from '../selection/index.ts'
import type { Assignment } from './assignment.ts'
import type { Task } from './entities.ts'
import { isAttached } from './participants.ts'

export type Movers = Omit<Assignment, 'proxy' | 'cloud'>

/** What the choice came to: movers, or a decision without anybody to serve. */
export interface Choice {
  readonly movers: Movers | undefined
  /** In the order in which they were made; the last one is that which failed. */
  readonly decisions: readonly Decided[]
}

export interface Decided {
  readonly decision: Decision
  readonly repository: RepositoryState
}

const DIRECT_ATTACHED = {
  gateway: undefined,
  rule: 'direct-attached',
  fallback: false,
  gatewaySlot: false,
} as const

/** The data mover of the host that has the repository's disks. */
const HOST_MOVES: Choice = { movers: { ...DIRECT_ATTACHED, reader: undefined }, decisions: [] }

/** Object storage in direct mode: the tenant's own data mover. */
const TENANT_MOVES: Choice = {
  movers: { ...DIRECT_ATTACHED, rule: 'cloud', reader: undefined },
  decisions: [],
}

export class GatewayChoice {
  private readonly rt: Runtime

  constructor(rt: Runtime) {
    this.rt = rt
  }

  choose(task: Task, proxy: ServerState | undefined, assigned: readonly ServerState[]): Choice {
    const { reads, repository } = task.run.state.job
    if (isOfTenant(task) && isDirectObject(repository.repository)) return TENANT_MOVES
    const one = task.operation === 'synthetic' || reads === undefined
    if (one && isAttached(task)) return HOST_MOVES
    const situation = this.situation(task, proxy, assigned)
    if (one) return this.serve(selectGateway(situation), repository, undefined, [])
    return this.chooseBoth(task, { ...situation, source: reads })
  }

  /** Work on stored points. */
  private chooseBoth(task: Task, situation: Situation & { readonly source: RepositoryState }): Choice {
    const { job, reads, repository, writes } = task.run.state.job
    const attached = isAttached(task)
    const own = !attached && readsItself(situation)
    const copies = job.type === 'backup-copy' || job.type === 'file-backup-copy'
    const { host, listed } = reads!
    // A manual list serves its repository for all operations, also where the row names somebody else for the target.
    const hasOwn = host !== undefined || (listed !== undefined && repository !== reads)
    const needsReader = !own && (copies || hasOwn || (attached && writes !== undefined))
    const decisions: Decided[] = []
    let reader = needsReader ? reads!.host : undefined
    let rule: string = DIRECT_ATTACHED.rule
    if (needsReader && reader === undefined) {
      const decision = selectReader(situation)
      decisions.push({ decision, repository: reads! })
      if (decision.chosen === undefined) return { movers: undefined, decisions }
      reader = decision.chosen
      rule = decision.rule
    }
    if (attached) {
      // ASSUMED A-73: over WAN accelerators the one beside the share is the gateway, though the target needs none.
      const gateway = rule === 'B4' ? reader : undefined
      const served =
        gateway === undefined ? DIRECT_ATTACHED : { ...DIRECT_ATTACHED, gateway, rule, gatewaySlot: true }
      return { movers: { ...served, reader }, decisions }
    }
    const decision = selectGateway({
      ...situation,
      opensSource: reader === undefined && repository !== reads,
      sourceSite: reader?.server.site ?? situation.sourceSite,
    })
    return this.serve(decision, repository, own && copies ? decision.chosen : reader, decisions)
  }

  private serve(
    decision: Decision,
    repository: RepositoryState,
    reader: ServerState | undefined,
    before: readonly Decided[],
  ): Choice {
    const { chosen, rule, fallback, takesSlot } = decision
    const decisions = [...before, { decision, repository }]
    if (chosen === undefined) return { movers: undefined, decisions }
    return { movers: { gateway: chosen, rule, fallback, gatewaySlot: takesSlot, reader }, decisions }
  }

  private situation(task: Task, proxy: ServerState | undefined, assigned: readonly ServerState[]): Situation {
    const { rt } = this
    const { job, proxies } = task.run.state
    return {
      job: job.job,
      repository: job.repository,
      source: job.reads,
      opensSource: false,
      synthetic: task.operation === 'synthetic' || task.algorithm === 'synthetic-full',
      proxy,
      sourceSite: siteToReach(task, proxy),
      proxies,
      assigned,
      backupServer: rt.estate.backupServer,
      tapeServer: job.tapeServer,
      accelerators: job.accelerators,
      topology: rt.topology,
      productVersion: rt.world.productVersion,
      inferredFallback: rt.world.policies.inferredFallback,
      bytesPerSecond: (server) => rt.network.use(server.serving),
    }
  }
}

/** The row begins with the source: who serves the target reads there too. */
function readsItself({ job, repository, source }: Situation): boolean {
  if (repository.listed !== undefined || repository === source) return false
  return namesSource(rowOf({ job, repository: repository.repository, source: source?.repository }))
}

/** What gateways must reach besides their repositories: the source data mover, or where the data go. */
export function siteToReach(task: Task, proxy: ServerState | undefined): string | undefined {
  const { job, machine } = task.run.state
  if (task.operation === 'synthetic' || job.tenant !== undefined) return undefined
  if (job.reads === undefined || proxy !== undefined) return proxy?.server.site ?? machine.site
  return job.tapeServer?.server.site
}
