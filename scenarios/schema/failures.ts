/** failures and policies: keys. */
import type { Distribution } from '../../sim/kernel/index.ts'
import type { Policies } from '../../sim/model/index.ts'
import { DURATION, SHARE, SIZE } from '../quantities/quantity.ts'
import { distribution, flag, type Leaf, leaf, number, quantity, text, whole } from './leaves.ts'
import { nested, type Shape } from './shape.ts'
import { type Moment, moments, timeOfDay } from './times.ts'
import { kept, names, word } from './words.ts'

export interface FailureIn {
  readonly server?: readonly string[]
  readonly link?: readonly string[]
  readonly repository?: readonly string[]
  readonly gateways?: 'any' | 'server' | 'cloud'
  readonly k?: number
  readonly kind?: 'outage' | 'connection-loss'
  readonly every?: Distribution
  readonly repair?: Distribution
  /** Infinity is `rest`. */
  readonly for?: Distribution
  readonly at?: readonly Moment[]
  readonly job?: readonly string[]
  readonly machine?: readonly string[]
  readonly attempts?: 'all' | readonly number[]
  readonly taskFailure?: number
  readonly retryFailure?: number
  readonly taskWarning?: number
  readonly burst?: { readonly afterFailure?: number; readonly badShare?: number }
}

const share = (description: string): Leaf<number> => quantity(SHARE, description, { max: 1 })
const duration = distribution(DURATION, 'How long.')

const lasting: Leaf<Distribution> = leaf<Distribution>(
  {
    anyOf: [{ type: 'string' }, { type: 'object' }],
    description: 'How long it lasts, or `rest`. A constant or a distribution.',
    examples: ['30 min', 'rest'],
  },
  (value) => {
    if (value === 'rest') return { value: Infinity }
    const read = duration.safeParse(value)
    if (read.success) return { value: read.data }
    const first = read.error.issues[0] as {
      message: string
      path: (string | number)[]
      params?: { code?: string }
    }
    return { code: first.params?.code ?? 'E-VALUE', says: first.message, path: first.path }
  },
)

const attempts: Leaf<'all' | readonly number[]> = leaf<'all' | readonly number[]>(
  {
    anyOf: [
      { const: 'all' },
      { type: 'integer', minimum: 1 },
      { type: 'array', items: { type: 'integer', minimum: 1 } },
    ],
    description: 'Attempts that fail, counted from 1; default all.',
  },
  (value) => {
    const list: readonly unknown[] = Array.isArray(value) ? value : [value]
    if (value === 'all') return { value }
    if (list.length > 0 && list.every((item) => Number.isInteger(item) && (item as number) >= 1))
      return { value: list as number[] }
    return {
      code: 'E-VALUE',
      says: `Found \`${JSON.stringify(value)}\`, expected \`all\` or attempts such as \`[1, 2]\`.`,
    }
  },
)

export const FAILURE: Shape<FailureIn> = {
  what: 'a failure',
  example: '{ server: gw, every: { exponential: { mean: 30000 h } }, repair: 1 h }',
  fields: {
    server: names('Servers that are lost.', ['gw-1']),
    link: names('Links that are lost.', ['wan']),
    repository: names('Repositories that are lost.', ['nas']),
    gateways: word('Drill: the k busiest gateways are lost.', ['any', 'server', 'cloud']),
    k: whole('Drill: how many; default 1.', 1),
    kind: word(
      'outage: down (default); connection-loss: up but unreachable.',
      ['outage', 'connection-loss'],
      ['maintenance'],
    ),
    every: distribution(DURATION, 'Time up until the next loss.', { positive: true }),
    repair: lasting,
    for: lasting,
    at: moments('When: durations from the start, dates and times, or times of day (every day).'),
    job: names('Jobs whose machines fail.', ['nightly']),
    machine: names('Machines of the job that fail.', ['vm-2']),
    attempts,
    taskFailure: share('Long-run share of first attempts of machines that fail; default 0.'),
    retryFailure: share('Share of retries that fail; default that of taskFailure.'),
    taskWarning: share('Share of machines that end with a warning; default 0.'),
    burst: nested({
      what: 'a burst',
      example: '{ afterFailure: 68.7 %, badShare: 28 % }',
      fields: {
        afterFailure: share('Chance that a session is bad when the one before failed.'),
        badShare: share('Share of machines that fail in a bad session; default 100 %.'),
      },
      required: [],
    }),
  },
  required: [],
  later: ['tenant', 'rolling'],
}

export interface RequirementIn {
  readonly cores?: number
  readonly memory?: number
  readonly memoryPerMachine?: number
  readonly tasksPerCore?: number
}

export interface RequirementsIn {
  readonly level?: 'warn' | 'enforce' | 'ignore'
  readonly gateway?: RequirementIn
  readonly proxy?: RequirementIn
  readonly repository?: RequirementIn
  readonly mountServer?: RequirementIn
  readonly backupServer?: RequirementIn
}

