/** What there is to explain in a result. */
import { type GridColumn, grid } from '../terminal/grid.ts'
import { counted, duration, number } from '../terminal/quantity.ts'
import { wrap } from '../terminal/text.ts'
import type { Page } from '../terminal/view.ts'
import type { Explanation, SessionFacts } from './facts.ts'
import { type Block, command, commandLines, indented, inner, withoutDecisions } from './phrases.ts'
import { taskName } from './tasks.ts'

type Overview = Explanation & { about: 'result' }

export function overviewBlocks(facts: Overview, page: Page): readonly Block[] {
  const { run, sessions, failed, shown } = facts
  if (sessions === 0) return [['No session started after the warm-up: there is nothing to explain.']]
  const count = `${counted(sessions, 'session')}, ${number(failed)} failed.`
  return [
    wrap(sessions > shown.length ? `${count} Those with most trouble first:` : count, page.width),
    sessionGrid(shown, sessions, page),
    hints(facts, page),
    withoutDecisions(run, page),
  ]
}

const COLUMNS: readonly GridColumn[] = [
  { title: 'session', align: 'left', least: 10 },
  { title: 'start', align: 'left' },
  { title: 'took', align: 'right', leaves: 2 },
  { title: 'failed tasks', align: 'right', leaves: 3 },
  { title: 'failed machines', align: 'right', leaves: 1 },
  { title: 'result', align: 'left', least: 10 },
]

function sessionGrid(sessions: readonly SessionFacts[], all: number, { width, style }: Page): Block {
  const rows = sessions.map((session) => [
    session.session,
    session.start.slice(0, 16),
    duration(session.durationSeconds),
    number(session.tasksFailed),
    `${number(session.machinesFailed)} of ${number(session.machines)}`,
    resultText(session),
  ])
  const rest = all - sessions.length
  return [
    ...grid(COLUMNS, rows, width, style),
    ...(rest === 0 ? [] : [`and ${number(rest)} more, in sessions.csv`]),
  ]
}

function resultText({ result, reason, missedWindow, attempts }: SessionFacts): string {
  if (reason !== undefined) return `${result ?? 'unfinished'}: ${reason.code}`
  const late = missedWindow === true ? ', late' : ''
  return `${result ?? 'unfinished'}${attempts > 1 ? `, ${counted(attempts, 'attempt')}` : ''}${late}`
}

function hints({ run, shown, example, gateways }: Overview, page: Page): Block {
  const first = shown[0]!
  const time = (example?.end ?? first.start).slice(0, 16).replace(' ', 'T')
  const commands = [
    command(run, '--session', first.session),
    ...(example === undefined ? [] : [command(run, '--task', taskName(example))]),
    ...gateways
      .filter((name) => example?.gateway === undefined || name === example.gateway)
      .slice(0, 1)
      .map((name) => command(run, '--gateway', name, '--time', time)),
  ]
  return ['Ask further:', ...indented(commands.flatMap((line) => commandLines('', line, inner(page))))]
}
