/** What happens by the clock: warm-up, nights, buckets, throttles by the hour, the horizon, the final tables. */
import { isWithin, nightOf, timeOfDayAfter } from '../calendar.ts'
import { NO_NOTICE, type Notice } from '../kernel/index.ts'
import { DAY, type Seconds } from '../units.ts'
import type { Incident } from './failures/entities.ts'
import type { Place, ThrottleState } from './infrastructure/index.ts'
import {
  bucketWidth,
  cloudGatewayFindings,
  Ledger,
  LoadTable,
  outageRecord,
  podFinding,
  Tables,
  tenantRecords,
  unevenLists,
} from './measure/index.ts'
import { Rank } from './rank.ts'
import type { GatewayRecord } from './records/index.ts'
import type { Runtime } from './runtime.ts'
import type { JobState } from './work/entities.ts'
import type { Tasks } from './work/task.ts'

/** Draining sessions are cut this long after the horizon: work that never ends must not run for ever. */
const DRAIN_LIMIT: Seconds = 365 * DAY

export class Clockwork {
  private readonly rt: Runtime
  private readonly ledger: Ledger
  private readonly load: LoadTable
  private readonly width: Seconds
  private nightEnd: Seconds = 0
  private nightNotice: Notice = NO_NOTICE
  /** The measured period is over and its tables are closed. */
  over = false

  constructor(rt: Runtime, bucket: Seconds | undefined) {
    this.rt = rt
    this.ledger = new Ledger(rt.estate, rt.network)
    this.load = new LoadTable(rt.network, this.ledger, rt.world.warmup)
    this.width = bucket ?? bucketWidth(rt.world.horizon)
  }

  begin(): void {
    const { sim, world, estate } = this.rt
    const { clocks } = Rank
    sim.scheduleAt(world.warmup, clocks, { kind: 'warm-up-ends' })
    sim.scheduleAt(world.horizon, clocks, { kind: 'horizon' })
    sim.scheduleAt(world.horizon + DRAIN_LIMIT, clocks, { kind: 'drain-limit' })
    this.scheduleNight(0)
    for (const tenant of estate.tenants) {
      const until = tenant.tenant.leaseUntil ?? Number.POSITIVE_INFINITY
      if (until >= 0 && until < Number.POSITIVE_INFINITY)
        sim.scheduleAt(until, clocks, { kind: 'lease-ends', tenant })
    }
    for (const throttle of estate.throttles) {
      if (throttle.throttle.active !== undefined)
        sim.scheduleAt(0, clocks, { kind: 'throttle-changes', throttle })
    }
  }

  private scheduleNight(after: Seconds): void {
    const { sim, world } = this.rt
    const next = timeOfDayAfter(world.clock, after, world.policies.night)
    this.nightEnd = next
    if (next <= world.horizon) this.nightNotice = sim.scheduleAt(next, Rank.clocks, { kind: 'night-ends' })
  }

  warmUpEnds(): void {
    const { sim, runningOfTenants } = this.rt
    runningOfTenants.reset(sim.now)
    this.ledger.warmUpEnds(sim.now)
    this.load.begin(sim.now)
    sim.schedule(Math.min(this.width, this.rt.world.horizon - sim.now), Rank.clocks, { kind: 'bucket-ends' })
  }

  bucketEnds(): void {
    const { sim, world } = this.rt
    this.load.bucketEnds(sim.now)
    if (sim.now < world.horizon) {
      sim.schedule(Math.min(this.width, world.horizon - sim.now), Rank.clocks, { kind: 'bucket-ends' })
    }
  }

  /** A night that ends with the measured period is told before the run may stop. */
  horizon(jobs: readonly JobState[]): void {
    const { sim } = this.rt
    if (this.nightEnd === sim.now && sim.cancel(this.nightNotice)) this.nightEnds(jobs)
    this.over = true
    this.load.bucketEnds(sim.now)
    this.ledger.horizon(sim.now)
    this.rt.runningOfTenants.close(sim.now)
  }

