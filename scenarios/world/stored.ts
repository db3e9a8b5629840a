/** Work on stored points takes its machines from the jobs that left points in the repository it reads. */
import type { Job, Machine } from '../../sim/model/index.ts'
import type { Node } from '../document/tree.ts'
import { oneOf } from '../issues.ts'
import { nodeAt, pathAt } from '../names/places.ts'
import { resolveAll } from '../names/references.ts'
import type { JobIn } from '../schema/jobs.ts'
import type { MachineIn } from '../schema/machines.ts'
import type { Entry } from '../schema/shape.ts'
import { choosesMachines, isCopy, knows, leavesPoints } from './habits.ts'
import type { PlacedMachine, Places } from './machines.ts'
import type { Scope } from './scope.ts'
import { type Kept, refuseOwn, selected } from './select.ts'

/** What other jobs leave where, as far as it is asked for. */
export interface Shelves {
  readonly places: Places
  readonly scope: Scope
  job(name: string): Job | undefined
  /** Jobs that leave points in a repository, in file order; undefined when some entry is wrong and may be one. */
  writers(repository: string): readonly Job[] | undefined
  machines(job: string): readonly PlacedMachine[]
}

export interface Stored {
  readonly machines: readonly PlacedMachine[]
  /** The repository that holds them, unless they lie in several. */
  readonly source: string | undefined
}

export function storedMachines(
  job: Job,
  entry: Entry<JobIn>,
  rows: readonly Entry<MachineIn>[],
  shelves: Shelves,
): Stored {
  const chosen = choosesMachines(job) ? chosenRows(job, rows, shelves) : foundRows(job, entry, rows, shelves)
  const sources = new Set(chosen.flatMap(({ kept }) => kept.map(({ from }) => shelves.job(from)!.target)))
  if (job.source === undefined && choosesMachines(job) && sources.size > 1) {
    shelves.scope.issues.add(
      'E-RESTORE-SOURCE',
      nodeAt(entry, 'machines'),
      pathAt(entry, 'machines'),
      `The machines lie in ${sources.size} repositories; name one in \`source\`, or make a ${job.type} for each.`,
    )
  }
  const source = job.source ?? (sources.size === 1 ? [...sources][0] : undefined)
  return { machines: renamed(chosen, job, source ?? job.target, shelves.places), source }
}

interface Chosen {
  readonly row: Entry<MachineIn>
  readonly kept: readonly Kept[]
}

/** Restores and replications: each row names a job. */
function chosenRows(job: Job, rows: readonly Entry<MachineIn>[], shelves: Shelves): readonly Chosen[] {
  const { issues } = shelves.scope
  return rows.map((row) => {
    refuseOwn(row, job, issues)
    if (row.data.from === undefined && !row.node.entries.has('from')) {
      const message = `A ${job.type} says which job backed the machines up, as in \`{ from: nightly, select: vm-* }\`.`
      issues.add('E-MISSING', row.node, row.path, message)
    }
    return { row, kept: keptOf(row, job, shelves) }
  })
}

/** All other work: what lies in the repository, narrowed by `jobs` and by rows. */
function foundRows(
  job: Job,
  entry: Entry<JobIn>,
  rows: readonly Entry<MachineIn>[],
  shelves: Shelves,
): readonly Chosen[] {
  const { issues, names } = shelves.scope
  const { jobs } = entry.data
  const store = storeOf(job)
  const writers = shelves.writers(store)
  if (store === '' || writers === undefined) return []
  const at = nodeAt(entry, 'jobs')
  const wanted =
    jobs === undefined
      ? writers.filter(({ name, tenant }) => name !== job.name && (tenant === undefined || !isCopy(job)))
      : asked(
          job,
          resolveAll(names.jobs, jobs, at, pathAt(entry, 'jobs'), issues),
          store,
          at,
          pathAt(entry, 'jobs'),
          shelves,
        )
  const all = wanted.flatMap(({ name }) => keptBy(name, shelves))
  const fitting = all.filter(({ placed }) => fits(job, placed))
  if (fitting.length === 0 && (jobs ?? ['']).length > 0) nothingFound(job, entry, store, wanted, all, shelves)
  if (rows.length === 0) return [{ row: { node: entry.node, path: entry.path, data: {} }, kept: fitting }]
  return rows.map((row) => {
    refuseOwn(row, job, issues)
    const kept =
      row.data.from === undefined ? selected(row, fitting, `\`${store}\``, issues) : keptOf(row, job, shelves)
    return { row, kept: kept.filter(({ placed }) => fits(job, placed)) }
  })
}

/** What is read; empty when it is missing or wrong, which has been reported. */
function storeOf(job: Job): string {
  return knows(job, 'source') ? (job.source ?? '') : job.target
}

