/**
 * Worlds of work on stored points. `nightly` keeps machines in `nas`, a share behind g1; `vault` is another behind
 * g2. A machine has 100 GB at 2:1 and changes 5 % a day: a full of 50 GB lies there at t = 0, and every night adds
 * 2.5 GB, read in 50 s. Stored bytes move at 100 MB/s a task: 25 s per increment.
 */
import type {
  Job,
  Machine,
  Repository,
  Server,
  SessionRecord,
  TaskRecord,
  World,
} from '../../sim/model/index.ts'
import { GB, job, MB, nightly, proxy, run, share, vm, world } from './estates.ts'
import { type Facts, GATEWAY, server } from './worlds.ts'

const UNLIMITED = Number.POSITIVE_INFINITY

export const VBR: Server = server('vbr', { 'backup-server': {} })
export const SERVERS: readonly Server[] = [
  proxy('proxy-1', UNLIMITED),
  server('g1', GATEWAY),
  server('g2', GATEWAY),
]
export const NAS: Repository = share('nas', ['g1'])
export const VAULT: Repository = share('vault', ['g2'])

/** The job that leaves the points; `days` sessions at midnight. */
export function source(days: number, more: Partial<Job> = {}): Job {
  return job('nightly', 'nas', [vm('vm', 100 * GB)], { schedule: nightly(days), reduction: 2, ...more })
}

/** The same machines, as a job reads them that works on the points that `from` leaves. */
export function pointsOf({ name, machines }: Job): Machine[] {
  return machines.map((one) => ({ ...one, from: name }))
}

/** A job on the points of `from` where those lie. */
export function reader(type: Job['type'], name: string, from: Job, more: Partial<Job> = {}): Job {
  return job(name, 'vault', pointsOf(from), {
    type,
    platform: 'none',
    source: from.target,
    proxies: [],
    ...more,
  })
}

/** An immediate copy to `vault`. */
export function copying(name: string, from: Job, more: Partial<Job> = {}): Job {
  return reader('backup-copy', name, from, { mode: 'immediate', schedule: { kind: 'points' }, ...more })
}

/** A rescan reads one MiB per point: it tells how many points a job keeps. */
export function counting(name: string, from: Job, times: Job['schedule']): Job {
  const { source: _, ...job } = reader('rescan', name, from, { target: from.target, schedule: times })
  return job
}

export function stored(jobs: Job[], parts: Partial<World> = {}): Facts {
  return run(world({ servers: SERVERS, repositories: [NAS, VAULT], jobs, ...parts }))
}

export function tasksOf({ tasks }: Facts, name: string): TaskRecord[] {
  return tasks.filter((task) => task.job === name)
}

export function sessionsOf({ sessions }: Facts, name: string): SessionRecord[] {
  return sessions.filter(({ job: of }) => of === name)
}

/** Starts, ends and GB read, one row per task. */
export function moved(facts: Facts, name: string): (number | undefined)[][] {
  return tasksOf(facts, name).map(({ start, end, readBytes }) => [start, round(end), gb(readBytes)])
}

/** Points that each session of a rescan saw. */
export function pointsSeen(facts: Facts, name: string): number[] {
  return sessionsOf(facts, name).map(({ readBytes }) => readBytes / 1_048_576)
}

export function gb(bytes: number): number {
  return Math.round(bytes / MB) / 1000
}

export function round(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e6
}

/** A tape server whose drives write `rate`; without a direct connection the backup server is the gateway. */
export function tapeServer(drives: number, rate: number): Server {
  return server('library', { 'tape-server': { drives, driveRate: rate } })
}

/** A tape job on the points of `from`, with as many drives as it likes. */
export function toTape(name: string, from: Job, more: Partial<Job> = {}): Job {
  return reader('tape', name, from, { target: 'library', drives: 9, ...more })
}
