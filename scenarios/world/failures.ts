/** failures of a world. */

import { instantOf, localDay } from '../../sim/calendar.ts'
import type { Distribution } from '../../sim/kernel/index.ts'
import type { Failure, Job, Loss, Subject, Timing } from '../../sim/model/index.ts'
import { DAY } from '../../sim/units.ts'
import { didYouMean } from '../issues.ts'
import { type Catalog, globOf, nodeAt, pathAt, resolveAll } from '../names/catalog.ts'
import { FAILURE, type FailureIn } from '../schema/failures.ts'
import type { Entry } from '../schema/shape.ts'
import type { Moment } from '../schema/times.ts'
import { instants } from '../time/recurrence.ts'
import { type Scope, serversAt } from './scope.ts'
import { isNumbered } from './select.ts'

/** A daily outage goes on while sessions drain; nobody waits longer than this for them. */
const DRAINING = 31 * DAY

/** What a row is about: its first key of these. */
const SUBJECTS = ['server', 'link', 'repository', 'gateways', 'job'] as const
type RowKind = 'loss' | 'drill' | 'scripted' | 'other'

/** Keys that go with each kind of row, besides its subject. */
const GOES_WITH: Readonly<Record<RowKind, readonly string[]>> = {
  loss: ['kind', 'every', 'repair', 'for', 'at'],
  drill: ['k', 'at', 'for'],
  scripted: ['machine', 'at', 'attempts'],
  other: ['taskFailure', 'retryFailure', 'taskWarning', 'burst'],
}

export function failuresOf(
  entries: readonly Entry<FailureIn>[],
  jobs: readonly Job[],
  scope: Scope,
): readonly Failure[] {
  const streams = new Map<string, number>()
  return entries.flatMap((entry): readonly Failure[] => {
    const kind = kindOf(entry, scope)
    if (kind === 'loss') return lossesOf(entry, streams, scope)
    if (kind === 'drill') return drillOf(entry, scope)
    if (kind === 'scripted') return scriptedOf(entry, jobs, scope)
    return kind === 'other' ? othersOf(entry, jobs, scope) : []
  })
}

function kindOf(entry: Entry<FailureIn>, { issues }: Scope): RowKind | undefined {
  const keys = [...entry.node.entries.keys()]
  const subjects = SUBJECTS.filter((key) => keys.includes(key))
  if (subjects.length !== 1) {
    // A key that is wrong or not known yet may be the subject.
    if (subjects.length === 0 && keys.some((key) => !Object.hasOwn(FAILURE.fields, key))) return undefined
    issues.add(
      'E-FAILURE',
      entry.node,
      entry.path,
      'A failure names one of `server`, `link`, `repository`, `gateways` or `job`, as in `{ server: gw, at: 5 h, for: 30 min }`.',
    )
    return undefined
  }
  const [subject] = subjects
  const kind: RowKind =
    subject === 'gateways'
      ? 'drill'
      : subject !== 'job'
        ? 'loss'
        : keys.includes('machine')
          ? 'scripted'
          : 'other'
  const known: readonly string[] = [...GOES_WITH[kind], subject!]
  for (const key of keys) {
    const belongs = known.includes(key) || !Object.values(GOES_WITH).flat().includes(key)
    if (!belongs)
      issues.add(
        'E-FAILURE',
        nodeAt(entry, key),
        pathAt(entry, key),
        `\`${key}\` does not go with \`${subject}\` here.`,
      )
  }
  return kind
}

function lossesOf(entry: Entry<FailureIn>, streams: Map<string, number>, scope: Scope): readonly Loss[] {
  const timing = timingOf(entry, scope)
  const kind = entry.data.kind ?? 'outage'
  return subjectsOf(entry, scope).map((subject): Loss => {
    // A second row about the same entity is a second, independent process.
    const base =
      subject.kind === 'server' ? `${kind}/${subject.name}` : `${kind}/${subject.kind}/${subject.name}`
    const nth = (streams.get(base) ?? 0) + 1
    streams.set(base, nth)
    return { kind, subject, timing, stream: nth === 1 ? base : `${base}#${nth}` }
  })
}

function subjectsOf(entry: Entry<FailureIn>, scope: Scope): readonly Subject[] {
  const { server, link, repository } = entry.data
  if (server !== undefined)
    return serversAt(scope, entry, 'server', server).map((name) => ({ kind: 'server', name }))
  const found = (
    catalog: Catalog,
    key: 'link' | 'repository',
    wanted: readonly string[],
  ): readonly Subject[] =>
    resolveAll(catalog, wanted, nodeAt(entry, key), pathAt(entry, key), scope.issues).map((name) => ({
      kind: key,
      name,
    }))
  if (link !== undefined) return found(scope.names.links, 'link', link)
  return repository === undefined ? [] : found(scope.names.repositories, 'repository', repository)
}

function timingOf(entry: Entry<FailureIn>, scope: Scope): Timing {
  const { every, at } = entry.data
  const { issues } = scope
  const has = (key: string): boolean => entry.node.entries.has(key)
  if (has('every') === has('at')) {
    issues.add(
      'E-FAILURE',
      entry.node,
      entry.path,
      'Give `every` (random, with `repair` or `for`) or `at` (scripted, with `for`), one of them.',
    )
  }
  const lasts = lastsOf(entry, scope)
  if (every !== undefined) return { kind: 'random', every, lasts }
  return { kind: 'scripted', at: momentsOf(at ?? [], scope), lasts }
}

