/** What failed, why, and when. */
import type { CustomSeriesOption, EChartsOption } from 'echarts'
import { reasonInWords } from '../../../explain/words.ts'
import { counted, duration, number } from '../../../terminal/quantity.ts'
import { outageAreas, outagesInWords, timeAxis } from '../axes.ts'
import { decalOf, leftOut, legend, tip, tooltip } from '../frame.ts'
import type { Night } from '../night.ts'
import type { Palette } from '../palette.ts'
import type { Picture } from '../picture.ts'
import type { Rows } from '../rows.ts'
import { spanOf } from '../spans.ts'
import type { Sheet } from '../table/facts.ts'

const MOST_SPANS = 48
/** As many reasons as have colours of their own; the rest is one. */
const MOST_REASONS = 7
const OTHERS = 'other reasons'

/** Of one reason: how many in each span of time. */
interface Reason {
  readonly code: string
  readonly tasks: readonly number[]
  readonly sessions: readonly number[]
}

/** undefined when nothing failed. */
export function failuresPicture(night: Night): Picture | undefined {
  const [tasks, sessions] = [failedIn(night.rows('tasks')), failedIn(night.rows('sessions'))]
  if (tasks.length + sessions.length === 0) return undefined
  const last = [...tasks, ...sessions].reduce((latest, it) => Math.max(latest, it.end), night.horizon)
  const step = spanOf(night, last, MOST_SPANS)
  const spans = Math.floor(last / step) + 1
  const end = spans * step
  const all = reasonsOf(tasks, sessions, step, spans)
  const reasons = drawn(all)
  return {
    id: 'failures',
    title: 'Failures by reason',
    lead: `${leadOf(night, tasks.length, sessions.length, all)} ${outagesInWords(night)}`.trim(),
    notes: [
      ...reasons.filter(({ code }) => code !== OTHERS).map(({ code }) => `${code}: ${wordsFor(code)}.`),
      `Counted by ${duration(step)} of their ends; a session that failed is one whose last attempt did.`,
      ...leftOut(night.rows('tasks'), 'task attempts'),
    ],
    height: sessions.length === 0 ? 320 : 460,
    options: (palette, width) =>
      optionsFor({ reasons, night, step, end, both: sessions.length > 0 }, palette, width),
    sheet: sheetFor(all),
  }
}

interface Failures {
  readonly reasons: readonly Reason[]
  readonly night: Night
  readonly step: number
  readonly end: number
  /** Sessions failed as well: they have a grid below that of the attempts. */
  readonly both: boolean
}

function optionsFor(
  { reasons, night, step, end, both }: Failures,
  palette: Palette,
  width: number,
): EChartsOption {
  const kinds = both ? (['tasks', 'sessions'] as const) : (['tasks'] as const)
  return {
    legend: { ...legend(palette, width), data: reasons.map(({ code }) => code), selectedMode: false },
    tooltip: { ...tooltip(palette), trigger: 'item' },
    grid: both ? [GRIDS.upper, GRIDS.lower] : [GRIDS.alone],
    xAxis: kinds.map((_, gridIndex) => ({ ...timeAxis(night, palette, end), gridIndex })),
    yAxis: kinds.map((kind, gridIndex) => ({
      type: 'value',
      gridIndex,
      name: kind === 'tasks' ? 'task attempts that failed' : 'sessions that failed',
      nameTextStyle: { color: palette.faint, align: 'left' },
      minInterval: 1,
      splitNumber: 3,
      axisLabel: { color: palette.faint },
      splitLine: { lineStyle: { color: palette.line } },
    })),
    series: kinds.flatMap((kind) => reasons.map((_, i) => bars(reasons, i, kind, { night, step, palette }))),
  }
}

/** Room for the labels is fixed, so that both axes of time begin at the same place. */
const ASIDE = { left: 46, right: 16 }
const GRIDS = {
  alone: { ...ASIDE, top: 64, bottom: 40 },
  upper: { ...ASIDE, top: 64, height: 150 },
  lower: { ...ASIDE, top: 300, bottom: 40 },
} as const

interface Failure {
  readonly code: string
  /** Seconds from the start of the run. */
  readonly end: number
}

function failedIn(rows: Rows): readonly Failure[] {
  return rows
    .places()
    .filter((row) => rows.text('result', row) === 'Failed')
    .map((row) => ({ code: rows.text('reason', row) ?? 'other', end: rows.number('end', row)! }))
}

