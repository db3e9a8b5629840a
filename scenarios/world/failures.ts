/** failures of a world. */

import type { Failure, Job, Server } from '../../sim/model/index.ts'
import { DAY } from '../../sim/units.ts'
import { didYouMean } from '../issues.ts'
import { globOf } from '../names/glob.ts'
import { nodeAt, pathAt } from '../names/places.ts'
import { resolveAll } from '../names/references.ts'
import { FAILURE, type FailureIn } from '../schema/failures.ts'
import type { Entry } from '../schema/shape.ts'
import { drillOf, lossesOf } from './losses.ts'
import type { Scope } from './scope.ts'
import { isNumbered } from './select.ts'

/** What a row is about: its first key of these. */
const SUBJECTS = ['server', 'link', 'repository', 'tenant', 'gateways', 'job'] as const
type RowKind = 'loss' | 'drill' | 'scripted' | 'other'

/** Keys that go with each kind of row, besides its subject. */
const GOES_WITH: Readonly<Record<RowKind, readonly string[]>> = {
  loss: ['kind', 'rolling', 'every', 'repair', 'for', 'at'],
  drill: ['k', 'at', 'for'],
  scripted: ['machine', 'at', 'attempts'],
  other: ['taskFailure', 'retryFailure', 'taskWarning', 'burst'],
}

export function failuresOf(
  entries: readonly Entry<FailureIn>[],
  jobs: readonly Job[],
  servers: readonly Server[],
  scope: Scope,
): readonly Failure[] {
  const streams = new Map<string, number>()
  return entries.flatMap((entry): readonly Failure[] => {
    const kind = kindOf(entry, scope)
    if (kind === 'loss') return lossesOf(entry, streams, scope)
    if (kind === 'drill') return drillOf(entry, servers, scope)
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
      'A failure names one of `server`, `link`, `repository`, `tenant`, `gateways` or `job`, as in `{ server: gw, at: 5 h, for: 30 min }`.',
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

function jobsNamed(entry: Entry<FailureIn>, jobs: readonly Job[], scope: Scope): readonly Job[] {
  const at = [nodeAt(entry, 'job'), pathAt(entry, 'job')] as const
  const wanted = new Set(resolveAll(scope.names.jobs, entry.data.job ?? [], ...at, scope.issues))
  return jobs.filter(({ name }) => wanted.has(name))
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
