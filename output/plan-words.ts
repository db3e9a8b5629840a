/** The answer of a plan in sentences: how strong it is, its counter-example, its value and its limit. */
import type {
  ComparisonRow,
  Condition,
  GoalFinding,
  Plan,
  PlannedPoint,
  Step,
} from '../sim/experiment/index.ts'
import { type Comparison, metricNamed } from '../sim/experiment/index.ts'
import { counted, number, percent, quantity } from './terminal/quantity.ts'
import { stageInWords } from './terminal/stages.ts'
import { firm } from './terminal/text.ts'

/** One paragraph each, the answer first. */
export function planSentences(plan: Plan): readonly string[] {
  const chosen = plan.points.find(({ variant }) => variant === plan.chosen)
  const parts =
    chosen === undefined
      ? [noneSentence(plan), limitSentence(plan)]
      : [enoughSentence(chosen, plan), ...belowSentences(chosen, plan), ...stepSentences(chosen, plan)]
  return [...parts, ...plan.anomalies.map((it) => anomalySentence(it, plan)), coverSentence(plan)].filter(
    (it) => it !== '',
  )
}

/** `6 gateways`, `1 gw server`, `layout=pools`, `gateways=6, proxies=4`. */
export function pointName({ variant, values }: Pick<PlannedPoint, 'variant' | 'values'>): string {
  const [first, ...others] = Object.entries(values)
  if (first === undefined || others.length > 0) return variant
  const [name, value] = first
  const server = /^servers\.(.+)\.count$/.exec(name)?.[1]
  if (!Number.isInteger(value)) return variant
  if (server !== undefined) return counted(value as number, `${server} server`)
  return /^[a-z][a-z -]*s$/i.test(name) ? counted(value as number, name.slice(0, -1), name) : variant
}

function subject(point: PlannedPoint): string {
  const name = pointName(point)
  return `${name} ${isOne(name) ? 'is' : 'are'}`
}

/** A counted name begins with its number. */
function isOne(name: string): boolean {
  return !/^\d/.test(name) || name.startsWith('1 ')
}

function enoughSentence(point: PlannedPoint, plan: Plan): string {
  return `${subject(point)} enough: ${point.findings.map((it) => shownSentence(it, point, plan)).join('; ')}.`
}

/** What was shown of a goal, with its strength in brackets. */
function shownSentence(finding: GoalFinding, { exact }: PlannedPoint, plan: Plan): string {
  const { goal, bounds, about, n, estimate } = finding
  if (exact)
    return `${said(goal)} is ${firm(quantity(estimate, goal.unit))}, by one ${plan.unit} as chance has no part`
  const high = bounds?.high ?? 0
  if (about === 'term') {
    const isUpper = goal.op === '<=' || goal.op === '<'
    const bound = firm(quantity(isUpper ? bounds?.high : bounds?.low, goal.unit))
    return `${said(goal)} is at ${isUpper ? 'most' : 'least'} ${bound} (${strength(finding, plan)})`
  }
  const counts = `${strength(finding, plan)}, ${hitsOf(finding)} ${about === 'bad nights' ? 'bad' : 'affected'}`
  const whole = about === 'bad nights' ? `${plan.unit}s have` : `all observations are of`
  return `at most ${firm(percent(high))} of ${n === 0 ? '' : `${whole} `}${badWords(goal)} (${counts})`
}

function strength({ goal, nights }: GoalFinding, { confidence, unit }: Plan): string {
  return `${firm(percent(goal.confidence ?? confidence))}, ${counted(nights, unit)}`
}

function hitsOf({ hits }: GoalFinding): string {
  return hits === 0 ? 'none' : number(hits)
}

function belowSentences(chosen: PlannedPoint, plan: Plan): readonly string[] {
  const below = plan.below.flatMap((name) => plan.points.filter(({ variant }) => variant === name))
  if (below.length > 0) return below.map((it) => notEnoughSentence(it, plan))
  if (plan.size === 1) return []
  const name = pointName(chosen)
  return plan.ordered
    ? [`There is no smaller choice than ${name}.`]
    : [`The choices have no order by size: ${name} is the first, or the cheapest, that is enough.`]
}

