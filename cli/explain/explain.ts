/** From a question about a result to the facts that answer it. */
import {
  type Explanation,
  type RunFacts,
  SESSIONS,
  type SessionFacts,
  sessionOf,
  TASKS,
  type TaskFacts,
  taskOf,
} from '../../output/index.ts'
import { type ChosenRun, readRun } from '../result/result.ts'
import { hasDecisions } from './decisions.ts'
import { explainGateway, explainMoment, gatewayNames } from './gateways.ts'
import type { Question } from './question.ts'
import { Shortlist } from './shortlist.ts'
import { explainSession, explainTasks } from './tasks.ts'

const MOST_SESSIONS = 12

export async function explain(run: ChosenRun, question: Question): Promise<Explanation> {
  const of = runFacts(run)
  switch (question.about) {
    case 'result':
      return explainResult(run, of)
    case 'session':
      return explainSession(run, of, question.session)
    case 'tasks':
      return explainTasks(run, of, question.filter)
    case 'gateway':
      return explainGateway(run, of, question.gateway, question.time)
    case 'moment':
      return explainMoment(run, of, question.time)
  }
}

export function runFacts(run: ChosenRun): RunFacts {
  const { document, folder, variant, replication, start } = run
  return {
    scenario: document.scenario.name,
    folder,
    variant,
    replication,
    variants: document.variants.map(({ name }) => name),
    replications: document.replications,
    start,
    decisions: hasDecisions(run),
  }
}

async function explainResult(run: ChosenRun, of: RunFacts): Promise<Explanation> {
  const shown = new Shortlist<SessionFacts>(MOST_SESSIONS, (a, b) => troubleOf(b) - troubleOf(a))
  let failed = 0
  await readRun(run, SESSIONS.file, (row) => {
    const session = sessionOf(row)
    if (session.result === 'Failed') failed++
    shown.add(session)
    return undefined
  })
  return {
    about: 'result',
    run: of,
    sessions: shown.count,
    failed,
    shown: shown.items,
    gateways: await gatewayNames(run),
    example: await exampleOf(run, shown.items[0]),
  }
}

/** What a planner asks about first. */
function troubleOf({ result, tasksFailed, missedWindow }: SessionFacts): number {
  if (result === 'Failed') return 5
  if (result === undefined) return 4
  if (result === 'Warning') return 3
  if (tasksFailed > 0) return 2
  return missedWindow === true ? 1 : 0
}

async function exampleOf(run: ChosenRun, of: SessionFacts | undefined): Promise<TaskFacts | undefined> {
  if (of === undefined || of.tasks === 0) return undefined
  let found: TaskFacts | undefined
  await readRun(run, TASKS.file, (row) => {
    if (row.text('session') !== of.session) return undefined
    const good = of.tasksFailed === 0 || row.maybe('result') === 'Failed'
    if (good || found === undefined) found = taskOf(row)
    return good ? 'enough' : undefined
  })
  return found
}
