/** Jobs of a world: defaults by type, and what goes with which type. */
import type { FullPolicy, Job, JobType, RetryPolicy, Server } from '../../sim/model/index.ts'
import { MB } from '../../sim/units.ts'
import { expand, nodeAt, pathAt, resolveOne } from '../names/catalog.ts'
import type { JobIn, TaskRateIn } from '../schema/jobs.ts'
import type { MachineIn } from '../schema/machines.ts'
import type { Entry } from '../schema/shape.ts'
import { scheduleOf } from '../time/schedule.ts'
import type { PlacedMachine } from './machines.ts'
import { present, type Scope, serversAt } from './scope.ts'
import { readTrace } from './trace.ts'

export interface DraftJob {
  readonly job: Job
  readonly entry: Entry<JobIn>
  readonly machines: readonly PlacedMachine[]
  readonly machineEntries: readonly Entry<MachineIn>[]
}

/** Keys that a type knows nothing of: they are refused, not ignored. */
const FOREIGN: Readonly<Record<JobType, readonly (keyof JobIn)[]>> = {
  backup: ['source'],
  'file-backup': ['source', 'platform', 'processing'],
  agent: ['source', 'platform', 'processing', 'proxies', 'tasksPer'],
  restore: ['chain', 'method', 'retention', 'full', 'encryption'],
}

export function typeOf(entry: Entry<JobIn>): JobType {
  return entry.data.type ?? 'backup'
}

export function platformOf(entry: Entry<JobIn>): Job['platform'] {
  const type = typeOf(entry)
  if (type === 'agent') return 'none'
  return type === 'file-backup' ? 'file' : (entry.data.platform ?? 'vmware')
}

/** The jobs of an entry, without machines. */
export function jobsOf(entry: Entry<JobIn>, servers: readonly Server[], scope: Scope): readonly Job[] {
  const { data } = entry
  const type = typeOf(entry)
  checkKeys(entry, type, scope)
  const schedule = scheduleAt(entry, scope)
  const job: Job = {
    name: data.name ?? '',
    type,
    platform: platformOf(entry),
    processing: data.processing ?? 'on-host',
    target: targetOf(entry, type, scope),
    schedule,
    ...present({ source: sourceOf(entry, scope), window: windowOf(entry) }),
    priority: data.priority ?? 'normal',
    proxies: proxiesOf(entry, servers, scope),
    retry: retryOf(entry, type),
    newShare: data.chain ?? 0,
    method: data.method ?? 'forward-incremental',
    retention: data.retention ?? { points: 14 },
    full: fullOf(entry, type, scope),
    taskRate: taskRateOf(data.taskRate),
    reduction: data.reduction ?? 2,
    encryption: data.encryption ?? false,
    tasksPer: data.tasksPer ?? (type === 'agent' || type === 'file-backup' ? 'machine' : 'disk'),
    maxWaiting: data.maxWaiting ?? Infinity,
    machines: [],
  }
  return expand(entry).map((name) => ({ ...job, name }))
}

function checkKeys(entry: Entry<JobIn>, type: JobType, { issues }: Scope): void {
  const { data } = entry
  if (type === 'restore' && typeof data.full === 'object' && data.full.kind === 'synthetic') {
    issues.add(
      'E-SYNTHETIC',
      nodeAt(entry, 'full'),
      pathAt(entry, 'full'),
      'A restore has no synthetic operations: its row of the selection table has none.',
    )
  } else {
    for (const key of FOREIGN[type]) {
      if (data[key] === undefined) continue
      issues.add(
        'E-NOT-APPLICABLE',
        nodeAt(entry, key),
        pathAt(entry, key),
        `\`${key}\` means nothing for a job of type ${type}; remove it.`,
      )
    }
  }
  if (data.processing !== undefined && type === 'backup' && data.platform !== 'hyper-v') {
    issues.add(
      'E-NOT-APPLICABLE',
      nodeAt(entry, 'processing'),
      pathAt(entry, 'processing'),
      '`processing` is for `platform: hyper-v`.',
    )
  }
}

function targetOf(entry: Entry<JobIn>, type: JobType, { names, issues }: Scope): string {
  const { target } = entry.data
  if (target === undefined) return ''
  const catalog = type === 'restore' ? names.datastores : names.repositories
  return resolveOne(catalog, target, nodeAt(entry, 'target'), pathAt(entry, 'target'), issues) ?? ''
}

function sourceOf(entry: Entry<JobIn>, { names, issues }: Scope): string | undefined {
  const { source } = entry.data
  if (source === undefined || typeOf(entry) !== 'restore') return undefined
  return resolveOne(names.repositories, source, nodeAt(entry, 'source'), pathAt(entry, 'source'), issues)
}

function windowOf({ data: { window } }: Entry<JobIn>): Job['window'] {
  if (window?.from === undefined || window.to === undefined) return undefined
  return { from: window.from, to: window.to, atEnd: window.atEnd ?? 'finish' }
}

