/** Names of tenants' jobs: `tenant-3/offsite` from outside, `offsite` among themselves. */
import type { Node } from '../document/tree.ts'
import type { Issues } from '../issues.ts'
import type { JobIn } from '../schema/jobs.ts'
import type { Entry } from '../schema/shape.ts'
import { type Catalog, catalogOf, expand, type Group } from './catalog.ts'

interface Owner {
  readonly entry: Entry<{ readonly name?: string; readonly count?: number }>
  readonly jobs: readonly Entry<JobIn>[]
  readonly list: Node | undefined
}

export function fullName(tenant: string, job: string): string {
  return `${tenant}/${job}`
}

export interface JobNames {
  /** The provider's jobs, then those of tenants. */
  readonly all: Catalog
  /** Bare names of the jobs of one tenant entry. */
  readonly own: ReadonlyMap<Entry<unknown>, Catalog>
}

export function jobNames(
  provider: Catalog,
  owners: Catalog,
  list: readonly Owner[],
  issues: Issues,
): JobNames {
  const own = new Map<Entry<unknown>, Catalog>()
  const groups = new Map(provider.groups)
  const known = new Set(provider.known)
  const names = [...provider.names]
  for (const { entry, jobs, list: node } of list) {
    const catalog = catalogOf('job of this tenant', jobs, node, issues)
    own.set(entry, catalog)
    for (const [name, group] of groupsOf(entry, catalog)) groups.set(name, group)
    for (const tenant of expand(entry))
      for (const job of catalog.names)
        addName(fullName(tenant, job), entry, provider, { names, known }, issues)
  }
  return { all: { ...provider, names, groups, known, owners }, own }
}

function addName(
  name: string,
  entry: Entry<unknown>,
  provider: Catalog,
  into: { readonly names: string[]; readonly known: Set<string> },
  issues: Issues,
): void {
  if (provider.known.has(name)) {
    const message = `A job of the provider is named \`${name}\` like one of this tenant; rename one of them.`
    issues.add('E-DUPLICATE-NAME', entry.node, entry.path, message)
  }
  // A second tenant of one name has been reported.
  if (into.known.has(name)) return
  into.known.add(name)
  into.names.push(name)
}

/** What stands for several jobs: the base name of a counted tenant, of a counted job, or both. */
function* groupsOf(entry: Owner['entry'], jobs: Catalog): Iterable<readonly [string, Group]> {
  const { name = '', count } = entry.data
  const tenants = expand(entry)
  const ofAll = (own: readonly string[]): readonly string[] =>
    tenants.flatMap((tenant) => own.map((job) => fullName(tenant, job)))
  if (count !== undefined) for (const job of jobs.names) yield [fullName(name, job), { names: ofAll([job]) }]
  for (const [base, group] of jobs.groups) {
    if (count !== undefined && group.count !== undefined)
      for (const tenant of tenants)
        yield [
          fullName(tenant, base),
          { names: group.names.map((job) => fullName(tenant, job)), count: group.count },
        ]
    yield [
      fullName(name, base),
      { names: ofAll(group.names), ...(group.count === undefined ? {} : { count: group.count }) },
    ]
  }
}
