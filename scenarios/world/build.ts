/** From a document to a world: every reference resolved, every default filled in, everything wrong gathered. */
import type { World } from '../../sim/model/index.ts'
import { basename } from '../document/paths.ts'
import type { Library } from '../document/read.ts'
import type { MapNode } from '../document/tree.ts'
import { didYouMean, type Issues } from '../issues.ts'
import { expand } from '../names/catalog.ts'
import { nodeAt, pathAt } from '../names/places.ts'
import { POLICIES, type PoliciesIn } from '../schema/policies.ts'
import { type Entry, readMap } from '../schema/shape.ts'
import { TOP, type TopIn } from '../schema/top.ts'
import { isTimeZone, wallClockOf } from '../time/clock.ts'
import { checkWorld } from './checks.ts'
import { cloudOf } from './cloud.ts'
import { withMachines } from './dress.ts'
import { type Entries, type Named, namesOf, readAll } from './entries.ts'
import { failuresOf } from './failures.ts'
import { isTyped } from './habits.ts'
import { jobsOf } from './jobs.ts'
import type { Places } from './machines.ts'
import { datastoreOf, linkOf, throttleOf } from './network.ts'
import { policiesOf } from './policies.ts'
import { repositoryOf } from './repositories.ts'
import { type Cache, present, type Scope } from './scope.ts'
import { draftServers, finishServers } from './servers.ts'
import { tenantJobsOf } from './tenant-jobs.ts'

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
  /** Of all servers and links; undefined where none has one. */
  readonly cost: number | undefined
}

/** A world even when issues were given: then it is for further checks only. */
export function buildWorld(document: MapNode, making: Making): Made {
  const { issues } = making
  const top = readMap(TOP, document, '', issues)!
  const entries = readAll(document, issues)
  const named = namesOf(entries, document, issues)
  const scope = scopeOf(top, entries, named, making)
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
  const tenantJobs = tenantJobsOf(entries.cloud, named.own, serverValues, places, scope)
  const jobs = withMachines(
    entries.jobs.filter(isTyped).map((entry) => ({ entry, jobs: jobsOf(entry, serverValues, scope) })),
    places,
    scope,
    tenantJobs.all,
  )
  const jobValues = [...jobs, ...tenantJobs.all].map(({ job }) => job)
  const policies = policiesAt(document, issues)
  const cloud = entries.cloud && cloudOf(entries.cloud, serverValues, policies, scope)
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
    ...present({ cloud: cloud?.value }),
    jobs: jobValues,
    failures: failuresOf(entries.failures, jobValues, serverValues, scope),
    policies: policiesOf(policies, scope.version),
  }
  checkTop(top, world, issues)
  checkWorld({
    world,
    scope,
    document,
    servers,
    repositories,
    jobs: [...jobs, ...tenantJobs.first],
    cloud,
    requirements: policies.requirements ?? {},
  })
  return { world, top: top.data, cost: costOf(entries) }
}

function costOf({ servers, links }: Entries): number | undefined {
  const costs = [
    ...servers.flatMap((entry) => expand(entry).map(() => entry.data.cost)),
    ...links.map(({ data }) => data.cost),
  ]
  if (![...servers, ...links].some(({ data }) => data.cost !== undefined)) return undefined
  return costs.reduce<number>((sum, it) => sum + (it ?? 0), 0)
}

function scopeOf(
  top: Entry<TopIn>,
  entries: Entries,
  { names }: Named,
  { issues, library, cache }: Making,
): Scope {
  const horizon = top.data.horizon ?? 86_400
  return {
    issues,
    library,
    cache,
    names,
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

function draftUnmanaged(servers: Entries['servers']): readonly string[] {
  return servers.flatMap((entry) => (entry.data.managed === false ? expand(entry) : []))
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
