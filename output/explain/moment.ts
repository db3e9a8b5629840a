/** What was going on at one instant. */
import { type GridColumn, grid } from '../terminal/grid.ts'
import { counted, number, percent, quantity } from '../terminal/quantity.ts'
import { firm, wrap } from '../terminal/text.ts'
import type { Page } from '../terminal/view.ts'
import type { MomentFacts } from './facts.ts'
import { type Block, coded, heading, indented, outageInWords, said, stages, time } from './phrases.ts'
import { taskGrid } from './tasks.ts'

const MOST_SHOWN = 12

/** `gateway` undefined: of the whole run. */
export function momentBlocks(moment: MomentFacts, gateway: string | undefined, page: Page): readonly Block[] {
  const { running, runningCount, outages, decisions } = moment
  return [
    [
      ...heading(`At ${moment.time}`, page),
      ...said(
        'Out then',
        outages.length === 0
          ? 'nothing'
          : outages
              .slice(0, 5)
              .map((it) => outageInWords(it))
              .join('; '),
        page,
      ),
      ...stateLines(moment, gateway, page),
      ...said('Serving', servingText(moment), page),
      ...said('Waiting', waitingText(moment), page),
    ],
    loadGrid(moment, page),
    runningCount === 0 ? [] : taskGrid(running, runningCount, page),
    decisions.length === 0 ? [] : decisionLines(moment, gateway, page),
  ]
}

/** Saturated, down, or neither: in words only for one gateway, for many the grid has it. */
function stateLines({ load, bucketSeconds }: MomentFacts, gateway: string | undefined, page: Page): Block {
  const [only] = load
  if (only === undefined) return said('Load', 'load.csv has no row for this time', page)
  if (gateway === undefined) return []
  const bucket = bucketSeconds === undefined ? 'these minutes' : `the ${time(bucketSeconds)}`
  const states = [
    only.saturated > 0 ? `saturated ${percent(only.saturated)}` : 'not saturated',
    only.down > 0 ? `down ${percent(only.down)}` : 'up all',
  ]
  return said('State', `${states.join(' and ')} of ${bucket} from ${only.time}`, page)
}

function servingText({ runningCount, work }: MomentFacts): string {
  if (runningCount === 0) return 'no task'
  const limits = work.limited.length === 0 ? '' : `; over their lives limited by ${stages(work.limited)}`
  return `${counted(runningCount, 'task')}${limits}`
}

function waitingText({ waiting }: MomentFacts): string {
  const causes = waiting.map((wait) => `${counted(wait.tasks, 'task')}, longest for ${coded(wait)}`)
  return causes.length === 0 ? 'no task of the run' : `in the whole run ${causes.join('; ')}`
}

const COLUMNS: readonly GridColumn[] = [
  { title: 'gateway or resource', align: 'left', least: 8 },
  { title: 'tasks', align: 'right' },
  { title: 'in', align: 'right', leaves: 1 },
  { title: 'out', align: 'right', leaves: 2 },
  { title: 'used', align: 'right' },
  { title: 'saturated', align: 'right' },
  { title: 'down', align: 'right' },
]

function loadGrid({ load }: MomentFacts, { width, style }: Page): Block {
  if (load.length === 0) return []
  const busiest = [...load].sort((a, b) => (b.utilisation ?? 0) - (a.utilisation ?? 0))
  const rows = busiest
    .slice(0, MOST_SHOWN)
    .map((it) => [
      it.gateway,
      number(it.tasks),
      quantity(it.bytesInPerSecond, 'B/s'),
      quantity(it.bytesOutPerSecond, 'B/s'),
      it.utilisation === undefined ? '-' : percent(it.utilisation),
      percent(it.saturated),
      percent(it.down),
    ])
  const rest = load.length - rows.length
  return [
    ...grid(COLUMNS, rows, width, style),
    ...(rest === 0 ? [] : [`and ${number(rest)} more, in load.csv`]),
  ]
}

function decisionLines(
  { decisions, time: now }: MomentFacts,
  gateway: string | undefined,
  page: Page,
): Block {
  const lines = decisions.map((decision) => {
    const { time: at, session, machine, disk, chosen, reason, rule } = decision
    const when = at.slice(0, 10) === now.slice(0, 10) ? at.slice(11) : at
    const its = decision.candidates.find(({ server }) => server === gateway)
    const out = its?.eligible === false ? `; ${its.server} ${its.why ?? 'was not eligible'}` : ''
    return `${firm(when)} ${session} / ${machine}, disk ${disk}: ${chosen ?? 'none'}, rule ${rule}, ${reason}${out}`
  })
  return ['Decisions around then:', ...indented(lines.flatMap((line) => wrap(line, page.width - 2, '  ')))]
}
