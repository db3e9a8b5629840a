/** Clock values: times of day, wall-clock dates, and the `at` of schedules and failures. */
import { dayOf } from '../../sim/calendar.ts'
import { DAY } from '../../sim/units.ts'
import { DURATION, isRefused, readQuantity, typeName } from '../quantities/quantity.ts'
import { type Leaf, leaf } from './leaves.ts'

/** `after` the start by a duration, at a `local` wall-clock time, or at a `time` of day. */
export type Moment =
  | { readonly kind: 'after'; readonly seconds: number }
  | { readonly kind: 'local'; readonly local: number; readonly dateOnly: boolean }
  | { readonly kind: 'time'; readonly time: number }

const TIME = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/
const DATE = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?)?$/

/** Seconds after midnight; 24:00 is the end of the day. */
export function readTimeOfDay(value: unknown): number | undefined {
  const found = typeof value === 'string' ? TIME.exec(value.trim()) : null
  if (found === null) return undefined
  const seconds = Number(found[1]) * 3600 + Number(found[2]) * 60 + Number(found[3] ?? 0)
  return Number(found[2]) < 60 && Number(found[3] ?? 0) < 60 && seconds <= DAY ? seconds : undefined
}

/** Wall-clock seconds since 1970-01-01T00:00, or undefined; impossible dates are refused. */
export function readLocal(
  value: unknown,
): { readonly local: number; readonly dateOnly: boolean } | undefined {
  const found = typeof value === 'string' ? DATE.exec(value.trim()) : null
  if (found === null) return undefined
  const [year, month, date, hour, minute, second] = found.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  if (month < 1 || month > 12 || date < 1 || hour > 23 || minute > 59 || second > 59) return undefined
  const day = dayOf(year, month, date)
  if (date > daysIn(year, month)) return undefined
  return { local: day * DAY + hour * 3600 + minute * 60 + second, dateOnly: found[4] === undefined }
}

function daysIn(year: number, month: number): number {
  return month === 12 ? 31 : dayOf(year, month + 1, 1) - dayOf(year, month, 1)
}

export function timeOfDay(description: string, endOfDay = false): Leaf<number> {
  const schema = {
    type: 'string',
    pattern: '^\\d{1,2}:\\d{2}(:\\d{2})?$',
    description,
    examples: ['22:00', '06:00'],
  }
  return leaf(schema, (value) => {
    const seconds = readTimeOfDay(value)
    if (seconds !== undefined && (seconds < DAY || endOfDay)) return { value: seconds % DAY }
    const hint = typeof value === 'number' ? ' Put times of day in quotes.' : ''
    return {
      code: 'E-TIME',
      says: `Found ${typeName(value)}, expected a time of day such as \`"22:00"\`.${hint}`,
    }
  })
}

export function wallClock(description: string): Leaf<number> {
  const schema = {
    type: 'string',
    pattern: '^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}(:\\d{2})?)?$',
    description,
    examples: ['2026-01-05T18:00'],
  }
  return leaf(schema, (value) => {
    const read = readLocal(value)
    if (read !== undefined) return { value: read.local }
    const zoned =
      typeof value === 'string' && /(Z|[+-]\d{2}:?\d{2})$/.test(value)
        ? ' The zone is the key `timezone`.'
        : ''
    return {
      code: 'E-TIME',
      says: `Found ${typeName(value)}, expected a date and time such as \`2026-01-05T18:00\`.${zoned}`,
    }
  })
}

export function readMoment(value: unknown): Moment | undefined {
  const time = readTimeOfDay(value)
  if (time !== undefined) return { kind: 'time', time }
  const local = readLocal(value)
  if (local !== undefined) return { kind: 'local', ...local }
  const seconds = readQuantity(DURATION, value)
  return isRefused(seconds) ? undefined : { kind: 'after', seconds }
}

/** One moment or a list of them. */
export function moments(description: string): Leaf<readonly Moment[]> {
  const schema = { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' }, minItems: 1 }] }
  return leaf<readonly Moment[]>(
    { ...schema, description, examples: ['5 h', '2026-01-05T23:10', ['23:00', '01:00']] },
    (value) => {
      const list: readonly unknown[] = Array.isArray(value) ? value : [value]
      const found = list.map(readMoment)
      const bad = found.indexOf(undefined)
      if (bad < 0 && found.length > 0) return { value: found as Moment[] }
      const says = `Found ${typeName(bad < 0 ? value : list[bad])}, expected a duration from the start (\`5 h\`), a date and time (\`2026-01-05T23:10\`) or a time of day (\`"23:10"\`).`
      return { code: 'E-TIME', says, path: Array.isArray(value) && bad >= 0 ? [bad] : [] }
    },
  )
}
