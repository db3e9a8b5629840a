/** Variants side by side: the main metrics with their intervals. */
import { counted, number, percent, quantity } from '../../../terminal/quantity.ts'
import type { PageData } from '../../facts.ts'
import { type Panel, panelsHeight, panelsOptions } from '../intervals.ts'
import type { Picture } from '../picture.ts'
import {
  estimateCells,
  estimateColumns,
  estimated,
  hasChoices,
  isSame,
  known,
  type MetricRows,
  metricsOf,
  numericFactor,
  sameInWords,
  titleOf,
} from '../study.ts'

const MOST_VARIANTS = 16

/** undefined unless there are variants to choose from that are no points of one curve. */
export function variantsPicture({ document }: PageData): Picture | undefined {
  if (!hasChoices(document) || numericFactor(document) !== undefined) return undefined
  const metrics = metricsOf(document)
  const drawn = metrics.filter((it) => !isSame(it))
  const [first] = drawn
  if (first === undefined) return undefined
  const names = document.variants.slice(0, MOST_VARIANTS).map(({ name }) => name)
  const panels = drawn.map((it) => panelOf(it, names))
  const same = metrics.filter(isSame).map(sameInWords)
  const rest = document.variants.length - names.length
  const confidence = first.rows[0]!.confidence
  return {
    id: 'variants',
    title: 'Variants side by side',
    lead: `${counted(document.variants.length, 'variant')}; ${extent(first)}.`,
    notes: [
      document.replications === 1
        ? 'One replication: no interval.'
        : `Means of ${counted(document.replications, 'replication')} and their ${percent(confidence)} intervals; whether two differ is a question for their differences on the same nights.`,
      ...(same.length === 0 ? [] : [`The same everywhere: ${same.join(', ')}.`]),
      ...(rest === 0
        ? []
        : [`The first ${names.length} variants are drawn, ${number(rest)} more are in the table.`]),
    ],
    height: (width) => panelsHeight(panels, width),
    options: (palette, width) => panelsOptions(panels, palette, width),
    sheet: {
      file: 'variants',
      columns: [{ name: 'variant', kind: 'text' }, ...estimateColumns(metrics)],
      rows: document.variants.map(({ name }) => [name, ...estimateCells(metrics, name)]),
    },
  }
}

function panelOf({ metric, unit, rows }: MetricRows, names: readonly string[]): Panel {
  const shown = names.flatMap((name) => rows.find(({ variant }) => variant === name) ?? [])
  return {
    title: titleOf(metric),
    unit,
    differences: false,
    rows: shown.map((row) => ({
      name: row.variant,
      figure: estimated(row),
      marks: [
        {
          at: row.mean!,
          low: known(row.low),
          high: known(row.high),
          shape: 'filled',
          tone: 'plain',
          name: `mean of ${row.n}`,
        },
      ],
    })),
  }
}

/** From the least to the most of the first metric. */
function extent({ metric, unit, rows }: MetricRows): string {
  const sorted = [...rows].sort((a, b) => a.mean! - b.mean!)
  const [least, most] = [sorted[0]!, sorted.at(-1)!]
  return quantity(least.mean, unit) === quantity(most.mean, unit)
    ? `${titleOf(metric)} ${quantity(least.mean, unit)} in all of them`
    : `${titleOf(metric)} from ${quantity(least.mean, unit)} (${least.variant}) to ${quantity(most.mean, unit)} (${most.variant})`
}
