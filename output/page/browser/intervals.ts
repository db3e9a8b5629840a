/** Estimates with their intervals, one beside the other: a panel for each metric, a row for each thing that has it. */
import type { CustomSeriesOption, EChartsOption, XAXisComponentOption } from 'echarts'
import { difference, quantity, type Unit } from '../../terminal/quantity.ts'
import { tip, tooltip } from './frame.ts'
import type { Palette } from './palette.ts'
import { columnWidth, headings, laid, type Place } from './panels.ts'
import { marksBetween } from './rounds.ts'

/** Shapes say how sure it is, or which end of a range: colours only repeat it. */
export type Shape = 'filled' | 'hollow' | 'bar' | 'striped'
export type Tone = 'plain' | 'other' | 'good' | 'bad' | 'faint'

export interface Mark {
  readonly at: number
  readonly low?: number | undefined
  readonly high?: number | undefined
  readonly shape: Shape
  readonly tone: Tone
  /** What it is, in the tooltip. */
  readonly name: string
}

export interface IntervalRow {
  readonly name: string
  /** The figure, at the right of its name. */
  readonly figure: string
  readonly marks: readonly Mark[]
}

export interface Panel {
  readonly title: string
  readonly unit: Unit
  /** Differences: with their signs, and a line at nothing. */
  readonly differences: boolean
  readonly rows: readonly IntervalRow[]
}

/** Pixels: a line of words, and a lane for each mark below it. */
const LINE = 17
const LANE = 15
const BETWEEN = 8

export function panelsHeight(panels: readonly Panel[], width: number): number {
  return laid(sized(panels, width).map(heightOf), width).height
}

/** With the height of the words above its marks. */
interface Sized extends Panel {
  readonly words: number
}

/** Digits and letters of 12 pixels. */
const LETTER = 6.6

/** Names and figures share a line where all of a panel have room to. */
function sized(panels: readonly Panel[], width: number): readonly Sized[] {
  const room = columnWidth(panels.length, width) - 60
  return panels.map((panel) => {
    const fit = panel.rows.every(({ name, figure }) => (name.length + figure.length) * LETTER < room)
    return { ...panel, words: fit ? LINE : 2 * LINE }
  })
}

export function panelsOptions(all: readonly Panel[], palette: Palette, width: number): EChartsOption {
  const panels = sized(all, width)
  const { places } = laid(panels.map(heightOf), width)
  return {
    title: [
      ...headings(
        panels.map(({ title }) => title),
        places,
        palette,
      ),
    ],
    tooltip: tooltip(palette),
    grid: places.map((place) => ({ ...place })),
    xAxis: panels.map((panel, i) => xAxis(panel, i, places[i]!, palette)),
    yAxis: panels.map((panel, i) => ({
      type: 'value',
      gridIndex: i,
      inverse: true,
      min: 0,
      max: heightOf(panel),
      show: false,
    })),
    series: panels.flatMap((panel, i) => [marks(panel, i, palette), words(panel, i, palette)]),
  }
}

function heightOf({ rows, words: line }: Sized): number {
  return rows.reduce((sum, row) => sum + rowHeight(row, line), 0)
}

function rowHeight({ marks: all }: IntervalRow, line: number): number {
  return line + LANE * Math.max(1, all.length) + BETWEEN
}

/** Pixels from the top of the panel to the top of each row. */
function tops({ rows, words: line }: Sized): readonly number[] {
  let top = 0
  return rows.map((row) => {
    const own = top
    top += rowHeight(row, line)
    return own
  })
}

function xAxis(panel: Panel, gridIndex: number, { width }: Place, palette: Palette): XAXisComponentOption {
  const { unit, differences, rows } = panel
  const values = rows.flatMap(({ marks: all }) =>
    all.flatMap(({ at, low, high }) => [at, low ?? at, high ?? at]),
  )
  const all =
    differences || rows.some((row) => row.marks.some(({ shape }) => isBar(shape))) ? [0, ...values] : values
  const { min, max, interval } = marksBetween(Math.min(...all), Math.max(...all), unit, width < 260 ? 2 : 3)
  return {
    type: 'value',
    gridIndex,
    min,
    max,
    interval,
    axisLabel: {
      color: palette.faint,
      fontSize: 11,
      hideOverlap: true,
      formatter: (value: number) => (differences ? difference(value, unit) : quantity(value, unit)),
    },
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: palette.line } },
  }
}

function isBar(shape: Shape): boolean {
  return shape === 'bar' || shape === 'striped'
}

