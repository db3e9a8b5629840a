/** The load table: time averages per bucket of gateways, and of whatever saturated during the run. */
import type { Network } from '../../flow/index.ts'
import type { Seconds } from '../../units.ts'
import { type Gauge, nameOf, type Place, type ServerState, type Slots } from '../infrastructure/index.ts'
import type { LoadRecord } from '../records/index.ts'
import { type Ledger, resourcesOf } from './ledger.ts'

const MINUTE = 60
const HOUR = 3600
const WIDTHS: readonly Seconds[] = [1, 5, 10, 15, 30]
  .map((m) => m * MINUTE)
  .concat([1, 2, 6, 12].map((h) => h * HOUR))

/** Horizon / 288 rounded up to a handy width (docs/model.md). */
export function bucketWidth(horizon: Seconds): Seconds {
  return WIDTHS.find((width) => width >= horizon / 288) ?? WIDTHS[WIDTHS.length - 1]!
}

/** Running totals of one place, read at the borders of buckets. */
interface Reading {
  /** In the gateway role; as a cloud gateway, or else in any. */
  readonly served: number
  readonly tasks: number
  readonly inBytes: number
  readonly outBytes: number
  readonly computeBytes: number
  readonly slots: number
  readonly saturated: Seconds
  readonly down: Seconds
}

export class LoadTable {
  private readonly network: Network
  private readonly ledger: Ledger
  private readonly places: readonly Place[]
  private readonly rows = new Map<Place, LoadRecord[]>()
  private readonly previous = new Map<Place, Reading>()
  private since: Seconds

  constructor(network: Network, ledger: Ledger, from: Seconds) {
    this.network = network
    this.ledger = ledger
    // Lines of thousands of tenants would be rows without end; resources.csv has them.
    this.places = ledger.places.filter(({ kind }) => kind !== 'tenant')
    this.since = from
  }

  /** Starts the first bucket. */
  begin(now: Seconds): void {
    this.since = now
    for (const place of this.places) this.previous.set(place, this.read(place, now))
  }

  bucketEnds(now: Seconds): void {
    const seconds = now - this.since
    if (seconds <= 0) return
    for (const place of this.places) {
      const reading = this.read(place, now)
      const before = this.previous.get(place)!
      this.previous.set(place, reading)
      const rows = this.rows.get(place)
      const row = this.row(place, before, reading, seconds)
      if (rows === undefined) this.rows.set(place, [row])
      else rows.push(row)
    }
    this.since = now
  }

  /** Rows of gateways and of places that saturated, bucket by bucket. */
  *records(isGateway: (place: Place) => boolean): Generator<LoadRecord> {
    const shown = this.places
      .filter((place) => isGateway(place) || this.rows.get(place)?.some((row) => row.saturated > 0))
      .map((place) => this.rows.get(place) ?? [])
    const buckets = Math.max(0, ...shown.map((rows) => rows.length))
    for (let i = 0; i < buckets; i++) for (const rows of shown) if (rows[i] !== undefined) yield rows[i]!
  }

  private row(place: Place, before: Reading, after: Reading, seconds: Seconds): LoadRecord {
    const { ledger } = this
    const [inId, outId, computeId] = resourcesOf(place)
    const inRate = (after.inBytes - before.inBytes) / seconds
    const outRate = (after.outBytes - before.outBytes) / seconds
    const shares: number[] = []
    const see = (rate: number, capacity: number) => {
      if (capacity < Number.POSITIVE_INFINITY) shares.push(capacity > 0 ? rate / capacity : 0)
    }
    see(inRate, ledger.capacity(inId!))
    see(outRate, ledger.capacity(outId!))
    if (computeId !== undefined)
      see((after.computeBytes - before.computeBytes) / seconds, ledger.capacity(computeId))
    const limit = slotLimit(place)
    if (limit !== undefined) see((after.slots - before.slots) / seconds, limit)
    // A server may become a gateway in any bucket: the same level is read at both ends.
    const isGateway = place.kind === 'server' && place.isGateway
    const tasks = isGateway ? after.served - before.served : after.tasks - before.tasks
    return {
      time: this.since,
      gateway: nameOf(place),
      tasks: tasks / seconds,
      bytesInPerSecond: inRate,
      bytesOutPerSecond: outRate,
      utilisation: shares.length > 0 ? Math.max(...shares) : undefined,
      saturated: (after.saturated - before.saturated) / seconds,
      down: (after.down - before.down) / seconds,
    }
  }

  private read(place: Place, now: Seconds): Reading {
    const { network } = this
    const [inId, outId, computeId] = resourcesOf(place)
    const area = (gauge: Gauge | undefined) => gauge?.area(now) ?? 0
    return {
      served: place.kind === 'server' ? area(place.gatewayTasks) : 0,
      tasks: area(place.kind === 'server' ? (place.cloud?.connections.taken ?? place.tasks) : tasksOf(place)),
      inBytes: network.useIntegral(inId!, now),
      outBytes: network.useIntegral(outId!, now),
      computeBytes: computeId === undefined ? 0 : network.useIntegral(computeId, now),
      slots: area(slotsOf(place)),
      saturated: this.saturated(place, now),
      down: place.kind === 'datastore' ? 0 : place.health.impaired.area(now),
    }
  }

  private saturated(place: Place, now: Seconds): Seconds {
    if (place.kind === 'server') return place.saturated.area(now)
    const [inId, outId] = resourcesOf(place)
    const wires = Math.max(this.network.saturatedTime(inId!, now), this.network.saturatedTime(outId!, now))
    return place.kind === 'link' ? wires : Math.max(wires, place.slots.saturated.area(now))
  }
}

export function tasksOf(place: Place): Gauge {
  switch (place.kind) {
    case 'server':
      return roleTasks(place)
    case 'tenant':
    case 'datastore':
      return place.slots.taken
    default:
      return place.tasks
  }
}

/** In its role as a gateway, as a cloud gateway, or in any. */
function roleTasks({ isGateway, gatewayTasks, cloud, tasks }: ServerState): Gauge {
  if (isGateway) return gatewayTasks
  return cloud === undefined ? tasks : cloud.connections.taken
}

/** The slots that a place's tables show: gateways theirs, proxies theirs, stores theirs. */
export function slotsOf(place: Place): Gauge | undefined {
  const slots = slotsShown(place)
  return slots === undefined || slots.limit === Number.POSITIVE_INFINITY ? undefined : slots.taken
}

function slotLimit(place: Place): number | undefined {
  return slotsShown(place)?.limit
}

function slotsShown(place: Place): Slots | undefined {
  if (place.kind === 'link') return undefined
  if (place.kind !== 'server') return place.slots
  return place.gateway.limit < Number.POSITIVE_INFINITY
    ? place.gateway
    : (place.cloud?.connections ?? place.gateway)
}
