/**
 * Judges a waiting task at the present instant, need by need (definitions.md, Dispatch): the first one that
 * is missed makes it wait, the first one that is hopeless makes it fail. Takes nothing.
 */
import { nameOf, type RepositoryState, type ServerState, type Slots } from '../infrastructure/index.ts'
import { isDirectAttached } from '../input/index.ts'
import type { Reason } from '../records.ts'
import type { Runtime } from '../runtime.ts'
import { type Decision, selectGateway } from '../selection/index.ts'
import type { Assignment, Task } from './entities.ts'
import type { Need } from './queues.ts'

export type Judgement =
  | { readonly kind: 'start'; readonly assignment: Assignment; readonly decision: Decision | undefined }
  | { readonly kind: 'wait'; readonly need: Need }
  | { readonly kind: 'fail'; readonly reason: Reason; readonly decision: Decision | undefined }

const CONTROL: Need = { name: 'control', cause: 'control', members: [] }

type Verdict<T> = { readonly ok: T } | { readonly no: Judgement }

const wait = (name: string, cause: Need['cause'], members: readonly Slots[]): { no: Judgement } => ({
  no: { kind: 'wait', need: { name: `${cause}/${name}`, cause, members } },
})
const fail = (reason: Reason, decision?: Decision): { no: Judgement } => ({
  no: { kind: 'fail', reason, decision },
})

export function judge(rt: Runtime, task: Task, assigned: readonly ServerState[]): Judgement {
  if (rt.estate.backupServer?.health.up === false) return { kind: 'wait', need: CONTROL }
  const proxy = judgeProxy(rt, task)
  if ('no' in proxy) return proxy.no
  const store = judgeStores(rt, task, proxy.ok)
  if ('no' in store) return store.no
  const gateway = judgeGateway(rt, task, proxy.ok, assigned)
  return 'no' in gateway ? gateway.no : { kind: 'start', ...gateway.ok }
}

/** Same site first, then fewest running tasks per slot, then order of listing. */
function judgeProxy(rt: Runtime, task: Task): Verdict<ServerState | undefined> {
  const candidates = proxiesOf(rt, task)
  if (candidates.length === 0) return { ok: undefined }
  const up = candidates.filter((server) => server.health.up)
  if (up.length === 0) return fail('server-lost')
  const site = dataSite(rt, task)
  const reaching = up.filter((server) => rt.topology.connected(server.server.site, site))
  if (reaching.length === 0) return fail('link-lost')
  let best: ServerState | undefined
  for (const server of reaching) {
    if (server.proxy.free && (best === undefined || nearer(server, best, site))) best = server
  }
  if (best !== undefined) return { ok: best }
  return wait(
    candidates.map(nameOf).join(','),
    'proxy',
    candidates.map((server) => server.proxy),
  )
}

/** Candidates for a task's source data mover (restores: its restore proxy), in order of listing. */
function proxiesOf(rt: Runtime, task: Task): readonly ServerState[] {
  const { job, machine } = task.run.state
  if (task.operation === 'synthetic' || task.operation === 'agent') return []
  if (job.job.platform === 'hyper-v' && job.job.processing === 'on-host' && machine.host !== undefined) {
    return [rt.estate.server(machine.host)]
  }
  return job.proxies
}

/** Where the source (restores: target) of the data lies. */
function dataSite(rt: Runtime, task: Task): string {
  const { job, machine } = task.run.state
  if (job.datastore !== undefined) return job.datastore.datastore.site
  return machine.datastore === undefined
    ? machine.site
    : rt.estate.datastore(machine.datastore).datastore.site
}

function nearer(a: ServerState, b: ServerState, site: string): boolean {
  const near = Number(a.server.site === site) - Number(b.server.site === site)
  if (near !== 0) return near > 0
  return a.proxy.taken.value / a.proxy.limit < b.proxy.taken.value / b.proxy.limit
}

/** Datastore and repository. */
function judgeStores(rt: Runtime, task: Task, proxy: ServerState | undefined): Verdict<true> {
  const { job, machine } = task.run.state
  const { repository } = job
  if (task.operation !== 'synthetic' && task.operation !== 'agent') {
    const datastore =
      job.datastore ?? (machine.datastore === undefined ? undefined : rt.estate.datastore(machine.datastore))
    // ASSUMED A-11: a full datastore is waited for under the name of the reading side, `proxy`.
    if (datastore?.slots.free === false)
      return wait(`at ${datastore.datastore.name}`, 'proxy', [datastore.slots])
  }
  if (repository.host?.health.down) return fail('server-lost')
  if (!repository.health.up || repository.host?.health.up === false) return fail('repository-inaccessible')
  if (isDirectAttached(repository.repository) && task.operation !== 'synthetic') {
    const from = proxy?.server.site ?? machine.site
    if (!rt.topology.connected(from, repository.host!.server.site)) return fail('link-lost')
  }
  if (!repositorySlotFree(rt, task, repository))
    return wait(repository.repository.name, 'repository', [repository.slots])
  const { capacity } = repository.repository
  if (repository.stored + repository.reserved + promised(task) > capacity) return fail('repository-full')
  return { ok: true }
}

