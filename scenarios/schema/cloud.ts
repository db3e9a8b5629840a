/** cloud: layout, pools and tenants: keys. */
import type { Distribution } from '../../sim/kernel/index.ts'
import { DURATION, RATE, SIZE } from '../quantities/quantity.ts'
import { counter, name, rate, slots, UNLIMITED } from './common.ts'
import { distribution, flag, type Leaf, leaf, passOn, quantity } from './leaves.ts'
import { either, nested, type Shape } from './shape.ts'
import { wallClock } from './times.ts'
import { kept, names, word } from './words.ts'

export type LayoutIn = 'many-to-one' | 'one-to-many' | 'many-to-many' | 'pools'

export interface CloudIn {
  readonly layout?: LayoutIn
  readonly balance?: 'least-connections' | 'ordered'
  readonly pools?: unknown
  readonly tenants?: unknown
}

export const CLOUD: Shape<CloudIn> = {
  what: 'the cloud',
  example: '{ layout: many-to-many, tenants: [{ name: tenant, count: 5, uplink: 200 Mbit/s, maxTasks: 4 }] }',
  fields: {
    layout: word('Which cloud gateways a tenant may use when there are no pools; default many-to-many.', [
      'many-to-one',
      'one-to-many',
      'many-to-many',
      'pools',
    ]),
    balance: word('How a task picks one of them; default least-connections.', [
      'least-connections',
      'ordered',
    ]),
    pools: kept('Cloud gateways reserved for tenants that name their pool.'),
    tenants: kept('Who sends backups to the provider.'),
  },
  required: [],
  blanks: true,
}

export interface PoolIn {
  readonly name?: string
  readonly gateways?: readonly string[]
}

export const POOL: Shape<PoolIn> = {
  what: 'a pool',
  example: '{ name: gold, gateways: [cgw-1, cgw-2] }',
  fields: {
    name: name('pool', 'gold'),
    gateways: names('Cloud gateways of the pool, in order of listing.', ['cgw-1']),
  },
  required: ['name', 'gateways'],
}

export interface UplinkIn {
  readonly up?: Distribution
  readonly down?: Distribution
}

export interface QuotaIn {
  readonly limit?: number
  readonly used?: number
}

export interface TenantIn {
  readonly name?: string
  readonly count?: number
  readonly uplink?: Distribution | UplinkIn
  readonly latency?: Distribution
  readonly maxTasks?: number
  readonly bandwidthLimit?: number
  readonly pools?: readonly string[]
  readonly failoverOutsidePool?: boolean
  readonly quota?: number | QuotaIn
  readonly leaseUntil?: number
  readonly jobs?: unknown
}

const speed = distribution(RATE, 'Rate in this direction.', UNLIMITED)
const bothWays = nested<UplinkIn>({
  what: 'the line of a tenant',
  example: '{ up: 50 Mbit/s, down: 200 Mbit/s }',
  fields: { up: speed, down: speed },
  required: ['up', 'down'],
})

/** One rate for both directions, or { up, down }; a map with another key is a distribution. */
const uplink: Leaf<Distribution | UplinkIn> = leaf<Distribution | UplinkIn>(
  {
    anyOf: [{ type: 'string' }, { type: 'object' }],
    description:
      'Line to the provider, one rate for each direction or { up, down }, each a constant or a distribution.',
    examples: ['200 Mbit/s', { up: '50 Mbit/s', down: '200 Mbit/s' }],
  },
  (value) => {
    const isMap = typeof value === 'object' && value !== null && ('up' in value || 'down' in value)
    return isMap ? passOn(bothWays, value) : passOn(speed, value)
  },
)

const size = (description: string): Leaf<number> => quantity(SIZE, description, { unlimited: true })

export const TENANT: Shape<TenantIn> = {
  what: 'a tenant',
  example: '{ name: tenant, count: 5, uplink: 200 Mbit/s, latency: 15 ms, maxTasks: 4 }',
  fields: {
    name: name('tenant', 'tenant'),
    count: counter(1_000_000),
    uplink,
    latency: distribution(DURATION, 'One way to the cloud gateways; default 0 s.'),
    maxTasks: slots('Tasks at once; they count instead of the slots of repositories.'),
    bandwidthLimit: rate('Shared by its tasks; default none.'),
    pools: names('Pools whose cloud gateways it uses, in this order; default those outside of all pools.', [
      'gold',
    ]),
    failoverOutsidePool: flag(
      'true: those outside of all pools, while no cloud gateway of its pools takes work; default false.',
    ),
    quota: either(
      size('Bytes that it may keep; default none.'),
      nested<QuotaIn>({
        what: 'a quota',
        example: '{ limit: 2 TiB, used: 1.4 TiB }',
        fields: {
          limit: size('Bytes that it may keep.'),
          used: quantity(SIZE, 'Of them taken at the start, besides its simulated chains; default 0.'),
        },
        required: ['limit'],
      }),
      'Bytes that it may keep over all repositories, at least 1 GB; default none.',
    ),
    leaseUntil: wallClock('From then on nothing of its is served; default never.'),
    jobs: kept('Its jobs, as under `jobs`.'),
  },
  required: ['name', 'uplink', 'maxTasks'],
}
