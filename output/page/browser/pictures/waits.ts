/** What tasks waited for, and how long. */
import type { EChartsOption } from 'echarts'
import { waitInWords } from '../../../explain/words.ts'
import { counted, duration, number, percent } from '../../../terminal/quantity.ts'
import { decalOf, isNarrow, leftOut, legend, tip, tooltip } from '../frame.ts'
import type { Night } from '../night.ts'
import type { Palette } from '../palette.ts'
import type { Picture } from '../picture.ts'
import type { Sheet } from '../table/facts.ts'

const MINUTE = 60
const HOUR = 3600

/** Upper bounds in seconds, and how they are said. */
const RANGES: readonly (readonly [number, string])[] = [
  [MINUTE, 'under 1 min'],
  [5 * MINUTE, '1 to 5 min'],
  [15 * MINUTE, '5 to 15 min'],
  [30 * MINUTE, '15 to 30 min'],
  [HOUR, '30 to 60 min'],
  [2 * HOUR, '1 to 2 h'],
  [4 * HOUR, '2 to 4 h'],
  [8 * HOUR, '4 to 8 h'],
  [Infinity, 'over 8 h'],
]

interface Cause {
  readonly code: string
  /** Seconds, shortest first. */
  readonly waits: readonly number[]
  readonly seconds: number
}

/** undefined when no task waited. */
export function waitsPicture(night: Night): Picture | undefined {
  const causes = causesOf(night)
  if (causes.length === 0) return undefined
  return {
    id: 'waits',
    title: 'What tasks waited for',
    lead: leadOf(night, causes),
    notes: [
      'A wait counts whole for the cause that took most of it; tasks that did not wait are not drawn.',
      ...leftOut(night.rows('tasks'), 'task attempts'),
    ],
    height: 320,
    options: (palette, width) => optionsFor(causes, palette, width),
    sheet: sheetFor(causes),
  }
}

function optionsFor(causes: readonly Cause[], palette: Palette, width: number): EChartsOption {
  const longest = Math.max(...causes.map(({ waits }) => waits.at(-1)!))
  const ranges = RANGES.slice(0, rangeOf(longest) + 1)
  return {
    legend: legend(palette, width, (code) => {
      const cause = causes.find((it) => it.code === code)!
      return `${duration(cause.seconds)}: ${wordsFor(code)}`
    }),
    tooltip: tooltip(palette),
    grid: { left: 8, right: 16, top: 64, bottom: 8, containLabel: true },
    xAxis: {
      type: 'category',
      data: ranges.map(([, words]) => words),
      axisLabel: { color: palette.faint, interval: 0, rotate: isNarrow(width) ? 50 : 0 },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: palette.line } },
    },
    yAxis: {
      type: 'value',
      name: 'tasks that waited so long',
      nameTextStyle: { color: palette.faint, align: 'left' },
      minInterval: 1,
      axisLabel: { color: palette.faint },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: causes.map(({ code, waits }, i) => ({
      type: 'bar',
      name: code,
      stack: 'waits',
      barMaxWidth: 90,
      itemStyle: { color: palette.series[i % palette.series.length]!, decal: { ...decalOf(i, palette) } },
      data: ranges.map((_, range) => waits.filter((it) => rangeOf(it) === range).length),
      tooltip: {
        formatter: (params) => {
          const { name, value } = params as unknown as { name: string; value: number }
          return tip(wordsFor(code), [[name, counted(value, 'task')]])
        },
      },
    })),
  }
}

/** Names of keys need no marks here. */
function wordsFor(code: string): string {
  return waitInWords(code).words.replaceAll('`', '')
}

/** A wait of just a bound is of the longer range. */
function rangeOf(seconds: number): number {
  return RANGES.findIndex(([upTo]) => seconds < upTo)
}

/** What took most time first. */
function causesOf(night: Night): readonly Cause[] {
  const rows = night.rows('tasks')
  const found = new Map<string, number[]>()
  for (const row of rows.places()) {
    const seconds = rows.number('waitSeconds', row) ?? 0
    const code = rows.text('waitedFor', row)
    if (seconds <= 0 || code === undefined) continue
    const waits = found.get(code)
    if (waits === undefined) found.set(code, [seconds])
    else waits.push(seconds)
  }
  return [...found]
    .map(([code, waits]) => ({
      code,
      waits: waits.sort((a, b) => a - b),
      seconds: waits.reduce((sum, it) => sum + it, 0),
    }))
    .sort((a, b) => b.seconds - a.seconds)
}

function leadOf(night: Night, causes: readonly Cause[]): string {
  const tasks = night.rows('tasks').length
  const waited = causes.reduce((sum, { waits }) => sum + waits.length, 0)
  const seconds = causes.reduce((sum, it) => sum + it.seconds, 0)
  const longest = Math.max(...causes.map(({ waits }) => waits.at(-1)!))
  const [most] = causes
  const share = causes.length === 1 ? 'all of it' : `${percent(most!.seconds / seconds)} of it`
  return `${number(waited)} of ${counted(tasks, 'task attempt')} waited, ${duration(seconds)} in all and ${duration(longest)} at most; ${share} for ${wordsFor(most!.code)}.`
}

function sheetFor(causes: readonly Cause[]): Sheet {
  return {
    file: 'waits',
    columns: [
      { name: 'waitedFor', kind: 'text' },
      { name: 'in words', kind: 'text' },
      { name: 'tasks', kind: 'count' },
      { name: 'sum', kind: 's' },
      { name: 'median', kind: 's' },
      { name: 'longest', kind: 's' },
    ],
    rows: causes.map(({ code, waits, seconds }) => [
      code,
      wordsFor(code),
      waits.length,
      seconds,
      waits[Math.ceil(waits.length / 2) - 1],
      waits.at(-1),
    ]),
  }
}
