import { SimulationFault } from '../fault.ts'
import type { Bytes, BytesPerSecond, Seconds } from '../units.ts'
import { dueTolerance } from './time.ts'
import type { Hop, NetworkListener, ResourceId, TransferEnd, TransferId, TransferSpec } from './types.ts'

interface Resource {
  capacity: number
  use: number
  carried: number
  saturated: boolean
  saturatedTime: number
  crossing: number
}

interface Transfer {
  readonly id: number
  readonly seq: number
  readonly path: readonly Hop[]
  readonly limited: Float64Array
  left: number
  cap: number
  weight: number
  rate: number
  limiter: number
  shared: boolean
}

const TIE = 1e-12

/** The plain form: bytes left are kept per transfer and every rate is recomputed. Slow and obvious. */
export class Network {
  readonly #listener: NetworkListener | undefined
  readonly #resources: (Resource | undefined)[] = []
  readonly #freeResources: number[] = []
  readonly #transfers = new Map<TransferId, Transfer>()
  readonly #freeIds: number[] = []
  #nextId = 0
  #seq = 0
  #now = 0
  #dirty = false

  constructor(listener?: NetworkListener) {
    this.#listener = listener
  }

  get transfersInProgress(): number {
    return this.#transfers.size
  }

  addResource(capacity: BytesPerSecond): ResourceId {
    const resource = { capacity, use: 0, carried: 0, saturated: false, saturatedTime: 0, crossing: 0 }
    const id = this.#freeResources.pop() ?? this.#resources.length
    this.#resources[id] = resource
    return id
  }

  removeResource(id: ResourceId): void {
    if (this.#resource(id).crossing > 0)
      throw new SimulationFault(this.#now, `resource ${id}`, 'cannot be removed while transfers cross it')
    this.#resources[id] = undefined
    this.#freeResources.push(id)
  }

  setCapacity(id: ResourceId, capacity: BytesPerSecond, now: Seconds): void {
    this.#advance(now)
    this.#resource(id).capacity = capacity
    this.#dirty = true
  }

  start(spec: TransferSpec, now: Seconds): TransferId {
    this.#advance(now)
    const id = this.#freeIds.pop() ?? this.#nextId++
    for (const hop of spec.path) this.#resource(hop.resource).crossing++
    this.#transfers.set(id, {
      id,
      seq: this.#seq++,
      path: spec.path,
      limited: new Float64Array(spec.path.length + 1),
      left: spec.bytes,
      cap: spec.cap,
      weight: spec.weight,
      rate: 0,
      limiter: -1,
      shared: false,
    })
    this.#dirty = true
    return id
  }

  stop(id: TransferId, now: Seconds): TransferEnd {
    this.#advance(now)
    const transfer = this.#transfer(id)
    return this.#end(transfer, transfer.left)
  }

  setCap(id: TransferId, cap: BytesPerSecond, now: Seconds): void {
    this.#advance(now)
    this.#transfer(id).cap = cap
    this.#dirty = true
  }

  setWeight(id: TransferId, weight: number, now: Seconds): void {
    this.#advance(now)
    this.#transfer(id).weight = weight
    this.#dirty = true
  }

  share(now: Seconds): void {
    this.#advance(now)
    if (!this.#dirty) return
    this.#dirty = false
    this.#fill()
    for (const resource of this.#resources) if (resource) resource.use = 0
    for (const t of this.#transfers.values()) {
      t.shared = true
      for (const hop of t.path) this.#resource(hop.resource).use += t.rate * hop.coefficient
    }
    this.#resources.forEach((resource, id) => {
      if (!resource) return
      const saturated =
        resource.capacity < Infinity && resource.crossing > 0 && resource.use >= 0.999 * resource.capacity
      if (saturated === resource.saturated) return
      resource.saturated = saturated
      this.#listener?.saturationChanged?.(id, saturated, now)
    })
  }

