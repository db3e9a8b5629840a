/** schedule: keys. */
import { DURATION } from '../quantities/quantity.ts'
import { flag, type Leaf, leaf, quantity, text } from './leaves.ts'
import { nested, type Shape } from './shape.ts'
import { type Moment, moments, timeOfDay } from './times.ts'
import { weekdays } from './words.ts'

export interface ScheduleIn {
  readonly daily?: number
  readonly days?: readonly number[]
  readonly every?: number
  readonly offset?: number
  readonly permitted?: readonly number[]
  readonly cron?: string
  readonly at?: readonly Moment[]
  readonly after?: string
  readonly continuous?: boolean
  readonly poisson?: { readonly mean?: number }
  readonly trace?: string
}

const time = timeOfDay('A time of day.', true)

/** [from, to] as times of day. */
const period: Leaf<readonly number[]> = leaf(
  {
    type: 'array',
    items: { type: 'string' },
    minItems: 2,
    maxItems: 2,
    description: 'Period of the day in which starts are allowed.',
    examples: [['09:00', '17:00']],
  },
  (value) => {
    const read = Array.isArray(value) && value.length === 2 ? value.map((item) => time.safeParse(item)) : []
    if (read.length === 2 && read.every((item) => item.success))
      return { value: read.map((item) => item.data) }
    return {
      code: 'E-TIME',
      says: `Found \`${JSON.stringify(value)}\`, expected two times of day such as \`["09:00", "17:00"]\`.`,
    }
  },
)

export const SCHEDULE: Shape<ScheduleIn> = {
  what: 'a schedule',
  example: '{ daily: "22:00", days: [mon, tue] }',
  fields: {
    daily: timeOfDay('Every day at this local time.'),
    days: weekdays('With `daily`: only on these days.'),
    every: quantity(DURATION, 'Counted from 00:00 local time.', { positive: true }),
    offset: quantity(
      DURATION,
      'With `every`: added to 00:00 and to the opening of `permitted`; default 0 s.',
    ),
    permitted: period,
    cron: text('A cron pattern in local time, five or six fields.', ['0 22 * * 1-5']),
    at: moments(
      'Manual starts: durations from the start, dates and times, or times of day (the first such).',
    ),
    after: text('Starts when that job has ended with all its retries.', ['nightly']),
    continuous: flag('Starts again at once.'),
    poisson: nested({
      what: 'random arrivals',
      example: '{ mean: 10 min }',
      fields: { mean: quantity(DURATION, 'Mean time between arrivals.', { positive: true }) },
      required: ['mean'],
    }),
    trace: text('CSV file with a column `start`.', ['sessions.csv']),
  },
  required: [],
  hints: {
    hourly: 'Write `every: 1 h`.',
    weekly: 'Write `daily: "22:00", days: [sat]`.',
    monthly:
      'Write it as `cron`: `"0 5 * * 6#L"` is 05:00 on the last Saturday of each month, `"0 5 1 * *"` on its first day.',
    yearly: 'Write it as `cron`: `"0 5 1 1 *"` is 05:00 on 1 January.',
  },
}