function notEnoughSentence(point: PlannedPoint, plan: Plan): string {
  const finding = point.findings[point.decisive]!
  const words = brokenWords(finding, point, plan)
  const name = pointName(point)
  switch (point.verdict) {
    case 'infeasible':
      return `${subject(point)} not: ${words}.`
    case 'feasible':
      return `${subject(point)} enough as well, but not cheaper.`
    default:
      return `Whether ${name} ${isOne(name) ? 'is' : 'are'} enough could not be shown with ${counted(point.nights, plan.unit)}: ${words}. It counts as not enough.`
  }
}

/** `14 of 120 nights have backupWindow above 8 h`, or the bound of the other side. */
function brokenWords(finding: GoalFinding, { exact, verdict }: PlannedPoint, plan: Plan): string {
  const { goal, about, hits, n, estimate, bounds } = finding
  if (estimate === undefined) return `no ${plan.unit} has a value of ${goal.term.metric}`
  if (exact) return `${said(goal)} is ${firm(quantity(estimate, goal.unit))}`
  if (about === 'bad nights')
    return `${number(hits)} of ${counted(n, plan.unit)} ${hits === 1 ? 'has' : 'have'} ${badWords(goal)}`
  if (about === 'bad observations')
    return `${number(hits)} of ${counted(n, plan.unit)} are affected by ${badWords(goal)}`
  if (bounds === undefined)
    return `${said(goal)} is ${firm(quantity(estimate, goal.unit))}, and ${counted(n, plan.unit)} are too few for a bound`
  if (verdict !== 'infeasible')
    return `${said(goal)} is ${firm(quantity(estimate, goal.unit))}, which the limit of ${firm(quantity(goal.limit, goal.unit))} is too close to`
  const isUpper = goal.op === '<=' || goal.op === '<'
  const bound = firm(quantity(isUpper ? bounds.low : bounds.high, goal.unit))
  return `${said(goal)} is at ${isUpper ? 'least' : 'most'} ${bound} (${strength(finding, plan)})`
}

/** What an observation is that does not compare so. */
const OTHERWISE: Readonly<Record<Comparison, string>> = {
  '<=': 'above',
  '<': 'from',
  '>=': 'below',
  '>': 'up to',
  '==': 'other than',
  '!=': 'of',
}
const SO: Readonly<Record<Comparison, string>> = {
  '<=': 'up to',
  '<': 'below',
  '>=': 'from',
  '>': 'above',
  '==': 'of',
  '!=': 'other than',
}

/** What speaks against a goal on observations: `backupWindow above 8 h`. */
function badWords({ term, op, limit }: Condition): string {
  const unit = metricNamed(term.metric).unit
  if (term.of !== 'share') return `${term.metric} ${OTHERWISE[op]} ${firm(quantity(limit, unit))}`
  const isBad = op === '<=' || op === '<'
  return `${term.metric} ${(isBad ? SO : OTHERWISE)[term.op]} ${firm(quantity(term.limit, unit))}`
}

/** The term as it was written, without its comparison. */
export function said({ text, op }: Condition): string {
  return text.slice(0, text.lastIndexOf(op)).trim()
}

function stepSentences(chosen: PlannedPoint, plan: Plan): readonly string[] {
  return plan.steps.flatMap((step) => {
    const told = worth(step, plan)
    const [from, to] = [pointOf(step.from, plan), pointOf(step.to, plan)]
    if (told === undefined || from === undefined || to === undefined) return []
    const way =
      step.from === chosen.variant
        ? `One step more, to ${pointName(to)},`
        : `The step from ${between(pointName(from), pointName(to))}`
    return [`${way} ${told}.`]
  })
}

