/** Sections of the file as entries, read key by key, and what they are called. */
import type { MapNode, Node } from '../document/tree.ts'
import type { Issues } from '../issues.ts'
import { type Catalog, catalogOf } from '../names/catalog.ts'
import { jobNames } from '../names/tenant-jobs.ts'
import { CLOUD, type CloudIn, POOL, type PoolIn, TENANT, type TenantIn } from '../schema/cloud.ts'
import { FAILURE, type FailureIn } from '../schema/failures.ts'
import { JOB, type JobIn } from '../schema/jobs.ts'
import {
  DATASTORE,
  type DatastoreIn,
  LINK,
  type LinkIn,
  SITE,
  type SiteIn,
  THROTTLE,
  type ThrottleIn,
} from '../schema/network.ts'
import { REPOSITORY, type RepositoryIn } from '../schema/repositories.ts'
import { SERVER, type ServerIn } from '../schema/servers.ts'
import { type Entry, readMap, type Shape } from '../schema/shape.ts'
import { knows, sortNamed } from './habits.ts'
import { siteNames } from './network.ts'
import { type Catalogs, readEntries, readList } from './scope.ts'

/** A tenant and its jobs. */
export interface TenantEntry {
  readonly entry: Entry<TenantIn>
  readonly jobs: readonly Entry<JobIn>[]
  readonly list: Node | undefined
}

/** Absent without a section `cloud`. */
export interface CloudEntries {
  readonly entry: Entry<CloudIn>
  readonly pools: readonly Entry<PoolIn>[]
  readonly tenants: readonly TenantEntry[]
}

export interface Entries {
  readonly sites: readonly Entry<SiteIn>[]
  readonly links: readonly Entry<LinkIn>[]
  readonly servers: readonly Entry<ServerIn>[]
  readonly datastores: readonly Entry<DatastoreIn>[]
  readonly repositories: readonly Entry<RepositoryIn>[]
  readonly throttles: readonly Entry<ThrottleIn>[]
  readonly jobs: readonly Entry<JobIn>[]
  readonly failures: readonly Entry<FailureIn>[]
  readonly cloud: CloudEntries | undefined
}

/** A job whose keys are judged by its type. */
const TYPED_JOB: Shape<JobIn> = {
  ...JOB,
  foreign: (node, key) => {
    const sort = sortNamed(node)
    return sort !== undefined && !knows(sort, key as keyof JobIn & string)
  },
}

export function readAll(document: MapNode, issues: Issues): Entries {
  return {
    sites: readEntries(SITE, document, 'sites', issues),
    links: readEntries(LINK, document, 'links', issues),
    servers: readEntries(SERVER, document, 'servers', issues),
    datastores: readEntries(DATASTORE, document, 'datastores', issues),
    repositories: readEntries(REPOSITORY, document, 'repositories', issues),
    throttles: readEntries(THROTTLE, document, 'throttles', issues),
    jobs: readEntries(TYPED_JOB, document, 'jobs', issues),
    failures: readEntries(FAILURE, document, 'failures', issues),
    cloud: readCloud(document, issues),
  }
}

function readCloud(document: MapNode, issues: Issues): CloudEntries | undefined {
  const node = document.entries.get('cloud')?.value
  if (node === undefined || (node.kind === 'scalar' && node.value === null)) return undefined
  const entry = readMap(CLOUD, node, 'cloud', issues)
  if (entry === undefined) return undefined
  const listed = (key: string): Node | undefined => entry.node.entries.get(key)?.value
  const [pools, tenants] = [listed('pools'), listed('tenants')]
  return {
    entry,
    pools: pools === undefined ? [] : readList(POOL, pools, 'cloud.pools', issues),
    tenants: (tenants === undefined ? [] : readList(TENANT, tenants, 'cloud.tenants', issues)).map(
      (tenant) => {
        const list = tenant.node.entries.get('jobs')?.value
        const jobs = list === undefined ? [] : readList(TYPED_JOB, list, `${tenant.path}.jobs`, issues)
        return { entry: tenant, jobs, list }
      },
    ),
  }
}

export interface Named {
  readonly names: Catalogs
  /** Of the jobs of each tenant entry. */
  readonly own: ReadonlyMap<Entry<unknown>, Catalog>
}

export function namesOf(entries: Entries, document: MapNode, issues: Issues): Named {
  const listed = (key: string): Node | undefined => document.entries.get(key)?.value
  const inCloud = (key: string): Node | undefined => entries.cloud?.entry.node.entries.get(key)?.value
  const { cloud } = entries
  const sites = catalogOf('site', entries.sites, listed('sites'), issues)
  const names = siteNames(sites.names)
  const groups = sites.names.length > 0 ? sites.groups : new Map([['default', { names }]])
  catalogOf('throttle', entries.throttles, listed('throttles'), issues)
  const owners = (cloud?.tenants ?? []).map(({ entry }) => entry)
  const tenants = catalogOf('tenant', owners, inCloud('tenants'), issues)
  const provider = catalogOf('job', entries.jobs, listed('jobs'), issues)
  const jobs = jobNames(provider, tenants, cloud?.tenants ?? [], issues)
  const all = {
    sites: { ...sites, names, groups, known: new Set(names) },
    links: catalogOf('link', entries.links, listed('links'), issues),
    servers: catalogOf('server', entries.servers, listed('servers'), issues),
    datastores: catalogOf('datastore', entries.datastores, listed('datastores'), issues),
    repositories: catalogOf('repository', entries.repositories, listed('repositories'), issues),
    jobs: jobs.all,
    tenants,
    pools: catalogOf('pool', cloud?.pools ?? [], inCloud('pools'), issues),
  }
  return { own: jobs.own, names: amongKinds(all) }
}

function amongKinds(all: Catalogs): Catalogs {
  const kinds = Object.values(all) as readonly Catalog[]
  return Object.fromEntries(
    Object.entries(all).map(([key, catalog]) => [key, { ...(catalog as Catalog), kinds }]),
  ) as unknown as Catalogs
}
