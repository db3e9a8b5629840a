/** From a document to a world: every reference resolved, every default filled in, everything wrong gathered. */
import type { World } from '../../sim/model/index.ts'
import { basename } from '../document/paths.ts'
import type { Library } from '../document/read.ts'
import type { MapNode, Node } from '../document/tree.ts'
import { didYouMean, type Issues } from '../issues.ts'
import { catalogOf, nodeAt, pathAt } from '../names/catalog.ts'
import { FAILURE } from '../schema/failures.ts'
import { JOB } from '../schema/jobs.ts'
import { DATASTORE, LINK, SITE, THROTTLE } from '../schema/network.ts'
import { POLICIES, type PoliciesIn } from '../schema/policies.ts'
import { REPOSITORY } from '../schema/repositories.ts'
import { SERVER } from '../schema/servers.ts'
import { type Entry, readMap } from '../schema/shape.ts'
import { TOP, type TopIn } from '../schema/top.ts'
import { isTimeZone, wallClockOf } from '../time/clock.ts'
import { checkWorld } from './checks.ts'
import { withMachines } from './dress.ts'
import { failuresOf } from './failures.ts'
import { jobsOf } from './jobs.ts'
import type { Places } from './machines.ts'
import { datastoreOf, linkOf, siteNames, throttleOf } from './network.ts'
import { policiesOf } from './policies.ts'
import { repositoryOf } from './repositories.ts'
import { type Cache, readEntries, type Scope } from './scope.ts'
import { draftServers, finishServers } from './servers.ts'

/** 2026-01-05T00:00, a Monday. */
const USUAL_START = 1_767_571_200

export interface Making {
  readonly file: string
  readonly issues: Issues
  readonly library: Library
  readonly cache: Cache
}

export interface Made {
  readonly world: World
  readonly top: Partial<TopIn>
}

/** A world even when issues were given: then it is for further checks only. */
export function buildWorld(document: MapNode, making: Making): Made {
  const { issues } = making
  const top = readMap(TOP, document, '', issues)!
  const entries = readAll(document, issues)
  const scope = scopeOf(top, entries, document, making)
  const drafts = draftServers(entries.servers, scope)
  const draftValues = drafts.map(({ value }) => value)
  const repositories = entries.repositories.map((entry) => repositoryOf(entry, draftValues, scope))
  const servers = finishServers(
    drafts,
    repositories.map(({ value }) => value),
  )
  const links = entries.links.map((entry) => linkOf(entry, scope))
  const datastores = entries.datastores.map((entry) => datastoreOf(entry, scope))
  const serverValues = servers.map(({ value }) => value)
  const places: Places = {
    servers: new Map(serverValues.map((server) => [server.name, server])),
    datastores: new Map(datastores.map((datastore) => [datastore.name, datastore])),
    repositories: new Map(repositories.map(({ value }) => [value.name, value.site])),
  }
  const jobs = withMachines(
    entries.jobs.map((entry) => ({ entry, jobs: jobsOf(entry, serverValues, scope) })),
    places,
    scope,
  )
  const jobValues = jobs.map(({ job }) => job)
  const policies = policiesAt(document, issues)
  const world: World = {
    name: top.data.name ?? basename(making.file).replace(/\.(ya?ml|json)$/i, ''),
    clock: scope.clock,
    horizon: scope.horizon,
    warmup: top.data.warmup ?? 0,
    drain: scope.drain,
    productVersion: scope.version,
    sites: scope.names.sites.names,
    links,
    servers: serverValues,
    datastores,
    repositories: repositories.map(({ value }) => value),
    throttles: entries.throttles.map((entry) => throttleOf(entry, scope)),
    jobs: jobValues,
    failures: failuresOf(entries.failures, jobValues, scope),
    policies: policiesOf(policies, scope.version),
  }
  checkTop(top, world, issues)
  checkWorld({
    world,
    scope,
    document,
    servers,
    repositories,
    jobs,
    requirements: policies.requirements ?? {},
  })
  return { world, top: top.data }
}

