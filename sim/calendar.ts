/**
 * Wall-clock time as plain arithmetic. A scenario's zone is a table of offsets made once by the loader, so
 * that the pure world can ask for days, nights and times of day without any time-zone library.
 *
 * "Local seconds" count wall-clock seconds since 1970-01-01T00:00 as if every day had 24 hours.
 */
import { DAY, type Seconds } from './units.ts'

/** From the instant `at` (virtual seconds, ascending; the first is -Infinity) the wall clock shows t + `offset`. */
export interface OffsetPeriod {
  readonly at: Seconds
  readonly offset: number
}

/** The scenario's wall clock: `offset` already contains the date of t = 0. Never empty. */
export interface WallClock {
  readonly zone: string
  readonly periods: readonly OffsetPeriod[]
}

/** What the wall clock shows at the instant t, in local seconds. */
export function localAt(clock: WallClock, t: Seconds): number {
  const { periods } = clock
  let i = periods.length - 1
  while (i > 0 && periods[i]!.at > t) i--
  return t + periods[i]!.offset
}

/**
 * The first instant at which the wall clock shows `local`. A local time that does not exist moves forward by
 * the gap; one that occurs twice means the first time (docs/model.md 2).
 */
export function instantOf(clock: WallClock, local: number): Seconds {
  const { periods } = clock
  for (let i = 0; i < periods.length; i++) {
    const t = local - periods[i]!.offset
    const next = periods[i + 1]
    if (next === undefined || t < next.at) return t < periods[i]!.at ? local - periods[i - 1]!.offset : t
  }
  return local - periods[periods.length - 1]!.offset
}

/** Days since 1970-01-01 of the local date at t. */
export function localDay(clock: WallClock, t: Seconds): number {
  return Math.floor(localAt(clock, t) / DAY)
}

/** 0 = Monday ... 6 = Sunday; 1970-01-01 was a Thursday. */
export function weekday(day: number): number {
  return (((day + 3) % 7) + 7) % 7
}

/** The first instant at or after t at which the wall clock shows the time of day `at` (seconds after midnight). */
export function nextTimeOfDay(clock: WallClock, t: Seconds, at: Seconds): Seconds {
  for (let day = localDay(clock, t); ; day++) {
    const instant = instantOf(clock, day * DAY + at)
    if (instant >= t) return instant
  }
}

/** As nextTimeOfDay, but later than t. */
export function timeOfDayAfter(clock: WallClock, t: Seconds, at: Seconds): Seconds {
  const first = nextTimeOfDay(clock, t, at)
  return first > t ? first : nextTimeOfDay(clock, t + 1, at)
}

/** A daily period between two times of day; `to` <= `from` means past midnight. `days` name its beginnings. */
export interface DailyPeriod {
  readonly from: Seconds
  readonly to: Seconds
  readonly days: readonly number[]
}

/** Whether t lies in a period that began on one of its days; the end does not belong to it. */
export function isWithin(clock: WallClock, t: Seconds, { from, to, days }: DailyPeriod): boolean {
  const day = localDay(clock, t)
  const time = localAt(clock, t) - day * DAY
  const pastMidnight = to <= from
  if (time >= from && (pastMidnight || time < to)) return days.includes(weekday(day))
  return pastMidnight && time < to && days.includes(weekday(day - 1))
}

/** The night that t belongs to: the local date on which it began, in days since 1970-01-01 (docs/model.md 1). */
export function nightOf(clock: WallClock, nightStart: Seconds, t: Seconds): number {
  return Math.floor((localAt(clock, t) - nightStart) / DAY)
}

/** `YYYY-MM-DD` of a day number. */
export function formatDay(day: number): string {
  const { year, month, date } = civil(day)
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(date)}`
}

/** `YYYY-MM-DD HH:MM:SS` of the wall clock at t; fractions of a second are cut, not rounded. */
export function formatInstant(clock: WallClock, t: Seconds): string {
  const local = Math.floor(localAt(clock, t))
  const day = Math.floor(local / DAY)
  const s = local - day * DAY
  return `${formatDay(day)} ${two(Math.floor(s / 3600))}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`
}

/** Days since 1970-01-01 of a Gregorian date (Howard Hinnant's "days from civil", integer arithmetic only). */
export function dayOf(year: number, month: number, date: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

function civil(day: number): { year: number; month: number; date: number } {
  const z = day + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const mp = Math.floor((5 * dayOfYear + 2) / 153)
  const date = dayOfYear - Math.floor((153 * mp + 2) / 5) + 1
  const month = mp < 10 ? mp + 3 : mp - 9
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, date }
}

function two(n: number): string {
  return n < 10 ? `0${n}` : String(n)
}