/** `2 to 3 gateways`. */
function between(from: string, to: string): string {
  const [, number] = /^(\d+) /.exec(from) ?? []
  return `${number !== undefined && /^\d+ /.test(to) ? number : from} to ${to}`
}

function pointOf(name: string, { points }: Plan): PlannedPoint | undefined {
  return points.find(({ variant }) => variant === name)
}

/** The first metric of the step, lengths of nights first: what a planner feels. */
function worth({ rows }: Step, { unit, confidence, points }: Plan): string | undefined {
  const order = ['backupWindow', 'sessionDuration']
  const row = order.flatMap((name) => rows.filter((it) => it.metric === name))[0] ?? rows[0]
  if (row?.difference === undefined) return undefined
  const certain = points.every(({ exact }) => exact)
  const same = certain ? '' : ` (same ${counted(row.n, unit)}, ${firm(percent(confidence))})`
  if (row.difference === 0 && certain) return `does not change ${row.metric}`
  if (row.difference === 0 || isWithin(row)) return `changes ${row.metric} by no more than chance${same}`
  const size = firm(magnitude(Math.abs(row.difference), row))
  const reach =
    row.low === undefined || row.high === undefined || row.low === row.high
      ? ''
      : ` ± ${firm(magnitude((row.high - row.low) / 2, row))}`
  return row.difference < 0
    ? `takes ${size}${reach} off ${row.metric}${same}`
    : `adds ${size}${reach} to ${row.metric}${same}`
}

function isWithin({ low, high }: ComparisonRow): boolean {
  return low !== undefined && high !== undefined && low < 0 && high > 0
}

function magnitude(value: number, { unit }: ComparisonRow): string {
  return unit === 'share' ? `${number(Math.round(value * 1e4) / 100)} points` : quantity(value, unit)
}

function noneSentence(plan: Plan): string {
  const top = plan.points.at(-1)!
  const how = plan.points.some(({ verdict }) => verdict === 'undecided') ? 'is shown to be' : 'is'
  const what = plan.size === 1 ? 'The only choice' : `None of the ${plan.size} choices`
  return `${what} ${plan.size === 1 ? 'is not shown to be enough' : `${how} enough`}. ${notEnoughSentence(top, plan)}`
}

/** What holds the largest value back. */
function limitSentence(plan: Plan): string {
  const top = plan.points.at(-1)!
  const { bottleneck } = top
  const limits =
    bottleneck === undefined
      ? ''
      : `the ${stageInWords(bottleneck.stage)} limits ${firm(percent(bottleneck.share))} of the transfer time there`
  const flat = pointOf(plan.flatFrom ?? '', plan)
  if (flat === undefined) return limits === '' ? '' : `With ${pointName(top)}, ${limits}.`
  if (top.verdict !== 'infeasible') return ''
  const nothing = `More of ${plan.factors.join(' and ')} does not help within what was asked: from ${pointName(flat)} to ${pointName(top)} the goals' metrics change by less than 1 %`
  return limits === '' ? `${nothing}.` : `${nothing}; ${limits}.`
}

function anomalySentence({ lower, higher }: Plan['anomalies'][number], plan: Plan): string {
  const [less, more] = [pointOf(lower, plan)!, pointOf(higher, plan)!]
  return `More is not always better here: ${pointName(less)} ${isOne(pointName(less)) ? 'is' : 'are'} enough, ${pointName(more)} ${isOne(pointName(more)) ? 'is' : 'are'} not (${brokenWords(more.findings[more.decisive]!, more, plan)}).`
}

const NOT_COVERED: Readonly<Record<Plan['failures'], string>> = {
  none: 'Not covered: losses of servers and links; the scenario has no failures.',
  random:
    'Not covered: a loss in just the worst moment; add a drill, `{ gateways: any, k: 1, at: ... }`, to failures.',
  drill: '',
}

function coverSentence({ failures, chosen }: Plan): string {
  return chosen === undefined ? '' : NOT_COVERED[failures]
}
