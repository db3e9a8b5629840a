/** The values of a job that are more than one quantity: chain, retention, full, taskRate, via. */
import type { Distribution } from '../../sim/kernel/index.ts'
import { DURATION, RATE, SHARE } from '../quantities/quantity.ts'
import { UNLIMITED } from './common.ts'
import { distribution, type Leaf, leaf, passOn, quantity } from './leaves.ts'
import { either, nested, type Shape } from './shape.ts'
import { names, weekdays, word } from './words.ts'

export interface FullIn {
  readonly on?: readonly number[]
  readonly every?: number
  readonly kind?: 'active' | 'synthetic'
}

export interface TaskRateIn {
  readonly full?: Distribution
  readonly increment?: Distribution
}

export const chain: Leaf<number> = either<number, number>(
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

export const retention: Leaf<{ readonly points: number } | { readonly period: number }> = leaf<
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
export const taskRate: Leaf<Distribution | Partial<TaskRateIn>> = leaf<Distribution | Partial<TaskRateIn>>(
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

export const full: Leaf<'none' | Partial<FullIn>> = either<'none', Partial<FullIn>>(
  word('No periodic fulls.', ['none']),
  nested<FullIn>(FULL),
  'Periodic fulls; default { on: [sat], kind: synthetic } for backups and copies, active for plug-ins, else none.',
)

export interface ViaIn {
  readonly wanAccelerators?: readonly string[]
}

export const via: Leaf<ViaIn> = nested<ViaIn>({
  what: 'a pair of accelerators',
  example: '{ wanAccelerators: [wan-hq, wan-dr] }',
  fields: { wanAccelerators: names('The source and the target WAN accelerator.', ['wan-hq', 'wan-dr']) },
  required: ['wanAccelerators'],
})
