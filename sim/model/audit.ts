/**
 * Invariants of docs/model.md 10, checked on any run with `--audit`. A violation is a fact about us, reported in
 * words with its virtual time; the audit changes nothing.
 */
import type { Network } from '../flow/index.ts'
import type { Seconds } from '../units.ts'
import { copiesAsTheyAre, drifted, leftBehind } from './audit-estate.ts'
import type { Estate, Slots } from './infrastructure/index.ts'
import type { FlowRecord, GatewayRecord, SessionRecord, TaskRecord } from './records/index.ts'
import type { JobState } from './work/entities.ts'

/** More than this many violations are counted, not told. */
const TOLD = 20
const RELATIVE = 1e-9
/** With more jobs than this, chains are summed up at the end only and not after every session. */
const FEW = 50

export class Audit {
  readonly violations: string[] = []
  checks = 0
  private readonly network: Network
  private readonly estate: Estate
  private jobs: readonly JobState[] = []
  private now: Seconds = 0
  private waiting = 0
  private waitingSince: Seconds = 0
  private waitingArea = 0
  private waited = 0
  private made = 0
  private done = 0
  private readonly ended = new Map<string, Set<string>>()

  constructor(network: Network, estate: Estate) {
    this.network = network
    this.estate = estate
  }

  /** The jobs of the run, whose chains fill the repositories. */
  watch(jobs: readonly JobState[]): void {
    this.jobs = jobs
  }

  instantBegins(time: Seconds): void {
    this.check(time >= this.now, () => `the clock went back from ${this.now} s to ${time} s`)
    this.now = time
  }

  /** After each sharing: nobody above capacity, every rate at its cap or at a bottleneck. */
  shared(): void {
    for (const violation of this.network.certificate()) this.report(`t=${this.now} s, sharing: ${violation}`)
    this.checks++
  }

  /** After each dispatch: no slot count above its limit. `waiting` feeds Little's law. */
  dispatched(waiting: number): void {
    for (const { slots, tenant } of this.estate.tenants) this.withinLimit(slots, `slots of ${tenant.name}`)
    for (const { server, proxy, gateway, drives, accelerator, cloud } of this.estate.servers) {
      if (cloud !== undefined) this.withinLimit(cloud.connections, `connections of ${server.name}`)
      this.withinLimit(proxy, `proxy slots of ${server.name}`)
      this.withinLimit(gateway, `gateway slots of ${server.name}`)
      if (drives !== undefined) this.withinLimit(drives, `drives of ${server.name}`)
      if (accelerator !== undefined)
        this.withinLimit(accelerator.slots, `accelerator slots of ${server.name}`)
    }
    for (const { repository, slots } of this.estate.repositories)
      this.withinLimit(slots, `slots of ${repository.name}`)
    for (const { datastore, slots } of this.estate.datastores)
      this.withinLimit(slots, `slots of ${datastore.name}`)
    this.queueIs(waiting)
  }

  /** The number of waiting tasks, whenever it changes. */
  queueIs(waiting: number): void {
    this.waitingArea += this.waiting * (this.now - this.waitingSince)
    this.waitingSince = this.now
    this.waiting = waiting
  }

  /** A task attempt was queued: it must end. */
  taskMade(): void {
    this.made++
  }

  /** A task attempt ended, measured or not. */
  taskEnded(task: TaskRecord): void {
    const name = `${task.session} ${task.machine} disk ${task.disk} attempt ${task.attempt} ${task.operation}`
    this.waited += task.waitSeconds
    this.done++
    this.check(!this.endedOf(task.session).has(name), () => `${name} ended twice`)
    this.endedOf(task.session).add(name)
    this.check(task.result !== 'Failed' || task.reason !== undefined, () => `${name} failed without a reason`)
    this.check(
      task.readBytes >= 0 && task.readBytes <= task.processedBytes * (1 + RELATIVE) + 1,
      () => `${name} read ${task.readBytes} B`,
    )
    if (task.limited !== undefined) {
      const sum = task.limited.reduce((a, b) => a + b, 0)
      this.check(Math.abs(sum - 1) <= RELATIVE, () => `shares of the bottleneck of ${name} sum to ${sum}`)
    }
    this.check(copiesAsTheyAre(task, this.estate), () => `${name} wrote other bytes than it read`)
    const spent = task.transferSeconds + task.suspendedSeconds + task.controlSeconds
    this.check(
      spent <= task.durationSeconds * (1 + RELATIVE) + 1e-6,
      () => `${name} spent more time than it took`,
    )
  }

  sessionEnded(session: SessionRecord): void {
    if (this.jobs.length <= FEW) this.none(drifted(this.estate, this.jobs))
    this.check(
      session.goodBytes <= session.transferredBytes * (1 + RELATIVE),
      () => `${session.session} has more good bytes than it moved`,
    )
    this.ended.delete(session.session)
  }

  /** Accounts per repository and operation sum to the gateway's own totals. */
  finished(gateways: readonly GatewayRecord[], flows: readonly FlowRecord[]): void {
    this.queueIs(0)
    this.none(drifted(this.estate, this.jobs))
    this.none(leftBehind(this.estate, this.jobs))
    this.check(this.made === this.done, () => `${this.made} task attempts were made and ${this.done} ended`)
    for (const { gateway, kind, bytesIn, bytesOut } of gateways) {
      const own = flows.filter((flow) => flow.gateway === gateway && flow.kind === kind)
      const sum = (pick: (flow: FlowRecord) => number) => own.reduce((total, flow) => total + pick(flow), 0)
      this.same(
        sum((flow) => flow.bytesIn),
        bytesIn,
        `flows into ${gateway}`,
      )
      this.same(
        sum((flow) => flow.bytesOut),
        bytesOut,
        `flows out of ${gateway}`,
      )
    }
    // Little's law: the area under the number of waiting tasks is the sum of their waits.
    this.same(this.waitingArea, this.waited, 'area of the waiting queue against the sum of waits')
  }

  private endedOf(session: string): Set<string> {
    const known = this.ended.get(session)
    if (known !== undefined) return known
    const fresh = new Set<string>()
    this.ended.set(session, fresh)
    return fresh
  }

  private withinLimit({ taken, limit }: Slots, name: string): void {
    this.check(taken.value >= 0 && taken.value <= limit, () => `${name}: ${taken.value} of ${limit} taken`)
  }

  private same(a: number, b: number, what: string): void {
    this.check(
      Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a), Math.abs(b)),
      () => `${what}: ${a} is not ${b}`,
    )
  }

  private none(violations: readonly string[]): void {
    this.checks++
    for (const words of violations) this.report(`t=${this.now} s: ${words}`)
  }

  private check(holds: boolean, words: () => string): void {
    this.checks++
    if (!holds) this.report(`t=${this.now} s: ${words()}`)
  }

  private report(words: string): void {
    if (this.violations.length < TOLD) this.violations.push(words)
    else if (this.violations.length === TOLD) this.violations.push('and more')
  }
}