/** `automatic`: all managed proxies of the platform, in order of servers. */
function proxiesOf(entry: Entry<JobIn>, servers: readonly Server[], scope: Scope): readonly string[] {
  const { proxies = 'automatic', processing = 'on-host' } = entry.data
  const platform = platformOf(entry)
  const onHost = platform === 'hyper-v' && processing === 'on-host' && typeOf(entry) === 'backup'
  if (platform === 'none') return []
  if (onHost) {
    if (proxies !== 'automatic') {
      scope.issues.add(
        'E-NOT-APPLICABLE',
        nodeAt(entry, 'proxies'),
        pathAt(entry, 'proxies'),
        'With `processing: on-host` the Hyper-V hosts read the data; `proxies` is for off-host.',
      )
    }
    return []
  }
  if (proxies === 'automatic') {
    const found = servers
      .filter((server) => server.managed && server.roles.proxy?.platform === platform)
      .map(({ name }) => name)
    if (found.length === 0 && scope.rolesRead) {
      scope.issues.add(
        'E-NO-PROXY',
        entry.node,
        entry.path,
        `No managed server has the role proxy for the platform ${platform}, such as \`roles: { proxy: { platform: ${platform} } }\`.`,
      )
    }
    return found
  }
  const listed = serversAt(scope, entry, 'proxies', proxies)
  const isProxy = (name: string): boolean =>
    servers.find((server) => server.name === name)?.roles.proxy?.platform === platform
  const stranger = listed.find((name) => !isProxy(name))
  if (stranger !== undefined && scope.rolesRead) {
    scope.issues.add(
      'E-NO-PROXY',
      nodeAt(entry, 'proxies'),
      pathAt(entry, 'proxies'),
      `\`${stranger}\` has no role proxy for the platform ${platform}.`,
    )
  }
  return listed
}

/** docs/model.md 2: backup and file backup 3 x 10 min, agents 3 x 30 min, continuous without wait; `at`, poisson, trace and restore none. */
function retryOf(entry: Entry<JobIn>, type: JobType): RetryPolicy {
  const { retry, schedule } = entry.data
  const none =
    type === 'restore' ||
    schedule?.at !== undefined ||
    schedule?.poisson !== undefined ||
    schedule?.trace !== undefined
  const usualWait = schedule?.continuous === true ? 0 : type === 'agent' ? 1800 : 600
  return { attempts: retry?.attempts ?? (none ? 0 : 3), wait: retry?.wait ?? usualWait }
}

function fullOf(entry: Entry<JobIn>, type: JobType, { issues }: Scope): FullPolicy {
  const { full } = entry.data
  if (type === 'restore' || full === 'none') return { kind: 'none' }
  const how = full?.kind ?? 'synthetic'
  if (full?.on !== undefined && full.every !== undefined) {
    issues.add(
      'E-EXCLUSIVE',
      nodeAt(entry, 'full'),
      pathAt(entry, 'full'),
      'Give `on` (weekdays) or `every` (a time after the last full), not both.',
    )
  }
  if (full?.every !== undefined) return { kind: 'every', period: full.every, how }
  return { kind: 'weekdays', days: full?.on ?? [5], how }
}

const FULL_RATE = 100 * MB
const INCREMENT_RATE = 25 * MB

function taskRateOf(given: JobIn['taskRate']): Job['taskRate'] {
  if (given === undefined) return { full: FULL_RATE, increment: INCREMENT_RATE }
  if (typeof given === 'number' || 'kind' in given) return { full: given, increment: given }
  const { full = FULL_RATE, increment = INCREMENT_RATE } = given as Partial<TaskRateIn>
  return { full, increment }
}

function scheduleAt(entry: Entry<JobIn>, scope: Scope): Job['schedule'] {
  const none: Job['schedule'] = { kind: 'times', times: [], manual: false, overlapping: false }
  const { schedule } = entry.data
  const node = entry.node.entries.get('schedule')?.value
  if (node === undefined) {
    scope.issues.add(
      'E-MISSING',
      entry.node,
      entry.path,
      'A job needs a `schedule`, as in `schedule: { daily: "22:00" }`.',
    )
    return none
  }
  if (schedule === undefined) return none
  const path = `${entry.path}.schedule`
  const at = (key: string) => (node.kind === 'map' && node.entries.get(key)?.value) || node
  return scheduleOf(schedule, node, {
    clock: scope.clock,
    end: scope.horizon,
    job: (reference) => resolveOne(scope.names.jobs, reference, at('after'), `${path}.after`, scope.issues),
    trace: (file) => readTrace(file, at('trace'), `${path}.trace`, scope),
    complain: (code, key, message) =>
      scope.issues.add(code, at(key), key === '' ? path : `${path}.${key}`, message),
  })
}
