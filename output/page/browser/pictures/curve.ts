/** How the main metrics go with the only factor: a curve for each, with intervals, and what a plan chose. */
import type { CustomSeriesOption, LineSeriesOption } from 'echarts'
import { number, percent, plusMinus, quantity } from '../../../terminal/quantity.ts'
import type { PageData } from '../../facts.ts'
import { tip, tooltip } from '../frame.ts'
import type { Palette } from '../palette.ts'
import { headings, laid } from '../panels.ts'
import type { Picture } from '../picture.ts'
import { marksBetween } from '../rounds.ts'
import {
  hasChoices,
  isSame,
  known,
  type MetricRows,
  metricsOf,
  numericFactor,
  sameInWords,
  titleOf,
} from '../study.ts'

const HEIGHT = 150
/** Pixels for the labels of the vertical axes. */
const ASIDE = 66

interface Point {
  readonly variant: string
  readonly x: number
  readonly mean: number
  readonly low: number
  readonly high: number
  readonly verdict: string
}

/** A point of a plan as result.json has it. */
interface Verdict {
  readonly variant: string
  readonly verdict: string
}

/** undefined unless the variants differ by one number. */
export function curvePicture({ document }: PageData): Picture | undefined {
  const factor = numericFactor(document)
  if (!hasChoices(document) || factor === undefined) return undefined
  const metrics = metricsOf(document)
  const drawn = metrics.filter((it) => !isSame(it))
  if (drawn.length === 0) return undefined
  const verdicts = new Map(
    ((document.plan?.points ?? []) as readonly Verdict[]).map((it) => [it.variant, it.verdict]),
  )
  const curves = drawn.map((it) => ({ ...it, points: pointsOf(it, factor.values, verdicts) }))
  const xs = [...factor.values.values()]
  const chosen = document.plan?.chosen
  const heights = curves.map(() => HEIGHT)
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
    height: (width) => laid(heights, width, ASIDE).height,
    options: (palette, width) => {
      const { places } = laid(heights, width, ASIDE)
      return {
        title: [
          ...headings(
            curves.map(({ metric }) => titleOf(metric)),
            places,
            palette,
          ),
        ].map((it) => ({
          ...it,
          left: (it.left as number) - ASIDE + 6,
        })),
        tooltip: {
          ...tooltip(palette),
          trigger: 'axis',
          formatter: (params) => pointTip(params, curves, factor.name),
        },
        grid: places.map((place) => ({ ...place })),
        xAxis: curves.map((_, gridIndex) => xAxis(xs, gridIndex, palette)),
        yAxis: curves.map((curve, gridIndex) => yAxis(curve, gridIndex, palette)),
        series: curves.flatMap((curve, i) => [
          band(curve.points, i, palette),
          line(curve, i, {
            palette,
            chosen: typeof chosen === 'number' ? chosen : undefined,
          }),
        ]),
      }
    },
    sheet: {
      file: 'curve',
      columns: [
        { name: factor.name, kind: 'count' },
        ...(verdicts.size === 0 ? [] : [{ name: 'verdict', kind: 'text' } as const]),
        ...metrics.flatMap(({ metric, unit }) => [
          { name: metric, kind: unit },
          { name: `${metric} low`, kind: unit },
          { name: `${metric} high`, kind: unit },
        ]),
      ],
      rows: [...factor.values].map(([variant, x]) => [
        x,
        ...(verdicts.size === 0 ? [] : [VERDICTS[verdicts.get(variant) ?? '']]),
        ...metrics.flatMap(({ rows }) => {
          const row = rows.find((it) => it.variant === variant)
          return [known(row?.mean), known(row?.low), known(row?.high)]
        }),
      ]),
    },
  }
}

