/** The answer of a plan on a terminal, and the points that it rests on. */
import type { Plan, PlannedPoint } from '../../sim/experiment/index.ts'
import { planSentences, pointName, said } from '../plan-words.ts'
import { grid } from './grid.ts'
import { counted, number, percent, quantity } from './quantity.ts'
import { stageInWords } from './stages.ts'
import { framed } from './summary.ts'
import { firm, type Tone, wrap } from './text.ts'
import type { Page, RunView } from './view.ts'

const MOST_POINTS = 20

export function planLines(view: RunView, plan: Plan, page: Page): readonly string[] {
  const { width, style } = page
  const [answer, ...others] = planSentences(plan)
  const tone: Tone = plan.chosen === undefined ? 'bad' : 'good'
  const said = [
    ...wrap(answer!, width).map((line) => style(tone, line)),
    ...others.flatMap((it) => wrap(it, width)),
  ]
  const most = Math.max(...plan.points.map(({ nights }) => nights))
  const looked = plan.points.length
  const extent = `${looked} of ${counted(plan.size, 'point')}, up to ${counted(most, plan.unit)}`
  return framed(
    { ...view, extent },
    page,
    [said, table(plan, page), note(plan, page)],
    'plan.csv, summary.csv and more',
  )
}

const WORDS: Readonly<Record<PlannedPoint['verdict'], string>> = {
  feasible: 'enough',
  infeasible: 'not enough',
  undecided: 'undecided',
  open: 'first look',
}

function table(plan: Plan, { width, style }: Page): readonly string[] {
  const goals = plan.goals.map(said)
  const shown = plan.points.slice(0, MOST_POINTS)
  const cells = shown.map((point) => [
    point.variant === plan.chosen ? '>' : '',
    pointName(point),
    WORDS[point.verdict],
    number(point.nights),
    ...point.findings.map((it) => quantity(it.estimate, it.goal.unit)),
    quantity(point.throughput, 'B/s'),
    point.bottleneck === undefined
      ? ''
      : `${stageInWords(point.bottleneck.stage)} ${percent(point.bottleneck.share)}`,
  ])
  const lines = grid(
    [
      { title: '', align: 'left' },
      { title: 'value', align: 'left', least: 8 },
      { title: 'verdict', align: 'left' },
      { title: `${plan.unit}s`, align: 'right', leaves: 1 },
      ...goals.map((title) => ({ title, align: 'right' }) as const),
      { title: 'throughput', align: 'right', leaves: 2 },
      { title: 'bottleneck', align: 'left', leaves: 3 },
    ],
    cells,
    width,
    style,
  )
  const rest = plan.points.length - shown.length
  return rest === 0 ? lines : [...lines, `and ${counted(rest, 'more point')}, in plan.csv`]
}

function note(plan: Plan, { width, style }: Page): readonly string[] {
  if (plan.points.every(({ exact }) => exact)) return []
  const open = plan.points.some(({ verdict }) => verdict === 'open')
  const look = open ? ' A first look tells where to search and proves nothing.' : ''
  const text = `Each verdict is wrong with a chance of at most ${firm(percent(1 - plan.confidence))}, however often it was looked at; all points met the same ${plan.unit}s.${look}`
  return wrap(text, width).map((line) => style('dim', line))
}
