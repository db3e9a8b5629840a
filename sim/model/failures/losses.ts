/**
 * Outages and lost connections as renewal processes or scripted instants, and drills (docs/model.md 8).
 * `every` is time up: from t = 0, then from each repair, to the next loss.
 */
import { sample } from '../../kernel/index.ts'
import { type Health, nameOf, type Place, type ServerState } from '../infrastructure/index.ts'
import type { Drill, Loss, Subject } from '../input/index.ts'
import { Rank } from '../rank.ts'
import type { Runtime } from '../runtime.ts'
import type { Incident, LossState } from './entities.ts'

export class Losses {
  readonly incidents: Incident[] = []
  private readonly rt: Runtime

  constructor(rt: Runtime) {
    this.rt = rt
  }

  /** Schedules the first loss of every process, all scripted ones, and the drills. */
  begin(): void {
    const { sim, world, chance } = this.rt
    for (const failure of world.failures) {
      if (failure.kind === 'drill') {
        for (const at of failure.at) sim.scheduleAt(at, Rank.drills, { kind: 'drill', drill: failure })
      } else if ('subject' in failure) {
        this.beginProcess(failure, chance.sequence(`outage/${failure.stream}`))
      }
    }
  }

  private beginProcess({ kind, subject, timing }: Loss, uniforms: LossState['chance']): void {
    const { sim } = this.rt
    const entity = this.entityOf(subject)
    const state = (every: LossState['every']): LossState => ({
      kind,
      subject: entity,
      lasts: timing.lasts,
      chance: uniforms,
      every,
      current: undefined,
    })
    if (timing.kind === 'random') this.scheduleNext(state(timing.every))
    else
      for (const at of timing.at)
        sim.scheduleAt(at, Rank.losses, { kind: 'loss-begins', loss: state(undefined) })
  }

  private scheduleNext(loss: LossState): void {
    this.rt.sim.schedule(sample(loss.every!, loss.chance), Rank.losses, { kind: 'loss-begins', loss })
  }

  private entityOf({ kind, name }: Subject): LossState['subject'] {
    const { estate } = this.rt
    if (kind === 'tenant') return estate.tenant(name)
    if (kind === 'server') return estate.server(name)
    return kind === 'link' ? estate.link(name) : estate.repository(name)
  }

  /** Several losses of one instant are applied first; their consequences follow once. */
  lossBegins(loss: LossState): void {
    const { sim, incidents, losses, world } = this.rt
    const { health } = loss.subject
    const now = sim.now
    change(health, loss.kind, 1)
    const counts = loss.kind !== 'maintenance' && now >= world.warmup && now < world.horizon
    if (counts) health.losses++
    this.changed(loss.subject)
    const lasts = sample(loss.lasts, loss.chance)
    const incident: Incident = {
      loss,
      start: now,
      end: now + lasts,
      tasksLost: 0,
      tasksResumed: 0,
      sessions: new Set(),
      tenants: new Set(),
    }
    loss.current = incident
    this.incidents.push(incident)
    const known = losses.get(loss.subject)
    if (known === undefined || known.end <= incident.end) losses.set(loss.subject, incident)
    if (incidents.length === 0) sim.schedule(0, Rank.losses, { kind: 'losses-take-effect' })
    incidents.push(incident)
    if (lasts < Number.POSITIVE_INFINITY) sim.schedule(lasts, Rank.repairs, { kind: 'loss-ends', loss })
    this.rt.log?.('lost', { target: nameOf(loss.subject), kind: loss.kind })
  }

  lossEnds(loss: LossState): void {
    const { health } = loss.subject
    change(health, loss.kind, -1)
    this.changed(loss.subject)
    this.rt.log?.('back', { target: nameOf(loss.subject), kind: loss.kind })
    if (loss.every !== undefined) this.scheduleNext(loss)
  }

  private changed(subject: LossState['subject']): void {
    const { sim, topology } = this.rt
    subject.health.impaired.set(subject.health.up ? 0 : 1, sim.now)
    if (subject.kind === 'link') topology.linksChanged()
    this.rt.requestDispatch(true)
  }

  private rateOn(server: ServerState, which: Drill['gateways']): number {
    const served = which === 'cloud' ? 0 : this.rt.network.use(server.serving)
    const relayed =
      which === 'server' || server.cloud === undefined ? 0 : this.rt.network.use(server.cloud.relayed)
    return served + relayed
  }

  /**
   * The k busiest gateways are lost: most running tasks, then bytes/s, then order of listing.
   * ASSUMED A-23: of those that are up; what is lost already is no drill.
   */
  drill(drill: Drill): void {
    const { sim, estate, chance } = this.rt
    const tasks = (server: ServerState) => tasksOn(server, drill.gateways)
    const rate = (server: ServerState) => this.rateOn(server, drill.gateways)
    const busiest = estate.servers
      .filter((server) => server.health.up && isDrilled(server, drill.gateways))
      .sort((a, b) => tasks(b) - tasks(a) || rate(b) - rate(a) || a.index - b.index)
    for (const subject of busiest.slice(0, drill.k)) {
      const uniforms = chance.sequence(`drill/${nameOf(subject)}/${sim.now}`)
      const loss: LossState = {
        kind: 'drill',
        subject,
        lasts: drill.lasts,
        chance: uniforms,
        every: undefined,
        current: undefined,
      }
      sim.schedule(0, Rank.losses, { kind: 'loss-begins', loss })
    }
  }
}

function change(health: Health, kind: LossState['kind'], by: number): void {
  if (kind === 'connection-loss') health.cuts += by
  else if (kind === 'maintenance') health.closures += by
  else health.downs += by
}

function isDrilled({ isGateway, cloud }: ServerState, which: Drill['gateways']): boolean {
  return (isGateway && which !== 'cloud') || (cloud !== undefined && which !== 'server')
}

function tasksOn({ gatewayTasks, cloud }: ServerState, which: Drill['gateways']): number {
  const served = which === 'cloud' ? 0 : gatewayTasks.value
  return served + (which === 'server' ? 0 : (cloud?.connections.taken.value ?? 0))
}

/** The loss of this instant that explains what happened to something that depends on `parts`, weightiest first. */
export function culprit(
  incidents: readonly Incident[],
  parts: readonly (Place | undefined)[],
): Incident | undefined {
  for (const part of parts) {
    const incident = incidents.find(({ loss }) => loss.subject === part)
    if (incident !== undefined) return incident
  }
  return incidents[0]
}
