/**
 * Judges a waiting task at the present instant, need by need (docs/model.md 3): the first one that
 * is missed makes it wait, the first one that is hopeless makes it fail. Takes nothing.
 */
import { isOfTenant, needsConnection, openGateways, pickGateway, refusalOf } from '../cloud/index.ts'
import type { RepositoryState, ServerState } from '../infrastructure/index.ts'
import type { Runtime } from '../runtime.ts'
import type { Reason } from '../vocabulary.ts'
import type { Assignment } from './assignment.ts'
import type { Task } from './entities.ts'
import { type Choice, type Decided, GatewayChoice, type Movers, siteToReach } from './gateways.ts'
import { heldChain } from './holds.ts'
import { type Need, Needs } from './needs.ts'
import { countsSlots, gatewaysOf, isAttached, scarceOf, storesOf } from './participants.ts'
import { promised } from './volumes.ts'

export type Judgement =
  | { readonly kind: 'start'; readonly assignment: Assignment; readonly decisions: readonly Decided[] }
  | { readonly kind: 'wait'; readonly need: Need }
  | { readonly kind: 'fail'; readonly reason: Reason; readonly decisions: readonly Decided[] }

/** What a judgement about one need found, or the judgement that it settles. */
type Verdict<T> = { readonly ok: T } | { readonly no: Judgement }

/** Who serves, and the decisions that led there. */
type Served = Choice & { readonly movers: Movers }

const NONE: readonly Decided[] = []
const FINE: Verdict<true> = { ok: true }
const wait = (need: Need): { no: Judgement } => ({ no: { kind: 'wait', need } })
const fail = (reason: Reason, decisions = NONE): { no: Judgement } => ({
  no: { kind: 'fail', reason, decisions },
})

export class Judge {
  private readonly rt: Runtime
  private readonly needs = new Needs()
  private readonly gateways: GatewayChoice

  constructor(rt: Runtime) {
    this.rt = rt
    this.gateways = new GatewayChoice(rt)
  }

  /** `assigned`: the proxies of the session's attempt so far, in order of assignment. */
  judge(task: Task, assigned: readonly ServerState[]): Judgement {
    if (!this.rt.estate.canStart) return { kind: 'wait', need: this.needs.control }
    const held = heldChain(task)
    if (held !== undefined) return { kind: 'wait', need: this.needs.slot(held, 'chain') }
    const tenant = this.tenant(task)
    if ('no' in tenant) return tenant.no
    const proxy = this.proxy(task)
    if ('no' in proxy) return proxy.no
    const stores = this.stores(task, proxy.ok)
    if ('no' in stores) return stores.no
    const movers = this.movers(task, proxy.ok, assigned)
    if ('no' in movers) return movers.no
    const { gateway, rule, fallback, gatewaySlot, reader } = movers.ok.movers
    if (this.readerCutOff(task, reader)) return fail('link-lost').no
    const scarce = this.scarce(task)
    if ('no' in scarce) return scarce.no
    const cloud = this.cloud(task)
    if ('no' in cloud) return cloud.no
    // Spelt out: this is made for every task, and a spread is ten times slower.
    const assignment = { proxy: proxy.ok, cloud: cloud.ok, gateway, rule, fallback, gatewaySlot, reader }
    return { kind: 'start', assignment, decisions: movers.ok.decisions }
  }

  /** A tenant's lease, line, quota and slots; its synthetic work is the provider's. */
  private tenant(task: Task): Verdict<true> {
    if (!isOfTenant(task)) return FINE
    const { job } = task.run.state
    const refusal = refusalOf(job, this.rt.sim.now)
    if (refusal !== undefined) return fail(refusal)
    const tenant = job.tenant!
    return tenant.slots.free ? FINE : wait(this.needs.slot(tenant.slots, 'tenant'))
  }

