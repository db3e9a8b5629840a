/** failures: keys. */
import type { Distribution } from '../../sim/kernel/index.ts'
import type { Loss } from '../../sim/model/index.ts'
import { DURATION } from '../quantities/quantity.ts'
import { share } from './common.ts'
import { distribution, flag, type Leaf, leaf, passOn, whole } from './leaves.ts'
import { nested, type Shape } from './shape.ts'
import { type Moment, moments } from './times.ts'
import { names, word } from './words.ts'

export interface FailureIn {
  readonly server?: readonly string[]
  readonly link?: readonly string[]
  readonly repository?: readonly string[]
  readonly tenant?: readonly string[]
  readonly gateways?: 'any' | 'server' | 'cloud'
  readonly k?: number
  readonly kind?: Loss['kind']
  readonly rolling?: boolean
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

const duration = distribution(DURATION, 'How long.')

const lasting: Leaf<Distribution> = leaf<Distribution>(
  {
    anyOf: [{ type: 'string' }, { type: 'object' }],
    description: 'How long it lasts, or `rest`. A constant or a distribution.',
    examples: ['30 min', 'rest'],
  },
  (value) => {
    if (value === 'rest') return { value: Infinity }
    return passOn(duration, value)
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
    tenant: names('Tenants whose line to the provider is lost.', ['tenant-3']),
    gateways: word('Drill: the k busiest gateways are lost.', ['any', 'server', 'cloud']),
    k: whole('Drill: how many; default 1.', 1),
    kind: word(
      'outage: down (default); connection-loss: up but unreachable (tenants always); maintenance: servers take no new work.',
      ['outage', 'connection-loss', 'maintenance'],
    ),
    rolling: flag('true: the servers one after another, each when the one before is back; default false.'),
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
}