/** The most frequent first. */
function reasonsOf(
  tasks: readonly Failure[],
  sessions: readonly Failure[],
  step: number,
  spans: number,
): readonly Reason[] {
  const codes = [...new Set([...tasks, ...sessions].map(({ code }) => code))]
  const counts = (failures: readonly Failure[], of: string): readonly number[] => {
    const found = Array.from({ length: spans }, () => 0)
    for (const { code, end } of failures) if (code === of) found[Math.floor(end / step)]!++
    return found
  }
  return codes
    .map((code) => ({ code, tasks: counts(tasks, code), sessions: counts(sessions, code) }))
    .sort((a, b) => total(b.tasks) - total(a.tasks) || total(b.sessions) - total(a.sessions))
}

/** Names of keys need no marks here. */
function wordsFor(code: string): string {
  return reasonInWords(code).words.replaceAll('`', '')
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, it) => sum + it, 0)
}

function drawn(reasons: readonly Reason[]): readonly Reason[] {
  if (reasons.length <= MOST_REASONS + 1) return reasons
  const rest = reasons.slice(MOST_REASONS)
  const added = (of: (reason: Reason) => readonly number[]): readonly number[] =>
    of(rest[0]!).map((_, i) => rest.reduce((sum, it) => sum + of(it)[i]!, 0))
  return [
    ...reasons.slice(0, MOST_REASONS),
    { code: OTHERS, tasks: added((it) => it.tasks), sessions: added((it) => it.sessions) },
  ]
}

function leadOf(night: Night, tasks: number, sessions: number, reasons: readonly Reason[]): string {
  const all = (rows: Rows): number => rows.length + (rows.table.left?.rows ?? 0)
  const attempts = `${number(tasks)} of ${counted(all(night.rows('tasks')), 'task attempt')} failed`
  const ended = `${number(sessions)} of ${counted(all(night.rows('sessions')), 'session')} in the end`
  const [most] = reasons
  const inAll = total(most!.tasks)
  const why =
    inAll === 0 || tasks === 0
      ? ''
      : ` Most often (${number(inAll)}): ${wordsFor(most!.code).split(/[;:]/)[0]}.`
  return `${attempts}, ${ended}.${why}`
}

interface Drawing {
  readonly night: Night
  readonly step: number
  readonly palette: Palette
}

/** Stacked on those before it: bars of the library widen an axis of time. value: from, base, to, top. */
function bars(
  reasons: readonly Reason[],
  i: number,
  what: 'tasks' | 'sessions',
  { night, step, palette }: Drawing,
): CustomSeriesOption {
  const axis = what === 'tasks' ? 0 : 1
  const noun = what === 'tasks' ? 'task attempts' : 'sessions'
  const { code, [what]: counts } = reasons[i]!
  const decal = decalOf(i, palette)
  return {
    type: 'custom',
    name: code,
    xAxisIndex: axis,
    yAxisIndex: axis,
    itemStyle: { color: palette.series[i]!, decal: { ...decal } },
    encode: { x: [0, 2], y: [1, 3] },
    data: counts.flatMap((count, span) => {
      if (count === 0) return []
      const base = reasons.slice(0, i).reduce((sum, it) => sum + it[what][span]!, 0)
      return [[night.at(span * step), base, night.at((span + 1) * step), base + count]]
    }),
    tooltip: {
      formatter: (params) => {
        const [from, base, to, top] = (params as unknown as { value: [number, number, number, number] }).value
        return tip(code, [
          ['from', night.clock((from - night.start) / 1000)],
          ['to', night.clock((to - night.start) / 1000)],
          [noun, number(top - base)],
          ['that is', code === OTHERS ? undefined : wordsFor(code)],
        ])
      },
    },
    renderItem: (_params, api) => {
      const [left = 0, bottom = 0] = api.coord([api.value(0), api.value(1)])
      const [right = 0, top = 0] = api.coord([api.value(2), api.value(3)])
      const shape = { x: left + 1, y: top, width: Math.max(2, right - left - 2), height: bottom - top }
      return { type: 'rect', shape, style: { fill: palette.series[i]!, decal: { ...decal } } }
    },
    ...(i === 0 ? { markArea: outageAreas(night, palette) } : {}),
  }
}

function sheetFor(reasons: readonly Reason[]): Sheet {
  return {
    file: 'failures',
    columns: [
      { name: 'reason', kind: 'text' },
      { name: 'task attempts', kind: 'count' },
      { name: 'sessions', kind: 'count' },
      { name: 'that is', kind: 'text' },
      { name: 'remedy', kind: 'text' },
    ],
    rows: reasons.map(({ code, tasks, sessions }) => {
      return [
        code,
        total(tasks),
        total(sessions),
        wordsFor(code),
        reasonInWords(code).remedy?.replaceAll('`', ''),
      ]
    }),
  }
}
