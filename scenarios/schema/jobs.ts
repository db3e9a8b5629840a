/** jobs: keys. */
import type { Distribution } from '../../sim/kernel/index.ts'
import type { BackupMethod, JobType } from '../../sim/model/index.ts'
import { DURATION, PURE, RATE, SHARE } from '../quantities/quantity.ts'
import { counter, name, UNLIMITED } from './common.ts'
import { distribution, flag, type Leaf, leaf, passOn, quantity, text, whole } from './leaves.ts'
import { SCHEDULE, type ScheduleIn } from './schedules.ts'
import { either, nested, type Shape } from './shape.ts'
import { timeOfDay } from './times.ts'
import { automaticOrNames, kept, weekdays, word } from './words.ts'

export interface WindowIn {
  readonly from?: number
  readonly to?: number
  readonly atEnd?: 'finish' | 'graceful' | 'stop'
}

export interface FullIn {
  readonly on?: readonly number[]
  readonly every?: number
  readonly kind?: 'active' | 'synthetic'
}

export interface TaskRateIn {
  readonly full?: Distribution
  readonly increment?: Distribution
}

export interface JobIn {
  readonly name?: string
  readonly count?: number
  readonly type?: JobType
  readonly platform?: 'vmware' | 'hyper-v'
  readonly processing?: 'on-host' | 'off-host'
  readonly source?: string
  readonly target?: string
  readonly schedule?: Partial<ScheduleIn>
  readonly window?: Partial<WindowIn>
  readonly priority?: 'normal' | 'high'
  readonly proxies?: 'automatic' | readonly string[]
  readonly retry?: { readonly attempts?: number; readonly wait?: number }
  /** Share of machines without a full at t = 0. */
  readonly chain?: number
  readonly method?: BackupMethod
  readonly retention?: { readonly points: number } | { readonly period: number }
  readonly full?: 'none' | Partial<FullIn>
  readonly taskRate?: Distribution | Partial<TaskRateIn>
  readonly reduction?: Distribution
  readonly encryption?: boolean
  readonly tasksPer?: 'disk' | 'machine'
  readonly maxWaiting?: number
  readonly machines?: unknown
}

const chain: Leaf<number> = either<number, number>(
  leaf({ type: 'string', enum: ['existing', 'new'] }, (value) => {
    if (value === 'existing') return { value: 0 }
    if (value === 'new') return { value: 1 }
    return {
      code: 'E-VALUE',
      says: `Found \`${String(value)}\`, expected \`existing\`, \`new\` or \`{ new: 5 % }\`.`,
    }
  }),
  leaf(
    { type: 'object', properties: { new: {} }, required: ['new'], additionalProperties: false },
    (value) => {
      const { new: share, ...rest } = value as Record<string, unknown>
      const read = quantity(SHARE, '', { max: 1 }).safeParse(share)
      if (read.success && Object.keys(rest).length === 0) return { value: read.data }
      return {
        code: 'E-VALUE',
        says: `Found \`${JSON.stringify(value)}\`, expected a share of new machines as in \`{ new: 5 % }\`.`,
      }
    },
  ),
  'existing: every machine has a full one day before t = 0; new: the first run is full; { new: 5 % }: a share of the machines is new.',
)

const retention: Leaf<{ readonly points: number } | { readonly period: number }> = leaf<
  { readonly points: number } | { readonly period: number }
>(
  {
    anyOf: [{ type: 'integer', minimum: 1 }, { type: 'string' }],
    description: 'Restore points kept, or how long; default 14.',
    examples: [14, '14 d'],
  },
  (value) => {
    if (typeof value === 'number' && Number.isInteger(value) && value >= 1)
      return { value: { points: value } }
    const read =
      typeof value === 'string' ? quantity(DURATION, '', { positive: true }).safeParse(value) : undefined
    if (read?.success === true) return { value: { period: read.data } }
    return {
      code: 'E-VALUE',
      says: `Found \`${String(value)}\`, expected restore points such as \`14\` or a time such as \`14 d\`.`,
    }
  },
)

const FULL: Shape<FullIn> = {
  what: 'periodic fulls',
  example: '{ on: [sat], kind: synthetic }',
  fields: {
    on: weekdays('Days on which the first session is a full.'),
    every: quantity(DURATION, 'At least this long after the last full.', { positive: true }),
    kind: word('active: read from the source; synthetic: built at the repository. Default synthetic.', [
      'active',
      'synthetic',
    ]),
  },
  required: [],
}

