/** Records made by hand: a plain one of each kind, with what a test cares about laid over it. */
import {
  type GatewayRecord,
  type NightRecord,
  type OutageRecord,
  type RunRecord,
  type SessionRecord,
  type TaskRecord,
  WAIT_CAUSES,
  type WaitCause,
} from '../../sim/model/index.ts'

/** Seconds waited per cause, in their order. */
export function waits(seconds: Partial<Record<WaitCause, number>>): number[] {
  return WAIT_CAUSES.map((cause) => seconds[cause] ?? 0)
}

export function task(over: Partial<TaskRecord> = {}): TaskRecord {
  return {
    session: 'nightly#1',
    job: 'nightly',
    jobType: 'backup',
    tenant: undefined,
    machine: 'vm-1',
    disk: 1,
    attempt: 1,
    operation: 'backup',
    algorithm: 'increment',
    proxy: 'p-1',
    gateway: 'gw-1',
    cloudGateway: undefined,
    cloudGateways: [],
    repository: 'nas',
    rule: 'A1',
    fallback: false,
    night: 20_000,
    queued: 100,
    start: 110,
    end: 170,
    waitSeconds: 10,
    waitedFor: 'proxy',
    waits: waits({ proxy: 10 }),
    durationSeconds: 60,
    transferSeconds: 50,
    suspendedSeconds: 0,
    resumes: 0,
    processedBytes: 4000,
    readBytes: 2000,
    transferredBytes: 1000,
    gatewayBytesIn: 1000,
    gatewayBytesOut: 1000,
    repositoryReadBytes: 0,
    repositoryWrittenBytes: 1000,
    rateBytesPerSecond: 40,
    result: 'Success',
    reason: undefined,
    bottleneck: 'Source',
    limited: [1, 0, 0, 0, 0, 0, 0, 0],
    busy: [1, 0.5, 0.25, undefined],
    veeamBottleneck: 'Source',
    sourceMover: 'p-1',
    targetMover: 'gw-1',
    direction: 'backup',
    fastClone: undefined,
    controlSeconds: 1,
    ...over,
  }
}

export function session(over: Partial<SessionRecord> = {}): SessionRecord {
  return {
    session: 'nightly#1',
    job: 'nightly',
    jobType: 'backup',
    tenant: undefined,
    night: 20_000,
    start: 100,
    end: 200,
    durationSeconds: 100,
    result: 'Success',
    firstResult: 'Success',
    providerResult: undefined,
    reason: undefined,
    attempts: 1,
    machines: 1,
    machinesFailed: 0,
    machinesFailedFirst: 0,
    tasks: 1,
    tasksFailed: 0,
    processedBytes: 4000,
    readBytes: 2000,
    transferredBytes: 1000,
    goodBytes: 1000,
    rateBytesPerSecond: 40,
    algorithm: 'increment',
    bottleneck: 'Source',
    veeamBottleneck: 'Source',
    waitSeconds: 10,
    missedWindow: undefined,
    windowOverrun: undefined,
    stopped: false,
    scheduled: true,
    controlSeconds: 1,
    machinesFull: 0,
    ...over,
  }
}

export function night(over: Partial<NightRecord> = {}): NightRecord {
  return { night: 20_000, end: 86_400, machines: 4, rpoMisses: 1, peakTasks: 3, ...over }
}

export function outage(over: Partial<OutageRecord> = {}): OutageRecord {
  return {
    target: 'gw-1',
    kind: 'outage',
    start: 120,
    end: 180,
    tasksLost: 1,
    tasksResumed: 0,
    sessionsFailed: 1,
    tenantsAffected: 0,
    ...over,
  }
}

export function gateway(over: Partial<GatewayRecord> = {}): GatewayRecord {
  return {
    gateway: 'gw-1',
    kind: 'server',
    site: 'hq',
    roles: ['gateway'],
    tasks: 2,
    fallbackTasks: 0,
    syntheticTasks: 0,
    tenants: 0,
    bytesIn: 1000,
    bytesOut: 1000,
    bytesWasted: 0,
    meanTasks: 0.5,
    peakTasks: 2,
    peakConnections: 2,
    nicUtilisation: 0.4,
    computeUtilisation: 0.2,
    slotUtilisation: undefined,
    saturatedSeconds: 30,
    saturatedShare: 0.3,
    overCommittedSeconds: 0,
    downSeconds: 0,
    availability: 1,
    losses: 0,
    ...over,
  }
}

export function run(over: Partial<RunRecord> = {}): RunRecord {
  return {
    end: 86_400,
    executedEvents: 42,
    activeSeconds: 100,
    measuredSeconds: 86_400,
    skippedStarts: 0,
    unfinished: 0,
    retries: 0,
    audit: undefined,
    auditChecks: 0,
    ...over,
  }
}
