import type { Bytes, BytesPerSecond, Seconds } from '../units.ts'
import { fractions, MinHeap, type Placed } from './heap.ts'
import type { ResourceId } from './types.ts'

/** Numbers per row: capped, shared, low, high. */
export const ROW = 4

/** A resource counts as saturated from this share of its capacity on. */
const SATURATED = 0.999

/** Tags are taken down to zero again when the potential has passed this many times the farthest of them. */
const SPANS = 32

/** What a resource must know of the routes that cross it. */
export interface Crossing extends Placed {
  readonly id: number
  /** Index of the route in `routes` of each resource of its path. */
  readonly slots: number[]
  offset: number
  level(): number
}

/** A resource that routes R cross (`Resource` in route.ts), and the group of transfers that it limits. */
export class ResourceOf<R extends Crossing, L = unknown> implements Placed {
  readonly id: ResourceId
  /** Place among the due instants of the groups. */
  place = -1
  capacity: BytesPerSecond = NaN
  /** The routes with members that cross it, each with its position on the route's path. */
  readonly routes: R[] = []
  readonly positions: number[] = []
  /**
   * What the filling asks of each of these routes, side by side in memory (a row of ROW numbers): load of the
   * members at their caps, load per unit of level of the others, and the levels low <= x < high for which both hold.
   */
  readonly rows: number[] = fractions()
  readonly routeIds: number[] = []
  /** How many idle routes are remembered that cross it. */
  idleRoutes = 0

  /** Bytes per unit of weight given out to its group up to `since`: the integral of its level. */
  potential: number = NaN
  level: number = NaN
  since: Seconds = NaN
  /** Routes that it limits, keyed by the potential at which their first member is done. */
  readonly group: MinHeap<R> = new MinHeap()
  #lowerAt: number = NaN

  use: BytesPerSecond = NaN
  saturated = false
  #carried: Bytes = NaN
  #saturatedTime: Seconds = NaN
  #settled: Seconds = NaN

  /** It is a line: transfers cross it outside of routes (line.ts). */
  line: L | undefined = undefined

  /** Marks of the share in progress. */
  touched = false
  visit = 0
  /** It was removed: what still leads to it passes it by. */
  removed = false

  constructor(id: ResourceId, capacity: BytesPerSecond) {
    this.id = id
    this.capacity = capacity
    this.potential = this.level = this.since = this.#lowerAt = 0
    this.use = this.#carried = this.#saturatedTime = this.#settled = 0
  }

  /** Returns the slot of the route here. */
  link(route: R, position: number): number {
    this.positions.push(position)
    this.rows.push(0, 0, -1, Infinity)
    this.routeIds.push(route.id)
    return this.routes.push(route) - 1
  }

  /** The last route takes the slot that becomes free. */
  unlink(slot: number): void {
    const { routes, positions, rows, routeIds } = this
    const last = routes.length - 1
    if (slot < last) {
      const route = routes[last]!
      routes[slot] = route
      positions[slot] = positions[last]!
      routeIds[slot] = routeIds[last]!
      for (let i = 0; i < ROW; i++) rows[ROW * slot + i] = rows[ROW * last + i]!
      route.slots[positions[slot]!] = slot
    }
    routes.pop()
    positions.pop()
    routeIds.pop()
    for (let i = 0; i < ROW; i++) rows.pop()
  }

  potentialAt(now: Seconds): number {
    return this.potential + this.level * (now - this.since)
  }

  setLevel(level: number, now: Seconds): void {
    if (level === this.level) return
    this.potential = this.group.size > 0 ? this.potentialAt(now) : 0
    this.since = now
    this.level = level
  }

  /** A group that is empty starts from zero, so that its potential stays as exact as its members are young. */
  restartIfEmpty(now: Seconds): void {
    if (this.group.size > 0) return
    this.potential = 0
    this.since = now
    this.#lowerAt = 0
  }

  /** Exact shift of potential and keys; the cost is paid by the completions since the last one. */
  lowerPotential(): void {
    if (this.potential <= this.#lowerAt || this.group.size === 0) return
    const by = this.potential
    this.potential = 0
    this.group.lower(by)
    let farthest = 0
    for (let i = 0; i < this.group.size; i++) {
      this.group.items[i]!.offset += by
      if (this.group.keys[i]! > farthest) farthest = this.group.keys[i]!
    }
    this.#lowerAt = SPANS * farthest
  }

  /** When the first member of its group is done. */
  due(): Seconds {
    if (this.group.size === 0 || !(this.level > 0)) return Infinity
    return this.since + Math.max(0, this.group.leastKey - this.potential) / this.level
  }

  /** Brings the integrals up to `now`, then states the use that the filling found. */
  settleUse(filled: BytesPerSecond, now: Seconds): void {
    this.#carried = this.carried(now)
    this.#saturatedTime = this.saturatedTime(now)
    this.#settled = now
    this.use = this.capacity < Infinity ? filled : this.#summedUse()
  }

  /** The filling may have seen only some of the routes of an unlimited resource. */
  #summedUse(): BytesPerSecond {
    let use = 0
    for (let k = 0; k < this.routes.length; k++)
      use += this.rows[ROW * k]! + this.routes[k]!.level() * this.rows[ROW * k + 1]!
    return use
  }

  /** True while use has reached the saturated share; without capacity, while anything wants to cross. */
  isSaturatedNow(): boolean {
    return this.capacity < Infinity && this.routes.length > 0 && this.use >= SATURATED * this.capacity
  }

  /** What crossed at once, outside of time: transfers that nothing limits. */
  carryAtOnce(bytes: Bytes): void {
    this.#carried += bytes
  }

  carried(now: Seconds): Bytes {
    return this.#carried + this.use * (now - this.#settled)
  }

  saturatedTime(now: Seconds): Seconds {
    return this.#saturatedTime + (this.saturated ? now - this.#settled : 0)
  }
}
