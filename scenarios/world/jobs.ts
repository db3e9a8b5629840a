/** Jobs of a world: what goes with which type, and each key with its default. */
import { type Job, type JobType, type Server, TYPES } from '../../sim/model/index.ts'
import { expand, nodeAt, pathAt } from '../names/catalog.ts'
import type { JobIn } from '../schema/jobs.ts'
import type { MachineIn } from '../schema/machines.ts'
import type { Entry } from '../schema/shape.ts'
import { sourceOf, targetOf, viaOf } from './ends.ts'
import { HABITS, knows } from './habits.ts'
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

export function typeOf(entry: Entry<JobIn>): JobType {
  return entry.data.type ?? 'backup'
}

/** The jobs of an entry, without machines. */
export function jobsOf(entry: Entry<JobIn>, servers: readonly Server[], scope: Scope): readonly Job[] {
  const { data } = entry
  const type = typeOf(entry)
  checkKeys(entry, type, scope)
  const target = targetOf(entry, type, servers, scope)
  const job: Job = {
    name: data.name ?? '',
    type,
    platform: platformOf(entry, type),
    processing: data.processing ?? 'on-host',
    target,
    ...present({
      source: sourceOf(entry, type, target, scope),
      mode: modeOf(entry, type),
      via: viaOf(entry, type, servers, scope),
      window: windowOf(entry),
    }),
    drives: data.drives ?? 1,
    protected: data.protected ?? false,
    channels: data.channels ?? 1,
    schedule: scheduleAt(entry, type, scope),
    priority: data.priority ?? 'normal',
    proxies: proxiesOf(entry, type, servers, scope),
    retry: retryOf(entry, type),
    newShare: data.chain ?? 0,
    method: data.method ?? 'forward-incremental',
    retention: data.retention ?? { points: 14 },
    full: fullOf(entry, type, scope),
    taskRate: taskRateOf(data.taskRate, type),
    reduction: data.reduction ?? TYPES[type].reduction,
    encryption: data.encryption ?? false,
    tasksPer: data.tasksPer ?? (TYPES[type].task === 'disk' ? 'disk' : 'machine'),
    maxWaiting: data.maxWaiting ?? Infinity,
    machines: [],
  }
  return expand(entry).map((name) => ({ ...job, name }))
}

/** What a key that means nothing for a type was probably meant to say. */
const MEANT: Readonly<Record<string, string>> = {
  'tape target': 'its target are the drives of `tapeServer`',
  'rescan source': 'name the repository in `target`',
  'health-check source': 'name the repository in `target`',
  'restore jobs': 'name the job in `machines`, as in `{ from: nightly }`',
  'replication jobs': 'name the job in `machines`, as in `{ from: nightly }`',
}

function checkKeys(entry: Entry<JobIn>, type: JobType, scope: Scope): void {
  const { data } = entry
  const refuse = (key: keyof JobIn, message: string, code = 'E-NOT-APPLICABLE'): void =>
    scope.issues.add(code, nodeAt(entry, key), pathAt(entry, key), message)
  const told = checkFull(entry, type, refuse)
  for (const key of Object.keys(data) as (keyof JobIn & string)[]) {
    if (knows(type, key) || (key === 'full' && told)) continue
    if (key === 'via' && type === 'file-backup-copy') {
      refuse(
        key,
        'A file backup copy job does not support WAN accelerators; remove `via`.',
        'E-FILE-COPY-VIA',
      )
    } else {
      const meant = MEANT[`${type} ${key}`] ?? 'remove it'
      refuse(key, `\`${key}\` means nothing for a job of type ${type}; ${meant}.`)
    }
  }
  const { methods } = HABITS[type]
  if (data.method !== undefined && knows(type, 'method') && !methods.includes(data.method))
    refuse(
      'method',
      `A job of type ${type} makes no \`${data.method}\` chains; use \`${methods.join('` or `')}\`.`,
    )
  if (data.processing !== undefined && knows(type, 'processing') && data.platform !== 'hyper-v')
    refuse('processing', '`processing` is for `platform: hyper-v`.')
}

/** A full is read from machines or built at the repository: not every type can do both. */
function checkFull(
  { data: { full } }: Entry<JobIn>,
  type: JobType,
  refuse: (key: keyof JobIn, message: string, code?: string) => void,
): boolean {
  const kind = typeof full === 'object' ? full.kind : undefined
  if (kind === 'synthetic' && !TYPES[type].synthetic) {
    const message = `A job of type ${type} has no synthetic operations: its row of the selection table has none.`
    refuse('full', message, 'E-SYNTHETIC')
    return true
  }
  if (kind === 'active' && TYPES[type].from === 'repository' && knows(type, 'full')) {
    refuse('full', `A job of type ${type} reads stored points, not machines; use \`kind: synthetic\`.`)
    return true
  }
  return false
}

function windowOf({ data: { window } }: Entry<JobIn>): Job['window'] {
  if (window?.from === undefined || window.to === undefined) return undefined
  return { from: window.from, to: window.to, atEnd: window.atEnd ?? 'finish' }
}