/** The machines of the job that a row names. */
function keptOf(row: Entry<MachineIn>, job: Job, shelves: Shelves): readonly Kept[] {
  const { issues, names } = shelves.scope
  const { from } = row.data
  if (from === undefined) return []
  const at = nodeAt(row, 'from')
  const path = pathAt(row, 'from')
  const store = choosesMachines(job) ? job.source : storeOf(job)
  const found = asked(job, resolveAll(names.jobs, [from], at, path, issues), store, at, path, shelves)
  const kept = found.flatMap(({ name }) => keptBy(name, shelves))
  return selected(row, kept, `The job \`${from}\``, issues)
}

/** Jobs that are named must leave points, and leave them where they are looked for. */
function asked(
  asking: Job,
  named: readonly string[],
  store: string | undefined,
  at: Node,
  path: string,
  { scope: { issues }, job: jobAt, writers }: Shelves,
): readonly Job[] {
  const ofTenant = isCopy(asking) ? named.find((name) => jobAt(name)?.tenant !== undefined) : undefined
  if (ofTenant !== undefined) {
    const message = `\`${ofTenant}\` is a job of a tenant: backup copy from a cloud repository is not supported.`
    issues.add('E-CLOUD-COPY', at, path, message)
    return []
  }
  return named.flatMap((name) => {
    const job = jobAt(name)
    if (job === undefined || job.target === '') return []
    if (!leavesPoints(job)) {
      const message = `\`${name}\` leaves no restore points, for it is a job of type ${job.type}; name a job that does, such as a backup.`
      issues.add('E-RESTORE-FROM', at, path, message)
      return []
    }
    if (store === undefined || store === '' || job.target === store) return [job]
    const others = (writers(store) ?? []).map((one) => one.name)
    const hint = others.length === 0 ? '' : ` There are points of ${oneOf(others, 'and')}.`
    issues.add(
      'E-NO-POINTS',
      at,
      path,
      `\`${name}\` leaves its points in \`${job.target}\`, not in \`${store}\`.${hint}`,
    )
    return []
  })
}

function keptBy(from: string, { machines }: Shelves): readonly Kept[] {
  return machines(from).map((placed) => ({ from, placed }))
}

/** Backup copies and file backup copies are two jobs of the product. */
function fits(job: Job, { isFile }: PlacedMachine): boolean {
  if (job.type === 'backup-copy') return !isFile
  return job.type !== 'file-backup-copy' || isFile
}

function nothingFound(
  job: Job,
  entry: Entry<JobIn>,
  store: string,
  wanted: readonly Job[],
  all: readonly Kept[],
  { scope: { issues }, writers }: Shelves,
): void {
  // Jobs without machines, and references that lead nowhere, have been reported or are meant so.
  if (wanted.length > 0 ? all.length === 0 : entry.data.jobs !== undefined) return
  const key = job.source === undefined ? 'target' : 'source'
  const tenants =
    isCopy(job) && all.length === 0 ? writers(store)?.filter(({ tenant }) => tenant !== undefined) : []
  if (tenants !== undefined && tenants.length > 0) {
    const message = `\`${store}\` holds points of tenants only: backup copy from a cloud repository is not supported.`
    issues.add('E-CLOUD-COPY', nodeAt(entry, key), pathAt(entry, key), message)
    return
  }
  const other = job.type === 'backup-copy' ? 'file-backup-copy' : 'backup-copy'
  const why =
    all.length > 0
      ? `those in \`${store}\` are for a ${other}`
      : `no job leaves any in \`${store}\`; add a backup with \`target: ${store}\``
  issues.add(
    'E-NO-POINTS',
    nodeAt(entry, key),
    pathAt(entry, key),
    `A job of type ${job.type} works on stored restore points, but ${why}.`,
  )
}

/** As the machine was called; two of the same name in a repository are told apart by the job that left their points. */
function renamed(
  chosen: readonly Chosen[],
  job: Job,
  store: string,
  places: Places,
): readonly PlacedMachine[] {
  const owners = new Map<string, Set<string>>()
  for (const { kept } of chosen)
    for (const { from, placed } of kept) {
      const own = owners.get(placed.machine.name)
      if (own === undefined) owners.set(placed.machine.name, new Set([from]))
      else own.add(from)
    }
  const site = places.datastores.get(job.target)?.site
  return chosen.flatMap(({ row, kept }) =>
    kept.map(({ from, placed }): PlacedMachine => {
      const { name } = placed.machine
      const unique = owners.get(name)!.size > 1 ? `${from}/${name}` : name
      const bare = { ...placed.machine, name: unique, from, rate: Infinity }
      const machine = choosesMachines(job)
        ? written(bare, job.target, site)
        : lying(bare, places.repositories.get(store))
      return { machine, entry: row, isFile: placed.isFile }
    }),
  )
}

/** Restored machines are written where the target is: that is where a proxy should stand. */
function written(machine: Machine, target: string, site: string | undefined): Machine {
  const { datastore: _, ...rest } = machine
  return { ...rest, site: site ?? machine.site, ...(target === '' ? {} : { datastore: target }) }
}

/** All other stored points stay what they are: files in a repository. */
function lying(machine: Machine, site: string | undefined): Machine {
  const { datastore: _, host: __, ...rest } = machine
  return { ...rest, site: site ?? machine.site }
}
