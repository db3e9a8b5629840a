/** Estimates with their intervals, one beside the other: a panel for each metric, a row for each thing that has it. */
import type {
  CustomSeriesOption,
  EChartsOption,
  MarkLineComponentOption,
  XAXisComponentOption,
} from 'echarts'
import { difference, quantity, type Unit } from '../../terminal/quantity.ts'
import { tip, tooltip } from './frame.ts'
import { isBar, type Mark, shapes } from './marks.ts'
import type { Palette } from './palette.ts'
import { columnWidth, headings, laid, type Place } from './panels.ts'
import { marksBetween } from './rounds.ts'

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
const BETWEEN = 11

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
        return markTip(row.name, mark, said)
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
    ...(differences ? { markLine: lineAtNothing(palette) } : {}),
  }
}

function markTip(title: string, { at, low, high, name }: Mark, said: (value: number) => string): string {
  const known = low !== undefined && high !== undefined && low < high
  return tip(title, [
    [name, said(at)],
    ['interval', known ? `${said(low)} to ${said(high)}` : undefined],
  ])
}

function lineAtNothing(palette: Palette): MarkLineComponentOption {
  return {
    silent: true,
    symbol: 'none',
    label: { show: false },
    lineStyle: { color: palette.ink, type: 'solid', width: 1 },
    data: [{ xAxis: 0 }],
  }
}

/** Name and figure of each row, over the lines of the grid; what has no room is cut. */
function words(panel: Sized, axis: number, palette: Palette): CustomSeriesOption {
  const { rows, words: line } = panel
  const top = tops(panel)
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
      const at = { x, y: y + (api.value(0) as number), width }
      return { type: 'group', children: texts(rows[dataIndex]!, at, line === LINE, palette) }
    },
  }
}

/** On a line each, or the name at its begin and the figure at its end. */
function texts(
  { name, figure }: IntervalRow,
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
  oneLine: boolean,
  palette: Palette,
) {
  const style = {
    verticalAlign: 'top' as const,
    fontSize: 12,
    backgroundColor: palette.paper,
    padding: [1, 3, 1, 0],
  }
  const room = oneLine ? Math.max(60, width - figure.length * LETTER - 10) : width
  const called = { text: name, x, y, fill: palette.ink, width: room, overflow: 'truncate' as const }
  const said = oneLine
    ? { text: figure, x: x + width, y, align: 'right' as const, fill: palette.faint }
    : { text: figure, x, y: y + LINE, fill: palette.faint }
  return [called, said].map((text) => ({ type: 'text' as const, style: { ...style, ...text } }))
}
