/** When sessions ran, how they ended, and which missed their backup window. */
import type { CustomSeriesOption } from 'echarts'
import { counted, duration, number, quantity } from '../../../terminal/quantity.ts'
import { nameAxis, outageAreas, outagesInWords, timeAxis } from '../axes.ts'
import { decalOf, isNarrow, leftOut, legend, tip, tooltip } from '../frame.ts'
import type { Night } from '../night.ts'
import type { Palette } from '../palette.ts'
import type { Picture } from '../picture.ts'
import { sheetOf } from '../sheet.ts'

const MOST_ROWS = 60
const ROW_HEIGHT = 20
/** Pixels of a letter of the words beside a bar. */
const LETTER = 6.2

interface Session {
  readonly place: number
  readonly name: string
  /** Seconds from the start of the run. */
  readonly start: number
  /** How long it took: more or less than from start to end where the clock was set anew. */
  readonly seconds: number
  readonly end: number
  readonly result: string
  readonly missed: boolean
  readonly reason: string | undefined
  readonly bytes: number | undefined
}

/** As the product says them, the worst last: it is drawn over the others. */
const RESULTS = ['Success', 'Warning', 'Failed', 'unfinished'] as const
type Result = (typeof RESULTS)[number]

/** undefined without sessions. */
export function sessionsPicture(night: Night): Picture | undefined {
  const all = sessionsOf(night)
  if (all.length === 0) return undefined
  const shown = worthShowing(all)
  const [from, to] = extentOf(shown)
  return {
    id: 'sessions',
    title: 'Sessions against the backup window',
    lead: `${leadOf(all)} ${outagesInWords(night)}`.trim(),
    notes: [
      ...(shown.length === all.length
        ? []
        : [
            `Of ${number(all.length)} sessions ${shown.length} are shown: those that failed or missed their window, then the longest.`,
          ]),
      ...leftOut(night.rows('sessions'), 'sessions'),
    ],
    height: 90 + shown.length * ROW_HEIGHT,
    options: (palette, width) => ({
      legend: {
        ...legend(palette, width),
        data: RESULTS.filter((it) => shown.some(({ result }) => result === it)),
      },
      tooltip: tooltip(palette),
      grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
      xAxis: { ...timeAxis(night, palette, to), min: night.at(from) },
      yAxis: nameAxis(
        shown.map(({ name }) => name),
        palette,
        isNarrow(width) ? 15 : 34,
      ),
      series: RESULTS.map((result, i) => ({
        ...bars(result, shown, night, palette),
        ...(i === 0 ? { markArea: outageAreas(night, palette) } : {}),
      })),
    }),
    sheet: sheetOf(night.rows('sessions'), night),
  }
}

function sessionsOf(night: Night): readonly Session[] {
  const rows = night.rows('sessions')
  return rows.places().map((place) => {
    const start = rows.number('start', place)!
    return {
      place,
      name: rows.text('session', place)!,
      start,
      seconds: rows.number('durationSeconds', place) ?? 0,
      end: rows.number('end', place) ?? start + (rows.number('durationSeconds', place) ?? 0),
      result: rows.text('result', place) ?? 'unfinished',
      missed: rows.number('missedWindow', place) === 1,
      reason: rows.text('reason', place),
      bytes: rows.number('transferredBytes', place),
    }
  })
}

/** In the order of their starts; of too many those that went wrong, then the longest. */
function worthShowing(sessions: readonly Session[]): readonly Session[] {
  const wrong = ({ missed, result }: Session): number => (missed || result === 'Failed' ? 1 : 0)
  return [...sessions]
    .sort((a, b) => wrong(b) - wrong(a) || b.seconds - a.seconds)
    .slice(0, MOST_ROWS)
    .sort((a, b) => a.start - b.start || a.place - b.place)
}

/** Seconds: from the first start to the last end, and a little room, where the run is mostly idle. */
function extentOf(sessions: readonly Session[]): readonly [from: number, to: number] {
  const first = Math.min(...sessions.map(({ start }) => start))
  const last = Math.max(...sessions.map(({ end }) => end))
  const room = Math.max(60, (last - first) / 20)
  return [Math.max(0, first - room), last + room]
}

