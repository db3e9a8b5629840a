/**
 * Through which cloud gateway a tenant's task goes (docs/model.md 4a). The gateways that are up when an attempt begins
 * are its list; one that is lost is struck off for the rest of the attempt, even if it returns (O12).
 *
 * One running task is one connection. It picks the gateway of the list with the fewest, at its start and when it
 * lost the one it had; a full one is passed over.
 */
import type { ServerState, TenantState } from '../infrastructure/index.ts'
import { isDirectObject } from '../input/index.ts'
import type { Runtime } from '../runtime.ts'
import type { Reason } from '../vocabulary.ts'
import type { JobState, Session, Task } from '../work/entities.ts'
import { reachedQuota } from './quota.ts'

/** Rates within 1e-9 relative are equal (docs/model.md 4). */
const SAME_RATE = 1e-9

/** Its control crosses cloud gateways; synthetic work of a tenant is the provider's. */
export function isOfTenant({ operation, run }: Task): boolean {
  return run.state.job.tenant !== undefined && operation !== 'synthetic'
}

/** Its data cross a cloud gateway too; object storage in direct mode is written to past them. */
export function needsConnection(task: Task): boolean {
  return isOfTenant(task) && !isDirectObject(task.run.state.job.repository.repository)
}

/**
 * Its gateway is struck off, even if it is back by now (O12); or, of data that pass by, the last one of its list that control could cross (ASSUMED A-101: control
 * moves to another one of the list unnoticed).
 */
export function losesGateway(task: Task): boolean {
  if (task.cloud !== undefined) return !task.run.session.cloud.includes(task.cloud)
  return isOfTenant(task) && !needsConnection(task) && task.run.session.cloud.length === 0
}

/** What the provider or the tenant's own line refuses, whatever the gateways. */
export function refusalOf(job: JobState, now: number): Reason | undefined {
  if (job.tenant === undefined) return undefined
  const { tenant, health } = job.tenant
  if (tenant.leaseUntil !== undefined && now >= tenant.leaseUntil) return 'lease-expired'
  if (!health.up) return 'tenant-connection-lost'
  // Restores keep nothing: what is there can be had back.
  return job.writes !== undefined && reachedQuota(job) ? 'quota-exceeded' : undefined
}

/** The provider's Cloud Connect server takes nothing new from tenants: down, cut off, or in maintenance (CC:cc_maintenance_mode). */
function isClosed({ estate }: Runtime): boolean {
  return estate.backupServer?.health.open === false
}

/** Why a tenant's attempt cannot begin; undefined: it may. Fixes its list of gateways. */
export function admit(rt: Runtime, session: Session, tenant: TenantState): Reason | undefined {
  session.cloud = tenant.gateways.filter(({ health }) => health.open)
  const refusal = refusalOf(session.state, rt.sim.now)
  if (refusal !== undefined) return refusal
  return session.cloud.length === 0 || isClosed(rt) ? 'cloud-gateways-unavailable' : undefined
}

/** Control work is asked for through a gateway: one of them must be there. */
export function reachesProvider({ gateways, health }: TenantState): boolean {
  return health.up && gateways.some((gateway) => gateway.health.open)
}

/**
 * Those of the list that take a task now; outside of the tenant's pools only when none of its own is left. In
 * maintenance a running agent job goes on to its end, of others only the tasks that run (CC:cc_maintenance_mode).
 */
export function openGateways(rt: Runtime, { cloud, state }: Session): readonly ServerState[] {
  const goesOn = state.job.type === 'agent'
  if (!goesOn && isClosed(rt)) return []
  const open = cloud.filter(({ health }) => (goesOn ? health.up : health.open))
  const { outside } = state.tenant!
  if (outside.size === 0) return open
  const own = open.filter((server) => !outside.has(server))
  return own.length > 0 ? own : open
}

/** The best of the list with room; undefined: all that are up are full, or none is up. */
export function pickGateway(rt: Runtime, session: Session): ServerState | undefined {
  const { balance } = rt.world.cloud!
  let best: ServerState | undefined
  for (const server of openGateways(rt, session)) {
    if (!server.cloud!.connections.free) continue
    if (best === undefined || (balance !== 'ordered' && isLighter(rt, server, best))) best = server
  }
  return best
}

/** Fewest connections, then least bytes/s as of the last sharing, then order of listing. */
function isLighter({ network }: Runtime, a: ServerState, b: ServerState): boolean {
  const [x, y] = [a.cloud!, b.cloud!]
  const difference = x.connections.taken.value - y.connections.taken.value
  if (difference !== 0) return difference < 0
  const [p, q] = [network.use(x.relayed), network.use(y.relayed)]
  return p < q && q - p > SAME_RATE * q
}

export function connect(rt: Runtime, task: Task, server: ServerState): void {
  task.cloud = server
  if (!task.clouds!.has(server)) task.clouds!.set(server, 0)
  server.cloud!.connections.take(rt.sim.now)
  rt.touch(server)
}

/** The task has ended, or its gateway is lost. */
export function disconnect(rt: Runtime, task: Task): void {
  const server = task.cloud
  if (server === undefined) return
  task.cloud = undefined
  rt.freed(server.cloud!.connections)
  rt.touch(server)
}

/** A task without a gateway looks for one; undefined: it has one (again), else why not. */
export function reconnect(rt: Runtime, task: Task): 'full' | 'none' | undefined {
  if (!isOfTenant(task) || task.cloud !== undefined) return undefined
  const { session } = task.run
  if (session.cloud.length === 0) return 'none'
  if (!needsConnection(task)) return undefined
  const next = pickGateway(rt, session)
  if (next === undefined) return 'full'
  connect(rt, task, next)
  return undefined
}

/** Gateways that are lost now are off the list of an open attempt. */
export function strikeOff(session: Session): void {
  if (session.cloud.some(({ health }) => !health.up)) {
    session.cloud = session.cloud.filter(({ health }) => health.up)
  }
}
