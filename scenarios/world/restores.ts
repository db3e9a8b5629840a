/** Restores take their machines from the job that backed them up. */
import type { Job, Machine } from '../../sim/model/index.ts'
import { didYouMean } from '../issues.ts'
import { globOf, nodeAt, pathAt, resolveAll } from '../names/catalog.ts'
import type { JobIn } from '../schema/jobs.ts'
import type { MachineIn } from '../schema/machines.ts'
import type { Entry } from '../schema/shape.ts'
import type { PlacedMachine, Places } from './machines.ts'
import type { Scope } from './scope.ts'

export interface Restored {
  readonly machines: readonly PlacedMachine[]
  /** The repository that holds them, unless they lie in several. */
  readonly source: string | undefined
}

export function restoredMachines(
  job: Entry<JobIn>,
  target: string,
  entries: readonly Entry<MachineIn>[],
  backups: ReadonlyMap<string, Job>,
  places: Places,
  scope: Scope,
): Restored {
  const sources = new Set<string>()
  const site = places.datastores.get(target)?.site
  const machines = entries.flatMap((entry) => {
    refuseOwn(entry, scope)
    return fromJobs(entry, backups, scope).flatMap((backup) => {
      if (backup.type !== 'restore') sources.add(backup.target)
      return selected(entry, backup, scope).map((machine) => ({
        machine: restored(machine, backup.name, target, site),
        entry,
      }))
    })
  })
  const given = job.data.source !== undefined
  if (!given && sources.size > 1) {
    scope.issues.add(
      'E-RESTORE-SOURCE',
      nodeAt(job, 'machines'),
      pathAt(job, 'machines'),
      `The machines lie in ${sources.size} repositories; name one in \`source\`, or make a restore for each.`,
    )
  }
  return { machines, source: sources.size === 1 ? [...sources][0] : undefined }
}

/** Restored machines are written where the target is: that is where a proxy should stand. */
function restored(machine: Machine, from: string, target: string, site: string | undefined): Machine {
  const { datastore: _, ...rest } = machine
  return {
    ...rest,
    from,
    rate: Infinity,
    site: site ?? machine.site,
    ...(target === '' ? {} : { datastore: target }),
  }
}

const OWN = [
  'name',
  'count',
  'disks',
  'size',
  'used',
  'changeRate',
  'bytes',
  'datastore',
  'host',
  'site',
  'rate',
  'inventory',
] as const

function refuseOwn(entry: Entry<MachineIn>, { issues }: Scope): void {
  for (const key of OWN) {
    if (entry.data[key] === undefined) continue
    issues.add(
      'E-NOT-APPLICABLE',
      nodeAt(entry, key),
      pathAt(entry, key),
      `A restore takes \`${key}\` from the job that made the backup, as in \`{ from: nightly, select: vm-* }\`.`,
    )
  }
}

function fromJobs(
  entry: Entry<MachineIn>,
  backups: ReadonlyMap<string, Job>,
  { names, issues }: Scope,
): readonly Job[] {
  const { from } = entry.data
  if (from === undefined) {
    if (!entry.node.entries.has('from')) {
      issues.add(
        'E-MISSING',
        entry.node,
        entry.path,
        'A restore says which job backed the machines up, as in `{ from: nightly, select: vm-* }`.',
      )
    }
    return []
  }
  const at = nodeAt(entry, 'from')
  const found = resolveAll(names.jobs, [from], at, pathAt(entry, 'from'), issues)
  return found.flatMap((name) => {
    const job = backups.get(name)
    if (job === undefined)
      issues.add(
        'E-RESTORE-FROM',
        at,
        pathAt(entry, 'from'),
        `\`${name}\` makes no backups; name a backup, file-backup or agent job.`,
      )
    return job === undefined ? [] : [job]
  })
}

function selected(entry: Entry<MachineIn>, backup: Job, { issues }: Scope): readonly Machine[] {
  const { select } = entry.data
  if (select === undefined) return backup.machines
  const chosen = new Set<Machine>()
  select.forEach((wanted, i) => {
    const pattern = globOf(wanted)
    // A base name stands for its counted machines, as everywhere.
    const found = backup.machines.filter(({ name }) => pattern.test(name) || isNumbered(name, wanted))
    for (const machine of found) chosen.add(machine)
    if (found.length > 0) return
    const node = nodeAt(entry, 'select')
    const at = node.kind === 'list' ? (node.items[i] ?? node) : node
    const hint = didYouMean(
      wanted,
      backup.machines.slice(0, 1000).map(({ name }) => name),
    )
    issues.add(
      'E-REFERENCE',
      at,
      pathAt(entry, 'select'),
      `The job \`${backup.name}\` has no machine \`${wanted}\`.${hint}`,
    )
  })
  return backup.machines.filter((machine) => chosen.has(machine))
}

export function isNumbered(name: string, base: string): boolean {
  return name.startsWith(`${base}-`) && /^\d+$/.test(name.slice(base.length + 1))
}
