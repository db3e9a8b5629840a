/** A schedule of the file to the model's: which kind it is, and its starts. */
import { instantOf, nextTimeOfDay } from '../../sim/calendar.ts'
import type { Schedule } from '../../sim/model/index.ts'
import { DAY } from '../../sim/units.ts'
import type { Node } from '../document/tree.ts'
import { oneOf } from '../issues.ts'
import type { ScheduleIn } from '../schema/schedules.ts'
import type { Moment } from '../schema/times.ts'
import {
  cronLocals,
  cronProblem,
  daily,
  instants,
  MAX_STARTS,
  periodic,
  type Span,
  startsOf,
} from './recurrence.ts'

/** What goes with each kind of schedule. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  daily: ['days'],
  every: ['offset', 'permitted'],
  cron: [],
  at: [],
  after: [],
  continuous: [],
  poisson: [],
  trace: [],
}

export interface ScheduleContext extends Span {
  /** The job that `after` names. */
  job(reference: string): string | undefined
  /** Local times or instants of a trace file. */
  trace(file: string): readonly number[]
  complain(code: string, key: string, message: string): void
}

const NONE: Schedule = { kind: 'times', times: [], manual: false, overlapping: false }

export function scheduleOf(data: Partial<ScheduleIn>, node: Node, context: ScheduleContext): Schedule {
  const kind = kindOf(node, context)
  const schedule = kind === undefined ? undefined : MAKERS[kind]!(data, context)
  if (schedule !== undefined && expectedStarts(schedule, context.end) > MAX_STARTS) {
    context.complain(
      'E-SCHEDULE-DENSE',
      kind!,
      `This makes more than ${MAX_STARTS} starts within the horizon; lengthen the interval.`,
    )
    return NONE
  }
  return schedule ?? NONE
}

/** How many starts a schedule makes before `end`; of arrivals as many as are expected. */
function expectedStarts(schedule: Schedule, end: number): number {
  if (schedule.kind === 'times') return schedule.times.length
  return schedule.kind === 'poisson' ? end / schedule.mean : 0
}

function kindOf(node: Node, context: ScheduleContext): string | undefined {
  const keys = node.kind === 'map' ? [...node.entries.keys()] : []
  const kinds = keys.filter((key) => Object.hasOwn(KINDS, key))
  if (kinds.length === 0 && keys.length > 0 && keys.some((key) => !Object.values(KINDS).flat().includes(key)))
    return undefined
  if (kinds.length !== 1) {
    const found = kinds.length === 0 ? 'none' : oneOf(kinds, 'and')
    context.complain(
      'E-SCHEDULE',
      '',
      `A schedule has exactly one of ${oneOf(Object.keys(KINDS))}; found ${found}.`,
    )
    return undefined
  }
  const stray = keys.find((key) => key !== kinds[0] && !KINDS[kinds[0]!]!.includes(key))
  if (stray !== undefined && Object.values(KINDS).some((list) => list.includes(stray))) {
    context.complain('E-SCHEDULE', stray, `\`${stray}\` does not go with \`${kinds[0]}\`.`)
  }
  return kinds[0]
}

type Maker = (data: Partial<ScheduleIn>, context: ScheduleContext) => Schedule | undefined

const times = (found: readonly number[], manual = false, overlapping = false): Schedule => ({
  kind: 'times',
  times: found,
  manual,
  overlapping,
})

/** Each may find its value missing: then it was wrong, and has been reported. */
const MAKERS: Readonly<Record<string, Maker>> = {
  daily: (data, context) =>
    data.daily === undefined ? undefined : times(daily(context, data.daily, data.days)),
  every: (data, context) => {
    const { every, offset = 0, permitted } = data
    if (every === undefined) return undefined
    if (startsOf(context, every) > MAX_STARTS) {
      context.complain(
        'E-SCHEDULE-DENSE',
        'every',
        `This makes more than ${MAX_STARTS} starts within the horizon; lengthen the interval.`,
      )
      return undefined
    }
    return times(
      periodic(context, {
        every,
        offset,
        ...(permitted === undefined ? {} : { permitted: [permitted[0]!, permitted[1]!] }),
      }),
    )
  },
  cron: (data, context) => {
    if (data.cron === undefined) return undefined
    const problem = cronProblem(data.cron)
    if (problem === undefined) return times(instants(context, cronLocals(context, data.cron)))
    context.complain(
      'E-CRON',
      'cron',
      `\`${data.cron}\` is no cron pattern: ${problem.replace(/\.$/, '')}; expected five or six fields such as \`0 22 * * 1-5\`.`,
    )
    return undefined
  },
  at: (data, context) => (data.at === undefined ? undefined : times(manualStarts(data.at, context), true)),
  after: (data, context) => {
    const job = data.after === undefined ? undefined : context.job(data.after)
    return job === undefined ? undefined : { kind: 'after', job }
  },
  continuous: (data, context) => {
    if (data.continuous === true) return { kind: 'continuous' }
    if (data.continuous === false)
      context.complain('E-SCHEDULE', 'continuous', 'Found `false`, expected `continuous: true`.')
    return undefined
  },
  poisson: (data) =>
    data.poisson?.mean === undefined ? undefined : { kind: 'poisson', mean: data.poisson.mean },
  trace: (data, context) =>
    data.trace === undefined ? undefined : times(context.trace(data.trace), false, true),
}

/** A time of day is the first such; starts outside of the run are errors, for nobody writes them on purpose. */
function manualStarts(moments: readonly Moment[], context: ScheduleContext): readonly number[] {
  const found = new Set<number>()
  for (const moment of moments) {
    const t = instantOfMoment(moment, context)
    if (t >= 0 && t < context.end) found.add(t)
    else
      context.complain(
        'E-AT-OUTSIDE',
        'at',
        `A start ${t < 0 ? `${lasting(-t)} before the run lies outside of it` : `at ${lasting(t)} lies outside of the run`}, which lasts ${lasting(context.end)}.`,
      )
  }
  return [...found].sort((a, b) => a - b)
}

/** In the largest unit that divides it: `2 d`, `90 h`, `75 min`. */
function lasting(seconds: number): string {
  const [unit, size] = UNITS.find(([, each]) => seconds % each === 0) ?? ['s', 1]
  return `${seconds / size} ${unit}`
}

const UNITS = [
  ['d', DAY],
  ['h', 3600],
  ['min', 60],
] as const

export function instantOfMoment(moment: Moment, { clock }: Pick<Span, 'clock'>): number {
  if (moment.kind === 'after') return moment.seconds
  if (moment.kind === 'time') return nextTimeOfDay(clock, 0, moment.time)
  return instantOf(clock, moment.local)
}
