/** Sites, links, datastores and throttles of a world. */
import type { Datastore, Link, Throttle } from '../../sim/model/index.ts'
import { type Catalog, isNamedIn } from '../names/catalog.ts'
import { globOf } from '../names/glob.ts'
import { nodeAt, pathAt } from '../names/places.ts'
import { resolveAll } from '../names/references.ts'
import type { DatastoreIn, LinkIn, ThrottleIn } from '../schema/network.ts'
import type { Entry } from '../schema/shape.ts'
import { type Scope, serversAt, siteAt } from './scope.ts'

export function linkOf(entry: Entry<LinkIn>, scope: Scope): Link {
  const { name = '', between = [], bandwidth = Infinity, latency, roundTrip, efficiency = 0.9 } = entry.data
  const { issues, names } = scope
  const ends = resolveAll(names.sites, between, nodeAt(entry, 'between'), `${entry.path}.between`, issues)
  if (entry.data.between !== undefined && (between.length !== 2 || between[0] === between[1])) {
    issues.add(
      'E-LINK-ENDS',
      nodeAt(entry, 'between'),
      `${entry.path}.between`,
      `A link joins two different sites such as \`[hq, dr]\`; found ${between.length === 2 ? 'the same twice' : `${between.length} names`}.`,
    )
  }
  if (latency !== undefined && roundTrip !== undefined) {
    issues.add(
      'E-EXCLUSIVE',
      nodeAt(entry, 'roundTrip'),
      `${entry.path}.roundTrip`,
      'Give `latency` (one way) or `roundTrip`, not both.',
    )
  }
  const [a = '', b = ''] = ends
  return { name, between: [a, b], bandwidth, latency: latency ?? (roundTrip ?? 0) / 2, efficiency }
}

export function datastoreOf(entry: Entry<DatastoreIn>, scope: Scope): Datastore {
  const { name = '', site, read = Infinity, write = Infinity, maxTasks = Infinity } = entry.data
  return { name, site: siteAt(scope, entry, site, scope.names.sites.names[0] ?? ''), read, write, maxTasks }
}

export function throttleOf(entry: Entry<ThrottleIn>, scope: Scope): Throttle {
  const { name = '', from = [], to = [], limit = Infinity, active, restores = false } = entry.data
  const days = active?.days ?? [0, 1, 2, 3, 4, 5, 6]
  const period = active === undefined ? {} : { active: { from: active.from ?? 0, to: active.to ?? 0, days } }
  return {
    name,
    from: endsOf(scope, entry, 'from', from),
    to: endsOf(scope, entry, 'to', to),
    limit,
    ...period,
    restores,
  }
}

/** Each name is a site, else a server, else a tenant; what is none of them is reported as no server. */
function endsOf(
  scope: Scope,
  entry: Entry<ThrottleIn>,
  key: string,
  wanted: readonly string[],
): readonly string[] {
  const { sites, servers, tenants } = scope.names
  const ends = (name: string): readonly string[] => {
    if (sites.known.has(name)) return [name]
    if (canName(servers, name) || !canName(tenants, name)) return serversAt(scope, entry, key, [name])
    return resolveAll(tenants, [name], nodeAt(entry, key), pathAt(entry, key), scope.issues)
  }
  return [...new Set(wanted.flatMap(ends))]
}

function canName(catalog: Catalog, reference: string): boolean {
  if (isNamedIn(catalog, reference) || isNamedIn(catalog, reference.replace(/-\d+$/, ''))) return true
  return /[*?]/.test(reference) && catalog.names.some((name) => globOf(reference).test(name))
}

export function siteNames(declared: readonly string[]): readonly string[] {
  return declared.length === 0 ? ['default'] : declared
}

/** Groups of sites that links join: there is a path between two sites if and only if they share a group. */
export function connectedSites(
  sites: readonly string[],
  links: readonly Link[],
): (a: string, b: string) => boolean {
  const parent = new Map(sites.map((site) => [site, site]))
  const root = (site: string): string => {
    const up = parent.get(site)
    return up === undefined || up === site ? site : root(up)
  }
  for (const { between } of links) parent.set(root(between[0]), root(between[1]))
  return (a, b) => root(a) === root(b)
}