/** `repair` and `for` are the same time under two names, one for breakages and one for interruptions. */
function lastsOf(entry: Entry<FailureIn>, { issues }: Scope): Distribution {
  const { repair, for: lasting } = entry.data
  const given = ['repair', 'for'].filter((key) => entry.node.entries.has(key))
  if (given.length !== 1) {
    issues.add(
      'E-FAILURE',
      entry.node,
      entry.path,
      'Say how long it lasts: `repair` or `for`, one of them, such as `for: 30 min` or `for: rest`.',
    )
  }
  return repair ?? lasting ?? 0
}

/** Durations once, dates once, times of day every day until everything has drained. */
function momentsOf(moments: readonly Moment[], { clock, horizon, drain }: Scope): readonly number[] {
  const end = horizon + (drain ? DRAINING : 0)
  const found = moments.flatMap((moment) => {
    if (moment.kind === 'after') return [moment.seconds]
    if (moment.kind === 'local') return [instantOf(clock, moment.local)]
    const [first, last] = [localDay(clock, 0) - 1, localDay(clock, end) + 1]
    const days = Array.from({ length: last - first + 1 }, (_, i) => (first + i) * DAY + moment.time)
    return instants({ clock, end }, days)
  })
  return [...new Set(found)].filter((t) => t >= 0).sort((a, b) => a - b)
}

function drillOf(entry: Entry<FailureIn>, scope: Scope): readonly Failure[] {
  const { gateways, k = 1, at } = entry.data
  if (!entry.node.entries.has('at')) {
    scope.issues.add(
      'E-MISSING',
      entry.node,
      entry.path,
      'A drill needs `at`, as in `{ gateways: any, k: 1, at: "23:30", for: rest }`.',
    )
  }
  if (gateways === 'cloud') {
    scope.issues.add(
      'E-NOT-YET',
      nodeAt(entry, 'gateways'),
      pathAt(entry, 'gateways'),
      'Cloud gateways are not in this version yet; it knows `any` and `server`.',
    )
  }
  const lasts = lastsOf(entry, scope)
  return [{ kind: 'drill', gateways: gateways ?? 'any', k, at: momentsOf(at ?? [], scope), lasts }]
}

function jobsNamed(entry: Entry<FailureIn>, jobs: readonly Job[], scope: Scope): readonly Job[] {
  const wanted = resolveAll(
    scope.names.jobs,
    entry.data.job ?? [],
    nodeAt(entry, 'job'),
    pathAt(entry, 'job'),
    scope.issues,
  )
  return jobs.filter(({ name }) => wanted.includes(name))
}

function scriptedOf(entry: Entry<FailureIn>, jobs: readonly Job[], scope: Scope): readonly Failure[] {
  const { machine = [], at = [], attempts = 'all' } = entry.data
  const days = at.map((moment) =>
    moment.kind === 'local' && moment.dateOnly ? Math.floor(moment.local / DAY) : undefined,
  )
  if (days.includes(undefined) || !entry.node.entries.has('at')) {
    scope.issues.add(
      'E-TIME',
      nodeAt(entry, 'at'),
      pathAt(entry, 'at'),
      'A scripted failure of a machine needs `at` with days, such as `2026-01-05`: it fails in sessions that start then.',
    )
  }
  const on = days.filter((day) => day !== undefined)
  return jobsNamed(entry, jobs, scope).flatMap((job) =>
    machine.flatMap((wanted) => {
      const pattern = globOf(wanted)
      const found = job.machines.filter(({ name }) => pattern.test(name) || isNumbered(name, wanted))
      if (found.length === 0) {
        const hint = didYouMean(
          wanted,
          job.machines.slice(0, 1000).map(({ name }) => name),
        )
        scope.issues.add(
          'E-REFERENCE',
          nodeAt(entry, 'machine'),
          pathAt(entry, 'machine'),
          `The job \`${job.name}\` has no machine \`${wanted}\`.${hint}`,
        )
      }
      return found.map(
        ({ name }): Failure => ({ kind: 'scripted', job: job.name, machine: name, days: on, attempts }),
      )
    }),
  )
}

function othersOf(entry: Entry<FailureIn>, jobs: readonly Job[], scope: Scope): readonly Failure[] {
  const { taskFailure = 0, retryFailure = taskFailure, taskWarning = 0, burst } = entry.data
  if (GOES_WITH.other.every((key) => !entry.node.entries.has(key))) {
    scope.issues.add(
      'E-FAILURE',
      entry.node,
      entry.path,
      'Say how its machines fail: `machine` and `at`, or shares such as `taskFailure: 0.4 %`.',
    )
  }
  const bursts =
    burst === undefined
      ? {}
      : { burst: { afterFailure: burst.afterFailure ?? 0, badShare: burst.badShare ?? 1 } }
  return jobsNamed(entry, jobs, scope).map((job) => ({
    kind: 'other',
    job: job.name,
    taskFailure,
    retryFailure,
    taskWarning,
    ...bursts,
  }))
}
