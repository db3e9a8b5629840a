/** What must hold in every world of the matrix; each check returns what is wrong, in words. */
import { REASONS, type TaskRecord } from '../../../sim/model/index.ts'
import type { Facts } from '../../model/worlds.ts'
import type { Trouble } from './failures.ts'
import { isAttached } from './places.ts'
import { type Combination, type Expected, expectedOf, PROXIES, PROXIES_AT_TARGET } from './table.ts'
import { GIVE_UP, OVERHEAD, RATE, SIZES, volumeOf } from './worlds.ts'

/** Two sums of the same bytes in another order. */
const near = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a), Math.abs(b))
const sum = (tasks: readonly TaskRecord[], pick: (task: TaskRecord) => number): number =>
  tasks.reduce((total, task) => total + pick(task), 0)

const nameOf = ({ session, machine, disk, attempt }: TaskRecord): string =>
  `${session} ${machine}/${disk} attempt ${attempt}`

/** In any world: ends, reasons, rules, bytes, times. */
export function* alwaysWrong(one: Combination, facts: Facts, inferred: boolean): Generator<string> {
  yield* badEnds(facts)
  const expected = expectedOf(one)
  for (const task of facts.tasks) {
    yield* badRule(one, task, expected, inferred)
    yield* badTimes(task)
  }
  yield* badSums(facts)
  yield* badGood(facts)
}

function* badEnds({ tasks, sessions }: Facts): Generator<string> {
  if (sessions.length !== 1) yield `${sessions.length} sessions`
  const names = tasks.map(nameOf)
  if (new Set(names).size !== names.length) yield 'a task ended twice'
  for (const { result, reason, ...task } of [...tasks, ...sessions]) {
    const known = reason !== undefined && REASONS.includes(reason)
    if (result === undefined ? reason !== 'unfinished' : (result === 'Failed') !== known)
      yield `${task.session} is ${result} with reason ${reason}`
  }
}

function* badRule(
  { target, source }: Combination,
  task: TaskRecord,
  { rule, gateways, readers }: Expected,
  inferred: boolean,
): Generator<string> {
  if (task.start === undefined) return
  const { gateway } = task
  if (task.rule !== rule) yield `${nameOf(task)} went by ${task.rule} instead of ${rule}`
  const side = target === undefined ? 'src' : 'dst'
  const also = inferred && rule !== 'manual' ? [`${side}-mount`, 'bs'] : []
  if (gateway === undefined ? gateways.length > 0 : ![...gateways, ...also].includes(gateway))
    yield `${nameOf(task)} had the gateway ${gateway} instead of ${gateways.join(' or ') || 'none'}`
  if (isAttached((target ?? source)!) && rule !== 'B4' && gateway !== undefined)
    yield `${nameOf(task)} had a gateway to a direct attached repository`
  const mover = task.sourceMover
  if (task.direction === 'copy' && ![...(readers ?? []), gateway].includes(mover))
    yield `${nameOf(task)} was read by ${mover} instead of ${readers?.join(' or ')}`
  if (task.proxy !== undefined && ![...PROXIES, ...PROXIES_AT_TARGET].some((name) => name === task.proxy))
    yield `${nameOf(task)} had ${task.proxy} as proxy`
}

function* badTimes(task: TaskRecord): Generator<string> {
  const { readBytes, transferSeconds, suspendedSeconds, durationSeconds, result } = task
  if (!near(transferSeconds, readBytes / RATE))
    yield `${nameOf(task)} moved ${readBytes} B in ${transferSeconds} s`
  const longest = OVERHEAD + transferSeconds + suspendedSeconds
  const fits = result === 'Success' ? near(durationSeconds, longest) : durationSeconds <= longest + 1e-6
  if (!fits) yield `${nameOf(task)} took ${durationSeconds} s instead of ${longest} s`
  if (suspendedSeconds > GIVE_UP + 1e-6) yield `${nameOf(task)} was suspended for ${suspendedSeconds} s`
}