  /** The connection to a cloud gateway is the last need; one that is open must be there for control in any case. */
  private cloud(task: Task): Verdict<ServerState | undefined> {
    if (!isOfTenant(task)) return { ok: undefined }
    const { session } = task.run
    const open = openGateways(this.rt, session)
    if (open.length === 0) return fail('cloud-gateways-unavailable')
    if (!needsConnection(task)) return { ok: undefined }
    const best = pickGateway(this.rt, session)
    return best === undefined ? wait(this.needs.connections(open)) : { ok: best }
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

  /** Datastore and repositories. */
  private stores(task: Task, proxy: ServerState | undefined): Verdict<true> {
    const { datastore } = task.run.state
    // ASSUMED A-11: a full datastore is waited for under the name of the reading side, `proxy`.
    if (task.operation !== 'synthetic' && datastore?.slots.free === false) {
      return wait(this.needs.slot(datastore.slots, 'proxy'))
    }
    const stores = storesOf(task)
    for (const store of stores) {
      if (store.host?.health.down) return fail('server-lost')
      if (!store.health.up || store.host?.health.up === false) return fail('repository-inaccessible')
    }
    const cut = this.hostCutOff(task, proxy)
    if (cut !== undefined) return fail(cut)
    for (const store of stores) {
      if (countsSlots(task) && !this.repositorySlotFree(task, store))
        return wait(this.needs.slot(store.slots, 'repository'))
      if (store.tasks.value >= store.repository.streams) return fail('stream-limit')
    }
    return this.spaceFor(task)
  }

  private spaceFor(task: Task): Verdict<true> {
    const { writes } = task.run.state.job
    if (writes === undefined) return FINE
    const { stored, reserved, repository } = writes
    return stored + reserved + promised(task) > repository.capacity ? fail('repository-full') : FINE
  }

  /** The host of a direct attached repository has no path to the machine that sends it data. */
  private hostCutOff(task: Task, proxy: ServerState | undefined): Reason | undefined {
    const { machine, job } = task.run.state
    if (!isAttached(task) || task.operation === 'synthetic' || job.tenant !== undefined) return undefined
    if (job.reads !== undefined && job.writes !== undefined) return undefined
    const other =
      job.reads === undefined || proxy !== undefined ? (proxy?.server.site ?? machine.site) : undefined
    const home = job.repository.host!.server.site
    return other !== undefined && !this.rt.topology.connected(other, home) ? 'link-lost' : undefined
  }

  /** Who reads the source for a direct attached target, or for drives, has no path there: no gateway was asked for it. */
  private readerCutOff(task: Task, reader: ServerState | undefined): boolean {
    const { writes, tapeServer } = task.run.state.job
    const end = writes?.host ?? tapeServer
    if (reader === undefined || end === undefined || task.operation === 'synthetic') return false
    return !this.rt.topology.connected(reader.server.site, end.server.site)
  }

  /** Slots count tasks, or chains: one per unit that has a running task. */
  private repositorySlotFree(task: Task, repository: RepositoryState): boolean {
    if (repository.slots.free) return true
    return this.rt.world.policies.slotCounting === 'per-chain' && repository.chains.has(task.unit)
  }

  private movers(
    task: Task,
    proxy: ServerState | undefined,
    assigned: readonly ServerState[],
  ): Verdict<Served> {
    if (task.unit.gateway !== undefined || task.unit.reader !== undefined) return this.pinned(task, proxy)
    const { movers, decisions } = this.gateways.choose(task, proxy, assigned)
    if (movers !== undefined) return { ok: { movers, decisions } }
    const { full, inaccessible } = decisions[decisions.length - 1]!.decision
    if (full.length > 0) return wait(this.needs.gateways(full))
    return fail(inaccessible ? 'gateway-inaccessible' : 'no-eligible-gateway', decisions)
  }

  /** The unit keeps its gateway, and its reader, until the end of the attempt. */
  private pinned(task: Task, proxy: ServerState | undefined): Verdict<Served> {
    const { rule, fallback, takesSlot, gateway, reader } = task.unit
    const { topology } = this.rt
    const source = reader?.server.site ?? siteToReach(task, proxy)
    const servers = gatewaysOf(task, { gateway, reader })
    for (const server of servers) {
      const { site } = server.server
      const reached = source === undefined || topology.connected(source, site)
      const reaches = server !== gateway || storesReached(task, site, topology)
      if (!server.health.up || !reached || !reaches) return fail('gateway-inaccessible')
    }
    const full = servers.find((server) => (server !== gateway || takesSlot) && !server.gateway.free)
    if (full !== undefined) return wait(this.needs.gateways([full]))
    const movers = { gateway, rule: rule!, fallback, gatewaySlot: takesSlot, reader }
    return { ok: { movers, decisions: NONE } }
  }

  /** Tape drives, WAN accelerators. */
  private scarce(task: Task): Verdict<true> {
    const { drives, tapeServer } = task.run.state.job
    const scarce = scarceOf(task)
    for (const { server } of scarce) {
      if (server.health.down) return fail('server-lost')
      if (!server.health.up) return fail('link-lost')
    }
    const cause = tapeServer === undefined ? 'wan-accelerator' : 'tape-drive'
    if (tapeServer !== undefined && !drives.free) return wait(this.needs.slot(drives, cause))
    for (const { slots } of scarce) if (!slots.free) return wait(this.needs.slot(slots, cause))
    return FINE
  }
}

function storesReached(task: Task, site: string, topology: Runtime['topology']): boolean {
  const { repository } = task.run.state.job
  return isAttached(task) || topology.connected(site, repository.repository.site)
}

function nearer(a: ServerState, b: ServerState, site: string): boolean {
  const near = Number(a.server.site === site) - Number(b.server.site === site)
  if (near !== 0) return near > 0
  return a.proxy.taken.value / a.proxy.limit < b.proxy.taken.value / b.proxy.limit
}
