/** The instant that `--time` names, as a text of the wall clock like those in the tables. */
import { dayOf, formatDay, formatInstant } from '../../sim/calendar.ts'
import { DAY } from '../../sim/units.ts'
import { UserError } from '../failure.ts'

const UNITS: Readonly<Record<string, number>> = { d: DAY, h: 3600, min: 60, s: 1 }
/** Tables show wall-clock time: their texts are read as if there were one clock. */
const WALL = { zone: '', periods: [{ at: Number.NEGATIVE_INFINITY, offset: 0 }] }

/** `2026-01-05T23:10`, the time of day `23:10` (the first after the start), or `49 min` after the start. */
export function readTime(text: string, start: string): string {
  const from = secondsOf(start)!
  const time = secondsOf(text) ?? timeOfDay(text, from) ?? after(text, from)
  if (time === undefined) {
    throw new UserError(
      'E-USAGE',
      `--time wants an instant such as 2026-01-05T23:10, a time of day such as 23:10, or a duration such as "49 min", not "${text}"`,
    )
  }
  const instant = formatInstant(WALL, time)
  if (time >= from) return instant
  throw new UserError('E-USAGE', `--time ${instant} lies before the start of the run, ${start}`)
}

/** The same clock, so much later. */
export function later(instant: string, seconds: number): string {
  return formatInstant(WALL, secondsOf(instant)! + seconds)
}

/** Seconds on the wall clock of `YYYY-MM-DD HH:MM[:SS]`; undefined when it is something else. */
export function secondsOf(text: string): number | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d))?$/.exec(text.trim())
  if (match === null) return undefined
  const [year, month, date, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0))
  const day = dayOf(year!, month!, date!)
  const time = ofDay(hour!, minute!, second!)
  // The 31st of February is another day in the end, or none.
  if (time === undefined || formatDay(day) !== text.trim().slice(0, 10)) return undefined
  return day * DAY + time
}

function ofDay(hour: number, minute: number, second: number): number | undefined {
  return hour < 24 && minute < 60 && second < 60 ? hour * 3600 + minute * 60 + second : undefined
}

function timeOfDay(text: string, from: number): number | undefined {
  const match = /^(\d{1,2}):(\d\d)(?::(\d\d))?$/.exec(text.trim())
  if (match === null) return undefined
  const time = ofDay(Number(match[1]), Number(match[2]), Number(match[3] ?? 0))
  if (time === undefined) return undefined
  const today = Math.floor(from / DAY) * DAY + time
  return today >= from ? today : today + DAY
}

/** `2 d`, `1 h 30 min`, `90min`. */
function after(text: string, from: number): number | undefined {
  if (!/^\s*(?:\d+(?:\.\d+)?\s*(?:d|h|min|s)\s*)+$/.test(text)) return undefined
  let seconds = 0
  for (const [, count, unit] of text.matchAll(/(\d+(?:\.\d+)?)\s*(d|h|min|s)/g)) {
    seconds += Number(count) * UNITS[unit!]!
  }
  return from + seconds
}
