/** Top-level keys, experiment and expect; the whole format as JSON Schema. */
import { DURATION, SHARE } from '../quantities/quantity.ts'
import { FACTOR, FAILURE, POLICIES, VARIANT } from './failures.ts'
import { DATASTORE, LINK, REPOSITORY, SERVER, SITE, THROTTLE } from './infrastructure.ts'
import { JOB, type JobIn, MACHINE } from './jobs.ts'
import { flag, type Leaf, leaf, quantity, text, whole } from './leaves.ts'
import { either, mapSchema, nested, type Shape } from './shape.ts'
import { wallClock } from './times.ts'
import { kept, word } from './words.ts'

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
    halfWidth: kept('Half-width to reach: a share of the mean, or a quantity.'),
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
          max: whole('At most.', 1),
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

export interface TopIn {
  readonly name?: string
  readonly description?: string
  readonly extends?: string
  readonly start?: number
  readonly timezone?: string
  readonly horizon?: number
  readonly warmup?: number
  readonly drain?: boolean
  readonly seed?: number | string
  readonly productVersion?: number
  readonly sites?: unknown
  readonly links?: unknown
  readonly servers?: unknown
  readonly datastores?: unknown
  readonly repositories?: unknown
  readonly throttles?: unknown
  readonly jobs?: unknown
  readonly failures?: unknown
  readonly policies?: unknown
  readonly experiment?: unknown
  readonly expect?: unknown
}

const seed: Leaf<number | string> = leaf<number | string>(
  { type: ['integer', 'string'], description: 'Whole number or text; default 1.', examples: [1, 'berlin'] },
  (value) =>
    (typeof value === 'number' && Number.isSafeInteger(value)) || (typeof value === 'string' && value !== '')
      ? { value }
      : {
          code: 'E-VALUE',
          says: `Found \`${String(value)}\`, expected a whole number or text as seed, such as \`1\`.`,
        },
)

const VERSIONS = [9.5, 10, 11, 12, 13]

const productVersion: Leaf<number> = leaf(
  {
    enum: [...VERSIONS.map(String), ...VERSIONS],
    description: 'Rules that changed between versions; default "13".',
  },
  (value) => {
    const found = VERSIONS.find((version) => version === Number(value))
    if (found !== undefined && (typeof value === 'string' || typeof value === 'number'))
      return { value: found }
    return { code: 'E-VALUE', says: `Found \`${String(value)}\`, expected "9.5", "10", "11", "12" or "13".` }
  },
)

const list = <T>(description: string, shape: Shape<T>): Leaf<unknown> =>
  kept(description, { type: 'array', items: mapSchema(shape) })

const job: Shape<JobIn> = {
  ...JOB,
  fields: { ...JOB.fields, machines: list('Machines, file shares or computers.', MACHINE) },
}

export const TOP: Shape<TopIn> = {
  what: 'a scenario',
  example: '{ name: nightly, servers: [...], repositories: [...], jobs: [...] }',
  fields: {
    name: text('For reports; default the file name.'),
    description: text('For reports.'),
    extends: text('A base scenario this one is laid over.', ['base.yaml']),
    start: wallClock('Wall clock at t = 0; default 2026-01-05T00:00, a Monday.'),
    timezone: text('IANA time zone; default UTC.', ['Europe/Berlin']),
    horizon: quantity(DURATION, 'Simulated length; default 24 h.', { positive: true }),
    warmup: quantity(DURATION, 'Sessions that start before it are not counted; default 0 s.'),
    drain: flag('true: running sessions are finished after the horizon; default true.'),
    seed,
    productVersion,
    sites: list('Places between which traffic takes links; default one named `default`.', SITE),
    links: list('Links between sites.', LINK),
    servers: list('Machines of the backup infrastructure.', SERVER),
    datastores: list('Where machines lie; unlimited when left out.', DATASTORE),
    repositories: list('Where backups go.', REPOSITORY),
    throttles: list('Network traffic rules.', THROTTLE),
    jobs: list('The load.', job),
    failures: list('What breaks, when and for how long.', FAILURE),
    policies: kept('Rules of the whole world.', mapSchema(POLICIES)),
    experiment: kept('Replications, factors and variants.', mapSchema(EXPERIMENT)),
    expect: kept('Expectations that `check` tests.', {
      type: 'array',
      items: { anyOf: [{ type: 'string' }, mapSchema(EXPECT)] },
    }),
  },
  required: [],
  later: ['cloud', 'uncertain'],
  blanks: true,
}

/** JSON Schema (draft-7) of the format, for editors. */
export function scenarioSchema(): object {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'gatesim scenario',
    ...mapSchema(TOP),
  }
}
