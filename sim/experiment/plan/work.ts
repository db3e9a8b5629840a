/**
 * Where a search begins: the work of a night over what the servers can do in its time. Queues, failures, uneven nights
 * and shared links are left out, so this is a place to start and never an answer.
 */
import { mean } from '../../kernel/index.ts'
import {
  isDirectAttached,
  isDirectObject,
  type Job,
  type Machine,
  type Server,
  type World,
} from '../../model/index.ts'
import type { Condition } from '../condition.ts'
import type { PlanPoint } from './problem.ts'

/** Time for a night's work where neither a goal nor a window says so. */
const USUAL_TIME = 8 * 3600

/**
 * The place in a line of points, from low to high, where the work first fits; the middle where no kind of server that
 * this bound knows differs along the line.
 */
export function startOf(line: readonly PlanPoint[], goals: readonly Condition[]): number {
  const loads = line.map(({ variant }) => loadsOf(variant.world, goals))
  const kinds = ['gateways', 'proxies', 'repositories'] as const
  const differing = kinds.filter((kind) => loads.some((it) => it[kind] !== loads[0]![kind]))
  const middle = Math.floor((line.length - 1) / 2)
  if (differing.length === 0) return middle
  const fits = loads.findIndex((it) => differing.every((kind) => it[kind] <= 1))
  return fits < 0 ? line.length - 1 : fits
}

export interface Loads {
  /** Work over capacity; 1 is all that can be done. 0 where there is none to do, Infinity where nobody can. */
  readonly gateways: number
  readonly proxies: number
  readonly repositories: number
}

export function loadsOf(world: World, goals: readonly Condition[]): Loads {
  const time = timeOf(world, goals)
  const servers = new Map(world.servers.map((server) => [server.name, server]))
  const byTarget = new Map(world.repositories.map((it) => [it.name, it]))
  const gateways = new Set<Server>()
  const proxies = new Set<Server>()
  let [crossing, read, written, room] = [0, 0, 0, 0]
  for (const job of world.jobs) {
    const bytes = bytesOf(job)
    const sent = bytes / mean(job.reduction)
    const target = byTarget.get(job.target)
    for (const name of job.proxies) proxies.add(servers.get(name)!)
    if (job.proxies.length > 0) read += bytes
    if (target === undefined) continue
    written += sent
    if (isDirectAttached(target) || isDirectObject(target)) continue
    crossing += sent
    const named =
      target.gateway === 'automatic'
        ? world.servers.filter(({ roles }) => roles.gateway !== undefined)
        : target.gateway.map((name) => servers.get(name)!)
    for (const server of named) gateways.add(server)
  }
  for (const tenant of world.cloud?.tenants ?? [])
    for (const name of tenant.gateways) gateways.add(servers.get(name)!)
  for (const it of world.repositories) room += Math.min(it.write, it.maxTasks * it.taskRate, it.rateLimit)
  return {
    gateways: over(crossing, rate(gateways) * time),
    proxies: over(read, rate(proxies) * time),
    repositories: over(written, room * time),
  }
}

function over(work: number, capacity: number): number {
  return work === 0 ? 0 : work / capacity
}

function rate(servers: ReadonlySet<Server>): number {
  let sum = 0
  for (const { nic, compute } of servers)
    sum += Math.min(compute, nic.efficiency * Math.min(nic.in, nic.out) * (nic.duplex === 'half' ? 0.5 : 1))
  return sum
}

/** The shortest time that a goal allows, else the shortest window of a job. */
function timeOf({ jobs }: World, goals: readonly Condition[]): number {
  const limits = goals.flatMap(({ term: { metric }, unit, limit }) =>
    unit === 's' && /^(backupWindow|sessionDuration)/.test(metric) ? [limit] : [],
  )
  const windows = jobs.flatMap(({ window }) =>
    window === undefined ? [] : [(window.to - window.from + 86_400) % 86_400 || 86_400],
  )
  const times = limits.length > 0 ? limits : windows
  return times.length > 0 ? Math.min(...times) : USUAL_TIME
}

/** Source bytes of the heaviest usual session. */
function bytesOf(job: Job): number {
  const isFull = job.newShare > 0 || (job.full.kind !== 'none' && job.full.how === 'active')
  return job.machines.reduce((sum, machine) => sum + (isFull ? full(machine) : increment(machine)), 0)
}

function full({ bytes, size, used }: Machine): number {
  if (bytes !== undefined) return mean(bytes)
  return 'bytes' in used ? mean(used.bytes) : mean(size) * mean(used.share)
}

function increment(machine: Machine): number {
  return machine.bytes === undefined
    ? full(machine) * Math.min(1, mean(machine.changeRate))
    : mean(machine.bytes)
}
