/** Axes that pictures have in common, and what every axis of time shows: when something was out. */
import type { MarkAreaComponentOption, XAXisComponentOption, YAXisComponentOption } from 'echarts'
import { duration, quantity, type Unit } from '../../terminal/quantity.ts'
import { cut } from '../../terminal/text.ts'
import type { Night } from './night.ts'
import type { Palette } from './palette.ts'

/** The wall clock of the run from its start to its horizon, or to `end` seconds. */
export function timeAxis(night: Night, palette: Palette, end: number = night.horizon): XAXisComponentOption {
  return {
    type: 'time',
    min: night.at(0),
    max: night.at(end),
    axisLabel: { color: palette.faint, hideOverlap: true, lineHeight: 15, formatter: labelOfTime },
    axisLine: { lineStyle: { color: palette.line } },
    splitLine: { show: false },
  }
}

/** Midnight is told as its day. */
function labelOfTime(value: number): string {
  const text = new Date(value).toISOString()
  return text.slice(11, 16) === '00:00' ? `${text.slice(11, 16)}\n${text.slice(5, 10)}` : text.slice(11, 16)
}

/** A row for each name, the first on top; long ones are cut to so many columns. */
export function nameAxis(names: readonly string[], palette: Palette, columns: number): YAXisComponentOption {
  return {
    type: 'category',
    inverse: true,
    data: [...names],
    axisLabel: { color: palette.ink, interval: 0, formatter: (name: string) => cut(name, columns) },
    axisTick: { show: false },
    axisLine: { lineStyle: { color: palette.line } },
  }
}

/** From nothing to `most`, which may be left out; marks stand at round numbers of the unit that is shown. */
export function valueAxis(unit: Unit, palette: Palette, name?: string, most?: number): YAXisComponentOption {
  const interval = most === undefined || !(most > 0) ? undefined : roundStep(most, unit)
  return {
    type: 'value',
    ...(interval === undefined ? {} : { min: 0, max: Math.ceil(most! / interval) * interval, interval }),
    ...(name === undefined
      ? {}
      : { name, nameTextStyle: { color: palette.faint, align: 'left' }, nameGap: 12 }),
    axisLabel: {
      color: palette.faint,
      formatter: (value: number) => (unit === 's' ? duration(value) : quantity(value, unit)),
    },
    splitLine: { lineStyle: { color: palette.line } },
  }
}

const STEPS_OF_TIME = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200]
const DAY = 86_400
const MOST_MARKS = 6

/** Between two marks: round in binary units, in hours and minutes, or in tens. */
export function roundStep(most: number, unit: Unit): number {
  const least = most / MOST_MARKS
  const time = STEPS_OF_TIME.find((step) => step >= least)
  if (unit === 's' && least >= 1) return time ?? roundIn(DAY, least)
  if (unit === 'B' || unit === 'B/s') return roundIn(1024 ** Math.floor(Math.log2(most) / 10), least)
  return roundIn(1, least)
}

/** 1, 2 or 5 times a power of ten of `one`. */
function roundIn(one: number, least: number): number {
  const power = 10 ** Math.floor(Math.log10(least / one))
  const step = [1, 2, 5, 10].find((it) => it * power * one >= least * (1 - 1e-9))!
  return step * power * one
}

/** Spans in which something was out, for the `markArea` of a series on an axis of time. */
export function outageAreas(night: Night, palette: Palette): MarkAreaComponentOption {
  const rows = night.rows('outages')
  return {
    silent: true,
    itemStyle: { color: palette.outage },
    label: { show: false },
    data: rows
      .places()
      .map((row): [{ xAxis: number; name: string }, { xAxis: number }] => [
        { xAxis: night.at(rows.number('start', row)!), name: rows.text('target', row) ?? '' },
        { xAxis: night.at(rows.number('end', row) ?? night.horizon) },
      ]),
  }
}

/** `gw-1 was out from 22:10 to 22:40, ...`; at most three are named. */
export function outagesInWords(night: Night): string {
  const rows = night.rows('outages')
  if (rows.length === 0) return ''
  const named = rows
    .places()
    .slice(0, 3)
    .map((row) => {
      const end = rows.number('end', row)
      const until = end === undefined ? 'to the end' : `to ${night.moment(end)}`
      return `${rows.text('target', row)} from ${night.moment(rows.number('start', row)!)} ${until}`
    })
  const rest = rows.length - named.length
  return `Out of service (shaded): ${named.join(', ')}${rest === 0 ? '' : ` and ${rest} more`}.`
}
