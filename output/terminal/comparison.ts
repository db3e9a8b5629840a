/** Variants against a baseline: what differs, by how much, and whether that is more than chance. */
import type { ComparisonRow } from '../../sim/experiment/index.ts'
import { grid } from './grid.ts'
import { HEADLINE_METRICS, markOf } from './metric-words.ts'
import { counted, difference, number, percent, plusMinus, quantity } from './quantity.ts'
import { framed } from './summary.ts'
import { cut, firm, type Tone, wrap } from './text.ts'
import { type Page, type RunView, rowsOf } from './view.ts'

const MOST_VARIANTS = 12
/** Here names give way to intervals. */
const NARROW = 50

export function comparisonLines(
  view: RunView,
  rows: readonly ComparisonRow[],
  page: Page,
): readonly string[] {
  const variants = [...new Set(rows.map(({ variant }) => variant))]
  const shown = variants.slice(0, MOST_VARIANTS)
  const blocks = shown.map((variant) =>
    variantLines(
      view,
      rows.filter((row) => row.variant === variant),
      page,
    ),
  )
  const rest = variants.length - shown.length
  const more = rest === 0 ? [] : [[`and ${counted(rest, 'more variant')}, in comparison.csv`]]
  return framed(
    view,
    page,
    [...blocks, ...more, notes(view, rows, page)],
    'comparison.csv, summary.csv and more',
  )
}

function variantLines(view: RunView, rows: readonly ComparisonRow[], page: Page): readonly string[] {
  const { baseline, variant } = rows[0]!
  const headline = rows.filter(
    ({ metric, difference: it }) => HEADLINE_METRICS.includes(metric) && it !== undefined,
  )
  const [before, after] = [rowsOf(view, baseline), rowsOf(view, variant)]
  const cells = headline.map((row) => [
    markOf(row),
    row.metric,
    quantity(before.get(row.metric)?.mean, row.unit),
    quantity(after.get(row.metric)?.mean, row.unit),
    difference(row.difference, row.unit),
    plusMinus(row.low, row.high, row.unit),
    row.ratio === undefined ? '' : `x ${row.ratio.toFixed(2)}`,
    row.varianceReduction === undefined ? '' : `${number(row.varianceReduction)} x`,
  ])
  const [head = '', ...body] = grid(
    [
      { title: '', align: 'left' },
      { title: 'metric', align: 'left', least: page.width < NARROW ? 10 : 12 },
      { title: 'baseline', align: 'right', leaves: 3 },
      { title: 'variant', align: 'right', leaves: 4 },
      { title: 'difference', align: 'right' },
      { title: '', align: 'left' },
      { title: 'ratio', align: 'right', leaves: 2 },
      { title: 'pairing', align: 'right', leaves: 1 },
    ],
    cells,
    page.width,
    page.style,
  )
  return [
    page.style('heading', cut(`${variant} against ${baseline}`, page.width)),
    ...verdict(headline, page),
    head,
    ...body.map((line, i) => page.style(toneOf(headline[i]!), line)),
  ]
}

/** `Better in throughput; worse in failureRate.`, or that nothing is shown. */
function verdict(rows: readonly ComparisonRow[], { width, style }: Page): readonly string[] {
  const named = (mark: string): string =>
    rows
      .filter((row) => markOf(row) === mark)
      .map(({ metric }) => metric)
      .join(', ')
  const [better, worse] = [named('+'), named('-')]
  const parts = [
    ...(better === '' ? [] : [`better in ${better}`]),
    ...(worse === '' ? [] : [`worse in ${worse}`]),
  ]
  const text =
    parts.length === 0 ? 'No difference is shown to be more than chance.' : `${upper(parts.join('; '))}.`
  const tone: Tone = parts.length === 0 ? 'dim' : worse === '' ? 'good' : better === '' ? 'bad' : 'warn'
  return wrap(text, width).map((line) => style(tone, line))
}

export function toneOf(row: ComparisonRow): Tone {
  const mark = markOf(row)
  return mark === '+' ? 'good' : mark === '-' ? 'bad' : mark === '*' ? 'strong' : 'dim'
}

function notes(view: RunView, rows: readonly ComparisonRow[], { width, style }: Page): readonly string[] {
  const confidence = firm(percent(view.confidence))
  const certain = rows.every(
    ({ difference: it, low, high }) => it === undefined || (low === it && high === it),
  )
  const text = certain
    ? 'Chance has no part in this scenario: the differences are exact.'
    : view.replications === 1
      ? 'One replication: no difference is more than chance here. --replications 30 tells how certain they are.'
      : `Differences on the same ${counted(view.replications, 'replication')}, ± their ${confidence} intervals. + better, - worse, * different: beyond chance at ${confidence} over all variants of a metric (Holm). pairing: how many times more replications unpaired samples would need. pts: percentage points.`
  return wrap(text, width).map((line) => style('dim', line))
}

function upper(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