function leadOf(sessions: readonly Session[]): string {
  const count = (is: (it: Session) => boolean): number => sessions.filter(is).length
  const results = RESULTS.map((result) => [result, count((it) => it.result === result)] as const)
    .filter(([, found]) => found > 0)
    .map(([result, found]) => `${number(found)} ${result}`)
  const missed = count((it) => it.missed)
  const longest = sessions.reduce((best, it) => (it.seconds > best.seconds ? it : best))
  const window = missed === 0 ? 'none missed a backup window' : `${number(missed)} missed the backup window`
  return `${counted(sessions.length, 'session')}: ${results.join(', ')}; ${window}. The longest took ${duration(longest.seconds)} (${longest.name}).`
}

function colourOf(result: Result, palette: Palette): string {
  if (result === 'Success') return palette.good
  if (result === 'Warning') return palette.warn
  return result === 'Failed' ? palette.bad : palette.faint
}

/** What stands beside the bar; of a session that went well nothing. */
export function wordsBeside({ result, missed }: Pick<Session, 'result' | 'missed'>): string {
  return [...(result === 'Success' ? [] : [result]), ...(missed ? ['▲ missed its window'] : [])].join(', ')
}

function bars(result: Result, shown: readonly Session[], night: Night, palette: Palette): CustomSeriesOption {
  const own = shown.flatMap((session, row) => (session.result === result ? [{ session, row }] : []))
  const decal = decalOf(RESULTS.indexOf(result), palette)
  const colour = colourOf(result, palette)
  return {
    type: 'custom',
    name: result,
    itemStyle: { color: colour, decal: { ...decal } },
    encode: { x: [0, 2], y: 1 },
    data: own.map(({ session, row }) => ({
      name: session.name,
      value: [night.at(session.start), row, night.at(session.end)],
    })),
    tooltip: {
      formatter: (params) =>
        sessionTip(own[(params as unknown as { dataIndex: number }).dataIndex]!.session, night),
    },
    renderItem: (params, api) => {
      const [left = 0, middle = 0] = api.coord([api.value(0), api.value(1)])
      const [right = 0] = api.coord([api.value(2), api.value(1)])
      const area = params.coordSys as unknown as { x: number; width: number }
      const words = wordsBeside(own[params.dataIndex]!.session)
      const height = ROW_HEIGHT * 0.6
      return {
        type: 'group',
        children: [
          {
            type: 'rect',
            shape: { x: left, y: middle - height / 2, width: Math.max(2, right - left), height },
            style: { fill: colour, decal: { ...decal } },
          },
          ...(words === '' ? [] : [textBeside(words, { left, right, middle }, area, palette)]),
        ],
      }
    },
  }
}

/** After the bar, or before it; with no room on either side over it, on a ground of its own. */
function textBeside(
  text: string,
  { left, right, middle }: { readonly left: number; readonly right: number; readonly middle: number },
  area: { readonly x: number; readonly width: number },
  palette: Palette,
) {
  const room = text.length * LETTER + 12
  const style = { text, y: middle, verticalAlign: 'middle' as const, fill: palette.ink, fontSize: 11 }
  const place =
    right + room < area.x + area.width
      ? { x: right + 6, align: 'left' as const }
      : left - room > area.x
        ? { x: left - 6, align: 'right' as const }
        : { x: right - 4, align: 'right' as const, backgroundColor: palette.paper, padding: [1, 4] }
  return { type: 'text' as const, style: { ...style, ...place } }
}

function sessionTip({ name, start, end, result, missed, reason, bytes }: Session, night: Night): string {
  return tip(name, [
    ['from', night.clock(start)],
    ['to', night.clock(end)],
    ['took', duration(end - start)],
    ['result', missed ? `${result}, missed its window` : result],
    ['reason', reason],
    ['transferred', bytes === undefined ? undefined : quantity(bytes, 'B')],
  ])
}
