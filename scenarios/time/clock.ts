/** The wall clock of a scenario: a table of offsets, found by asking Intl once. */
import type { OffsetPeriod, WallClock } from '../../sim/calendar.ts'
import { instantOf } from '../../sim/calendar.ts'
import { DAY } from '../../sim/units.ts'

/** Transitions of a zone are further apart than this; finer steps would only cost time. */
const STEP = 5 * DAY
/** Sessions drain and scripted failures repeat after the horizon. */
const BEYOND = 400 * DAY

export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** The clock that shows `startLocal` at t = 0, valid until 400 days after the horizon. */
export function wallClockOf(zone: string, startLocal: number, horizon: number): WallClock {
  const offset = offsetsOf(zone)
  const from = startLocal - 3 * DAY
  const periods = transitions(offset, from, startLocal + horizon + BEYOND)
  // Absolute first (t = seconds of UTC since 1970), then moved so that the start is 0.
  const start = instantOf({ zone, periods }, startLocal)
  const moved = periods.map(({ at, offset: shown }) => ({ at: at - start, offset: shown + start }))
  const first = moved.findLastIndex((period) => period.at <= 0)
  return {
    zone,
    periods: moved.slice(first).map((period, i) => (i === 0 ? { ...period, at: -Infinity } : period)),
  }
}

function transitions(offset: (utc: number) => number, from: number, to: number): OffsetPeriod[] {
  const periods: OffsetPeriod[] = [{ at: -Infinity, offset: offset(from) }]
  for (let t = from; t < to; t += STEP) {
    const next = offset(t + STEP)
    if (next === periods.at(-1)!.offset) continue
    periods.push({ at: change(offset, t, t + STEP), offset: next })
  }
  return periods
}

/** The first second at which the offset is no longer that of `low`. */
function change(offset: (utc: number) => number, low: number, high: number): number {
  const before = offset(low)
  let same = low
  let other = high
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2)
    if (offset(middle) === before) same = middle
    else other = middle
  }
  return other
}

/** Seconds that a zone is ahead of UTC at an instant. */
function offsetsOf(zone: string): (utc: number) => number {
  if (zone === 'UTC') return () => 0
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  return (utc) => {
    const part: Record<string, number> = {}
    for (const { type, value } of format.formatToParts(utc * 1000)) part[type] = Number(value)
    const shown = Date.UTC(
      part['year']!,
      part['month']! - 1,
      part['day'],
      part['hour'],
      part['minute'],
      part['second'],
    )
    return shown / 1000 - Math.floor(utc)
  }
}
