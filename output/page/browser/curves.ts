/** Curves with their bands: axes, series, and what is said of a point. */
import type {
  CustomSeriesOption,
  LineSeriesOption,
  MarkLineComponentOption,
  XAXisComponentOption,
  YAXisComponentOption,
} from 'echarts'
import { number, plusMinus, quantity } from '../../terminal/quantity.ts'
import { tip } from './frame.ts'
import type { Palette } from './palette.ts'
import { marksBetween } from './rounds.ts'
import { type MetricRows, titleOf } from './study.ts'

export interface Point {
  readonly variant: string
  readonly x: number
  readonly mean: number
  readonly low: number
  readonly high: number
  /** Of a plan, as result.json has it; `none` without one. */
  readonly verdict: string
}

export interface Curve extends MetricRows {
  readonly points: readonly Point[]
}

/** The nearest point of the panel that is pointed at. */
export function pointTip(params: unknown, curves: readonly Curve[], factor: string): string {
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

export function xAxis(xs: readonly number[], gridIndex: number, palette: Palette): XAXisComponentOption {
  const room = (xs.at(-1)! - xs[0]!) / 20
  return {
    type: 'value',
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

export function yAxis({ points, unit }: Curve, gridIndex: number, palette: Palette): YAXisComponentOption {
  const highest = Math.max(...points.map(({ high }) => high))
  return {
    type: 'value',
    gridIndex,
    ...marksBetween(0, highest, unit, 3),
    axisLabel: { color: palette.faint, fontSize: 11, formatter: (value: number) => quantity(value, unit) },
    splitLine: { lineStyle: { color: palette.line } },
  }
}

/** One figure over all points: down along the highs, back along the lows. */
export function band(points: readonly Point[], axis: number, palette: Palette): CustomSeriesOption {
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

/** What a plan found of a point. */
export const VERDICTS: Readonly<Record<string, string>> = {
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

export function line(
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
    ...(chosen === undefined ? {} : { markLine: choiceLine(chosen, palette) }),
  }
}

function choiceLine(chosen: number, palette: Palette): MarkLineComponentOption {
  return {
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
  }
}
