/** Gives each job its machines: those of the file first, then, in the order in which they feed each other, all work on stored points. */
import { type Job, rulesOf } from '../../sim/model/index.ts'
import { nodeAt, pathAt } from '../names/places.ts'
import type { JobIn } from '../schema/jobs.ts'
import { MACHINE, type MachineIn } from '../schema/machines.ts'
import type { Entry } from '../schema/shape.ts'
import { choosesMachines, leavesPoints, type Sort } from './habits.ts'
import { onItsDay } from './job-schedules.ts'
import { type DraftJob, sortOf } from './jobs.ts'
import { machineEntries, machinesOf, type PlacedMachine, type Places } from './machines.ts'
import { readList, type Scope } from './scope.ts'
import { type Shelves, storedMachines } from './stored.ts'

/** An entry of the file and the jobs it makes (several when it is counted), still without machines. */
export interface Undressed {
  readonly entry: Entry<JobIn>
  readonly jobs: readonly Job[]
}

interface Dressed {
  readonly machines: readonly PlacedMachine[]
  readonly rows: readonly Entry<MachineIn>[]
  readonly source?: string | undefined
}

/** `others` have theirs already: their points may be worked on too. */
export function withMachines(
  list: readonly Undressed[],
  places: Places,
  scope: Scope,
  others: readonly DraftJob[] = [],
): readonly DraftJob[] {
  const dress = dresser(list, others, places, scope)
  return list.flatMap((item) => {
    const { machines, rows, source } = dress(item)
    const values = machines.map(({ machine }) => machine)
    return item.jobs.map((job): DraftJob => {
      const withSource = source === undefined || !choosesMachines(job) ? {} : { source }
      const full = { ...job, ...withSource, machines: values }
      return {
        job: onItsDay(full, item.entry, isOnFriday(full, machines, scope), scope),
        entry: item.entry,
        machines,
        machineEntries: rows,
      }
    })
  })
}

/** HC:health_check_os: health checks of object storage and of file backups have another day. */
function isOnFriday(job: Job, machines: readonly PlacedMachine[], scope: Scope): boolean {
  const isObject = scope.objectStores.has(job.target)
  return isObject || (machines.length > 0 && machines.every(({ isFile }) => isFile))
}

const NAKED: Dressed = { machines: [], rows: [] }

/** Each entry once, whoever asks first; who is asked for while it asks itself stands in a circle. */
function dresser(
  list: readonly Undressed[],
  others: readonly DraftJob[],
  places: Places,
  scope: Scope,
): (item: Undressed) => Dressed {
  const done = new Map<Undressed, Dressed>()
  const open: Undressed[] = []
  const byName = new Map(list.flatMap((item) => item.jobs.map((job) => [job.name, { item, job }] as const)))
  const foreign = new Map(others.map((draft) => [draft.job.name, draft] as const))
  const all = [...list.flatMap(({ jobs }) => jobs), ...others.map(({ job }) => job)].filter(leavesPoints)
  const shelves: Shelves = {
    places,
    scope,
    job: (name) => byName.get(name)?.job ?? foreign.get(name)?.job,
    writers: (repository) => writersTo(repository, all, scope),
    machines: (name) => {
      const found = byName.get(name)
      return found === undefined ? (foreign.get(name)?.machines ?? []) : dress(found.item).machines
    },
  }
  function dress(item: Undressed): Dressed {
    const known = done.get(item)
    if (known !== undefined) return known
    if (open.includes(item)) {
      reportCircle([...open.slice(open.indexOf(item)), item], scope)
      return NAKED
    }
    open.push(item)
    const made = dressed(item, places, shelves, scope)
    open.pop()
    done.set(item, made)
    return made
  }
  return dress
}

function dressed(item: Undressed, places: Places, shelves: Shelves, scope: Scope): Dressed {
  const { entry, jobs } = item
  const sort = sortOf(entry, scope)
  if (rulesOf(sort).from === 'machine') {
    const rows = machineEntries(entry, scope)
    return { rows, machines: machinesOf(rows, sort.type === 'file-backup', places, scope) }
  }
  const node = entry.node.entries.get('machines')?.value
  const rows =
    node === undefined && !choosesMachines(sort)
      ? []
      : node === undefined
        ? machineEntries(entry, scope, chosenBy(sort))
        : readList(MACHINE, node, `${entry.path}.machines`, scope.issues)
  // `count: 0` makes no job that could take machines.
  return jobs[0] === undefined
    ? { rows, machines: [] }
    : { rows, ...storedMachines(jobs[0], entry, rows, shelves) }
}

/** What a job lacks that says itself which stored machines it takes. */
function chosenBy({ type }: Sort): string {
  return `A ${type} needs \`machines\`: which ones, and which job backed them up, as in \`machines: [{ from: nightly, select: vm-* }]\`.`
}

/** Unknown while an entry of `jobs` is wrong, or a job's own target: it may be the one that is missed. */
function writersTo(repository: string, writers: readonly Job[], scope: Scope): readonly Job[] | undefined {
  if (scope.names.jobs.broken.size > 0 || writers.some(({ target }) => target === '')) return undefined
  return writers.filter(({ target }) => target === repository)
}

function reportCircle(circle: readonly Undressed[], { issues }: Scope): void {
  const { entry } = circle[0]!
  const names = circle.map((item) => `\`${item.entry.data.name}\``).join(' from ')
  issues.add(
    'E-COPY-CYCLE',
    nodeAt(entry, 'source'),
    pathAt(entry, 'source'),
    `Jobs take their machines from each other in a circle: ${names}; narrow one of them with \`jobs\`, as in \`jobs: [nightly]\`.`,
  )
}
