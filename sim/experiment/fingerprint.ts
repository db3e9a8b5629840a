/**
 * A hash over the facts of a replication: equal fingerprints mean equal runs, whoever ran them, wherever.
 *
 * It reads tasks, sessions, nights, outages and gateways, field by field, in the order in which they are
 * recorded. Events, decisions, load buckets and the audit depend on what was asked for and not on what happened,
 * and stay out. Numbers count by their bits (with one zero: -0 prints as 0), so no locale and no formatting takes
 * part.
 *
 * Written out rather than looped over names: fields read by name cost half as much again and numbers that pass
 * through a general door are boxed (400,000 tasks: 0.5 s against 1.0 s). test/experiment/fingerprint.test.ts
 * changes every field once, so that none can be forgotten.
 */
import {
  type GatewayRecord,
  type NightRecord,
  type OutageRecord,
  type SessionRecord,
  type TaskRecord,
  WAIT_CAUSES,
} from '../model/index.ts'
import { Hash } from './hash.ts'
import { SilentRecorder } from './silent.ts'

/** Makes the fingerprint of a replication from its records. */
export class FingerprintRecorder extends SilentRecorder {
  readonly #hash = new Hash()

  override task(record: TaskRecord): void {
    this.#hash.add('task')
    addWhatWasDone(this.#hash, record)
    addHowItWent(this.#hash, record)
  }

  override session(record: SessionRecord): void {
    this.#hash.add('session')
    addSession(this.#hash, record)
    addVolumes(this.#hash, record)
  }

  override night(record: NightRecord): void {
    this.#hash.add('night')
    this.#hash.number(record.night)
    this.#hash.number(record.end)
    this.#hash.number(record.machines)
    this.#hash.number(record.rpoMisses)
    this.#hash.number(record.peakTasks)
  }

  override outage(record: OutageRecord): void {
    this.#hash.add('outage')
    this.#hash.add(record.target)
    this.#hash.add(record.kind)
    this.#hash.number(record.start)
    this.#hash.number(record.end)
    this.#hash.number(record.tasksLost)
    this.#hash.number(record.tasksResumed)
    this.#hash.number(record.sessionsFailed)
    this.#hash.number(record.tenantsAffected)
  }

  override gateway(record: GatewayRecord): void {
    this.#hash.add('gateway')
    addGateway(this.#hash, record)
  }

  /** 16 hexadecimal digits. */
  get fingerprint(): string {
    return this.#hash.digest()
  }
}

function addWhatWasDone(hash: Hash, record: TaskRecord): void {
  hash.add(record.session)
  hash.add(record.job)
  hash.add(record.jobType)
  hash.add(record.machine)
  hash.number(record.disk)
  hash.number(record.attempt)
  hash.add(record.operation)
  hash.add(record.algorithm)
  hash.add(record.proxy)
  hash.add(record.gateway)
  addIfKnown(hash, 'tenant', record.tenant)
  addIfKnown(hash, 'cloudGateway', record.cloudGateway)
  for (const name of record.cloudGateways) addIfKnown(hash, 'cloudGateways', name)
  hash.add(record.repository)
  hash.add(record.rule)
  hash.add(record.fallback)
  hash.add(record.sourceMover)
  hash.add(record.targetMover)
  hash.add(record.direction)
  hash.add(record.fastClone)
  hash.number(record.processedBytes)
  hash.number(record.readBytes)
  hash.number(record.transferredBytes)
  hash.number(record.gatewayBytesIn)
  hash.number(record.gatewayBytesOut)
  hash.number(record.repositoryReadBytes)
  hash.number(record.repositoryWrittenBytes)
}

function addHowItWent(hash: Hash, record: TaskRecord): void {
  hash.number(record.night)
  hash.number(record.queued)
  hash.add(record.start)
  hash.number(record.end)
  hash.number(record.waitSeconds)
  hash.add(record.waitedFor)
  // By name: a cause that did not occur leaves no trace, and a new one changes no old print.
  for (let i = 0; i < record.waits.length; i++) {
    if (record.waits[i] === 0) continue
    hash.add(WAIT_CAUSES[i]!)
    hash.number(record.waits[i]!)
  }
  hash.number(record.durationSeconds)
  hash.number(record.transferSeconds)
  hash.number(record.suspendedSeconds)
  hash.number(record.controlSeconds)
  hash.number(record.resumes)
  hash.add(record.rateBytesPerSecond)
  hash.add(record.result)
  hash.add(record.reason)
  hash.add(record.bottleneck)
  if (record.limited === undefined) hash.add(undefined)
  else hash.numbers(record.limited)
  hash.add(record.busy)
  hash.add(record.veeamBottleneck)
}

function addSession(hash: Hash, record: SessionRecord): void {
  hash.add(record.session)
  hash.add(record.job)
  hash.add(record.jobType)
  hash.number(record.night)
  hash.number(record.start)
  hash.number(record.end)
  hash.number(record.durationSeconds)
  hash.add(record.result)
  hash.add(record.firstResult)
  addIfKnown(hash, 'tenant', record.tenant)
  addIfKnown(hash, 'providerResult', record.providerResult)
  hash.add(record.reason)
  hash.add(record.algorithm)
  hash.add(record.bottleneck)
  hash.add(record.veeamBottleneck)
  hash.number(record.waitSeconds)
  hash.add(record.missedWindow)
  hash.add(record.windowOverrun)
  hash.add(record.stopped)
  hash.add(record.scheduled)
  hash.number(record.controlSeconds)
}

function addVolumes(hash: Hash, record: SessionRecord): void {
  hash.number(record.attempts)
  hash.number(record.machines)
  hash.number(record.machinesFailed)
  hash.number(record.machinesFailedFirst)
  hash.number(record.machinesFull)
  hash.number(record.tasks)
  hash.number(record.tasksFailed)
  hash.number(record.processedBytes)
  hash.number(record.readBytes)
  hash.number(record.transferredBytes)
  hash.number(record.goodBytes)
  hash.add(record.rateBytesPerSecond)
}

function addGateway(hash: Hash, record: GatewayRecord): void {
  hash.add(record.gateway)
  hash.add(record.kind)
  hash.add(record.site)
  hash.add(record.roles)
  hash.number(record.tasks)
  hash.number(record.fallbackTasks)
  hash.number(record.syntheticTasks)
  hash.number(record.tenants ?? -1)
  hash.number(record.bytesIn)
  hash.number(record.bytesOut)
  hash.number(record.bytesWasted)
  hash.number(record.meanTasks)
  hash.number(record.peakTasks)
  hash.number(record.peakConnections)
  hash.add(record.nicUtilisation)
  hash.add(record.computeUtilisation)
  hash.add(record.slotUtilisation)
  hash.number(record.saturatedSeconds)
  hash.number(record.saturatedShare)
  hash.number(record.overCommittedSeconds)
  hash.number(record.downSeconds)
  hash.number(record.availability)
  hash.number(record.losses)
}

/** What does not occur leaves no trace: worlds without tenants keep their print. */
function addIfKnown(hash: Hash, name: string, value: string | undefined): void {
  if (value === undefined) return
  hash.add(name)
  hash.add(value)
}