  /** How well the estate is protected at the end of a night, and its peak of running tasks. */
  nightEnds(jobs: readonly JobState[]): void {
    const { sim, world, running } = this.rt
    this.scheduleNight(sim.now)
    if (sim.now > world.warmup) this.tellNight(jobs)
    running.reset(sim.now)
  }

  private tellNight(jobs: readonly JobState[]): void {
    const { sim, world, recorder, running } = this.rt
    const machines = jobs.filter(({ rules }) => rules.from === 'machine').flatMap((state) => state.machines)
    const late = machines.filter(
      ({ lastGood }) => lastGood === undefined || sim.now - lastGood >= world.policies.rpo,
    )
    recorder.night({
      night: nightOf(world.clock, world.policies.night, sim.now) - 1,
      end: sim.now,
      machines: machines.length,
      rpoMisses: late.length,
      peakTasks: running.peak,
    })
  }

  /** A rule begins or ends to hold: transfers under way take the rules that hold now. */
  throttleChanges(state: ThrottleState, tasks: Tasks): void {
    const { sim, world } = this.rt
    const period = state.throttle.active!
    const holds = isWithin(world.clock, sim.now, period)
    if (holds !== state.active) {
      state.active = holds
      tasks.applyThrottles()
    }
    const next = Math.min(
      timeOfDayAfter(world.clock, sim.now, period.from),
      timeOfDayAfter(world.clock, sim.now, period.to),
    )
    if (next < world.horizon + DRAIN_LIMIT) {
      sim.scheduleAt(next, Rank.clocks, { kind: 'throttle-changes', throttle: state })
    }
  }

  private warnOfImbalance(): void {
    for (const { repository, busiest, ratio, gateways } of unevenLists(this.rt.estate.repositories)) {
      const message = `\`${busiest.server.name}\` took in ${ratio.toFixed(1)} times the mean of the ${gateways} gateways of \`${repository}\``
      this.rt.warn('W-GATEWAY-IMBALANCE', repository, message)
    }
  }

  /** What the provider's machines carried beyond what they are sized for. */
  private warnOfSizing(gateways: readonly GatewayRecord[]): void {
    const { estate, world, runningOfTenants, warn } = this.rt
    if (world.cloud === undefined) return
    const { controlWork } = this.ledger
    const findings = gateways
      .filter(({ kind }) => kind === 'cloud')
      .flatMap((row) =>
        cloudGatewayFindings(estate.server(row.gateway), row, controlWork, world.policies.cloudGatewayTasks),
      )
    const pod = podFinding(estate.backupServer?.server.name ?? world.name, runningOfTenants)
    for (const { code, subject, message } of [...findings, ...pod]) warn(code, subject, message)
  }

  /** Writes the final records. */
  finish(incidents: readonly Incident[]): void {
    const { sim, world, estate, recorder, active, totals, flows, audit } = this.rt
    const tables = new Tables(this.ledger, world.warmup, world.horizon)
    const gateways = estate.servers.flatMap((state) => tables.gateways(state))
    for (const record of gateways) recorder.gateway(record)
    for (const place of this.ledger.places) recorder.resource(tables.resource(place))
    for (const record of tenantRecords(estate.tenants, world.cloud, this.rt.network, sim.now))
      recorder.tenant(record)
    const rows = flows.records()
    for (const record of rows) recorder.flow(record)
    for (const record of this.load.records(isAnyGateway)) recorder.load(record)
    for (const incident of incidents) recorder.outage(outageRecord(incident))
    this.warnOfImbalance()
    this.warnOfSizing(gateways)
    audit?.finished(gateways, rows)
    recorder.end({
      end: sim.now,
      executedEvents: sim.executed,
      activeSeconds: active.seconds(sim.now),
      measuredSeconds: world.horizon - world.warmup,
      ...totals,
      audit: audit?.violations,
      auditChecks: audit?.checks ?? 0,
    })
  }
}

/** Of repositories or of tenants. */
function isAnyGateway(place: Place): boolean {
  return place.kind === 'server' && (place.isGateway || place.cloud !== undefined)
}
