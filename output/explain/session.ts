/** A session, and what many tasks have in common, in plain words. */
import { type GridColumn, grid } from '../terminal/grid.ts'
import { counted, number, quantity } from '../terminal/quantity.ts'
import { wrap } from '../terminal/text.ts'
import type { Page } from '../terminal/view.ts'
import { ruleText } from './decision.ts'
import type { CountedWords, Explanation, SessionFacts, WorkFacts } from './facts.ts'
import {
  type Block,
  bytes,
  coded,
  command,
  commandLines,
  said,
  span,
  stages,
  time,
  withoutDecisions,
} from './phrases.ts'
import { taskGrid, taskName, toned } from './tasks.ts'

const MOST_USES = 12
/** Sums of the same real numbers in another order differ by less. */
const ROUNDING = 1e-9

export function sessionBlocks(
  { run, session, work, shown }: Explanation & { about: 'session' },
  page: Page,
): readonly Block[] {
  const first = shown[0]
  return [
    sessionBlock(session, page),
    workBlock(work, page),
    usesBlock(work, page),
    shown.length === 0 ? [] : taskGrid(shown, work.tasks, page),
    first === undefined
      ? []
      : commandLines('One task in full: ', command(run, '--task', taskName(first)), page),
    withoutDecisions(run, page),
  ]
}

function sessionBlock(session: SessionFacts, page: Page): Block {
  const { result, firstResult, attempts, reason, missedWindow, machines, machinesFailed } = session
  const retried =
    attempts > 1 ? ` after ${counted(attempts, 'attempt')}, the first ${firstResult ?? 'unfinished'}` : ''
  const title = `${session.session}: ${result ?? 'unfinished'}${retried}`
  const window =
    missedWindow === undefined ? '' : missedWindow ? '; it missed its window' : '; inside its window'
  const tasks =
    session.tasks === 0 ? '' : `; ${number(session.tasksFailed)} of ${counted(session.tasks, 'task')} failed`
  return [
    ...toned(result, wrap(title, page.width, '  '), page),
    ...said('When', `${span(session.start, session.end)}, ${time(session.durationSeconds)}${window}`, page),
    ...said('Machines', `${number(machines)}, ${number(machinesFailed)} failed in the end${tasks}`, page),
    ...(reason === undefined ? [] : said('Why it failed', coded(reason), page)),
    ...(reason?.remedy === undefined ? [] : said('What helps', reason.remedy, page)),
    ...said('Moved', movedText(session), page),
  ]
}

function movedText({ readBytes, transferredBytes, goodBytes }: SessionFacts): string {
  const wasted = transferredBytes - goodBytes
  const lost =
    wasted <= ROUNDING * transferredBytes
      ? ''
      : `, ${bytes(wasted)} of it for nothing, in attempts that failed`
  return `read ${bytes(readBytes)}, sent ${bytes(transferredBytes)}${lost}`
}

/** Waits, failures and limits of many tasks. */
export function workBlock(work: WorkFacts, page: Page): Block {
  if (work.tasks === 0) return []
  const limited =
    work.transferSeconds === 0
      ? 'nothing: no data flowed'
      : `${stages(work.limited)} of the transfer time of its tasks`
  const waits = work.waits.map((wait) => waitText(wait, 'longest'))
  return [
    ...said('Waited', waits.length === 0 ? 'no task waited' : waits.join('; '), page),
    ...work.reasons.flatMap((reason) =>
      said('Failed', `${counted(reason.tasks, 'task')}: ${coded(reason)}`, page),
    ),
    ...(work.warned === 0
      ? []
      : said('Warned', `${counted(work.warned, 'task')}, as \`failures\` draws them`, page)),
    ...said('Limited by', limited, page),
  ]
}

/** `12 tasks for a free slot at a proxy (proxy), longest 35 min`. */
export function waitText(wait: CountedWords, most: string): string {
  return `${counted(wait.tasks, 'task')} for ${coded(wait)}, ${most} ${time(wait.longestSeconds)}`
}

const COLUMNS: readonly GridColumn[] = [
  { title: 'gateway', align: 'left', least: 8 },
  { title: 'rule', align: 'left' },
  { title: 'tasks', align: 'right' },
  { title: 'failed', align: 'right' },
  { title: 'not first option', align: 'right', leaves: 2 },
  { title: 'bytes in', align: 'right', leaves: 1 },
]

/** Which gateways served, and by which rules. */
export function usesBlock(work: WorkFacts, page: Page): Block {
  if (work.uses.length === 0) return []
  const shown = work.uses.slice(0, MOST_USES)
  const rows = shown.map((use) => [
    use.gateway ?? '-',
    use.rule,
    number(use.tasks),
    number(use.failed),
    number(use.fallbacks),
    quantity(use.bytesIn, 'B'),
  ])
  const rest = work.uses.length - shown.length
  const more = rest === 0 ? [] : [`and ${number(rest)} more, in tasks.csv`]
  const rules = new Map(work.uses.map((use) => [use.rule, use.inWords]))
  return [
    ...grid(COLUMNS, rows, page.width, page.style),
    ...more,
    ...[...rules].flatMap(([rule, inWords]) => wrap(`Rule ${ruleText(rule, inWords)}`, page.width, '  ')),
  ]
}
