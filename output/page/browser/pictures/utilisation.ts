/** How busy each gateway was, and when: a map of gateways and time. */
import type { CustomSeriesOption, EChartsOption } from 'echarts'
import { duration, number, percent } from '../../../terminal/quantity.ts'
import { cut } from '../../../terminal/text.ts'
import { outagesInWords, timeAxis } from '../axes.ts'
import { type BusyRow, busyRows, highest, type Out, outsOf, together } from '../busy.ts'
import { isNarrow, tip, tooltip } from '../frame.ts'
import type { Night } from '../night.ts'
import type { Palette } from '../palette.ts'
import type { Picture } from '../picture.ts'
import { spanOf } from '../spans.ts'
import type { Sheet } from '../table/facts.ts'

const MOST_ROWS = 40
const MOST_COLUMNS = 96
const ROW_HEIGHT = 22
/** From here on a cell counts as full. */
const FULL = 0.95

/** undefined without gateways. */
export function utilisationPicture(night: Night): Picture | undefined {
  const step = spanOf(night, night.horizon, MOST_COLUMNS)
  const all = busyRows(night, step)
  const [busiest] = all
  if (busiest === undefined) return undefined
  const rows =
    all.length <= MOST_ROWS ? all : [...all.slice(0, MOST_ROWS - 1), together(all.slice(MOST_ROWS - 1))]
  const outs = outsOf(night, rows)
  const names = [
    ...rows.map(({ name }) => name),
    ...(outs.some(([, row]) => row === rows.length) ? [OTHERS_OUT] : []),
  ]
  const peak = highest(busiest)
  return {
    id: 'utilisation',
    title: 'Utilisation of gateways',
    lead: `Busiest: ${busiest.name}, ${percent(busiest.mean)} on average and ${percent(peak.utilisation)} at ${night.moment(peak.time)}. ${outagesInWords(night)}`
      .replace('(shaded)', '(crossed out)')
      .trim(),
    notes: [
      `Each cell is the mean of ${duration(step)}; busiest gateways first.`,
      ...(rows.length === all.length
        ? []
        : [
            `Of ${number(all.length)} gateways the ${MOST_ROWS - 1} busiest are shown, and the mean of the others.`,
          ]),
    ],
    height: 88 + names.length * ROW_HEIGHT,
    options: (palette, width) => optionsFor({ rows, outs, names, night, step }, palette, width),
    sheet: sheetFor(all, night),
  }
}

interface Drawing {
  readonly rows: readonly BusyRow[]
  readonly outs: readonly Out[]
  /** Of the rows of the picture. */
  readonly names: readonly string[]
  readonly night: Night
  readonly step: number
}

function optionsFor(
  { rows, outs, names, night, step }: Drawing,
  palette: Palette,
  width: number,
): EChartsOption {
  const narrow = isNarrow(width)
  return {
    tooltip: tooltip(palette),
    grid: { left: 8, right: 16, top: 8, bottom: 40, containLabel: true },
    xAxis: timeAxis(night, palette),
    yAxis: {
      type: 'category',
      inverse: true,
      data: [...names],
      axisLabel: { color: palette.ink, formatter: (name: string) => cut(name, narrow ? 14 : 30) },
      axisTick: { show: false },
      axisLine: { show: false },
    },
    visualMap: {
      type: 'piecewise',
      dimension: 2,
      seriesIndex: 0,
      orient: 'horizontal',
      left: 0,
      bottom: 0,
      itemGap: narrow ? 4 : 12,
      itemWidth: 16,
      textGap: 4,
      textStyle: { color: palette.ink, fontSize: narrow ? 10 : 12 },
      pieces: PIECES.map(([gte, lt, label], i) => ({ gte, lt, label, color: palette.amounts[i]! })),
    },
    series: [cellsSeries(rows, night, step, palette), outsSeries(outs, night, names, palette)],
  }
}

const OTHERS_OUT = 'out, other than these'

