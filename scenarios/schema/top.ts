/** Top-level keys; the whole format as JSON Schema. */
import { DAY } from '../../sim/units.ts'
import { DURATION, typeName } from '../quantities/quantity.ts'
import { CLOUD, type CloudIn, POOL, TENANT, type TenantIn } from './cloud.ts'
import { EXPECT, EXPERIMENT } from './experiment.ts'
import { FAILURE } from './failures.ts'
import { JOB, type JobIn } from './jobs.ts'
import { flag, type Leaf, leaf, passOn, quantity, text } from './leaves.ts'
import { MACHINE } from './machines.ts'
import { DATASTORE, LINK, SITE, THROTTLE } from './network.ts'
import { POLICIES } from './policies.ts'
import { REPOSITORY } from './repositories.ts'
import { SERVER } from './servers.ts'
import { mapSchema, type Shape } from './shape.ts'
import { wallClock } from './times.ts'
import { UNCERTAIN } from './uncertain.ts'
import { kept } from './words.ts'

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
  readonly cloud?: unknown
  readonly jobs?: unknown
  readonly failures?: unknown
  readonly policies?: unknown
  readonly uncertain?: unknown
  readonly experiment?: unknown
  readonly expect?: unknown
}

/** A hundred years: every change of the clock until then is looked up before the run. */
const LONGEST = 36_525 * DAY
const length = quantity(DURATION, '', { positive: true })

const horizon: Leaf<number> = leaf(
  {
    type: 'string',
    pattern: DURATION.pattern,
    description: 'Simulated length; default 24 h.',
    examples: ['24 h', '14 d'],
  },
  (value) => {
    const read = passOn(length, value)
    if (!('value' in read) || read.value <= LONGEST) return read
    return {
      code: 'E-RANGE',
      says: `Found ${typeName(value)}, expected at most a hundred years (\`36525 d\`).`,
    }
  },
)

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

const tenant: Shape<TenantIn> = {
  ...TENANT,
  fields: { ...TENANT.fields, jobs: list('Its jobs, as under `jobs`.', job) },
}

const cloud: Shape<CloudIn> = {
  ...CLOUD,
  fields: {
    ...CLOUD.fields,
    pools: list('Cloud gateways reserved for tenants that name their pool.', POOL),
    tenants: list('Who sends backups to the provider.', tenant),
  },
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
    horizon,
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
    cloud: kept('Cloud Connect: tenants behind cloud gateways.', mapSchema(cloud)),
    jobs: list('The load.', job),
    failures: list('What breaks, when and for how long.', FAILURE),
    policies: kept('Rules of the whole world.', mapSchema(POLICIES)),
    uncertain: list(
      'Inputs that are guesses, for `sensitivity`; runs take the values of the file.',
      UNCERTAIN,
    ),
    experiment: kept('Replications, factors and variants.', mapSchema(EXPERIMENT)),
    expect: kept('Expectations that `check` tests.', {
      type: 'array',
      items: { anyOf: [{ type: 'string' }, mapSchema(EXPECT)] },
    }),
  },
  required: [],
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
