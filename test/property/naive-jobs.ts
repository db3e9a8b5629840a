/** What the plain rescan knows of jobs and slots. */
import { type Job, type Machine, TYPES } from '../../sim/model/index.ts'

export interface Slots {
  readonly limit: number
  taken: number
}

/** Open until the last of its tasks has ended. */
export interface OpenSession {
  readonly job: Job
  left: number
}

export interface Waiter {
  readonly name: string
  readonly key: readonly number[]
  readonly job: Job
  readonly machine: Machine
  readonly unit: { gateway?: string }
  readonly session: OpenSession
  readonly seconds: number
}

export interface Runner {
  readonly waiter: Waiter
  readonly end: number
  readonly served: readonly string[]
  readonly gateway: string | undefined
  readonly held: readonly Slots[]
}

export function least(names: readonly string[], slotsOf: (name: string) => Slots): string | undefined {
  const free = names.filter((name) => !full(slotsOf(name)))
  const ratio = (name: string) => slotsOf(name).taken / slotsOf(name).limit
  return free.reduce<string | undefined>(
    (best, name) => (best === undefined || ratio(name) < ratio(best) ? name : best),
    undefined,
  )
}

export function full({ taken, limit }: Slots): boolean {
  return taken >= limit
}

export function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!
  return 0
}

export function timesOf({ schedule }: Job): readonly number[] {
  return schedule.kind === 'times' ? schedule.times : []
}

export function manual({ schedule }: Job): boolean {
  return schedule.kind === 'times' && schedule.manual
}

export function rateOf({ taskRate }: Job): number {
  return taskRate.full as number
}

/** The job whose backups it works on. */
export function originOf({ machines }: Job): string | undefined {
  return machines[0]?.from
}

export function storesOf({ type, source, target }: Job): string[] {
  const written = TYPES[type].to === 'repository' ? [target] : []
  return source === undefined ? written : [source, ...written]
}

export function priorityOf({ type, priority }: Job): number {
  return priority === 'high' ? Math.max(400, TYPES[type].priority) : TYPES[type].priority
}

/** Backups of what does not change are empty; work on them reads the full that was there at the start. */
export function bytesOf(job: Job, machine: Machine): number {
  if (machine.bytes !== undefined) return machine.bytes as number
  return originOf(job) === undefined ? 0 : (machine.size as number)
}

/** Others hold the backups that it works on. */
export function isHeld(
  { job, machine }: Waiter,
  running: readonly Runner[],
  sessions: readonly OpenSession[],
): boolean {
  const origin = originOf(job)
  const isRead = (from: string) =>
    running.some(
      ({ waiter }) =>
        waiter.job.protected && originOf(waiter.job) === from && waiter.machine.name === machine.name,
    )
  if (origin === undefined) return isRead(job.name)
  const { beside } = TYPES[job.type]
  if (beside === 'anything') return false
  return sessions.some((open) => open.job.name === origin) || (beside === 'rest' && isRead(origin))
}

/** Bytes/s per gateway. */
export function ratesOf(running: readonly Runner[]): Map<string, number> {
  const rates = new Map<string, number>()
  for (const { gateway, waiter } of running)
    if (gateway !== undefined) rates.set(gateway, (rates.get(gateway) ?? 0) + rateOf(waiter.job))
  return rates
}
