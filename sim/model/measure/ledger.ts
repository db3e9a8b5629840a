/**
 * Keeps what the final tables say: gauges over [warmup, horizon], integrals of the network's resources,
 * saturation of gateways, and the buckets of the load table.
 */
import type { Network, ResourceId } from '../../flow/index.ts'
import type { Seconds } from '../../units.ts'
import type { Estate, Gauge, Place, ServerState } from '../infrastructure/index.ts'
import type { ControlWork } from './sizing.ts'

/** Use and saturation of one network resource over the measured period. */
export interface Usage {
  readonly bytes: number
  readonly saturated: Seconds
}

const NOTHING: Usage = { bytes: 0, saturated: 0 }
const NO_CONTROL: ControlWork = { coreSeconds: 0, elapsed: 0 }

export class Ledger {
  readonly places: readonly Place[]
  private readonly network: Network
  private readonly capacities = new Map<ResourceId, number>()
  private readonly atWarmup = new Map<ResourceId, Usage>()
  private readonly atHorizon = new Map<ResourceId, Usage>()
  /** Control work before the measured period, and at its end. */
  private readonly control: { from: ControlWork; to: ControlWork } = { from: NO_CONTROL, to: NO_CONTROL }
  private readonly backupServer: ServerState | undefined

  constructor(estate: Estate, network: Network) {
    this.network = network
    const { servers, links, repositories, datastores, tenants } = estate
    this.places = [...servers, ...links, ...repositories, ...datastores, ...tenants]
    this.backupServer = estate.backupServer
    for (const place of this.places)
      for (const id of resourcesOf(place)) this.capacities.set(id, network.capacity(id))
  }

  warmUpEnds(now: Seconds): void {
    for (const place of this.places) for (const gauge of gaugesOf(place)) gauge.reset(now)
    this.snapshot(this.atWarmup, now)
    this.control.from = this.controlDone()
  }

  horizon(now: Seconds): void {
    for (const place of this.places) for (const gauge of gaugesOf(place)) gauge.close(now)
    this.snapshot(this.atHorizon, now)
    this.control.to = this.controlDone()
  }

  private snapshot(into: Map<ResourceId, Usage>, now: Seconds): void {
    const { network } = this
    for (const place of this.places) {
      for (const id of resourcesOf(place)) {
        into.set(id, { bytes: network.useIntegral(id, now), saturated: network.saturatedTime(id, now) })
      }
    }
  }

  /** Over the measured period. */
  usage(id: ResourceId): Usage {
    const from = this.atWarmup.get(id) ?? NOTHING
    const to = this.atHorizon.get(id) ?? NOTHING
    return { bytes: to.bytes - from.bytes, saturated: to.saturated - from.saturated }
  }

  /** ASSUMED A-34: utilisation is a share of what a machine can do when it is not over-committed. */
  capacity(id: ResourceId): number {
    return this.capacities.get(id)!
  }

  private controlDone(): ControlWork {
    const { backupServer: server } = this
    return server === undefined ? NO_CONTROL : { coreSeconds: server.control, elapsed: server.controlTime }
  }

  /** Over the measured period. */
  get controlWork(): ControlWork {
    const { from, to } = this.control
    return { coreSeconds: to.coreSeconds - from.coreSeconds, elapsed: to.elapsed - from.elapsed }
  }
}

/** All levels of a place that are averaged over the measured period. */
function gaugesOf(place: Place): Gauge[] {
  switch (place.kind) {
    case 'server': {
      const { tasks, proxy, gateway, gatewayTasks, saturated, overCommitted, health } = place
      const scarce = [place.drives, place.accelerator?.slots, place.cloud?.connections].filter(
        (slots) => slots !== undefined,
      )
      return [
        ...scarce.flatMap(({ taken, saturated: full }) => [taken, full]),
        tasks,
        proxy.taken,
        proxy.saturated,
        gateway.taken,
        gateway.saturated,
        gatewayTasks,
        saturated,
        overCommitted,
        health.impaired,
      ]
    }
    case 'link':
      return [place.tasks, place.health.impaired]
    case 'repository':
      return [place.tasks, place.slots.taken, place.slots.saturated, place.health.impaired]
    case 'datastore':
      return [place.slots.taken, place.slots.saturated]
    case 'tenant':
      return [place.slots.taken, place.slots.saturated, place.health.impaired]
  }
}

/** Resources in, out and compute of a place; equal ids for half duplex. */
export function resourcesOf(place: Place): ResourceId[] {
  switch (place.kind) {
    case 'server':
      return [place.nicIn, place.nicOut, place.compute]
    case 'link':
      return [place.there, place.back]
    case 'repository':
    case 'datastore':
      return [place.write, place.read]
    case 'tenant':
      return [place.down, place.up]
  }
}
