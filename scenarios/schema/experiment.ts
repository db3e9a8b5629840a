/** experiment and expect: keys. */
import { SHARE } from '../quantities/quantity.ts'
import { type Leaf, leaf, quantity, text, whole } from './leaves.ts'
import { either, mapSchema, nested, type Shape } from './shape.ts'
import { kept, word } from './words.ts'

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
          properties: {
            from: { type: 'integer', description: 'First value.' },
            to: { type: 'integer', description: 'Last value.' },
          },
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

export interface ReplicationsIn {
  readonly min?: number
  readonly max?: number
  readonly until?: unknown
}

export interface ExperimentIn {
  readonly replications?: number | ReplicationsIn
  readonly confidence?: number
  readonly factors?: unknown
  readonly variants?: unknown
  readonly constraints?: readonly string[]
}

export interface UntilIn {
  readonly metric?: string
  readonly halfWidth?: unknown
  readonly confidence?: number
}

const confidence = quantity(SHARE, 'Confidence of intervals and bounds; default 95 %.', {
  positive: true,
  max: 0.9999,
})

export const UNTIL: Shape<UntilIn> = {
  what: 'a stopping rule',
  example: '{ metric: throughput, halfWidth: 2 %, confidence: 95 % }',
  fields: {
    metric: text('Name of a metric.', ['throughput']),
    halfWidth: kept(
      'Half-width to reach: a share of the mean such as 2 %, a quantity in the unit of the metric, or points of a share.',
      { type: ['string', 'number'] },
    ),
    confidence,
  },
  required: ['metric', 'halfWidth'],
}

const untilSchema = mapSchema(UNTIL)

const constraints: Leaf<readonly string[]> = leaf(
  {
    type: 'array',
    items: { type: 'string' },
    description: 'Conditions on factors; other points of the grid are left out.',
    examples: [['gateways <= 2 * proxies']],
  },
  (value) => {
    const list: readonly unknown[] = Array.isArray(value) ? value : [value]
    if (list.every((item) => typeof item === 'string')) return { value: list as string[] }
    return { code: 'E-VALUE', says: 'Expected a list of conditions such as `["gateways <= 2 * proxies"]`.' }
  },
)

export const EXPERIMENT: Shape<ExperimentIn> = {
  what: 'the experiment',
  example: '{ replications: 20, factors: [{ name: gateways, path: servers.gw.count, values: [1, 2, 4] }] }',
  fields: {
    replications: either(
      whole('Nights or runs with chance drawn anew.', 1, { max: 1_000_000 }),
      nested<ReplicationsIn>({
        what: 'the replications',
        example: '{ min: 5, max: 500, until: { metric: throughput, halfWidth: 2 %, confidence: 95 % } }',
        fields: {
          min: whole('At least.', 1),
          max: whole('At most; default 1000, or min if that is more.', 1),
          until: kept('One stopping rule or a list of them.', {
            anyOf: [untilSchema, { type: 'array', items: untilSchema }],
          }),
        },
        required: ['min'],
      }),
      'Number of replications; default 1 for run, 30 for compare, sweep and check.',
    ),
    confidence,
    factors: kept('The grid: every combination of values is a variant.', {
      type: 'array',
      items: mapSchema(FACTOR),
    }),
    variants: kept('Named patches, crossed with the factors.', { type: 'array', items: mapSchema(VARIANT) }),
    constraints,
  },
  required: [],
}

export interface ExpectIn {
  readonly metric?: string
  readonly op?: '<=' | '<' | '>=' | '>' | '==' | '!='
  readonly value?: unknown
  readonly variant?: string
  readonly confidence?: number
}

export const EXPECT: Shape<ExpectIn> = {
  what: 'an expectation',
  example: '{ metric: failureRate, op: "<=", value: 1 % }',
  fields: {
    metric: text('A metric, or an expression such as p95(sessionDuration).', ['failureRate']),
    op: word('How it compares.', ['<=', '<', '>=', '>', '==', '!=']),
    value: kept('The limit, with its unit.', { type: ['string', 'number'] }),
    variant: text('Only for this variant: a name or a glob.', ['gateways=4']),
    confidence,
  },
  required: ['metric', 'op', 'value'],
}
