/** One small estate for all behaviours, and what happened in it in few words. 1 GB takes 10 s unless told otherwise. */
import type { Job, JobType, Server, TaskRecord, World } from '../../sim/model/index.ts'
import { attached, datastore, link, vm } from '../model/estates.ts'
import { cutOff, down } from '../model/failing.ts'
import {
  at,
  DAY,
  type Facts,
  GATEWAY,
  GB,
  HOUR,
  job,
  MB,
  machine,
  machines,
  PLAIN,
  proxy,
  run,
  server,
  share,
  world,
} from '../model/worlds.ts'
import { issuesOf } from '../scenarios/helpers.ts'

const UNLIMITED: number = Number.POSITIVE_INFINITY
const MOUNTED = { mountServer: 'mount' }

const SERVERS: readonly Server[] = [
  server('bs', { 'backup-server': {} }),
  server('mount', { 'mount-server': {} }),
  proxy('proxy-1', UNLIMITED),
  proxy('proxy-2', 1),
  server('g1', GATEWAY),
  server('g2', GATEWAY),
  server('g3', GATEWAY),
  server('host', {}, { os: 'linux' }),
  server('tape', { 'tape-server': { drives: 3, driveRate: UNLIMITED } }),
  server('wan-hq', { 'wan-accelerator': { reduction: 10, rate: UNLIMITED, maxTasks: UNLIMITED } }),
  server('wan-dr', { 'wan-accelerator': { reduction: 10, rate: UNLIMITED, maxTasks: UNLIMITED } }),
]

/** `nas` and `nas-2` select automatically, `listed` has g1, `vault` is object storage behind g2. */
const REPOSITORIES = [
  attached('disk', 'host', MOUNTED),
  attached('hardened', 'host', { ...MOUNTED, type: 'hardened' }),
  share('nas', 'automatic', MOUNTED),
  share('nas-2', 'automatic', MOUNTED),
  share('listed', ['g1'], MOUNTED),
  share('bucket', 'automatic', { ...MOUNTED, type: 'object-storage', connection: 'direct' }),
  share('bucket-2', 'automatic', { ...MOUNTED, type: 'object-storage', connection: 'direct' }),
  share('vault', ['g2'], { ...MOUNTED, type: 'object-storage' }),
]

export function estate(jobs: readonly Job[], parts: Partial<World> = {}): Facts {
  return run(
    world({
      sites: ['hq', 'dr'],
      links: [link('wan', 1e12)],
      servers: SERVERS,
      repositories: REPOSITORIES,
      datastores: [datastore('san')],
      jobs,
      ...parts,
    }),
  )
}

/** The servers of the estate, some of them otherwise; new names come last. */
export function but(...changed: readonly Server[]): readonly Server[] {
  const other = (name: string) => changed.find((one) => one.name === name)
  const kept = SERVERS.map((one) => other(one.name) ?? one)
  return [...kept, ...changed.filter(({ name }) => !SERVERS.some((one) => one.name === name))]
}

/** A server of the estate with other properties. */
export function otherwise(name: string, more: Partial<Server>): Server {
  return { ...SERVERS.find((one) => one.name === name)!, ...more }
}

/** It cannot open any repository of the estate. */
export const blind = (name: string): Server => otherwise(name, { reaches: [] })

/** A backup of 10 GB to `source` at midnight, and at one o'clock a job `work` on what it left. */
export function workOn(type: JobType, source: string, target: string, more: Partial<Job> = {}): Job[] {
  const looks = type === 'rescan' || type === 'health-check'
  return [
    job('nightly', source, [machine('vm', 10 * GB)]),
    job('work', target, [machine('vm', 10 * GB, { from: 'nightly' })], {
      type,
      ...(looks ? {} : { source }),
      schedule: at(HOUR),
      ...more,
    }),
  ]
}

/** Half an hour before `work` begins. */
export const mountDown: Partial<World> = { failures: [down('server/mount', HOUR / 2)] }

/** Facts of tasks, one row per task. */
export function told<K extends keyof TaskRecord>(
  tasks: readonly TaskRecord[],
  ...fields: readonly K[]
): TaskRecord[K][][] {
  return tasks.map((task) => fields.map((field) => task[field]))
}

/** Gateway, row of the table, and whether it was a fall-back: of each task of `work`. */
export function servedWork(jobs: readonly Job[], parts: Partial<World> = {}): unknown[][] {
  const tasks = estate(jobs, parts).tasks.filter((task) => task.job === 'work')
  return told(tasks, 'gateway', 'rule', 'fallback')
}

/** The same of synthetic work of all jobs. */
export function servedSynthetic(jobs: readonly Job[], parts: Partial<World> = {}): unknown[][] {
  const tasks = estate(jobs, parts).tasks.filter(({ operation }) => operation === 'synthetic')
  return told(tasks, 'gateway', 'rule', 'fallback')
}

/** The first day of the run is a Monday: 2 GB of increment, then a synthetic full of 40 GB. */
export const SYNTHETIC_FULL: Partial<Job> = {
  full: { kind: 'weekdays', days: [0], how: 'synthetic' },
  machines: [vm('vm', 40 * GB)],
}

/** The same on that Monday: at one o'clock a job `work` reads the increment, and would make a synthetic full of it. */
export function workOnMonday(type: JobType, source: string, target: string, more: Partial<Job> = {}): Job[] {
  const list = [...SYNTHETIC_FULL.machines!]
  return [
    job('nightly', source, list),
    job(
      'work',
      target,
      list.map((one) => ({ ...one, from: 'nightly' })),
      { type, source, schedule: at(HOUR), full: SYNTHETIC_FULL.full!, ...more },
    ),
  ]
}

/** What a gateway carried, in GB. */
export function carried(facts: Facts, name: string): readonly [bytesIn: number, bytesOut: number] {
  const record = facts.gateways.find(({ gateway }) => gateway === name)
  return [gb(record?.bytesIn ?? 0), gb(record?.bytesOut ?? 0)]
}

/** What a store took in and gave out, or what crossed a link there and back, in GB. */
export function passed(facts: Facts, name: string): readonly [bytesIn: number, bytesOut: number] {
  const { bytesIn, bytesOut } = facts.resources.find(({ resource }) => resource === name)!
  return [gb(bytesIn), gb(bytesOut)]
}

export const gb = (bytes: number): number => Math.round(bytes / MB) / 1000

/** Codes of the issues that stand at the place marked with » in a scenario. */
export function foundAt(marked: string): readonly string[] {
  const lines = marked.slice(0, marked.indexOf('»')).split('\n')
  const issues = issuesOf(marked.replace('»', ''))
  const here = issues.filter(
    ({ line, column }) => line === lines.length && column === lines.at(-1)!.length + 1,
  )
  return here.map(({ code }) => code)
}

export {
  at,
  attached,
  cutOff,
  DAY,
  down,
  type Facts,
  GATEWAY,
  GB,
  HOUR,
  job,
  MB,
  machine,
  machines,
  PLAIN,
  proxy,
  server,
  share,
  UNLIMITED,
  vm,
}
