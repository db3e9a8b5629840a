/**
 * Judges a waiting task at the present instant, need by need (docs/model.md 3): the first one that
 * is missed makes it wait, the first one that is hopeless makes it fail. Takes nothing.
 */
import type { RepositoryState, ServerState } from '../infrastructure/index.ts'
import { isDirectAttached } from '../input/index.ts'
import type { Runtime } from '../runtime.ts'
import { type Decision, selectGateway } from '../selection/index.ts'
import type { Reason } from '../vocabulary.ts'
import type { Assignment, Task } from './entities.ts'
import { type Need, Needs } from './needs.ts'
import { storedPerByte } from './volumes.ts'

export type Judgement =
  | { readonly kind: 'start'; readonly assignment: Assignment; readonly decision: Decision | undefined }
  | { readonly kind: 'wait'; readonly need: Need }
  | { readonly kind: 'fail'; readonly reason: Reason; readonly decision: Decision | undefined }

/** What a judgement about one need found, or the judgement that it settles. */
type Verdict<T> = { readonly ok: T } | { readonly no: Judgement }

const wait = (need: Need): { no: Judgement } => ({ no: { kind: 'wait', need } })
const fail = (reason: Reason, decision?: Decision): { no: Judgement } => ({
  no: { kind: 'fail', reason, decision },
})
const start = (assignment: Assignment, decision: Decision | undefined): { ok: Judgement } => ({
  ok: { kind: 'start', assignment, decision },
})

export class Judge {
  private readonly rt: Runtime
  private readonly needs = new Needs()

  constructor(rt: Runtime) {
    this.rt = rt
  }

  /** `assigned`: the proxies of the session's attempt so far, in order of assignment. */
  judge(task: Task, assigned: readonly ServerState[]): Judgement {
    if (!this.rt.estate.canStart) return { kind: 'wait', need: this.needs.control }
    const proxy = this.proxy(task)
    if ('no' in proxy) return proxy.no
    const store = this.stores(task, proxy.ok)
    if ('no' in store) return store.no
    const gateway = this.gateway(task, proxy.ok, assigned)
    return 'no' in gateway ? gateway.no : gateway.ok
  }

  /** Same site first, then fewest running tasks per slot, then order of listing. */
  private proxy(task: Task): Verdict<ServerState | undefined> {
    const { proxies, dataSite } = task.run.state
    if (proxies.length === 0 || task.operation === 'synthetic') return { ok: undefined }
    let [up, reaching] = [false, false]
    let best: ServerState | undefined
    for (const server of proxies) {
      if (!server.health.up) continue
      up = true
      if (!this.rt.topology.connected(server.server.site, dataSite)) continue
      reaching = true
      if (server.proxy.free && (best === undefined || nearer(server, best, dataSite))) best = server
    }
    if (best !== undefined) return { ok: best }
    if (!up) return fail('server-lost')
    return reaching ? wait(this.needs.proxies(proxies, dataSite)) : fail('link-lost')
  }

  /** Datastore and repository. */
  private stores(task: Task, proxy: ServerState | undefined): Verdict<true> {
    const { job, machine, datastore } = task.run.state
    const { repository } = job
    const synthetic = task.operation === 'synthetic'
    if (!synthetic && datastore?.slots.free === false) return wait(this.needs.datastore(datastore))
    if (repository.host?.health.down) return fail('server-lost')
    if (!repository.health.up || repository.host?.health.up === false) return fail('repository-inaccessible')
    if (isDirectAttached(repository.repository) && !synthetic) {
      const from = proxy?.server.site ?? machine.site
      if (!this.rt.topology.connected(from, repository.host!.server.site)) return fail('link-lost')
    }
    if (!this.repositorySlotFree(task, repository)) return wait(this.needs.repository(repository))
    const { capacity } = repository.repository
    if (repository.stored + repository.reserved + promised(task) > capacity) return fail('repository-full')
    return { ok: true }
  }

  /** Slots count tasks, or chains: one per unit that has a running task. */
  private repositorySlotFree(task: Task, repository: RepositoryState): boolean {
    if (repository.slots.free) return true
    return this.rt.world.policies.slotCounting === 'per-chain' && repository.chains.has(task.unit)
  }

  private gateway(
    task: Task,
    proxy: ServerState | undefined,
    assigned: readonly ServerState[],
  ): Verdict<Judgement> {
    const { repository } = task.run.state.job
    if (isDirectAttached(repository.repository)) {
      const rule = 'direct-attached'
      return start({ proxy, gateway: undefined, rule, fallback: false, gatewaySlot: false }, undefined)
    }
    if (task.unit.gateway !== undefined) return this.pinned(task, task.unit.gateway, proxy)
    const decision = this.select(task, proxy, assigned)
    const { chosen, full, inaccessible, rule, fallback, takesSlot } = decision
    if (chosen !== undefined) {
      return start({ proxy, gateway: chosen, rule, fallback, gatewaySlot: takesSlot }, decision)
    }
    if (full.length > 0) return wait(this.needs.gateways(full))
    return fail(inaccessible ? 'gateway-inaccessible' : 'no-eligible-gateway', decision)
  }

  private select(task: Task, proxy: ServerState | undefined, assigned: readonly ServerState[]): Decision {
    const { rt } = this
    const { job } = task.run.state
    return selectGateway({
      job: job.job,
      repository: job.repository,
      synthetic: task.operation === 'synthetic',
      proxy,
      sourceSite: sourceSiteOf(task, proxy),
      proxies: task.run.state.proxies,
      assigned,
      backupServer: rt.estate.backupServer,
      topology: rt.topology,
      productVersion: rt.world.productVersion,
      inferredFallback: rt.world.policies.inferredFallback,
      bytesPerSecond: (server) => rt.servedRate(server),
    })
  }

  private pinned(task: Task, gateway: ServerState, proxy: ServerState | undefined): Verdict<Judgement> {
    const { rule, fallback, takesSlot } = task.unit
    const source = sourceSiteOf(task, proxy)
    const { topology } = this.rt
    const { site } = gateway.server
    const reached = source === undefined || topology.connected(source, site)
    const reaches = topology.connected(site, task.run.state.job.repository.repository.site)
    if (!gateway.health.up || !reached || !reaches) return fail('gateway-inaccessible')
    if (takesSlot && !gateway.gateway.free) return wait(this.needs.gateways([gateway]))
    return start({ proxy, gateway, rule: rule!, fallback, gatewaySlot: takesSlot }, undefined)
  }
}

function nearer(a: ServerState, b: ServerState, site: string): boolean {
  const near = Number(a.server.site === site) - Number(b.server.site === site)
  if (near !== 0) return near > 0
  return a.proxy.taken.value / a.proxy.limit < b.proxy.taken.value / b.proxy.limit
}

/** Bytes that a backup task will keep at its repository. */
export function promised(task: Task): number {
  if (task.algorithm === 'synthetic-full') return task.bytes
  if (task.operation === 'restore' || task.operation === 'synthetic') return 0
  return task.bytes * storedPerByte(task.run.state.job, task.reduction)
}

/** Site of the source data mover as gateways must reach it; synthetic work starts at the repository. */
function sourceSiteOf(task: Task, proxy: ServerState | undefined): string | undefined {
  if (task.operation === 'synthetic') return undefined
  return proxy?.server.site ?? task.run.state.machine.site
}
