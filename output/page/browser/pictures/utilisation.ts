/** How busy each gateway was, and when: a map of gateways and time. */
import type { CustomSeriesOption } from 'echarts'
import { duration, number, percent } from '../../../terminal/quantity.ts'
import { cut } from '../../../terminal/text.ts'
import { outagesInWords, timeAxis } from '../axes.ts'
import { isNarrow, tip, tooltip } from '../frame.ts'
import type { Night } from '../night.ts'
import type { Palette } from '../palette.ts'
import type { Picture, Sheet } from '../picture.ts'
import { spanOf } from '../spans.ts'

const MOST_ROWS = 40
const MOST_COLUMNS = 96
const ROW_HEIGHT = 22
/** From here on a cell counts as full. */
const FULL = 0.95

/** Seconds from the start of the run; means over the span. */
interface Cell {
  readonly time: number
  readonly utilisation: number
}

interface Row {
  readonly name: string
  readonly cells: readonly Cell[]
  readonly mean: number
}

/** undefined without gateways. */
export function utilisationPicture(night: Night): Picture | undefined {
  const step = spanOf(night, night.horizon, MOST_COLUMNS)
  const all = rowsOf(night, step)
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
    options: (palette, width) => ({
      tooltip: tooltip(palette),
      grid: { left: 8, right: 16, top: 8, bottom: 40, containLabel: true },
      xAxis: timeAxis(night, palette),
      yAxis: {
        type: 'category',
        inverse: true,
        data: names,
        axisLabel: { color: palette.ink, formatter: (name: string) => cut(name, isNarrow(width) ? 14 : 30) },
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
        itemGap: isNarrow(width) ? 4 : 12,
        itemWidth: 16,
        textGap: 4,
        textStyle: { color: palette.ink, fontSize: isNarrow(width) ? 10 : 12 },
        pieces: PIECES.map(([min, max, label], i) => ({
          gte: min,
          lt: max,
          label,
          color: palette.amounts[i]!,
        })),
      },
      series: [cellsSeries(rows, night, step, palette), outsSeries(outs, night, names, palette)],
    }),
    sheet: sheetFor(all, night),
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

/** Busiest first. */
function rowsOf(night: Night, step: number): readonly Row[] {
  const load = night.rows('load')
  const gateways = new Set(night.rows('gateways').texts('gateway'))
  const sums = new Map<string, Map<number, [sum: number, count: number]>>()
  for (const place of load.places()) {
    const name = load.text('gateway', place)!
    if (!gateways.has(name)) continue
    const column = Math.floor(load.number('time', place)! / step)
    const columns = sums.get(name) ?? new Map()
    const [sum, count] = columns.get(column) ?? [0, 0]
    columns.set(column, [sum + (load.number('utilisation', place) ?? 0), count + 1])
    sums.set(name, columns)
  }
  return [...sums]
    .map(([name, columns]) =>
      rowOf(
        name,
        [...columns].map(([at, [sum, count]]) => ({ time: at * step, utilisation: sum / count })),
      ),
    )
    .sort((a, b) => b.mean - a.mean)
}

function rowOf(name: string, cells: readonly Cell[]): Row {
  const sum = cells.reduce((total, { utilisation }) => total + utilisation, 0)
  return { name, cells, mean: cells.length === 0 ? 0 : sum / cells.length }
}

function together(rows: readonly Row[]): Row {
  const cells = rows[0]!.cells.map(({ time }, i) => ({
    time,
    utilisation: rows.reduce((sum, { cells: own }) => sum + (own[i]?.utilisation ?? 0), 0) / rows.length,
  }))
  return rowOf(`mean of ${rows.length} others`, cells)
}

function highest({ cells }: Row): Cell {
  return cells.reduce((best, cell) => (cell.utilisation > best.utilisation ? cell : best))
}

type Out = readonly [start: number, row: number, end: number, target: string]

/** In the row of its gateway; what is none of those shown has a row of its own below. */
function outsOf(night: Night, rows: readonly Row[]): readonly Out[] {
  const outages = night.rows('outages')
  const during = outages.places().filter((place) => outages.number('start', place)! < night.horizon)
  return during.map((place) => {
    const target = outages.text('target', place) ?? ''
    const row = rows.findIndex(({ name }) => name === target)
    const end = outages.number('end', place) ?? night.horizon
    return [
      outages.number('start', place)!,
      row < 0 ? rows.length : row,
      Math.min(end, night.horizon),
      target,
    ]
  })
}

function cellsSeries(rows: readonly Row[], night: Night, step: number, palette: Palette): CustomSeriesOption {
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

function sheetFor(rows: readonly Row[], night: Night): Sheet {
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
