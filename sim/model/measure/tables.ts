/** The final tables of a replication: gateways, resources, flows, outages. */
import type { ResourceId } from '../../flow/index.ts'
import type { Seconds, Share } from '../../units.ts'
import type { Incident } from '../failures/entities.ts'
import {
  type CloudGatewayState,
  nameOf,
  type Place,
  type ServerState,
  type Slots,
} from '../infrastructure/index.ts'
import type { GatewayRecord, OutageRecord, ResourceRecord } from '../records/index.ts'
import { type Ledger, resourcesOf } from './ledger.ts'
import { tasksOf } from './load.ts'

export class Tables {
  private readonly ledger: Ledger
  private readonly from: Seconds
  private readonly seconds: Seconds

  constructor(ledger: Ledger, from: Seconds, to: Seconds) {
    this.ledger = ledger
    this.from = from
    this.seconds = to - from
  }

  /** One row per role: as a gateway of repositories, as a cloud gateway. */
  gateways(state: ServerState): GatewayRecord[] {
    const rows = state.isGateway ? [this.gateway(state)] : []
    return state.cloud === undefined ? rows : [...rows, this.cloudGateway(state, state.cloud)]
  }

  private gateway(state: ServerState): GatewayRecord {
    const { served, gatewayTasks } = state
    return {
      ...this.machine(state),
      kind: 'server',
      tasks: served.tasks,
      fallbackTasks: served.fallbacks,
      syntheticTasks: served.synthetic,
      tenants: undefined,
      bytesIn: served.bytesIn,
      bytesOut: served.bytesOut,
      bytesWasted: served.wasted,
      meanTasks: this.mean(gatewayTasks.area(this.from + this.seconds)),
      peakTasks: gatewayTasks.peak,
      peakConnections: gatewayTasks.peak,
      slotUtilisation: this.slotUtilisation(state.gateway),
    }
  }

  private cloudGateway(
    state: ServerState,
    { served, connections, tenants }: CloudGatewayState,
  ): GatewayRecord {
    const { taken } = connections
    return {
      ...this.machine(state),
      kind: 'cloud',
      tasks: served.tasks,
      fallbackTasks: 0,
      syntheticTasks: 0,
      tenants: tenants.size,
      bytesIn: served.bytesIn,
      bytesOut: served.bytesOut,
      bytesWasted: served.wasted,
      meanTasks: this.mean(taken.area(this.from + this.seconds)),
      peakTasks: taken.peak,
      peakConnections: taken.peak,
      slotUtilisation: this.slotUtilisation(connections),
    }
  }

  /** What the rows of a machine have in common. */
  private machine(state: ServerState) {
    const { server, saturated, health } = state
    const to = this.from + this.seconds
    const saturatedSeconds = saturated.area(to)
    const downSeconds = health.impaired.area(to)
    return {
      gateway: server.name,
      site: server.site,
      roles: Object.keys(server.roles),
      nicUtilisation: larger(this.utilisation(state.nicIn), this.utilisation(state.nicOut)),
      computeUtilisation: this.utilisation(state.compute),
      saturatedSeconds,
      saturatedShare: this.mean(saturatedSeconds),
      overCommittedSeconds: state.overCommitted.area(to),
      downSeconds,
      availability: 1 - this.mean(downSeconds),
      losses: health.losses,
    }
  }

  resource(place: Place): ResourceRecord {
    const to = this.from + this.seconds
    const [inId, outId, computeId] = resourcesOf(place)
    const saturatedSeconds = this.saturatedSeconds(place)
    const downSeconds = place.kind === 'datastore' ? 0 : place.health.impaired.area(to)
    return {
      resource: nameOf(place),
      kind: place.kind === 'tenant' ? 'uplink' : place.kind,
      site: siteOf(place),
      roles: place.kind === 'server' ? Object.keys(place.server.roles) : [],
      bytesIn: place.account.bytesIn,
      bytesOut: place.account.bytesOut,
      meanTasks: this.mean(tasksOf(place).area(to)),
      peakTasks: tasksOf(place).peak,
      inUtilisation: this.utilisation(inId!),
      outUtilisation: this.utilisation(outId!),
      computeUtilisation: computeId === undefined ? undefined : this.utilisation(computeId),
      slotUtilisation: this.slotUtilisation(mainSlots(place)),
      controlUtilisation: this.controlUtilisation(place),
      saturatedSeconds,
      saturatedShare: this.mean(saturatedSeconds),
      downSeconds,
      availability: 1 - this.mean(downSeconds),
    }
  }

  private saturatedSeconds(place: Place): Seconds {
    if (place.kind === 'server') return place.saturated.area(this.from + this.seconds)
    const wires = resourcesOf(place).map((id) => this.ledger.usage(id).saturated)
    const slots = place.kind === 'link' ? 0 : place.slots.saturated.area(this.from + this.seconds)
    return Math.max(slots, ...wires)
  }

  private controlUtilisation(place: Place): Share | undefined {
    if (place.kind !== 'server' || place.server.roles['backup-server'] === undefined) return undefined
    return this.mean(this.ledger.controlWork.coreSeconds / place.server.cores)
  }

  private utilisation(id: ResourceId): Share | undefined {
    const capacity = this.ledger.capacity(id)
    if (capacity === Number.POSITIVE_INFINITY) return undefined
    return capacity > 0 ? this.mean(this.ledger.usage(id).bytes / capacity) : 0
  }

  private slotUtilisation(slots: Slots | undefined): Share | undefined {
    if (slots === undefined || slots.limit === Number.POSITIVE_INFINITY) return undefined
    return this.mean(slots.taken.area(this.from + this.seconds) / slots.limit)
  }

  private mean(area: number): number {
    return area / this.seconds
  }
}

/** The scarcest slots of a server: drives, those of an accelerator, of a proxy, of a gateway. */
function mainSlots(place: Place): Slots | undefined {
  if (place.kind === 'link') return undefined
  if (place.kind !== 'server') return place.slots
  if (place.drives !== undefined) return place.drives
  if (place.accelerator !== undefined) return place.accelerator.slots
  return place.server.roles.proxy === undefined ? place.gateway : place.proxy
}

function siteOf(place: Place): string {
  switch (place.kind) {
    case 'server':
      return place.server.site
    case 'link':
      return place.link.between.join(' - ')
    case 'repository':
      return place.repository.site
    case 'datastore':
      return place.datastore.site
    case 'tenant':
      return ''
  }
}

function larger(a: Share | undefined, b: Share | undefined): Share | undefined {
  return a === undefined ? b : b === undefined ? a : Math.max(a, b)
}

export function outageRecord({
  loss,
  start,
  end,
  tasksLost,
  tasksResumed,
  sessions,
  tenants,
}: Incident): OutageRecord {
  return {
    target: nameOf(loss.subject),
    kind: loss.kind,
    start,
    end,
    tasksLost,
    tasksResumed,
    sessionsFailed: sessions.size,
    tenantsAffected: tenants.size,
  }
}