const rate = distribution(RATE, 'Cap of one task in source bytes.', UNLIMITED)
const taskRateMap = nested<TaskRateIn>({
  what: 'the rate of a task',
  example: '{ full: 100 MB/s, increment: 25 MB/s }',
  fields: { full: rate, increment: rate },
  required: [],
})

/** One rate for both, or { full, increment }; a map with another key is a distribution. */
const taskRate: Leaf<Distribution | Partial<TaskRateIn>> = leaf<Distribution | Partial<TaskRateIn>>(
  {
    anyOf: [{ type: 'string' }, { type: 'object' }],
    description:
      'Cap of one task in source bytes, one value or { full, increment }, each a constant or a distribution; default full 100 MB/s, increment 25 MB/s.',
    examples: ['100 MB/s', 'unlimited', { full: '100 MB/s', increment: '25 MB/s' }],
  },
  (value) => {
    const isMap = typeof value === 'object' && value !== null && ('full' in value || 'increment' in value)
    return isMap ? passOn(taskRateMap, value) : passOn(rate, value)
  },
)

const LATER_TYPES = [
  'backup-copy',
  'file-backup-copy',
  'tape',
  'plug-in',
  'replication',
  'rescan',
  'offload',
  'move',
  'copy',
  'health-check',
] as const

export const JOB: Shape<JobIn> = {
  what: 'a job',
  example:
    '{ name: nightly, type: backup, target: nas, schedule: { daily: "22:00" }, machines: [{ name: vm, count: 60, size: 200 GiB }] }',
  fields: {
    name: name('job', 'nightly'),
    count: counter(100_000),
    type: word(
      'What the job does; default backup.',
      ['backup', 'file-backup', 'agent', 'restore'],
      LATER_TYPES,
    ),
    platform: word('Hypervisor; default vmware.', ['vmware', 'hyper-v']),
    processing: word('hyper-v: where data are read; default on-host.', ['on-host', 'off-host']),
    source: text('Restores: repository read from; default the target of the job named in `machines`.', [
      'nas',
    ]),
    target: text('A repository; for restores a datastore.', ['nas']),
    schedule: nested<ScheduleIn>(SCHEDULE),
    window: nested<WindowIn>({
      what: 'a backup window',
      example: '{ from: "22:00", to: "06:00" }',
      fields: {
        from: timeOfDay('Opens at this local time.'),
        to: timeOfDay('Closes at this local time; not after `from` means past midnight.', true),
        atEnd: word('What happens to a session that still runs; default finish.', [
          'finish',
          'graceful',
          'stop',
        ]),
      },
      required: ['from', 'to'],
    }),
    priority: word('Default normal.', ['normal', 'high']),
    proxies: automaticOrNames('Proxies it may use, in order; default automatic: all of its platform.', [
      'proxy',
    ]),
    retry: nested({
      what: 'a retry policy',
      example: '{ attempts: 3, wait: 10 min }',
      fields: {
        attempts: whole('Repeats after the first attempt.', 0, { max: 1000 }),
        wait: quantity(DURATION, 'Pause before each.'),
      },
      required: [],
    }),
    chain,
    method: word('Default forward-incremental.', ['forward-incremental', 'forever-forward', 'reverse']),
    retention,
    full: either<'none', Partial<FullIn>>(
      word('No periodic fulls.', ['none']),
      nested<FullIn>(FULL),
      'Periodic fulls; default { on: [sat], kind: synthetic }.',
    ),
    taskRate,
    reduction: distribution(PURE, 'Source bytes per transferred byte; default 2.', { positive: true }),
    encryption: flag('Default false.'),
    tasksPer: word('What a task slot counts; default disk, machine for agent and file-backup.', [
      'disk',
      'machine',
    ]),
    maxWaiting: whole('Tasks of this job that may wait, more are rejected; default unlimited.', 0, {
      unlimited: true,
    }),
    machines: kept('Machines, file shares or computers.', { type: 'array' }),
  },
  required: ['name', 'target'],
  later: ['mode', 'via', 'drives', 'tapeServer', 'channels', 'jobs'],
}
