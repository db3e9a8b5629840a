/**
 * From the records of one replication to its metrics. Sums, counts and flat arrays of numbers only: a large
 * week has millions of task attempts.
 */
import {
  type GatewayRecord,
  type LoadRecord,
  type NightRecord,
  type RunRecord,
  type SessionRecord,
  STAGES,
  type TaskRecord,
  type TenantRecord,
  WAIT_CAUSES,
  type WarningRecord,
} from '../model/index.ts'
import { gatewaySeries, gatewayValues } from './gateways.ts'
import { type GatewayLoad, LoadBook } from './load.ts'
import { METRICS } from './metrics.ts'
import { NightBook, type NightRow } from './nights.ts'
import { ratio, Series, SplitSeries } from './series.ts'
import { SilentRecorder } from './silent.ts'
import { TenantBook, type TenantsFound } from './tenants.ts'

/** By name of the metric; undefined where there was nothing to observe. */
export type MetricValues = Readonly<Record<string, number | undefined>>

/** A warning and how often it was given. */
export interface CountedWarning extends WarningRecord {
  readonly count: number
}

/** A rate of one replication is part / whole. */
export interface RateCount {
  readonly part: number
  readonly whole: number
}

/** What the metrics of one replication came to. */
export interface Findings {
  readonly values: MetricValues
  /** Of rates: what was counted, in the night's own numbers, so that large nights weigh more. */
  readonly counts: Readonly<Record<string, RateCount>>
  /** Of metrics whose observation is finer than the replication; ascending, Infinity for what was stopped. */
  readonly observations: Readonly<Record<string, Float64Array>>
  readonly nights: readonly NightRow[]
  /** One per code and subject, in order of first appearance. */
  readonly warnings: readonly CountedWarning[]
  readonly gateways: readonly GatewayRecord[]
  /** How their load went over time; undefined where nobody asked for it. */
  readonly load: GatewayLoad | undefined
  /** undefined: no tenants. */
  readonly tenants: TenantsFound | undefined
  readonly run: RunRecord
  readonly sessions: number
  /** Sessions cut by the end of their window. */
  readonly stopped: number
}

/**
 * Transferred and good bytes of a session are sums of the same numbers in another order; a difference below this
 * share is rounding, not waste.
 */
const ROUNDING = 1e-12

export class Measures extends SilentRecorder {
  readonly #nights = new NightBook()
  readonly #gateways: GatewayRecord[] = []
  readonly #load: LoadBook | undefined
  readonly #shares: number[] = []
  readonly #tenants = new TenantBook()
  readonly #warnings = new Map<string, WarningRecord & { count: number }>()
  #run: RunRecord | undefined

  #sessions = 0
  #ended = 0
  #failed = 0
  #stopped = 0
  #machines = 0
  #machinesFailed = 0
  #machinesFailedFirst = 0
  #transferred = 0
  #good = 0
  #wasted = 0
  readonly #durations = new SplitSeries('sessionDuration')
  readonly #rates = new SplitSeries('rateBytesPerSecond')
  readonly #windowMisses = new Series()
  readonly #windowOverrun = new Series()

  #attemptsEnded = 0
  #attemptsFailed = 0
  readonly #queueWait = new SplitSeries('queueWait')
  readonly #waits: readonly Series[] = WAIT_CAUSES.map(() => new Series())
  readonly #controlDelay = new Series()
  #transferSeconds = 0
  readonly #limitedSeconds = new Float64Array(STAGES.length)

  /** `load`: the load of gateways over time is kept too. */
  constructor({ load = false }: { readonly load?: boolean | undefined } = {}) {
    super()
    this.#load = load ? new LoadBook() : undefined
  }

  override session(record: SessionRecord): void {
    const { algorithm, durationSeconds, rateBytesPerSecond, missedWindow, windowOverrun } = record
    this.#nights.session(record)
    this.#sessions++
    if (record.result !== undefined) this.#ended++
    if (record.result === 'Failed') this.#failed++
    if (record.stopped) this.#stopped++
    this.#machines += record.machines
    this.#machinesFailed += record.machinesFailed
    this.#machinesFailedFirst += record.machinesFailedFirst
    this.#transferred += record.transferredBytes
    this.#good += record.goodBytes
    const wasted = record.transferredBytes - record.goodBytes
    if (wasted > ROUNDING * record.transferredBytes) this.#wasted += wasted
    this.#durations.add(algorithm, durationSeconds, record.stopped ? Infinity : durationSeconds)
    if (rateBytesPerSecond !== undefined) this.#rates.add(algorithm, rateBytesPerSecond)
    if (missedWindow !== undefined) this.#windowMisses.add(missedWindow ? 1 : 0)
    if (windowOverrun !== undefined) this.#windowOverrun.add(windowOverrun)
  }

