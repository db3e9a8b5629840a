/** What each gateway took in, over the night. */
import { duration, quantity } from '../../../terminal/quantity.ts'
import { outageAreas, outagesInWords, timeAxis, valueAxis } from '../axes.ts'
import { legend, tip, tooltip } from '../frame.ts'
import type { Night } from '../night.ts'
import type { Picture } from '../picture.ts'
import { sheetOf } from '../sheet.ts'

/** As many lines as have colours of their own; the rest is one line. */
const MOST_LINES = 7

interface Line {
  readonly name: string
  /** Milliseconds, bytes/s. */
  readonly points: readonly (readonly [number, number])[]
  readonly peak: number
}

/** undefined without gateways. */
export function throughputPicture(night: Night): Picture | undefined {
  const all = linesOf(night)
  if (all.length === 0) return undefined
  const lines = shown(all)
  const most = Math.max(...lines.map(({ peak }) => peak))
  const busiest = all.reduce((best, line) => (line.peak > best.peak ? line : best))
  return {
    id: 'throughput',
    title: 'Throughput over time',
    lead: `Into ${all.length === 1 ? 'the gateway' : 'each gateway'}: at most ${quantity(busiest.peak, 'B/s')} as a mean of ${duration(night.bucket)}, at ${busiest.name}. ${outagesInWords(night)}`.trim(),
    height: 320,
    options: (palette, width) => ({
      color: [...palette.series],
      legend: legend(palette, width),
      grid: { left: 8, right: 16, top: 56, bottom: 8, containLabel: true },
      tooltip: { ...tooltip(palette), trigger: 'axis', formatter: (params) => momentTip(params, night) },
      xAxis: timeAxis(night, palette),
      yAxis: valueAxis('B/s', palette, 'into the gateway', most),
      series: lines.map(({ name, points }, i) => ({
        type: 'line',
        name,
        step: 'end',
        showSymbol: false,
        lineStyle: { width: 2, type: LINE_TYPES[i % LINE_TYPES.length]! },
        // The last bucket ends with the night.
        data: [...points, [night.at(night.horizon), points.at(-1)![1]]].map(([time, value]) => [time, value]),
        ...(i === 0 ? { markArea: outageAreas(night, palette) } : {}),
      })),
    }),
    sheet: sheetOf(night.rows('load'), night),
  }
}

/** Beside their colours. */
const LINE_TYPES = ['solid', 'dashed', 'dotted'] as const

/** All lines at the moment that is pointed at. */
function momentTip(params: unknown, night: Night): string {
  const points = params as readonly {
    readonly seriesName: string
    readonly value: readonly [number, number]
  }[]
  const [first] = points
  if (first === undefined) return ''
  const from = (first.value[0] - night.start) / 1000
  const facts = points.map(({ seriesName, value }) => [seriesName, quantity(value[1], 'B/s')] as const)
  return tip(`${night.clock(from)}, ${duration(night.bucket)}`, facts)
}

/** What is more than MOST_LINES is summed. */
function shown(lines: readonly Line[]): readonly Line[] {
  if (lines.length <= MOST_LINES + 1) return lines
  const others = lines.slice(MOST_LINES)
  return [...lines.slice(0, MOST_LINES), lineOf(`${others.length} others together`, added(others))]
}

/** Of every gateway, those with most bytes first. */
function linesOf(night: Night): readonly Line[] {
  const rows = night.rows('load')
  const byGateway = new Map<string, [number, number][]>()
  const gateways = new Set(night.rows('gateways').texts('gateway'))
  for (const row of rows.places()) {
    const name = rows.text('gateway', row)!
    if (!gateways.has(name)) continue
    const points = byGateway.get(name) ?? []
    points.push([night.at(rows.number('time', row)!), rows.number('bytesInPerSecond', row) ?? 0])
    byGateway.set(name, points)
  }
  return [...byGateway].map(([name, points]) => lineOf(name, points)).sort((a, b) => sum(b) - sum(a))
}

function lineOf(name: string, points: readonly (readonly [number, number])[]): Line {
  return { name, points, peak: points.reduce((most, [, value]) => Math.max(most, value), 0) }
}

function sum({ points }: Line): number {
  return points.reduce((total, [, value]) => total + value, 0)
}

function added(lines: readonly Line[]): readonly (readonly [number, number])[] {
  const total = new Map<number, number>()
  for (const { points } of lines) {
    for (const [time, value] of points) total.set(time, (total.get(time) ?? 0) + value)
  }
  return [...total].sort(([a], [b]) => a - b)
}
