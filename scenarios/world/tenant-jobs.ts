/** Jobs of tenants: read once for an entry of `tenants`, then made for each tenant under its own name. */
import { type Job, type Server, TENANT_TYPES } from '../../sim/model/index.ts'
import { expand } from '../names/catalog.ts'
import { nodeAt, pathAt } from '../names/places.ts'
import { fullName } from '../names/tenant-jobs.ts'
import type { JobIn } from '../schema/jobs.ts'
import type { Entry } from '../schema/shape.ts'
import { withMachines } from './dress.ts'
import type { CloudEntries, Named, TenantEntry } from './entries.ts'
import { isTyped } from './habits.ts'
import { type DraftJob, jobsOf, sortOf } from './jobs.ts'
import type { PlacedMachine, Places } from './machines.ts'
import type { Scope } from './scope.ts'

export interface TenantJobs {
  /** In order of tenants, each with its jobs in file order. */
  readonly all: readonly DraftJob[]
  /** Those of the first tenant of each entry: the others are alike, and one is enough to check. */
  readonly first: readonly DraftJob[]
}

export function tenantJobsOf(
  cloud: CloudEntries | undefined,
  own: Named['own'],
  servers: readonly Server[],
  places: Places,
  scope: Scope,
): TenantJobs {
  const all: DraftJob[] = []
  const first: DraftJob[] = []
  for (const tenant of cloud?.tenants ?? []) {
    const patterns = patternsOf(tenant, own, servers, places, scope)
    expand(tenant.entry).forEach((name, i) => {
      for (const pattern of patterns) {
        const draft = ofTenant(pattern, name, own.get(tenant.entry)!.known)
        all.push(draft)
        if (i === 0) first.push(draft)
      }
    })
  }
  return { all, first }
}

/** The jobs as they call each other among themselves. */
function patternsOf(
  { entry, jobs }: TenantEntry,
  own: Named['own'],
  servers: readonly Server[],
  places: Places,
  scope: Scope,
): readonly DraftJob[] {
  const jobNames = { ...own.get(entry)!, outer: scope.names.jobs }
  const inside: Scope = {
    ...scope,
    tenant: entry.data.name ?? '',
    names: { ...scope.names, jobs: jobNames },
  }
  const allowed = jobs.filter((job) => isTyped(job) && isAllowed(job, inside))
  return withMachines(
    allowed.map((job) => ({ entry: job, jobs: jobsOf(job, servers, inside) })),
    places,
    inside,
  )
}

function isAllowed(entry: Entry<JobIn>, scope: Scope): boolean {
  const { type } = sortOf(entry, scope)
  if (TENANT_TYPES[type] !== undefined) return true
  const known = Object.keys(TENANT_TYPES)
  const nas = type === 'file-backup' || type === 'file-backup-copy'
  const message = `${nas ? 'NAS backup is not supported to cloud repositories' : `A job of type ${type} runs at the provider`}; jobs of tenants are ${known.slice(0, -1).join(', ')} and ${known.at(-1)}.`
  scope.issues.add('E-TENANT-JOB', nodeAt(entry, 'type'), pathAt(entry, 'type'), message)
  return false
}

function ofTenant(pattern: DraftJob, tenant: string, own: ReadonlySet<string>): DraftJob {
  const { job, machines } = pattern
  const { schedule } = job
  const after =
    schedule.kind === 'after' && own.has(schedule.job)
      ? { schedule: { ...schedule, job: fullName(tenant, schedule.job) } }
      : {}
  const moved = machinesAt(machines, tenant)
  const named: Job = {
    ...job,
    name: fullName(tenant, job.name),
    tenant,
    ...after,
    ...(moved === machines ? {} : { machines: moved.map(({ machine }) => machine) }),
  }
  return { ...pattern, job: named, machines: moved }
}

/** Machines of restores know the job that left their points; all others are the same for every tenant. */
function machinesAt(machines: readonly PlacedMachine[], tenant: string): readonly PlacedMachine[] {
  if (machines.every(({ machine }) => machine.from === undefined)) return machines
  return machines.map(({ machine, ...rest }) => {
    const { from } = machine
    return { ...rest, machine: from === undefined ? machine : { ...machine, from: fullName(tenant, from) } }
  })
}