/** value: mean, low, high, the middle of its lane. */
function marks(panel: Sized, axis: number, palette: Palette): CustomSeriesOption {
  const { rows, unit, differences, words: line } = panel
  const top = tops(panel)
  const flat = rows.flatMap((row, r) =>
    row.marks.map((mark, m) => ({ mark, row, y: top[r]! + line + LANE * (m + 0.5) })),
  )
  const said = (value: number): string => (differences ? difference(value, unit) : quantity(value, unit))
  return {
    type: 'custom',
    name: `marks ${axis}`,
    xAxisIndex: axis,
    yAxisIndex: axis,
    encode: { x: [0, 1, 2], y: 3 },
    clip: false,
    data: flat.map(({ mark: { at, low = at, high = at, name }, y }) => ({ name, value: [at, low, high, y] })),
    tooltip: {
      formatter: (params) => {
        const { row, mark } = flat[(params as unknown as { dataIndex: number }).dataIndex]!
        const { at, low, high, name } = mark
        const interval =
          low === undefined || high === undefined || low === high
            ? undefined
            : `${said(low)} to ${said(high)}`
        return tip(row.name, [
          [name, said(at)],
          ['interval', interval],
        ])
      },
    },
    renderItem: ({ dataIndex }, api) => {
      const { mark } = flat[dataIndex]!
      const [x = 0, y = 0] = api.coord([api.value(0), api.value(3)])
      const [low = 0] = api.coord([api.value(1), api.value(3)])
      const [high = 0] = api.coord([api.value(2), api.value(3)])
      const [zero = 0] = api.coord([0, api.value(3)])
      return { type: 'group', children: shapes(mark, { x, y, low, high, zero }, palette) }
    },
    ...(differences
      ? {
          markLine: {
            silent: true,
            symbol: 'none',
            label: { show: false },
            lineStyle: { color: palette.ink, type: 'solid', width: 1 },
            data: [{ xAxis: 0 }],
          },
        }
      : {}),
  }
}

interface Drawn {
  readonly x: number
  readonly y: number
  readonly low: number
  readonly high: number
  readonly zero: number
}

/** Whiskers over the bar or behind the dot. */
function shapes({ shape, tone }: Mark, { x, y, low, high, zero }: Drawn, palette: Palette) {
  const colour = colourOf(tone, palette)
  const line = { stroke: isBar(shape) ? palette.ink : colour, lineWidth: isBar(shape) ? 1 : 2 }
  const whiskers =
    high - low < 1
      ? []
      : [
          { type: 'line' as const, shape: { x1: low, y1: y, x2: high, y2: y }, style: line },
          ...[low, high].map((at) => ({
            type: 'line' as const,
            shape: { x1: at, y1: y - 4, x2: at, y2: y + 4 },
            style: line,
          })),
        ]
  if (!isBar(shape)) {
    const fill = shape === 'hollow' ? palette.paper : colour
    return [
      ...whiskers,
      {
        type: 'circle' as const,
        shape: { cx: x, cy: y, r: 5 },
        style: { fill, stroke: colour, lineWidth: 2 },
      },
    ]
  }
  const [left, width] = [Math.min(x, zero), Math.max(1, Math.abs(x - zero))]
  const fill = shape === 'striped' ? palette.paper : colour
  const stripes =
    shape === 'striped'
      ? Array.from({ length: Math.floor(width / 6) }, (_, i) => ({
          type: 'line' as const,
          shape: { x1: left + i * 6, y1: y + 5, x2: left + i * 6 + 6, y2: y - 5 },
          style: { stroke: colour, lineWidth: 1.5 },
        }))
      : []
  return [
    {
      type: 'rect' as const,
      shape: { x: left, y: y - 5, width, height: 10 },
      style: { fill, stroke: colour, lineWidth: 1 },
    },
    ...stripes,
    ...whiskers,
  ]
}

function colourOf(tone: Tone, palette: Palette): string {
  switch (tone) {
    case 'plain':
      return palette.series[0]!
    case 'other':
      return palette.series[1]!
    case 'good':
      return palette.good
    case 'bad':
      return palette.bad
    case 'faint':
      return palette.faint
  }
}

/** Name and figure of each row, over the lines of the grid; what has no room is cut. */
function words(panel: Sized, axis: number, palette: Palette): CustomSeriesOption {
  const { rows, words: line } = panel
  const top = tops(panel)
  const oneLine = line === LINE
  return {
    type: 'custom',
    name: `words ${axis}`,
    xAxisIndex: axis,
    yAxisIndex: axis,
    encode: { y: 0 },
    clip: false,
    silent: true,
    z: 6,
    tooltip: { show: false },
    data: rows.map(({ name }, i) => ({ name, value: [top[i]!] })),
    renderItem: ({ dataIndex, coordSys }, api) => {
      const { x, y, width } = coordSys as unknown as { x: number; y: number; width: number }
      const { name, figure } = rows[dataIndex]!
      const first = y + (api.value(0) as number)
      const style = {
        verticalAlign: 'top' as const,
        fontSize: 12,
        backgroundColor: palette.paper,
        padding: [1, 3, 1, 0],
      }
      const room = oneLine ? width - figure.length * LETTER - 10 : width
      const called = {
        text: name,
        x,
        y: first,
        fill: palette.ink,
        width: Math.max(60, room),
        overflow: 'truncate' as const,
      }
      const said = oneLine
        ? { text: figure, x: x + width, y: first, align: 'right' as const, fill: palette.faint }
        : { text: figure, x, y: first + LINE, fill: palette.faint }
      return {
        type: 'group',
        children: [
          { type: 'text', style: { ...style, ...called } },
          { type: 'text', style: { ...style, ...said } },
        ],
      }
    },
  }
}