  nextDue(): Seconds {
    let due = Infinity
    for (const t of this.#transfers.values()) if (t.rate > 0) due = Math.min(due, this.#now + t.left / t.rate)
    return due
  }

  takeDue(now: Seconds): TransferEnd[] {
    const until = now + dueTolerance(now)
    const due = [...this.#transfers.values()].filter(
      (t) => t.rate > 0 && this.#now + t.left / t.rate <= until,
    )
    this.#advance(now)
    return due.sort((a, b) => a.seq - b.seq).map((t) => this.#end(t, 0))
  }

  rate(id: TransferId): BytesPerSecond {
    return this.#transfer(id).rate
  }

  limiter(id: TransferId): number {
    return this.#transfer(id).limiter
  }

  remaining(id: TransferId, now: Seconds): Bytes {
    const t = this.#transfer(id)
    return Math.max(0, t.left - (t.rate > 0 ? t.rate * (now - this.#now) : 0))
  }

  limitedTimes(id: TransferId, now: Seconds, out: Float64Array): number {
    const t = this.#transfer(id)
    const length = t.path.length
    out.set(t.limited)
    const index = t.limiter < 0 ? length : t.limiter
    if (t.shared) out[index] = out[index]! + now - this.#now
    return length
  }

  use(id: ResourceId): BytesPerSecond {
    return this.#resource(id).use
  }

  capacity(id: ResourceId): BytesPerSecond {
    return this.#resource(id).capacity
  }

  useIntegral(id: ResourceId, now: Seconds): Bytes {
    const resource = this.#resource(id)
    return resource.carried + resource.use * (now - this.#now)
  }

  saturatedTime(id: ResourceId, now: Seconds): Seconds {
    const resource = this.#resource(id)
    return resource.saturatedTime + (resource.saturated ? now - this.#now : 0)
  }

  isSaturated(id: ResourceId): boolean {
    return this.#resource(id).saturated
  }

  certificate(tolerance = 1e-9): string[] {
    const found: string[] = []
    this.#resources.forEach((r, id) => {
      if (r && r.use > r.capacity * (1 + tolerance))
        found.push(`resource ${id} carries ${r.use} of ${r.capacity}`)
    })
    return found
  }

  #advance(now: Seconds): void {
    const dt = now - this.#now
    if (dt <= 0) return
    this.#now = now
    for (const resource of this.#resources) {
      if (!resource) continue
      resource.carried += resource.use * dt
      if (resource.saturated) resource.saturatedTime += dt
    }
    for (const t of this.#transfers.values()) {
      if (!t.shared) continue
      t.left = Math.max(0, t.left - t.rate * dt)
      const index = t.limiter < 0 ? t.path.length : t.limiter
      t.limited[index] = t.limited[index]! + dt
    }
  }

  #fill(): void {
    const room = this.#resources.map((r) => r?.capacity ?? Infinity)
    const open = new Set(this.#transfers.values())
    while (open.size > 0) {
      const pull = new Float64Array(room.length)
      for (const t of open)
        for (const hop of t.path) pull[hop.resource] = pull[hop.resource]! + t.weight * hop.coefficient
      const levels = room.map((left, r) => (pull[r]! > 0 ? Math.max(0, left) / pull[r]! : Infinity))
      let level = Infinity
      for (const t of open)
        level = Math.min(level, t.cap / t.weight, ...t.path.map((h) => levels[h.resource]!))
      const bound = level * (1 + TIE)
      for (const t of [...open]) {
        const atCap = t.cap / t.weight <= bound
        const limiter = atCap ? -1 : t.path.findIndex((h) => levels[h.resource]! <= bound)
        if (!atCap && limiter < 0) continue
        open.delete(t)
        t.limiter = limiter
        t.rate = atCap ? t.cap : level * t.weight
        for (const hop of t.path) room[hop.resource] = room[hop.resource]! - t.rate * hop.coefficient
      }
    }
  }

  #end(transfer: Transfer, left: Bytes): TransferEnd {
    this.#transfers.delete(transfer.id)
    this.#freeIds.push(transfer.id)
    for (const hop of transfer.path) this.#resource(hop.resource).crossing--
    this.#dirty = true
    return { id: transfer.id, left, rate: transfer.rate, limited: transfer.limited }
  }

  #resource(id: ResourceId): Resource {
    const resource = this.#resources[id]
    if (!resource) throw new SimulationFault(this.#now, `resource ${id}`, 'does not exist')
    return resource
  }

  #transfer(id: TransferId): Transfer {
    const transfer = this.#transfers.get(id)
    if (!transfer) throw new SimulationFault(this.#now, `transfer ${id}`, 'is not in progress')
    return transfer
  }
}
