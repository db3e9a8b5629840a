/** What may be lost in a world of the matrix, and when: seen in the same world without a failure. */
import type { Failure, Subject, TaskRecord } from '../../../sim/model/index.ts'
import type { Facts } from '../../model/worlds.ts'
import { isAttached } from './places.ts'
import {
  ACCELERATORS,
  type Combination,
  type Expected,
  expectedOf,
  PROXIES,
  PROXIES_AT_TARGET,
} from './table.ts'
import { OVERHEAD } from './worlds.ts'

export interface Trouble {
  readonly subject: Subject
  readonly kind: 'outage' | 'connection-loss'
  readonly when: 'at dispatch' | 'as data begin to flow' | 'midway' | 'as data end'
  readonly instant: number
  readonly repaired: boolean
  /** Nobody else can do what it does: machines that were still using it fail for good. Undefined: not worked out here. */
  readonly replaceable: boolean | undefined
}

const server = (name: string): Subject => ({ kind: 'server', name })
const WHEN = ['at dispatch', 'as data begin to flow', 'midway', 'as data end'] as const
const REPAIR = 120
const UNLIMITED = Number.POSITIVE_INFINITY

/** Every part that the work without failures used, lost in every way at every stage of its first transfer. */
export function troublesOf(one: Combination, calm: Facts, inferred: boolean): Trouble[] {
  const first = calm.tasks.reduce((a, b) => (b.start! < a.start! ? b : a))
  const flow = first.start! + OVERHEAD
  const instants = [first.start!, flow, flow + first.transferSeconds / 2, first.end]
  return subjectsOf(one, first).flatMap(([subject, kind]) =>
    WHEN.flatMap((when, i) =>
      [true, false].map((repaired) => ({
        subject,
        kind,
        when,
        instant: instants[i]!,
        repaired,
        replaceable: isReplaceable(one, subject, inferred),
      })),
    ),
  )
}

function subjectsOf(
  { source, target, via }: Combination,
  { proxy, gateway, sourceMover, targetMover }: TaskRecord,
): readonly (readonly [Subject, Trouble['kind']])[] {
  const servers = new Set([gateway, proxy, sourceMover, targetMover, ...(via ? ACCELERATORS : []), 'bs'])
  if (source !== undefined && isAttached(source)) servers.add('src-host')
  const machines = [...servers].filter((name) => name !== undefined).map(server)
  const stores: Subject[] = []
  if (source !== undefined) stores.push({ kind: 'repository', name: 'src' })
  if (target !== undefined) stores.push({ kind: 'repository', name: 'dst' })
  const link: Subject = { kind: 'link', name: 'wan' }
  return [
    ...[...machines, ...stores, link].map((subject) => [subject, 'outage'] as const),
    ...machines.map((subject) => [subject, 'connection-loss'] as const),
  ]
}

/** Whether the next attempt finds another machine in each of its roles. */
function isReplaceable(one: Combination, { kind, name }: Subject, inferred: boolean): boolean | undefined {
  if (kind === 'link' || name === 'bs') return undefined
  if (kind === 'repository') return false
  if (name.endsWith('-host') || name === 'tape') return false
  if (one.via && ACCELERATORS.some((server) => server === name)) return false
  const others = (names: readonly string[] | undefined) => !names?.includes(name) || names.length > 1
  const { rule, gateways, readers }: Expected = expectedOf(one)
  const more = inferred && ['E1', 'F1', 'G1', 'H1', 'K1'].includes(rule) ? ['bs'] : []
  const proxies = PROXIES.some((p) => p === name) || PROXIES_AT_TARGET.some((p) => p === name)
  return proxies || (others([...gateways, ...more]) && others(readers))
}

export function failureOf({ subject, kind, instant, repaired }: Trouble): Failure {
  const lasts = repaired ? REPAIR : UNLIMITED
  return { kind, subject, timing: { kind: 'scripted', at: [instant], lasts }, stream: 'trouble' }
}

export function inWords({ subject, kind, when, repaired }: Trouble): string {
  return `${kind} of ${subject.kind} ${subject.name} ${when}, ${repaired ? 'repaired' : 'for rest'}`
}

/** A task that still used the lost part after the instant: it cannot have ended well. */
export function stillNeeded({ tasks }: Facts, { subject, instant }: Trouble): boolean {
  return tasks.some((task) => {
    const { proxy, gateway, sourceMover, targetMover } = task
    const parts = subject.kind === 'server' ? [proxy, gateway, sourceMover, targetMover] : [subject.name]
    return task.end > instant && (subject.kind === 'repository' || parts.includes(subject.name))
  })
}
