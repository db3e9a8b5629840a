/** Facts about sessions and tasks, collected in one passage over each table. */
import {
  concerns,
  type Explanation,
  OUTAGES,
  type OutageFacts,
  outageOf,
  type RunFacts,
  SESSIONS,
  type SessionFacts,
  sessionOf,
  TASKS,
  type TaskFacts,
  type ToldTask,
  taskOf,
  toldTask,
} from '../../output/index.ts'
import { UserError } from '../failure.ts'
import { type ChosenRun, notFound, readRun } from '../result/result.ts'
import type { Row } from '../result/rows.ts'
import { decisionsBehind } from './decisions.ts'
import type { TaskFilter } from './question.ts'
import { Shortlist } from './shortlist.ts'
import { later } from './time.ts'
import { Work } from './work.ts'

/** Told in full up to here; of more only a line each. */
export const MOST_TOLD = 4
const MOST_SHOWN = 20
/** Names kept for "did you mean". */
const MOST_NAMES = 10_000

export async function explainSession(run: ChosenRun, of: RunFacts, name: string): Promise<Explanation> {
  const session = await findSession(run, name)
  const work = new Work()
  const shown = new Shortlist<TaskFacts>(MOST_SHOWN, worstFirst)
  await readTasks(run, session, (row) => {
    const task = taskOf(row)
    work.add(task)
    shown.add(task)
  })
  return { about: 'session', run: of, session, work: work.facts(), shown: shown.items }
}

export async function explainTasks(run: ChosenRun, of: RunFacts, filter: TaskFilter): Promise<Explanation> {
  const session = filter.session === undefined ? undefined : await findSession(run, filter.session)
  const found = new Shortlist<TaskFacts>(MOST_SHOWN, worstFirst)
  const machines = new Set<string>()
  await readTasks(run, session, (row) => {
    const machine = row.text('machine')
    if (machines.size < MOST_NAMES) machines.add(machine)
    if (machine !== filter.machine) return
    const fits =
      (filter.disk ?? row.number('disk')) === row.number('disk') &&
      (filter.attempt ?? row.number('attempt')) === row.number('attempt')
    if (fits) found.add(taskOf(row))
  })
  if (found.count === 0) throw nothingFits(filter, machines)
  const inOrder = found.count <= MOST_TOLD ? [...found.items].sort(byTime) : found.items
  return { about: 'tasks', run: of, found: found.count, tasks: await told(run, inOrder) }
}

async function told(run: ChosenRun, tasks: readonly TaskFacts[]): Promise<readonly ToldTask[]> {
  const decisions = await decisionsBehind(run, tasks)
  const outages = await readOutages(run, (outage) => tasks.some((task) => concerns(outage, task)))
  return tasks.map((task, i) => toldTask(task, decisions.of(i), outages))
}

export async function readOutages(
  run: ChosenRun,
  wanted: (outage: OutageFacts) => boolean,
): Promise<readonly OutageFacts[]> {
  const found: OutageFacts[] = []
  await readRun(run, OUTAGES.file, (row) => {
    const outage = outageOf(row)
    if (wanted(outage)) found.push(outage)
    return undefined
  })
  return found
}

export async function findSession(run: ChosenRun, name: string): Promise<SessionFacts> {
  const names: string[] = []
  let found: SessionFacts | undefined
  await readRun(run, SESSIONS.file, (row) => {
    const session = row.text('session')
    if (names.length < MOST_NAMES) names.push(session)
    if (session !== name) return undefined
    found = sessionOf(row)
    return 'enough'
  })
  if (found === undefined) throw notFound('session', name, names)
  return found
}

/** Clocks are put back by an hour; that much may an earlier row seem later. */
const CLOCK_CHANGE = 3 * 3600

/** Tasks of a session, or of all. Rows are in the order of their ends: behind the session's end is none of its. */
async function readTasks(
  run: ChosenRun,
  session: SessionFacts | undefined,
  see: (row: Row) => void,
): Promise<void> {
  const last = session === undefined || session.end === '' ? undefined : later(session.end, CLOCK_CHANGE)
  await readRun(run, TASKS.file, (row) => {
    if (session === undefined || row.text('session') === session.session) see(row)
    else if (last !== undefined && row.text('end') > last) return 'enough'
    return undefined
  })
}

const GRAVITY: readonly (string | undefined)[] = ['Failed', undefined, 'Warning', 'Success']

/** Failed ones before the others, then in order of time. */
function worstFirst(a: TaskFacts, b: TaskFacts): number {
  return GRAVITY.indexOf(a.result) - GRAVITY.indexOf(b.result) || byTime(a, b)
}

function byTime(a: TaskFacts, b: TaskFacts): number {
  return a.queued < b.queued ? -1 : a.queued > b.queued ? 1 : 0
}

function nothingFits({ session, machine, disk, attempt }: TaskFilter, machines: ReadonlySet<string>): Error {
  const where = session ?? 'this run'
  if (!machines.has(machine)) return notFound('machine', machine, [...machines], ` with a task in ${where}`)
  const which = [
    ...(disk === undefined ? [] : [`disk ${disk}`]),
    ...(attempt === undefined ? [] : [`attempt ${attempt}`]),
  ].join(', ')
  return new UserError('E-NOT-FOUND', `${machine} has no task with ${which} in ${where}`)
}
