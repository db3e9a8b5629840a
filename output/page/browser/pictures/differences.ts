/** Variants against their baseline on the same nights: differences with their intervals, and which are beyond chance. */
import type { ComparisonRow } from '../../../../sim/experiment/index.ts'
import { HEADLINE_METRICS } from '../../../terminal/metric-words.ts'
import { counted, difference, number, percent } from '../../../terminal/quantity.ts'
import type { PageData } from '../../facts.ts'
import { type Panel, panelsHeight, panelsOptions } from '../intervals.ts'
import type { Picture } from '../picture.ts'
import { known, titleOf } from '../study.ts'
import type { Sheet } from '../table/facts.ts'
import { chanceNote, judgedRow, verdictOf } from '../verdict.ts'

const MOST_VARIANTS = 16
/** Differences that are named in the lead. */
const MOST_NAMED = 3

/** undefined when nothing was compared, or nothing differs. */
export function differencesPicture({ document }: PageData): Picture | undefined {
  const { comparison, summary } = document
  const rows = comparison.filter(
    ({ metric, difference: it }) => HEADLINE_METRICS.includes(metric) && known(it) !== undefined,
  )
  const metrics = HEADLINE_METRICS.filter((metric) =>
    rows.some((row) => row.metric === metric && row.difference !== 0),
  )
  if (metrics.length === 0) return undefined
  const baselines = new Set(rows.map(({ baseline }) => baseline))
  const pairs = [...new Set(rows.map((row) => pairOf(row, baselines.size)))]
  const shown = pairs.slice(0, MOST_VARIANTS)
  const panels = metrics.map((metric) => panelOf(metric, rows, shown, baselines.size))
  const same = HEADLINE_METRICS.filter(
    (it) => !metrics.includes(it) && rows.some(({ metric }) => metric === it),
  )
  const confidence = summary[0]?.confidence ?? 0.95
  return {
    id: 'differences',
    title: baselines.size === 1 ? `Differences from ${[...baselines][0]}` : 'Differences',
    lead: leadOf(rows),
    notes: [
      chanceNote(rows, {
        replications: document.replications,
        confidence,
        shapes: `Filled: beyond chance at ${percent(confidence)} over all variants of a metric (Holm); hollow: it may be chance, even where the interval of this difference alone does not reach the line.`,
      }),
      ...(same.length === 0 ? [] : [`No difference at all: ${same.map(titleOf).join(', ')}.`]),
      ...(pairs.length === shown.length
        ? []
        : [`The first ${shown.length} of ${number(pairs.length)} variants are drawn; the table has all.`]),
    ],
    height: (width) => panelsHeight(panels, width),
    options: (palette, width) => panelsOptions(panels, palette, width),
    sheet: sheetFor(rows),
  }
}

function sheetFor(rows: readonly ComparisonRow[]): Sheet {
  return {
    file: 'differences',
    columns: [
      { name: 'baseline', kind: 'text' },
      { name: 'variant', kind: 'text' },
      { name: 'metric', kind: 'text' },
      { name: 'difference', kind: 'text' },
      { name: 'low', kind: 'text' },
      { name: 'high', kind: 'text' },
      { name: 'beyond chance', kind: 'text' },
      { name: 'n', kind: 'count' },
    ],
    rows: rows.map((row) => [
      row.baseline,
      row.variant,
      row.metric,
      difference(known(row.difference), row.unit),
      difference(known(row.low), row.unit),
      difference(known(row.high), row.unit),
      verdictOf(row),
      row.n,
    ]),
  }
}

/** Steps of a plan have a baseline each. */
function pairOf({ baseline, variant }: ComparisonRow, baselines: number): string {
  return baselines === 1 ? variant : `${baseline} to ${variant}`
}

function panelOf(
  metric: string,
  rows: readonly ComparisonRow[],
  pairs: readonly string[],
  baselines: number,
): Panel {
  const own = rows.filter((row) => row.metric === metric && pairs.includes(pairOf(row, baselines)))
  return {
    title: titleOf(metric),
    unit: own[0]!.unit,
    differences: true,
    rows: own.map((row) => judgedRow(pairOf(row, baselines), row, 'filled', 'hollow')),
  }
}

function leadOf(rows: readonly ComparisonRow[]): string {
  const told = rows.filter((row) => verdictOf(row) !== '')
  if (told.length === 0)
    return `None of ${counted(rows.length, 'difference')} is shown to be more than chance.`
  const named = told
    .slice(0, MOST_NAMED)
    .map(
      (row) =>
        `${row.variant} ${titleOf(row.metric)} ${difference(row.difference, row.unit)} (${verdictOf(row)})`,
    )
  const rest = told.length - named.length
  const more = rest === 0 ? '' : `, and ${number(rest)} more`
  return `${number(told.length)} of ${counted(rows.length, 'difference')} ${told.length === 1 ? 'is' : 'are'} more than chance: ${named.join('; ')}${more}.`
}
