/** How the main metrics go with the only factor: a curve for each, with intervals, and what a plan chose. */
import type { EChartsOption } from 'echarts'
import { number, percent, quantity } from '../../../terminal/quantity.ts'
import type { PageData } from '../../facts.ts'
import { band, type Curve, line, type Point, pointTip, VERDICTS, xAxis, yAxis } from '../curves.ts'
import { tooltip } from '../frame.ts'
import type { Palette } from '../palette.ts'
import { headings, laid } from '../panels.ts'
import type { Picture } from '../picture.ts'
import {
  estimateCells,
  estimateColumns,
  hasChoices,
  isSame,
  type MetricRows,
  metricsOf,
  numericFactor,
  sameInWords,
  titleOf,
} from '../study.ts'
import type { Sheet } from '../table/facts.ts'

const HEIGHT = 150
/** Pixels for the labels of the vertical axes. */
const ASIDE = 66

/** undefined unless the variants differ by one number. */
export function curvePicture({ document }: PageData): Picture | undefined {
  const factor = numericFactor(document)
  if (!hasChoices(document) || factor === undefined) return undefined
  const metrics = metricsOf(document)
  const drawn = metrics.filter((it) => !isSame(it))
  if (drawn.length === 0) return undefined
  const verdicts = new Map(document.plan?.points.map(({ variant, verdict }) => [variant, verdict]))
  const curves = drawn.map((it) => ({ ...it, points: pointsOf(it, factor.values, verdicts) }))
  const xs = [...factor.values.values()]
  const chosen = document.plan?.chosen
  const same = metrics.filter(isSame).map(sameInWords)
  return {
    id: 'curve',
    title: `Metrics against ${factor.name}`,
    lead: `${choice(factor.name, chosen, document.plan !== undefined)}From ${number(xs[0]!)} to ${number(xs.at(-1)!)}: ${curves.slice(0, 3).map(course).join('; ')}.`,
    notes: [
      bandsNote(drawn, document.replications),
      ...(verdicts.size === 0
        ? []
        : [
            `Full circles: shown to be enough; crosses: shown not to be; hollow diamonds: not shown either way.${typeof chosen === 'number' ? ' The dashed line marks the choice.' : ''}`,
          ]),
      ...(same.length === 0 ? [] : [`The same everywhere: ${same.join(', ')}.`]),
    ],
    height: (width) =>
      laid(
        curves.map(() => HEIGHT),
        width,
        ASIDE,
      ).height,
    options: (palette, width) =>
      optionsFor(
        { curves, xs, factor: factor.name, chosen: typeof chosen === 'number' ? chosen : undefined },
        palette,
        width,
      ),
    sheet: sheetFor(metrics, factor.name, factor.values, verdicts),
  }
}

interface Drawing {
  readonly curves: readonly Curve[]
  readonly xs: readonly number[]
  readonly factor: string
  readonly chosen: number | undefined
}

function optionsFor({ curves, xs, factor, chosen }: Drawing, palette: Palette, width: number): EChartsOption {
  const { places } = laid(
    curves.map(() => HEIGHT),
    width,
    ASIDE,
  )
  const titles = headings(
    curves.map(({ metric }) => titleOf(metric)),
    places,
    palette,
  )
  return {
    // Over the labels of the axis, not over the curve.
    title: titles.map((title, i) => ({ ...title, left: places[i]!.left - ASIDE })),
    tooltip: {
      ...tooltip(palette),
      trigger: 'axis',
      formatter: (params) => pointTip(params, curves, factor),
    },
    grid: places.map((place) => ({ ...place })),
    xAxis: curves.map((_, gridIndex) => xAxis(xs, gridIndex, palette)),
    yAxis: curves.map((curve, gridIndex) => yAxis(curve, gridIndex, palette)),
    series: curves.flatMap((curve, i) => [
      band(curve.points, i, palette),
      line(curve, i, { palette, chosen }),
    ]),
  }
}

function sheetFor(
  metrics: readonly MetricRows[],
  factor: string,
  values: ReadonlyMap<string, number>,
  verdicts: ReadonlyMap<string, string>,
): Sheet {
  const planned = verdicts.size > 0
  return {
    file: 'curve',
    columns: [
      { name: factor, kind: 'count' },
      ...(planned ? [{ name: 'verdict', kind: 'text' } as const] : []),
      ...estimateColumns(metrics),
    ],
    rows: [...values].map(([variant, x]) => [
      x,
      ...(planned ? [VERDICTS[verdicts.get(variant) ?? '']] : []),
      ...estimateCells(metrics, variant),
    ]),
  }
}

function pointsOf(
  { rows }: MetricRows,
  values: ReadonlyMap<string, number>,
  verdicts: ReadonlyMap<string, string>,
): readonly Point[] {
  return [...values].flatMap(([variant, x]) => {
    const row = rows.find((it) => it.variant === variant)
    if (row === undefined) return []
    const mean = row.mean!
    return [
      {
        variant,
        x,
        mean,
        low: row.low ?? mean,
        high: row.high ?? mean,
        verdict: verdicts.get(variant) ?? 'none',
      },
    ]
  })
}

function choice(factor: string, chosen: string | number | null | undefined, planned: boolean): string {
  if (!planned) return ''
  return chosen === null || chosen === undefined
    ? 'No choice is shown to be enough. '
    : `Chosen: ${factor} = ${chosen}. `
}

/** `throughput 106 MiB/s to 290 MiB/s`. */
function course({ metric, unit, points }: Curve): string {
  return `${titleOf(metric)} ${quantity(points[0]!.mean, unit)} to ${quantity(points.at(-1)!.mean, unit)}`
}

function bandsNote(metrics: readonly MetricRows[], replications: number): string {
  const confidence = percent(metrics[0]!.rows[0]!.confidence)
  return replications === 1
    ? 'One replication: no interval.'
    : `Means of the replications; bands are their ${confidence} intervals.`
}
