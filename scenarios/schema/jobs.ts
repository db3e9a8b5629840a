/** jobs: keys. */
import type { Distribution } from '../../sim/kernel/index.ts'
import { type BackupMethod, JOB_TYPES, type JobType } from '../../sim/model/index.ts'
import { DURATION, PURE } from '../quantities/quantity.ts'
import { counter, name } from './common.ts'
import {
  chain,
  type FullIn,
  full,
  retention,
  type TaskRateIn,
  taskRate,
  type ViaIn,
  via,
} from './job-leaves.ts'
import { distribution, flag, quantity, text, whole } from './leaves.ts'
import { SCHEDULE, type ScheduleIn } from './schedules.ts'
import { nested, type Shape } from './shape.ts'
import { timeOfDay } from './times.ts'
import { automaticOrNames, kept, names, word } from './words.ts'

export interface WindowIn {
  readonly from?: number
  readonly to?: number
  readonly atEnd?: 'finish' | 'graceful' | 'stop'
}

export interface JobIn {
  readonly name?: string
  readonly count?: number
  readonly type?: JobType
  readonly platform?: 'vmware' | 'hyper-v'
  readonly processing?: 'on-host' | 'off-host'
  readonly source?: string
  readonly target?: string
  readonly jobs?: readonly string[]
  readonly mode?: 'immediate' | 'periodic'
  readonly via?: ViaIn
  readonly tapeServer?: string
  readonly drives?: number
  readonly protected?: boolean
  readonly channels?: number
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

export const JOB: Shape<JobIn> = {
  what: 'a job',
  example:
    '{ name: nightly, type: backup, target: nas, schedule: { daily: "22:00" }, machines: [{ name: vm, count: 60, size: 200 GiB }] }',
  fields: {
    name: name('job', 'nightly'),
    count: counter(100_000),
    type: word('What the job does; default backup.', JOB_TYPES),
    platform: word('Hypervisor; default vmware.', ['vmware', 'hyper-v']),
    processing: word('hyper-v: where data are read; default on-host.', ['on-host', 'off-host']),
    source: text(
      'Repository that stored points are read from; restores and replications: default where they lie.',
      ['nas'],
    ),
    target: text(
      'A repository; for restores and replications a datastore; tape jobs have none. Of tenants: a cloud repository, for replications a cloud host, for restores none.',
      ['nas'],
    ),
    jobs: names('Whose machines work on stored points takes; default all that lie in the repository.', [
      'nightly',
    ]),
    mode: word('Copies: immediate, as points appear, or periodic, by the clock; default by `schedule`.', [
      'immediate',
      'periodic',
    ]),
    via,
    tapeServer: text('Tape: the server with the drives; default the first with that role.', ['tape-1']),
    drives: whole('Tape: drives it may use at once; default 1.', 1, { max: 10_000 }),
    protected: flag('Tape: source jobs wait for it instead of ending it; default false.'),
    channels: whole('Plug-ins: streams of a machine, each a task; default 1.', 1, { max: 10_000 }),
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
    full,
    taskRate,
    reduction: distribution(
      PURE,
      'Source bytes per transferred byte; default 2, 1 for stored points but restores.',
      { positive: true },
    ),
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
  required: ['name'],
}
