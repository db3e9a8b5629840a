/** Schedules of jobs for which the file gives none (docs/scenario.md, jobs). */
import { weekday } from '../../sim/calendar.ts'
import type { Schedule } from '../../sim/model/index.ts'
import { DAY } from '../../sim/units.ts'
import { daily, instants, localDays, periodic, type Span } from '../time/recurrence.ts'

export type UsualSchedule =
  | 'nightly'
  | 'hourly'
  | 'four-hourly'
  | 'monthly'
  | 'points'
  /** By `mode`: as points appear, or nightly. */
  | 'copies'
  /** Nobody starts such work by the clock. */
  | 'manual'

export const NO_STARTS: Schedule = { kind: 'times', times: [], manual: false, overlapping: false }

const HOUR = 3600
const FRIDAY = 4
const SATURDAY = 5

const by = (times: readonly number[]): Schedule => ({ ...NO_STARTS, kind: 'times', times })

type Maker = (span: Span, periodic: boolean) => Schedule

const nightly: Maker = (span) => by(daily(span, 22 * HOUR, undefined))

/** HC:job_schedule (22:00), HC:capacity_tier_move (4 h), HC:backup_health_check, HC:backup_copy_modes; the others ASSUMED A-92. */
const MAKERS: Readonly<Record<UsualSchedule, Maker>> = {
  nightly,
  hourly: (span) => by(periodic(span, { every: HOUR, offset: 0 })),
  'four-hourly': (span) => by(periodic(span, { every: 4 * HOUR, offset: 0 })),
  monthly: (span) => monthly(span, false),
  points: () => ({ kind: 'points' }),
  copies: (span, isPeriodic) => (isPeriodic ? nightly(span, true) : { kind: 'points' }),
  manual: () => NO_STARTS,
}

export function usualSchedule(usual: UsualSchedule, span: Span, isPeriodic: boolean): Schedule {
  return MAKERS[usual](span, isPeriodic)
}

/** At 05:00 on the last Saturday of each month; the last Friday for object storage and file backups (HC:backup_health_check, HC:health_check_os). */
export function monthly(span: Span, onFriday: boolean): Schedule {
  const wanted = onFriday ? FRIDAY : SATURDAY
  const last = localDays(span).filter((day) => weekday(day) === wanted && month(day) !== month(day + 7))
  return by(
    instants(
      span,
      last.map((day) => day * DAY + 5 * HOUR),
    ),
  )
}

function month(day: number): number {
  return new Date(day * DAY * 1000).getUTCMonth()
}