  override task(record: TaskRecord): void {
    const { limited, transferSeconds } = record
    if (record.result !== undefined) this.#attemptsEnded++
    if (record.result === 'Failed') this.#attemptsFailed++
    this.#queueWait.add(record.algorithm, record.waitSeconds)
    for (let i = 0; i < this.#waits.length; i++) this.#waits[i]!.add(record.waits[i]!)
    this.#controlDelay.add(record.controlSeconds)
    if (limited === undefined) return
    this.#transferSeconds += transferSeconds
    for (let i = 0; i < limited.length; i++) this.#limitedSeconds[i]! += limited[i]! * transferSeconds
  }

  override night(record: NightRecord): void {
    this.#nights.night(record)
  }

  override tenant(record: TenantRecord): void {
    const { share } = record
    if (share !== undefined) this.#shares.push(share)
    this.#tenants.add(record)
  }

  override gateway(record: GatewayRecord): void {
    this.#gateways.push(record)
    this.#load?.want(record.gateway)
  }

  /** Told after all gateways. */
  override load(record: LoadRecord): void {
    this.#load?.add(record)
  }

  override warning(record: WarningRecord): void {
    const key = `${record.code} ${record.subject}`
    const known = this.#warnings.get(key)
    if (known === undefined) this.#warnings.set(key, { ...record, count: 1 })
    else known.count++
  }

  override end(record: RunRecord): void {
    this.#run = record
  }

  /** undefined before the end of the run. */
  findings(): Findings | undefined {
    const run = this.#run
    if (run === undefined) return undefined
    const series = this.#series()
    const found = new Map([
      ...this.#valuesOf(run),
      ...gatewayValues(this.#gateways),
      ['fairness', jain(this.#shares)],
      ...series.map(([name, it]) => [name, it.mean] as const),
    ])
    return {
      // In the order of the dictionary, whatever order they were found in.
      values: Object.fromEntries(METRICS.map(({ name }) => [name, found.get(name)])),
      counts: this.#counts(),
      observations: Object.fromEntries(series.map(([name, it]) => [name, it.pooled.sorted()])),
      nights: this.#nights.rows(),
      warnings: [...this.#warnings.values()],
      gateways: this.#gateways,
      load: this.#load?.found(run.measuredSeconds),
      tenants: this.#tenants.found(),
      run,
      sessions: this.#sessions,
      stopped: this.#stopped,
    }
  }

  #series(): readonly (readonly [string, Series])[] {
    return [
      ...this.#durations.entries(),
      ...this.#rates.entries(),
      ['windowMisses', this.#windowMisses],
      ['windowOverrun', this.#windowOverrun],
      ...this.#nights.series(),
      ...this.#queueWait.entries(),
      ...this.#waits.map((it, i) => [`queueWait.${WAIT_CAUSES[i]!}`, it] as const),
      ['controlDelay', this.#controlDelay],
      ...gatewaySeries(this.#gateways),
    ]
  }

  #counts(): Readonly<Record<string, RateCount>> {
    return {
      failureRate: { part: this.#machinesFailed, whole: this.#machines },
      'failureRate.first': { part: this.#machinesFailedFirst, whole: this.#machines },
      'failureRate.sessions': { part: this.#failed, whole: this.#ended },
      'failureRate.attempts': { part: this.#attemptsFailed, whole: this.#attemptsEnded },
      windowMisses: { part: this.#windowMisses.sum, whole: this.#windowMisses.pooled.n },
    }
  }

  #valuesOf(run: RunRecord): readonly (readonly [string, number | undefined])[] {
    return [
      ['throughput', ratio(this.#transferred, run.activeSeconds)],
      ['throughput.horizon', ratio(this.#transferred, run.measuredSeconds)],
      ['goodput', ratio(this.#good, run.activeSeconds)],
      ['wastedBytes', this.#wasted],
      ...Object.entries(this.#counts()).map(([name, { part, whole }]) => [name, ratio(part, whole)] as const),
      ['skippedStarts', run.skippedStarts],
      ['unfinished', run.unfinished],
      ['retries', run.retries],
      ['stoppedSessions', this.#stopped],
      ...STAGES.map(
        (it, i) => [`bottleneckShare.${it}`, ratio(this.#limitedSeconds[i]!, this.#transferSeconds)] as const,
      ),
    ]
  }
}

/** Jain: (sum x)^2 / (n sum x^2); undefined without anybody to compare. */
function jain(shares: readonly number[]): number | undefined {
  let [sum, squares] = [0, 0]
  for (const share of shares) {
    sum += share
    squares += share * share
  }
  return squares > 0 ? (sum * sum) / (shares.length * squares) : undefined
}