interface Curve extends MetricRows {
  readonly points: readonly Point[]
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

/** The nearest point of the panel that is pointed at. */
function pointTip(params: unknown, curves: readonly Curve[], factor: string): string {
  const items = params as readonly { readonly seriesName: string; readonly dataIndex: number }[]
  for (const { seriesName, dataIndex } of items) {
    const curve = curves.find(({ metric }) => metric === seriesName)
    if (curve === undefined) continue
    const { x, mean, low, high, verdict } = curve.points[dataIndex]!
    return tip(`${factor} = ${number(x)}`, [
      [titleOf(curve.metric), `${quantity(mean, curve.unit)} ${plusMinus(low, high, curve.unit)}`.trim()],
      ['verdict', VERDICTS[verdict]],
    ])
  }
  return ''
}

function xAxis(xs: readonly number[], gridIndex: number, palette: Palette) {
  const room = (xs.at(-1)! - xs[0]!) / 20
  return {
    type: 'value' as const,
    gridIndex,
    min: xs[0]! - room,
    max: xs.at(-1)! + room,
    axisLabel: {
      color: palette.faint,
      customValues: [...xs],
      hideOverlap: true,
      formatter: (value: number) => number(value),
    },
    axisTick: { show: true, customValues: [...xs] },
    axisLine: { onZero: false, lineStyle: { color: palette.line } },
    splitLine: { show: false },
  }
}

function yAxis({ points, unit }: Curve, gridIndex: number, palette: Palette) {
  const highest = Math.max(...points.map(({ high }) => high))
  return {
    type: 'value' as const,
    gridIndex,
    ...marksBetween(0, highest, unit, 3),
    axisLabel: { color: palette.faint, fontSize: 11, formatter: (value: number) => quantity(value, unit) },
    splitLine: { lineStyle: { color: palette.line } },
  }
}

/** One figure over all points: down along the highs, back along the lows. */
function band(points: readonly Point[], axis: number, palette: Palette): CustomSeriesOption {
  return {
    type: 'custom',
    name: `band ${axis}`,
    xAxisIndex: axis,
    yAxisIndex: axis,
    silent: true,
    tooltip: { show: false },
    data: points.length < 2 ? [] : [[points[0]!.x, points[0]!.high]],
    renderItem: (_params, api) => ({
      type: 'polygon',
      shape: {
        points: [
          ...points.map(({ x, high }) => [x, high]),
          ...[...points].reverse().map(({ x, low }) => [x, low]),
        ].map((point) => api.coord(point)),
      },
      style: { fill: palette.series[0]!, opacity: 0.2 },
    }),
  }
}

const VERDICTS: Readonly<Record<string, string>> = {
  feasible: 'enough',
  infeasible: 'not enough',
  undecided: 'undecided',
  open: 'first look',
}

const SYMBOLS: Readonly<Record<string, string>> = {
  feasible: 'circle',
  infeasible: 'path://M0,1L1,0L5,4L9,0L10,1L6,5L10,9L9,10L5,6L1,10L0,9L4,5Z',
  undecided: 'diamond',
  open: 'diamond',
  none: 'circle',
}

function line(
  { metric, points }: Curve,
  axis: number,
  { palette, chosen }: { readonly palette: Palette; readonly chosen: number | undefined },
): LineSeriesOption {
  const hollow = { color: palette.paper, borderColor: palette.series[0]!, borderWidth: 2 }
  return {
    type: 'line',
    name: metric,
    xAxisIndex: axis,
    yAxisIndex: axis,
    color: palette.series[0]!,
    lineStyle: { width: 2 },
    data: points.map(({ x, mean, verdict }) => ({
      value: [x, mean],
      symbol: SYMBOLS[verdict] ?? 'circle',
      symbolSize: verdict === 'none' ? 7 : 10,
      ...(SYMBOLS[verdict] === 'diamond' ? { itemStyle: hollow } : {}),
    })),
    ...(chosen === undefined
      ? {}
      : {
          markLine: {
            silent: true,
            symbol: 'none',
            lineStyle: { color: palette.good, type: 'dashed', width: 1.5 },
            label: {
              show: true,
              formatter: 'chosen',
              color: palette.ink,
              fontSize: 11,
              position: 'insideEndTop',
              rotate: 0,
            },
            data: [{ xAxis: chosen }],
          },
        }),
  }
}