const requirement: Leaf<RequirementIn> = nested<RequirementIn>({
  what: 'a requirement',
  example: '{ cores: 2, memory: 4 GiB, memoryPerMachine: 4 GiB, tasksPerCore: 2 }',
  fields: {
    cores: number('Cores at least.'),
    memory: quantity(SIZE, 'Memory at least.'),
    memoryPerMachine: quantity(SIZE, 'Further memory per machine (gateways) or task processed at once.'),
    tasksPerCore: number('Tasks that one core carries.', { positive: true }),
  },
  required: [],
})

export interface PoliciesIn extends Partial<Omit<Policies, 'resume' | 'tcp' | 'control'>> {
  readonly resume?: Partial<Policies['resume']>
  readonly tcp?: Partial<Policies['tcp']>
  readonly control?: Partial<Policies['control']>
  readonly requirements?: RequirementsIn
}

/** Core-seconds, bare or with the unit of time. */
const work = (description: string): Leaf<number> => quantity(DURATION, description)

export const POLICIES: Shape<PoliciesIn> = {
  what: 'the policies',
  example: '{ onGatewayLoss: affected-tasks, taskOverhead: 10 s }',
  fields: {
    onGatewayLoss: word('Default affected-tasks.', ['affected-tasks', 'whole-job']),
    resume: nested({
      what: 'the resume policy',
      example: '{ poll: 15 s, giveUp: 30 min, gateway: 0 s }',
      fields: {
        poll: quantity(DURATION, 'Look for the connection this often; default 15 s.', { positive: true }),
        giveUp: quantity(DURATION, 'Until then; default 30 min.'),
        gateway: quantity(
          DURATION,
          'More than 0: dropped connections to gateways resume too, until then; default 0 s.',
        ),
      },
      required: [],
    }),
    reselectOnRetry: flag('A retry chooses its gateway anew; default true.'),
    slotCounting: word('What a repository slot counts; default per-disk, before version 12 per-chain.', [
      'per-disk',
      'per-chain',
    ]),
    tcp: nested({
      what: 'the TCP policy',
      example: '{ streams: 5, window: 1 MiB, per: session }',
      fields: {
        streams: whole('Connections of a session; default 5.', 1),
        window: quantity(SIZE, 'Window of one; default 1 MiB.', { unlimited: true, positive: true }),
        per: word('Who has them; default session.', ['session', 'task']),
      },
      required: [],
    }),
    taskOverhead: distribution(DURATION, 'Fixed time per task before data flow; default 10 s.'),
    control: nested({
      what: 'control work',
      example: '{ session: 5 s, task: 0.5 s }',
      fields: {
        session: work('Core-seconds of the backup server per session; default 5 s.'),
        task: work('Core-seconds of the backup server per task; default 0.5 s.'),
      },
      required: [],
    }),
    requirements: nested<RequirementsIn>({
      what: 'the requirements',
      example: '{ level: warn, gateway: { cores: 2, memory: 4 GiB } }',
      fields: {
        level: word('What a machine below them gives; default warn.', ['warn', 'enforce', 'ignore']),
        gateway: requirement,
        proxy: requirement,
        repository: requirement,
        mountServer: requirement,
        backupServer: requirement,
      },
      required: [],
      later: ['cloudGateway', 'tapeServer', 'wanAccelerator'],
    }),
    inferredFallback: flag('Rows of the selection table without a fall-back get one; default false.'),
    overCommit: word('slow: tasks beyond what cores and memory carry slow the machine; default ignore.', [
      'ignore',
      'slow',
    ]),
    night: timeOfDay('Local time at which a night begins; default "12:00".'),
    rpo: quantity(DURATION, 'Recovery point objective; default 24 h.', { positive: true }),
  },
  required: [],
  later: ['cloudGatewayLoss', 'sharing'],
}

export interface FactorIn {
  readonly name?: string
  readonly path?: string
  readonly values?: unknown
}

export const FACTOR: Shape<FactorIn> = {
  what: 'a factor',
  example: '{ name: gateways, path: servers.gw.count, values: [1, 2, 4] }',
  fields: {
    name: text('Name of the factor; default its path.', ['gateways']),
    path: text('What it sets.', ['servers.gw.count']),
    values: kept('A list of values, or { from, to } for whole numbers.', {
      anyOf: [
        { type: 'array', minItems: 1 },
        {
          type: 'object',
          properties: { from: { type: 'integer' }, to: { type: 'integer' } },
          required: ['from', 'to'],
          additionalProperties: false,
        },
      ],
    }),
  },
  required: ['path', 'values'],
}

export interface VariantIn {
  readonly name?: string
  readonly set?: unknown
}

export const VARIANT: Shape<VariantIn> = {
  what: 'a variant',
  example: '{ name: dedicated, set: { "servers.vbr.roles": [backup-server] } }',
  fields: {
    name: text('Name of the variant.', ['dedicated']),
    set: kept('Paths and values; none for the scenario as it is.', { type: 'object' }),
  },
  required: ['name'],
}