function readAll(document: MapNode, issues: Issues) {
  return {
    sites: readEntries(SITE, document, 'sites', issues),
    links: readEntries(LINK, document, 'links', issues),
    servers: readEntries(SERVER, document, 'servers', issues),
    datastores: readEntries(DATASTORE, document, 'datastores', issues),
    repositories: readEntries(REPOSITORY, document, 'repositories', issues),
    throttles: readEntries(THROTTLE, document, 'throttles', issues),
    jobs: readEntries(JOB, document, 'jobs', issues),
    failures: readEntries(FAILURE, document, 'failures', issues),
  }
}

function scopeOf(
  top: Entry<TopIn>,
  entries: ReturnType<typeof readAll>,
  document: MapNode,
  { issues, library, cache }: Making,
): Scope {
  const listed = (key: string): Node | undefined => document.entries.get(key)?.value
  const horizon = top.data.horizon ?? 86_400
  const sites = catalogOf('site', entries.sites, listed('sites'), issues)
  const names = siteNames(sites.names)
  const groups = sites.names.length > 0 ? sites.groups : new Map([['default', { names }]])
  catalogOf('throttle', entries.throttles, listed('throttles'), issues)
  return {
    issues,
    library,
    cache,
    names: {
      sites: { ...sites, names, groups, known: new Set(names) },
      links: catalogOf('link', entries.links, listed('links'), issues),
      servers: catalogOf('server', entries.servers, listed('servers'), issues),
      datastores: catalogOf('datastore', entries.datastores, listed('datastores'), issues),
      repositories: catalogOf('repository', entries.repositories, listed('repositories'), issues),
      jobs: catalogOf('job', entries.jobs, listed('jobs'), issues),
    },
    clock: wallClockOf(zoneOf(top, issues), top.data.start ?? USUAL_START, horizon),
    horizon,
    drain: top.data.drain ?? true,
    version: top.data.productVersion ?? 13,
    objectStores: new Set(
      entries.repositories.flatMap(({ data }) => (data.type === 'object-storage' ? [data.name ?? ''] : [])),
    ),
    unmanaged: new Set(draftUnmanaged(entries.servers)),
    rolesRead: entries.servers.every(
      ({ node, data }) => data.roles !== undefined || !node.entries.has('roles'),
    ),
  }
}

function draftUnmanaged(servers: ReturnType<typeof readAll>['servers']): readonly string[] {
  return servers.flatMap(({ data }) => {
    if (data.managed !== false || data.name === undefined) return []
    return data.count === undefined
      ? [data.name]
      : Array.from({ length: data.count }, (_, i) => `${data.name}-${i + 1}`)
  })
}

function zoneOf(top: Entry<TopIn>, issues: Issues): string {
  const zone = top.data.timezone ?? 'UTC'
  if (isTimeZone(zone)) return zone
  const hint = didYouMean(zone, Intl.supportedValuesOf('timeZone'))
  issues.add(
    'E-TIMEZONE',
    nodeAt(top, 'timezone'),
    pathAt(top, 'timezone'),
    `\`${zone}\` is no time zone, expected an IANA name such as \`Europe/Berlin\`.${hint}`,
  )
  return 'UTC'
}

function policiesAt(document: MapNode, issues: Issues): Partial<PoliciesIn> {
  const node = document.entries.get('policies')?.value
  if (node === undefined || (node.kind === 'scalar' && node.value === null)) return {}
  return readMap(POLICIES, node, 'policies', issues)?.data ?? {}
}

function checkTop(top: Entry<TopIn>, world: World, issues: Issues): void {
  if (world.warmup >= world.horizon) {
    issues.add(
      'E-WARMUP',
      nodeAt(top, 'warmup'),
      pathAt(top, 'warmup'),
      '`warmup` must be shorter than `horizon` (default 24 h): nothing would be counted.',
    )
  }
}