/** Lower bound, upper bound, words; one for each of the amounts of the palette. */
const PIECES = [
  [0, 0.005, 'idle'],
  [0.005, 0.25, '<25 %'],
  [0.25, 0.5, '<50 %'],
  [0.5, 0.75, '<75 %'],
  [0.75, FULL, '<95 %'],
  [FULL, 2, 'full'],
] as const

function cellsSeries(
  rows: readonly BusyRow[],
  night: Night,
  step: number,
  palette: Palette,
): CustomSeriesOption {
  return {
    type: 'custom',
    name: 'utilisation',
    encode: { x: [0, 3], y: 1 },
    dimensions: ['from', 'gateway', 'utilisation', 'to'],
    data: rows.flatMap(({ cells }, row) =>
      cells.map(({ time, utilisation }) => [
        night.at(time),
        row,
        utilisation,
        night.at(Math.min(time + step, night.horizon)),
      ]),
    ),
    tooltip: {
      formatter: (params) => {
        const [from, row, utilisation, to] = (params as unknown as { value: number[] }).value
        const span = `${clock(from!)} to ${clock(to!)}`
        return tip(rows[row!]!.name, [[span, percent(utilisation!)]])
      },
    },
    renderItem: (_params, api) => {
      const [left = 0, middle = 0] = api.coord([api.value(0), api.value(1)])
      const [right = 0] = api.coord([api.value(3), api.value(1)])
      const height = (api.size!([0, 1]) as number[])[1]!
      return {
        type: 'rect',
        shape: {
          x: left,
          y: middle - height / 2 + 1,
          width: Math.max(1, right - left - 0.5),
          height: height - 2,
        },
        style: { fill: api.visual('color') as string, stroke: palette.paper, lineWidth: 0 },
      }
    },
  }
}

/** Crossed out from corner to corner, and framed: to be seen on every amount. */
function outsSeries(
  outs: readonly Out[],
  night: Night,
  names: readonly string[],
  palette: Palette,
): CustomSeriesOption {
  return {
    type: 'custom',
    name: 'out of service',
    encode: { x: [0, 2], y: 1 },
    z: 3,
    clip: true,
    data: outs.map(([start, row, end, target]) => ({
      name: target,
      value: [night.at(start), row, night.at(end)],
    })),
    tooltip: {
      formatter: (params) => {
        const { name, value } = params as unknown as { name: string; value: number[] }
        return tip(name, [['out of service', `${clock(value[0]!)} to ${clock(value[2]!)}`]])
      },
    },
    renderItem: (_params, api) => {
      const row = Math.min(api.value(1) as number, names.length - 1)
      const [left = 0, middle = 0] = api.coord([api.value(0), row])
      const [right = 0] = api.coord([api.value(2), row])
      const height = (api.size!([0, 1]) as number[])[1]! - 3
      const [top, width] = [middle - height / 2, Math.max(2, right - left)]
      const line = { stroke: palette.bad, lineWidth: 2, fill: 'none' }
      return {
        type: 'group',
        children: [
          {
            type: 'rect',
            shape: { x: left, y: top, width, height },
            style: { ...line, fill: palette.outage },
          },
          { type: 'line', shape: { x1: left, y1: top, x2: left + width, y2: top + height }, style: line },
          { type: 'line', shape: { x1: left, y1: top + height, x2: left + width, y2: top }, style: line },
        ],
      }
    },
  }
}

function clock(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(5, 16).replace('T', ' ')
}

function sheetFor(rows: readonly BusyRow[], night: Night): Sheet {
  return {
    file: 'utilisation',
    columns: [
      { name: 'gateway', kind: 'text' },
      { name: 'mean', kind: 'share' },
      { name: 'highest', kind: 'share' },
      { name: 'at', kind: 'time' },
      { name: 'full', kind: 'share' },
    ],
    rows: rows.map((row) => {
      const top = highest(row)
      const full = row.cells.filter(({ utilisation }) => utilisation >= FULL).length / row.cells.length
      return [row.name, row.mean, top.utilisation, night.at(top.time), full]
    }),
    note: `full: share of the cells with ${percent(FULL)} or more.`,
  }
}
