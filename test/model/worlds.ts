/** Small worlds for tests, written in the units of the model: seconds, bytes, bytes per second. */
import {
  type DecisionRecord,
  type EventRecord,
  type FlowRecord,
  type GatewayRecord,
  type Job,
  type LoadRecord,
  type Machine,
  type NightRecord,
  type OutageRecord,
  type Policies,
  type Recorder,
  type Repository,
  type ResourceRecord,
  type Roles,
  type RunRecord,
  type Server,
  type SessionRecord,
  simulate,
  type TaskRecord,
  type TenantRecord,
  WAIT_CAUSES,
  type WaitCause,
  type WarningRecord,
  type World,
} from '../../sim/model/index.ts'

export const GB = 1e9
export const MB = 1e6
export const HOUR = 3600
export const DAY = 86_400
const UNLIMITED = Number.POSITIVE_INFINITY

/** A gateway with a NIC so wide that it limits nobody, unless told otherwise. */
export function server(name: string, roles: Roles = {}, more: Partial<Server> = {}): Server {
  return {
    name,
    site: 'hq',
    os: 'windows',
    cores: 8,
    memory: 32 * 1_073_741_824,
    nic: { in: UNLIMITED, out: UNLIMITED, efficiency: 1, duplex: 'full' },
    compute: UNLIMITED,
    virtual: false,
    reaches: 'all',
    fibreChannel: [],
    roles,
    managed: true,
    ...more,
  }
}

export const GATEWAY: Roles = { gateway: { maxTasks: UNLIMITED } }

export function proxy(name: string, maxTasks: number, more: Partial<Server> = {}): Server {
  return server(
    name,
    { proxy: { maxTasks, platform: 'vmware', transport: 'hot-add', taskRate: UNLIMITED } },
    more,
  )
}

/** An SMB share that limits nobody. */
export function share(
  name: string,
  gateway: Repository['gateway'],
  more: Partial<Repository> = {},
): Repository {
  return {
    name,
    type: 'smb',
    site: 'hq',
    read: UNLIMITED,
    write: UNLIMITED,
    maxTasks: UNLIMITED,
    taskRate: UNLIMITED,
    capacity: UNLIMITED,
    used: 0,
    rateLimit: UNLIMITED,
    perMachineFiles: true,
    gateway,
    connection: 'gateway',
    fabric: 'lan',
    allSquash: false,
    fastClone: 'none',
    sourceSideDedup: { full: 1, increment: 1 },
    decompress: false,
    streams: UNLIMITED,
    catalyst: 'lan',
    ...more,
  }
}

export function machine(name: string, bytes: number, more: Partial<Machine> = {}): Machine {
  return {
    name,
    site: 'hq',
    disks: 1,
    size: bytes,
    used: { share: 1 },
    changeRate: 0.05,
    bytes,
    rate: UNLIMITED,
    ...more,
  }
}

/** `count` machines of the same volume. */
export function machines(count: number, bytes: number, more: Partial<Machine> = {}): Machine[] {
  return Array.from({ length: count }, (_, i) => machine(`vm-${i + 1}`, bytes, more))
}

/** A backup job that starts at t = 0 with 100 MB/s per task and no retries. */
export function job(name: string, target: string, list: Machine[], more: Partial<Job> = {}): Job {
  return {
    name,
    type: 'backup',
    platform: 'vmware',
    processing: 'on-host',
    target,
    schedule: { kind: 'times', times: [0], manual: false, overlapping: false },
    priority: 'normal',
    proxies: ['proxy-1'],
    retry: { attempts: 0, wait: 600 },
    newShare: 0,
    method: 'forward-incremental',
    retention: { points: 14 },
    full: { kind: 'none' },
    taskRate: { full: 100 * MB, increment: 100 * MB },
    reduction: 1,
    encryption: false,
    tasksPer: 'disk',
    maxWaiting: UNLIMITED,
    drives: 1,
    protected: false,
    channels: 1,
    machines: list,
    ...more,
  }
}

export const at = (...times: number[]): Job['schedule'] => ({
  kind: 'times',
  times,
  manual: false,
  overlapping: false,
})

export const PLAIN: Policies = {
  onGatewayLoss: 'affected-tasks',
  resume: { poll: 15, giveUp: 1800, gateway: 0 },
  reselectOnRetry: true,
  slotCounting: 'per-disk',
  tcp: { streams: 5, window: 1_048_576, per: 'session' },
  taskOverhead: 0,
  control: { session: 0, task: 0 },
  inferredFallback: false,
  overCommit: 'ignore',
  night: 43_200,
  rpo: DAY,
}

/** 2026-01-05 is a Monday; the clock is UTC and t = 0 is midnight. */
export function world(parts: Partial<World>): World {
  return {
    name: 'test',
    clock: { zone: 'UTC', periods: [{ at: Number.NEGATIVE_INFINITY, offset: 20_458 * DAY }] },
    horizon: DAY,
    warmup: 0,
    drain: true,
    productVersion: 13,
    sites: ['hq'],
    links: [],
    servers: [],
    datastores: [],
    repositories: [],
    throttles: [],
    jobs: [],
    failures: [],
    policies: PLAIN,
    ...parts,
  }
}

export interface Facts {
  readonly sessions: SessionRecord[]
  readonly tasks: TaskRecord[]
  readonly nights: NightRecord[]
  readonly outages: OutageRecord[]
  readonly gateways: GatewayRecord[]
  readonly resources: ResourceRecord[]
  readonly flows: FlowRecord[]
  readonly tenants: TenantRecord[]
  readonly load: LoadRecord[]
  readonly warnings: WarningRecord[]
  readonly decisions: DecisionRecord[]
  readonly events: EventRecord[]
  readonly runs: RunRecord[]
}

export function collector(): { facts: Facts; recorder: Recorder } {
  const facts: Facts = {
    sessions: [],
    tasks: [],
    nights: [],
    outages: [],
    gateways: [],
    resources: [],
    flows: [],
    tenants: [],
    load: [],
    warnings: [],
    decisions: [],
    events: [],
    runs: [],
  }
  const recorder: Recorder = {
    session: (r) => facts.sessions.push(r),
    task: (r) => facts.tasks.push(r),
    night: (r) => facts.nights.push(r),
    outage: (r) => facts.outages.push(r),
    gateway: (r) => facts.gateways.push(r),
    resource: (r) => facts.resources.push(r),
    flow: (r) => facts.flows.push(r),
    tenant: (r) => facts.tenants.push(r),
    load: (r) => facts.load.push(r),
    warning: (r) => facts.warnings.push(r),
    decision: (r) => facts.decisions.push(r),
    event: (r) => facts.events.push(r),
    end: (r) => facts.runs.push(r),
  }
  return { facts, recorder }
}

/** Runs a world with its audit; a violation is thrown, so that every test also checks the invariants. */
export function run(world: World, seed = 1, replication = 1): Facts {
  const { facts, recorder } = collector()
  simulate(world, { seed, replication, recorder, events: true, decisions: true, audit: true })
  const violations = facts.runs[0]!.audit!
  if (violations.length > 0) throw new Error(`audit: ${violations.join('; ')}`)
  return facts
}

/** Seconds that a task waited, by cause. */
export function waited({ waits }: TaskRecord): Partial<Record<WaitCause, number>> {
  return Object.fromEntries(
    WAIT_CAUSES.map((cause, i) => [cause, waits[i]!] as const).filter(([, seconds]) => seconds > 0),
  )
}
