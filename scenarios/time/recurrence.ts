/** Recurring wall-clock times as ascending instants in [0, end). */
import { Cron } from 'croner'
import { instantOf, localAt, type WallClock, weekday } from '../../sim/calendar.ts'
import { DAY } from '../../sim/units.ts'

/** More starts than this are a slip of the pen, and would not fit a report. */
export const MAX_STARTS = 1_000_000

export interface Span {
  readonly clock: WallClock
  readonly end: number
}

/** Local days that can have instants in [0, end): one more on either side for the gaps of the clock. */
export function localDays(span: Span): number[] {
  const first = Math.floor(localAt(span.clock, 0) / DAY) - 1
  const last = Math.floor(localAt(span.clock, span.end) / DAY) + 1
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

/** Instants of local times, each once, in order. */
export function instants(span: Span, locals: Iterable<number>): readonly number[] {
  const found = new Set<number>()
  for (const local of locals) {
    const t = instantOf(span.clock, local)
    if (t >= 0 && t < span.end) found.add(t)
  }
  return [...found].sort((a, b) => a - b)
}

export function daily(span: Span, time: number, days: readonly number[] | undefined): readonly number[] {
  const wanted = localDays(span).filter((day) => days === undefined || days.includes(weekday(day)))
  return instants(
    span,
    wanted.map((day) => day * DAY + time),
  )
}

export interface Interval {
  readonly every: number
  readonly offset: number
  /** Times of day [opening, closing); closing not after opening runs past midnight. */
  readonly permitted?: readonly [number, number]
}

/**
 * 00:00 + offset + k x every, anew each midnight (HC: "always starts counting from 12:00 AM"), within the period, and
 * once at its opening + offset. Intervals of a day and more count from the midnight before t = 0 without a restart.
 */
export function periodic(span: Span, interval: Interval): readonly number[] {
  if (interval.every >= DAY)
    return instants(
      span,
      longGrid(span, interval).filter((local) => isPermitted(local % DAY, interval.permitted)),
    )
  const { every, offset, permitted } = interval
  const times: number[] = []
  for (let time = offset; time < DAY; time += every) if (isPermitted(time, permitted)) times.push(time)
  if (permitted !== undefined) {
    const opening = permitted[0] + offset
    if (isPermitted(opening % DAY, permitted)) times.push(opening % DAY)
  }
  return instants(
    span,
    localDays(span).flatMap((day) => times.map((time) => day * DAY + time)),
  )
}

function longGrid(span: Span, { every, offset }: Interval): number[] {
  const midnight = Math.floor(localAt(span.clock, 0) / DAY) * DAY
  const last = localAt(span.clock, span.end) + DAY
  const grid: number[] = []
  for (let local = midnight + offset - Math.ceil(offset / every) * every; local < last; local += every)
    grid.push(local)
  return grid
}

function isPermitted(time: number, permitted: readonly [number, number] | undefined): boolean {
  if (permitted === undefined) return true
  const [from, to] = permitted
  return from < to ? time >= from && time < to : time >= from || time < to
}

/** How many starts an interval makes, before they are made. */
export function startsOf(span: Span, every: number): number {
  return span.end / Math.min(every, DAY)
}

/** Why the pattern is none, as croner says it. */
export function cronProblem(pattern: string): string | undefined {
  try {
    new Cron(pattern, { paused: true, timezone: 'UTC' })
    return undefined
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).replace(/^CronPattern: |^CronDate: /, '')
  }
}

/**
 * Local times of a pattern, enumerated as if the wall clock were UTC. Croner takes 0.1 ms per time, so the times of
 * one day and the matching days are asked for separately where the pattern has plain fields.
 */
export function cronLocals(span: Span, pattern: string): Iterable<number> {
  const first = localAt(span.clock, 0) - DAY
  const last = localAt(span.clock, span.end) + DAY
  const fields = pattern.trim().split(/\s+/)
  if (fields.length < 5 || fields.length > 6) return enumerate(pattern, first, last)
  const [month, dayOfMonth, dayOfWeek] = [fields.at(-2)!, fields.at(-3)!, fields.at(-1)!]
  const times = [...enumerate([...fields.slice(0, -3), '*', '*', '*'].join(' '), 0, DAY)]
  const days = [...enumerate(`0 0 ${dayOfMonth} ${month} ${dayOfWeek}`, Math.floor(first / DAY) * DAY, last)]
  return days.flatMap((day) => times.map((time) => day + time))
}

function* enumerate(pattern: string, first: number, last: number): Iterable<number> {
  const cron = new Cron(pattern, { paused: true, timezone: 'UTC' })
  // nextRun is exclusive of its argument, at whole seconds.
  let at = new Date((first - 1) * 1000)
  for (let made = 0; made <= MAX_STARTS; made++) {
    const next = cron.nextRun(at)
    if (next === null || next.getTime() >= last * 1000) return
    yield next.getTime() / 1000
    at = next
  }
}
