/** sites, links, datastores, throttles: their keys. */
import { DURATION } from '../quantities/quantity.ts'
import { cost, efficiency, name, rate, slots } from './common.ts'
import { flag, quantity, text } from './leaves.ts'
import { nested, type Shape } from './shape.ts'
import { timeOfDay } from './times.ts'
import { names, weekdays } from './words.ts'

export interface SiteIn {
  readonly name?: string
}

export const SITE: Shape<SiteIn> = {
  what: 'a site',
  example: '{ name: hq }',
  fields: { name: name('site', 'hq') },
  required: ['name'],
}

export interface LinkIn {
  readonly name?: string
  readonly between?: readonly string[]
  readonly bandwidth?: number
  readonly latency?: number
  readonly roundTrip?: number
  readonly efficiency?: number
  readonly cost?: number
}

export const LINK: Shape<LinkIn> = {
  what: 'a link',
  example: '{ name: wan, between: [hq, dr], bandwidth: 1 Gbit/s, latency: 20 ms }',
  fields: {
    name: name('link', 'wan'),
    between: names('The two sites it joins.', ['hq', 'dr']),
    bandwidth: rate('Nominal rate per direction (full duplex).'),
    latency: quantity(DURATION, 'One-way latency; default 0 s.'),
    roundTrip: quantity(DURATION, 'Round-trip time, instead of `latency`.'),
    efficiency: efficiency(),
    cost: cost(),
  },
  required: ['name', 'between', 'bandwidth'],
}

export interface DatastoreIn {
  readonly name?: string
  readonly site?: string
  readonly read?: number
  readonly write?: number
  readonly maxTasks?: number
}

export const DATASTORE: Shape<DatastoreIn> = {
  what: 'a datastore',
  example: '{ name: san, site: hq, read: 2 GB/s, write: 2 GB/s, maxTasks: 10 }',
  fields: {
    name: name('datastore', 'san'),
    site: text('Site it stands in; default the first site.', ['hq']),
    read: rate('Read throughput; default unlimited.'),
    write: rate('Write throughput; default unlimited.'),
    maxTasks: slots('Tasks that may read or write it at once; default unlimited.'),
  },
  required: ['name'],
}

export interface ThrottleIn {
  readonly name?: string
  readonly from?: readonly string[]
  readonly to?: readonly string[]
  readonly limit?: number
  readonly active?: { readonly from?: number; readonly to?: number; readonly days?: readonly number[] }
  readonly restores?: boolean
}

export const THROTTLE: Shape<ThrottleIn> = {
  what: 'a throttle',
  example: '{ name: day, from: [hq], to: [dr], limit: 4 Mbit/s, active: { from: "08:00", to: "18:00" } }',
  fields: {
    name: name('throttle', 'day'),
    from: names('Sites, servers or tenants on one side.', ['hq']),
    to: names('Sites, servers or tenants on the other side.', ['dr']),
    limit: rate('Rate shared equally between the running jobs that match.'),
    active: nested({
      what: 'the time a throttle holds',
      example: '{ from: "08:00", to: "18:00", days: [mon, fri] }',
      fields: {
        from: timeOfDay('Local time of day at which it begins.'),
        to: timeOfDay('Local time of day at which it ends.', true),
        days: weekdays('Days on which it begins; default all.'),
      },
      required: ['from', 'to'],
    }),
    restores: flag('true: also restores; default false.'),
  },
  required: ['name', 'from', 'to', 'limit'],
}
