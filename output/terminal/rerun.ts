/** What a run came to against the one before it, after the scenario was changed: what moved, what is new, what is gone. */
import type { ComparisonRow } from '../../sim/experiment/index.ts'
import { toneOf } from './comparison.ts'
import { type GridColumn, grid } from './grid.ts'
import { HEADLINE_METRICS, markOf } from './metric-words.ts'
import { counted, difference, percent, plusMinus, quantity } from './quantity.ts'
import { cut, firm, wrap } from './text.ts'
import { type Page, type RunView, rowsOf } from './view.ts'

export interface RerunFacts {
  readonly before: RunView
  readonly now: RunView
  /** Of each variant that both have, now against before. */
  readonly rows: readonly ComparisonRow[]
}

const METRICS: readonly string[] = [
  ...HEADLINE_METRICS,
  'wastedBytes',
  'retries',
  'unfinished',
  'skippedStarts',
]
const MOST_VARIANTS = 6
const MOST_NAMES = 12
const MOST_WARNINGS = 5

export function rerunLines(facts: RerunFacts, page: Page): readonly string[] {
  const { before, now } = facts
  const heading = page.style('heading', 'Against the last run')
  if (before.fingerprint === now.fingerprint && sameNames(before, now)) {
    return [
      heading,
      ...wrap('Nothing changed: the result is the same to the bit.', page.width),
      ...others(facts, page),
    ]
  }
  const both = now.variants
    .map(({ name }) => name)
    .filter((name) => before.variants.some((it) => it.name === name))
  const moved = both.filter((name) => movedRows(facts, name).length > 0)
  const tables = moved.slice(0, MOST_VARIANTS).flatMap((name) => table(facts, name, page))
  const rest = moved.length - MOST_VARIANTS
  return [
    heading,
    ...(moved.length === 0 && both.length > 0 ? wrap('None of the usual metrics moved.', page.width) : []),
    ...tables,
    ...(rest > 0 ? wrap(`and ${counted(rest, 'more variant')}, in summary.csv`, page.width) : []),
    ...others(facts, page),
    ...(moved.length === 0 ? [] : notes(facts, page)),
  ]
}

function sameNames(before: RunView, now: RunView): boolean {
  return (
    before.variants.map(({ name }) => name).join('\n') === now.variants.map(({ name }) => name).join('\n')
  )
}

/** Metrics that differ, or that only one of the runs has. */
function movedRows({ before, now, rows }: RerunFacts, variant: string): readonly ComparisonRow[] {
  const [was, is] = [rowsOf(before, variant), rowsOf(now, variant)]
  const own = rows.filter((row) => row.variant === variant && METRICS.includes(row.metric))
  return own.filter(({ metric, difference: it }) => {
    const known = [was, is].filter((of) => of.get(metric)?.mean !== undefined).length
    return known === 1 || (known === 2 && it !== 0)
  })
}

const COLUMNS: readonly GridColumn[] = [
  { title: '', align: 'left' },
  { title: 'metric', align: 'left', least: 10 },
  { title: 'before', align: 'right', leaves: 2 },
  { title: 'now', align: 'right' },
  { title: 'change', align: 'right' },
  { title: '', align: 'left', leaves: 1 },
]

function table(facts: RerunFacts, variant: string, page: Page): readonly string[] {
  const [was, is] = [rowsOf(facts.before, variant), rowsOf(facts.now, variant)]
  const moved = movedRows(facts, variant)
  const cells = moved.map((row) => [
    markOf(row),
    row.metric,
    quantity(was.get(row.metric)?.mean, row.unit),
    quantity(is.get(row.metric)?.mean, row.unit),
    difference(row.difference, row.unit),
    plusMinus(row.low, row.high, row.unit),
  ])
  const [head = '', ...body] = grid(COLUMNS, cells, page.width, page.style)
  const title = facts.now.variants.length === 1 ? [] : [cut(variant, page.width)]
  return [...title, head, ...body.map((line, i) => page.style(toneOf(moved[i]!), line))]
}

/** Variants, gateways and warnings that are new or gone. */
function others({ before, now }: RerunFacts, page: Page): readonly string[] {
  const kinds: readonly (readonly [what: string, was: readonly string[], is: readonly string[]])[] = [
    ['variants', namesOf(before), namesOf(now)],
    ['gateways', gatewaysOf(before), gatewaysOf(now)],
  ]
  const lines = kinds.flatMap(([what, was, is]) => [
    ...named(`New ${what}`, without(is, was), page),
    ...named(`Gone ${what}`, without(was, is), page),
  ])
  return [...lines, ...warnings('New', now, before, page), ...warnings('Ended', before, now, page)]
}

function named(what: string, names: readonly string[], page: Page): readonly string[] {
  if (names.length === 0) return []
  const rest = names.length - MOST_NAMES
  const more = rest > 0 ? ` and ${counted(rest, 'more', 'more')}` : ''
  return wrap(`${what}: ${names.slice(0, MOST_NAMES).join(', ')}${more}`, page.width, '  ')
}

function warnings(what: string, of: RunView, other: RunView, { width, style }: Page): readonly string[] {
  const known = new Set(other.warnings.map(keyOf))
  const found = of.warnings.filter((it) => !known.has(keyOf(it)))
  const lines = found.slice(0, MOST_WARNINGS).flatMap(({ code, at, message }) => {
    const place = at === '' ? '' : ` ${at}`
    return wrap(`${what}: ${code}${place}${what === 'New' ? `: ${message}` : ''}`, width, '  ')
  })
  const rest = found.length - MOST_WARNINGS
  const more = rest > 0 ? [`and ${counted(rest, 'more warning')}`] : []
  const tone = what === 'New' ? 'warn' : 'good'
  return [...lines, ...more].map((line) => style(tone, line))
}

/** Lines move when others are written above them: the place without its numbers is the same. */
function keyOf({ code, at }: RunView['warnings'][number]): string {
  return `${code} ${at.replace(/:\d+:\d+(?= |$)/, '')}`
}

function namesOf({ variants }: RunView): readonly string[] {
  return variants.map(({ name }) => name)
}

function gatewaysOf({ results }: RunView): readonly string[] {
  return [...new Set(results.flatMap(({ gateways }) => gateways.map(({ gateway }) => gateway)))]
}

function without(names: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others)
  return names.filter((name) => !known.has(name))
}

function notes({ now, rows }: RerunFacts, { width, style }: Page): readonly string[] {
  const nights = Math.max(...rows.map(({ n }) => n))
  const certain = rows.every(
    ({ difference: it, low, high }) => it === undefined || (low === it && high === it),
  )
  const text = certain
    ? 'Chance has no part in this scenario: the changes are exact.'
    : nights === 1
      ? 'One replication: no change is more than chance here. --replications 30 tells how certain they are.'
      : `Changes over the ${counted(nights, 'replication')} that both runs have, ± their ${firm(percent(now.confidence))} intervals. + better, - worse, * different: beyond chance. pts: percentage points.`
  return wrap(text, width).map((line) => style('dim', line))
}
