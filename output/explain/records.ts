/** Rows of the tables as facts with types, wherever the rows are read: from the files, or in the page. */
import { BUSY_STAGES, STAGES } from '../../sim/model/index.ts'
import { readCandidates } from '../tables/candidates.ts'
import { readNames } from '../tables/names.ts'
import type {
  DecisionFacts,
  GatewayFacts,
  LoadFacts,
  OutageFacts,
  SessionFacts,
  SharedStage,
  TaskFacts,
} from './facts.ts'
import { reasonInWords, waitInWords } from './words.ts'

/** A row by names of columns. Times are texts of the wall clock, as in the files. */
export interface FactRow {
  /** undefined: the cell is empty. */
  maybe(name: string): string | undefined
  /** Empty where the cell is. */
  text(name: string): string
  maybeNumber(name: string): number | undefined
  /** 0 where the cell is empty. */
  number(name: string): number
  /** undefined: does not apply. */
  maybeFlag(name: string): boolean | undefined
  /** The error to be thrown when a cell holds what was never written there. */
  broken(what: string): Error
}

export function taskOf(row: FactRow): TaskFacts {
  const waitedFor = row.maybe('waitedFor')
  const reason = row.maybe('reason')
  return {
    session: row.text('session'),
    tenant: row.maybe('tenant'),
    machine: row.text('machine'),
    disk: row.number('disk'),
    attempt: row.number('attempt'),
    operation: row.text('operation'),
    algorithm: row.text('algorithm'),
    proxy: row.maybe('proxy'),
    gateway: row.maybe('gateway'),
    cloudGateways: namesOf(row, 'cloudGateways'),
    repository: row.text('repository'),
    sourceMover: row.maybe('sourceMover'),
    targetMover: row.maybe('targetMover'),
    rule: row.maybe('rule'),
    fallback: row.maybeFlag('fallback') ?? false,
    queued: row.text('queued'),
    start: row.maybe('start'),
    end: row.text('end'),
    waitSeconds: row.number('waitSeconds'),
    waitedFor: waitedFor === undefined ? undefined : waitInWords(waitedFor),
    ...workOf(row),
    result: row.maybe('result'),
    reason: reason === undefined ? undefined : reasonInWords(reason),
    bottleneck: row.maybe('bottleneck'),
    limited: [...shares(row, 'limited', STAGES)].sort((a, b) => b.share - a.share),
    busy: shares(row, 'busy', BUSY_STAGES),
    veeamBottleneck: row.maybe('veeamBottleneck'),
  }
}

function namesOf(row: FactRow, column: string): readonly string[] {
  const names = readNames(row.text(column))
  if (names === undefined) throw row.broken(`"${row.text(column)}" in ${column}`)
  return names
}

function workOf(row: FactRow) {
  return {
    durationSeconds: row.number('durationSeconds'),
    transferSeconds: row.number('transferSeconds'),
    suspendedSeconds: row.number('suspendedSeconds'),
    resumes: row.number('resumes'),
    controlSeconds: row.number('controlSeconds'),
    processedBytes: row.number('processedBytes'),
    readBytes: row.number('readBytes'),
    transferredBytes: row.number('transferredBytes'),
    gatewayBytesIn: row.number('gatewayBytesIn'),
    rateBytesPerSecond: row.maybeNumber('rateBytesPerSecond'),
  }
}

/** What had no share is left out. */
function shares(row: FactRow, prefix: string, stages: readonly string[]): readonly SharedStage[] {
  return stages
    .map((stage) => ({ stage, share: row.number(`${prefix}${stage}`) }))
    .filter(({ share }) => share > 0)
}

export function sessionOf(row: FactRow): SessionFacts {
  const reason = row.maybe('reason')
  return {
    session: row.text('session'),
    jobType: row.text('jobType'),
    start: row.text('start'),
    end: row.text('end'),
    durationSeconds: row.number('durationSeconds'),
    result: row.maybe('result'),
    firstResult: row.maybe('firstResult'),
    reason: reason === undefined ? undefined : reasonInWords(reason),
    attempts: row.number('attempts'),
    machines: row.number('machines'),
    machinesFailed: row.number('machinesFailed'),
    tasks: row.number('tasks'),
    tasksFailed: row.number('tasksFailed'),
    readBytes: row.number('readBytes'),
    transferredBytes: row.number('transferredBytes'),
    goodBytes: row.number('goodBytes'),
    waitSeconds: row.number('waitSeconds'),
    bottleneck: row.maybe('bottleneck'),
    veeamBottleneck: row.maybe('veeamBottleneck'),
    missedWindow: row.maybeFlag('missedWindow'),
  }
}

export function gatewayOf(row: FactRow): GatewayFacts {
  return {
    gateway: row.text('gateway'),
    kind: row.text('kind'),
    site: row.text('site'),
    roles: row.text('roles'),
    tasks: row.number('tasks'),
    fallbackTasks: row.number('fallbackTasks'),
    bytesIn: row.number('bytesIn'),
    bytesWasted: row.number('bytesWasted'),
    peakTasks: row.number('peakTasks'),
    nicUtilisation: row.maybeNumber('nicUtilisation'),
    computeUtilisation: row.maybeNumber('computeUtilisation'),
    slotUtilisation: row.maybeNumber('slotUtilisation'),
    saturatedSeconds: row.number('saturatedSeconds'),
    saturatedShare: row.number('saturatedShare'),
    downSeconds: row.number('downSeconds'),
    losses: row.number('losses'),
  }
}

export function loadOf(row: FactRow): LoadFacts {
  return {
    time: row.text('time'),
    gateway: row.text('gateway'),
    tasks: row.number('tasks'),
    bytesInPerSecond: row.number('bytesInPerSecond'),
    bytesOutPerSecond: row.number('bytesOutPerSecond'),
    utilisation: row.maybeNumber('utilisation'),
    saturated: row.number('saturated'),
    down: row.number('down'),
  }
}

export function outageOf(row: FactRow): OutageFacts {
  return {
    target: row.text('target'),
    kind: row.text('kind'),
    start: row.text('start'),
    end: row.maybe('end'),
    tasksLost: row.number('tasksLost'),
    tasksResumed: row.number('tasksResumed'),
  }
}

export function decisionOf(row: FactRow): DecisionFacts {
  const candidates = readCandidates(row.text('candidates'))
  if (candidates === undefined) throw row.broken(`its candidates "${row.text('candidates')}"`)
  return {
    time: row.text('time'),
    session: row.text('session'),
    machine: row.text('machine'),
    disk: row.number('disk'),
    attempt: row.number('attempt'),
    operation: row.text('operation'),
    rule: row.text('rule'),
    chosen: row.maybe('chosen'),
    reason: row.text('reason'),
    fallbacksTried: row.maybe('fallbacksTried'),
    candidates,
  }
}
