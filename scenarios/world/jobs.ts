/** Jobs of a world: what goes with which type, and each key with its default. */
import { type Job, rulesOf, type Server } from '../../sim/model/index.ts'
import { expand } from '../names/catalog.ts'
import { nodeAt, pathAt } from '../names/places.ts'
import { JOB, type JobIn } from '../schema/jobs.ts'
import type { MachineIn } from '../schema/machines.ts'
import type { Entry } from '../schema/shape.ts'
import { sourceOf, targetOf, viaOf } from './ends.ts'
import { habitsOf, knows, type Sort } from './habits.ts'
import { fullOf, retryOf, taskRateOf } from './job-defaults.ts'
import { modeOf, scheduleAt } from './job-schedules.ts'
import type { PlacedMachine } from './machines.ts'
import { platformOf, proxiesOf } from './proxies.ts'
import { present, type Scope } from './scope.ts'

export interface DraftJob {
  readonly job: Job
  readonly entry: Entry<JobIn>
  readonly machines: readonly PlacedMachine[]
  readonly machineEntries: readonly Entry<MachineIn>[]
}

export function sortOf(entry: Entry<JobIn>, { tenant }: Scope): Sort {
  return { type: entry.data.type ?? 'backup', ...present({ tenant }) }
}

/** The jobs of an entry, without machines. */
export function jobsOf(entry: Entry<JobIn>, servers: readonly Server[], scope: Scope): readonly Job[] {
  const { data } = entry
  const sort = sortOf(entry, scope)
  const rules = rulesOf(sort)
  checkKeys(entry, sort, scope)
  const target = targetOf(entry, sort, servers, scope)
  const job: Job = {
    name: data.name ?? '',
    ...sort,
    platform: platformOf(entry, sort),
    processing: data.processing ?? 'on-host',
    target,
    ...present({
      source: sourceOf(entry, sort, target, scope),
      mode: modeOf(entry, sort),
      via: viaOf(entry, sort, servers, scope),
      window: windowOf(entry),
    }),
    drives: data.drives ?? 1,
    protected: data.protected ?? false,
    channels: data.channels ?? 1,
    schedule: scheduleAt(entry, sort, scope),
    priority: data.priority ?? 'normal',
    proxies: proxiesOf(entry, sort, servers, scope),
    retry: retryOf(entry, sort),
    newShare: data.chain ?? 0,
    method: data.method ?? 'forward-incremental',
    retention: data.retention ?? { points: 14 },
    full: fullOf(entry, sort, scope),
    taskRate: taskRateOf(data.taskRate, sort),
    reduction: data.reduction ?? rules.reduction,
    encryption: data.encryption ?? false,
    tasksPer: data.tasksPer ?? (rules.task === 'disk' ? 'disk' : 'machine'),
    maxWaiting: data.maxWaiting ?? Infinity,
    machines: [],
  }
  return expand(entry).map((name) => ({ ...job, name }))
}

/** What a key that means nothing for a type was probably meant to say. */
const MEANT: Readonly<Record<string, string>> = {
  'tape target': 'it writes to drives, those of `tapeServer`',
  'offload mode': 'remove it; chains are moved or copied by jobs of `type: move` and `type: copy`',
  'rescan source': 'name the repository in `target`',
  'health-check source': 'name the repository in `target`',
  'restore jobs': 'name the job in `machines`, as in `{ from: nightly }`',
  'replication jobs': 'name the job in `machines`, as in `{ from: nightly }`',
}

/** The same for jobs of tenants. */
const MEANT_BY_TENANT: Readonly<Record<string, string>> = {
  platform: 'a tenant reads its machines itself',
  processing: 'a tenant reads its machines itself',
  proxies: 'a tenant reads its machines with its own proxies, which are not simulated',
  jobs: 'list the machines it copies in `machines`, as in `{ name: vm, count: 4, size: 120 GiB }`',
  mode: 'it runs by its `schedule`',
  via: 'the accelerators would stand at the tenant; give what they save in `reduction`',
  target: 'a tenant restores to itself',
}

function checkKeys(entry: Entry<JobIn>, sort: Sort, scope: Scope): void {
  const { data } = entry
  const { type } = sort
  const refuse = (key: keyof JobIn, message: string, code = 'E-NOT-APPLICABLE'): void =>
    scope.issues.add(code, nodeAt(entry, key), pathAt(entry, key), message)
  const told = checkFull(entry, sort, refuse)
  for (const key of keysOf(entry)) {
    if (knows(sort, key) || (key === 'full' && told)) continue
    if (key === 'source' && type === 'backup-copy') {
      refuse(
        key,
        'Backup copy from a cloud repository is not supported: a tenant copies what it has at home. Remove `source` and list the machines.',
        'E-CLOUD-COPY',
      )
    } else if (key === 'via' && type === 'file-backup-copy') {
      refuse(
        key,
        'A file backup copy job does not support WAN accelerators; remove `via`.',
        'E-FILE-COPY-VIA',
      )
    } else {
      const ofTenant = sort.tenant === undefined ? '' : ' of a tenant'
      const meant = ofTenant === '' ? MEANT[`${type} ${key}`] : MEANT_BY_TENANT[key]
      refuse(key, `\`${key}\` means nothing for a job of type ${type}${ofTenant}; ${meant ?? 'remove it'}.`)
    }
  }
  const { methods } = habitsOf(sort)
  if (data.method !== undefined && knows(sort, 'method') && !methods.includes(data.method))
    refuse(
      'method',
      `A job of type ${type} makes no \`${data.method}\` chains; use \`${methods.join('` or `')}\`.`,
    )
  if (data.processing !== undefined && knows(sort, 'processing') && data.platform !== 'hyper-v')
    refuse('processing', '`processing` is for `platform: hyper-v`.')
}

/** Also those whose values could not be read: a key that means nothing is told at once. */
function keysOf({ node }: Entry<JobIn>): readonly (keyof JobIn & string)[] {
  const known = Object.keys(JOB.fields) as (keyof JobIn & string)[]
  return [...node.entries.keys()].flatMap((key) => known.filter((one) => one === key))
}

/** A full is read from machines or built at the repository: not every type can do both. */
function checkFull(
  { data: { full } }: Entry<JobIn>,
  sort: Sort,
  refuse: (key: keyof JobIn, message: string, code?: string) => void,
): boolean {
  const { type } = sort
  const kind = typeof full === 'object' ? full.kind : undefined
  if (kind === 'synthetic' && !rulesOf(sort).synthetic) {
    const message = `A job of type ${type} has no synthetic operations: its row of the selection table has none.`
    refuse('full', message, 'E-SYNTHETIC')
    return true
  }
  if (kind === 'active' && rulesOf(sort).from === 'repository' && knows(sort, 'full')) {
    refuse('full', `A job of type ${type} reads stored points, not machines; use \`kind: synthetic\`.`)
    return true
  }
  return false
}

function windowOf({ data: { window } }: Entry<JobIn>): Job['window'] {
  if (window?.from === undefined || window.to === undefined) return undefined
  return { from: window.from, to: window.to, atEnd: window.atEnd ?? 'finish' }
}
