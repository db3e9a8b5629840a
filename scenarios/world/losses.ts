/** Losses of a world: who is lost, when and for how long; drills. */
import { instantOf, localDay } from '../../sim/calendar.ts'
import type { Distribution } from '../../sim/kernel/index.ts'
import type { Failure, Loss, Server, Subject, Timing } from '../../sim/model/index.ts'
import { DAY } from '../../sim/units.ts'
import { oneOf } from '../issues.ts'
import { nodeAt, pathAt } from '../names/places.ts'
import { resolveAll } from '../names/references.ts'
import type { FailureIn } from '../schema/failures.ts'
import type { Entry } from '../schema/shape.ts'
import type { Moment } from '../schema/times.ts'
import { instants } from '../time/recurrence.ts'
import { cloudGateways } from './cloud-binding.ts'
import { type Scope, serversAt } from './scope.ts'

/** A daily outage goes on while sessions drain; nobody waits longer than this for them. */
const DRAINING = 31 * DAY

/** Kinds of losses that each subject knows; the first is meant when none is given. */
const KINDS: Readonly<Record<Subject['kind'], readonly Loss['kind'][]>> = {
  server: ['outage', 'connection-loss', 'maintenance'],
  link: ['outage', 'connection-loss'],
  repository: ['outage', 'connection-loss'],
  // What breaks at a tenant's is not simulated; seen from here its line is gone.
  tenant: ['connection-loss'],
}

export function lossesOf(
  entry: Entry<FailureIn>,
  streams: Map<string, number>,
  scope: Scope,
): readonly Loss[] {
  const timing = timingOf(entry, scope)
  const subjects = subjectsOf(entry, scope)
  const step = stepOf(entry, timing, scope)
  return subjects.map((subject, i): Loss => {
    const kind = entry.data.kind ?? KINDS[subject.kind][0]!
    // A second row about the same entity is a second, independent process.
    const base =
      subject.kind === 'server' ? `${kind}/${subject.name}` : `${kind}/${subject.kind}/${subject.name}`
    const nth = (streams.get(base) ?? 0) + 1
    streams.set(base, nth)
    return { kind, subject, timing: later(timing, i * step), stream: nth === 1 ? base : `${base}#${nth}` }
  })
}

function subjectsOf(entry: Entry<FailureIn>, scope: Scope): readonly Subject[] {
  const { data } = entry
  const kind = (['server', 'link', 'repository', 'tenant'] as const).find((key) => data[key] !== undefined)
  if (kind === undefined) return []
  checkKind(entry, kind, scope)
  const catalogs = {
    link: scope.names.links,
    repository: scope.names.repositories,
    tenant: scope.names.tenants,
  }
  const at = [nodeAt(entry, kind), pathAt(entry, kind)] as const
  const found =
    kind === 'server'
      ? serversAt(scope, entry, kind, data[kind]!)
      : resolveAll(catalogs[kind], data[kind]!, ...at, scope.issues)
  return found.map((name) => ({ kind, name }))
}

function checkKind(entry: Entry<FailureIn>, subject: Subject['kind'], { issues }: Scope): void {
  const { kind, rolling } = entry.data
  const refuse = (key: string, message: string): void =>
    issues.add('E-FAILURE', nodeAt(entry, key), pathAt(entry, key), message)
  if (kind !== undefined && !KINDS[subject].includes(kind))
    refuse('kind', `\`${kind}\` does not go with \`${subject}\`, which knows ${oneOf(KINDS[subject])}.`)
  if (rolling !== undefined && subject !== 'server')
    refuse(
      'rolling',
      '`rolling` is for servers, as in `{ server: "cgw-*", kind: maintenance, rolling: true, at: "02:00", for: 20 min }`.',
    )
}

/** Seconds from one server to the next; 0 for all at once. */
function stepOf(entry: Entry<FailureIn>, { kind, lasts }: Timing, { issues }: Scope): number {
  if (entry.data.rolling !== true) return 0
  if (kind === 'scripted' && typeof lasts === 'number' && Number.isFinite(lasts)) return lasts
  const message =
    'Servers follow each other by the clock: `rolling` needs `at`, and `for` as a constant such as `20 min`.'
  issues.add('E-FAILURE', nodeAt(entry, 'rolling'), pathAt(entry, 'rolling'), message)
  return 0
}

function later(timing: Timing, by: number): Timing {
  if (timing.kind === 'random' || by === 0) return timing
  return { ...timing, at: timing.at.map((t) => t + by) }
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

export function drillOf(
  entry: Entry<FailureIn>,
  servers: readonly Server[],
  scope: Scope,
): readonly Failure[] {
  const { gateways, k = 1, at } = entry.data
  const { issues } = scope
  if (!entry.node.entries.has('at')) {
    const message = 'A drill needs `at`, as in `{ gateways: any, k: 1, at: "23:30", for: rest }`.'
    issues.add('E-MISSING', entry.node, entry.path, message)
  }
  if (gateways === 'cloud' && cloudGateways(servers).length === 0 && scope.rolesRead) {
    const message =
      'No server has the role cloud-gateway, such as `roles: [cloud-gateway]`: none can be lost.'
    issues.add('E-FAILURE', nodeAt(entry, 'gateways'), pathAt(entry, 'gateways'), message)
  }
  const lasts = lastsOf(entry, scope)
  return [{ kind: 'drill', gateways: gateways ?? 'any', k, at: momentsOf(at ?? [], scope), lasts }]
}