/** Slots count tasks, or chains: one per unit that has a running task. */
function repositorySlotFree(rt: Runtime, task: Task, repository: RepositoryState): boolean {
  if (repository.slots.free) return true
  return rt.world.policies.slotCounting === 'per-chain' && repository.chains.has(task.unit)
}

/** Bytes that a backup task will keep at its repository. */
export function promised(task: Task): number {
  if (task.operation === 'restore' || task.operation === 'synthetic') return 0
  const { repository } = task.run.state.job.repository
  return task.bytes * (repository.decompress ? 1 : 1 / task.reduction)
}

function judgeGateway(
  rt: Runtime,
  task: Task,
  proxy: ServerState | undefined,
  assigned: readonly ServerState[],
): Verdict<{ assignment: Assignment; decision: Decision | undefined }> {
  const { job, machine } = task.run.state
  const { repository } = job
  if (isDirectAttached(repository.repository)) {
    const assignment = {
      proxy,
      gateway: undefined,
      rule: 'direct-attached',
      fallback: false,
      gatewaySlot: false,
    }
    return { ok: { assignment, decision: undefined } }
  }
  const sourceSite = sourceSiteOf(task, proxy?.server.site, machine.site)
  if (task.unit.gateway !== undefined) return judgePinned(rt, task, task.unit.gateway, proxy, sourceSite)
  const first = proxy === undefined ? [] : [proxy]
  const decision = selectGateway({
    job: job.job,
    repository,
    synthetic: task.operation === 'synthetic',
    proxy,
    sourceSite,
    proxies: [...new Set([...first, ...assigned, ...job.proxies])],
    backupServer: rt.estate.backupServer,
    topology: rt.topology,
    productVersion: rt.world.productVersion,
    inferredFallback: rt.world.policies.inferredFallback,
    bytesPerSecond: (server) => servedRate(rt, server),
  })
  const { chosen, full, inaccessible, rule, fallback, takesSlot } = decision
  if (chosen !== undefined) {
    return {
      ok: { assignment: { proxy, gateway: chosen, rule, fallback, gatewaySlot: takesSlot }, decision },
    }
  }
  if (full.length > 0)
    return wait(
      full.map(nameOf).join(','),
      'gateway',
      full.map((server) => server.gateway),
    )
  return fail(inaccessible ? 'gateway-inaccessible' : 'no-eligible-gateway', decision)
}

/** Site of the source data mover as gateways must reach it; synthetic work and restores start at the repository. */
function sourceSiteOf(task: Task, proxySite: string | undefined, machineSite: string): string | undefined {
  if (task.operation === 'synthetic') return undefined
  return proxySite ?? machineSite
}

function judgePinned(
  rt: Runtime,
  task: Task,
  gateway: ServerState,
  proxy: ServerState | undefined,
  sourceSite: string | undefined,
): Verdict<{ assignment: Assignment; decision: undefined }> {
  const { unit } = task
  if (!gateway.health.up) return fail('gateway-inaccessible')
  if (sourceSite !== undefined && !rt.topology.connected(sourceSite, gateway.server.site))
    return fail('gateway-inaccessible')
  if (unit.takesSlot && !gateway.gateway.free) return wait(gateway.server.name, 'gateway', [gateway.gateway])
  const assignment = {
    proxy,
    gateway,
    rule: unit.rule!,
    fallback: unit.fallback,
    gatewaySlot: unit.takesSlot,
  }
  return { ok: { assignment, decision: undefined } }
}

/** Bytes/s that a server takes in for the transfers it serves as gateway, as the last sharing set them. */
function servedRate(rt: Runtime, server: ServerState): number {
  let sum = 0
  for (const [transfer, owner] of rt.transfers) {
    if (owner.kind !== 'data' || owner.task.assignment?.gateway !== server) continue
    if (owner.task.phase.name === 'transferring')
      sum += rt.network.rate(transfer) * owner.task.phase.segment.path.wire
  }
  return sum
}