/** Accounts of repositories and gateways are the sums of their tasks. */
function* badSums({ tasks, resources, gateways }: Facts): Generator<string> {
  const store = (name: string) =>
    resources.find(({ kind, resource }) => kind === 'repository' && resource === name)
  const written = sum(tasks, (task) => task.repositoryWrittenBytes)
  const read = sum(tasks, (task) => task.repositoryReadBytes)
  const all = [store('src'), store('dst')].filter((record) => record !== undefined)
  const into = all.reduce((total, { bytesIn }) => total + bytesIn, 0)
  const out = all.reduce((total, { bytesOut }) => total + bytesOut, 0)
  if (!near(into, written)) yield `${into} B arrived at repositories, ${written} B were written`
  if (!near(out, read)) yield `${out} B left repositories, ${read} B were read`
  if (store('src') !== undefined && store('src')!.bytesIn !== 0) yield 'the source was written to'
  const served = gateways.reduce((total, { bytesIn }) => total + bytesIn, 0)
  const asReader = sum(tasks, (task) => (servesAsReader(task) ? task.repositoryReadBytes : 0))
  const own = sum(tasks, (task) => task.gatewayBytesIn)
  if (!near(served, own + asReader)) yield `gateways took in ${served} B instead of ${own + asReader} B`
}

/** The gateway of the source, where another machine is that of the target. */
function servesAsReader({ direction, sourceMover, gateway }: TaskRecord): boolean {
  return (
    direction === 'copy' && sourceMover !== undefined && sourceMover !== gateway && sourceMover !== 'src-host'
  )
}

/** Good bytes are those of attempts in which all tasks of the machine ended well. */
function* badGood({ tasks, sessions }: Facts): Generator<string> {
  const failed = new Set(
    tasks.filter(({ result }) => result === 'Failed').map(({ machine, attempt }) => `${machine}/${attempt}`),
  )
  const good = tasks.filter(({ machine, attempt }) => !failed.has(`${machine}/${attempt}`))
  const bytes = sum(good, (task) => task.transferredBytes)
  const counted = sessions[0]?.goodBytes ?? 0
  if (!near(bytes, counted)) yield `${counted} B are good instead of ${bytes} B`
}

/** With all that it needs up again everything ends; only for a backup server that never returns tasks wait for ever. */
export function* waitsForEver({ runs, tasks }: Facts, trouble?: Trouble): Generator<string> {
  if (runs[0]!.unfinished === 0) return
  const lost = trouble?.subject.name === 'bs' && !trouble.repaired
  if (!lost) yield `${runs[0]!.unfinished} tasks never ended`
  for (const task of tasks)
    if (task.result === undefined && task.waitedFor !== 'control')
      yield `${nameOf(task)} waits for ${task.waitedFor}`
}

/** Everything moved once, as worked out by hand, and the session is a success. */
export function* notDone(one: Combination, { tasks, sessions }: Facts): Generator<string> {
  const { result, reason } = sessions[0]!
  if (result !== 'Success') yield `the session is ${result} (${reason})`
  for (const [machine, size] of Object.entries(SIZES)) {
    const last = tasks.filter((task) => task.machine === machine && task.result === 'Success')
    const attempt = Math.max(...last.map((task) => task.attempt))
    const own = last.filter((task) => task.attempt === attempt)
    const { read, transferred, repositoryRead, written } = volumeOf(one, size)
    const bytes = [
      ['read', sum(own, (task) => task.readBytes), read],
      ['transferred', sum(own, (task) => task.transferredBytes), transferred],
      ['read at the repository', sum(own, (task) => task.repositoryReadBytes), repositoryRead],
      ['written', sum(own, (task) => task.repositoryWrittenBytes), written],
    ] as const
    for (const [what, found, wanted] of bytes)
      if (!near(found, wanted)) yield `${machine}: ${found} B ${what} instead of ${wanted} B`
  }
}

/** What is lost for good serves nobody who ends well later. */
export function* servedByTheDead({ tasks }: Facts, { subject, instant }: Trouble): Generator<string> {
  if (subject.kind === 'link') return
  for (const task of tasks) {
    if (task.result !== 'Success' || task.end <= instant) continue
    const { proxy, gateway, sourceMover, targetMover } = task
    const parts = subject.kind === 'server' ? [proxy, gateway, sourceMover, targetMover] : [subject.name]
    if (parts.includes(subject.name))
      yield `${nameOf(task)} ended well through ${subject.name}, which is lost`
  }
}
