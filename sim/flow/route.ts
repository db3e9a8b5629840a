import type { Seconds } from '../units.ts'
import { MinHeap, type Placed } from './heap.ts'
import { Ladder } from './ladder.ts'
import { LimitingTimes } from './limiting.ts'
import type { Line } from './line.ts'
import { type ResourceOf, ROW } from './resource.ts'
import { addTo, CAPPED, clearSide, emptySums, moveBlock, SHARED, type Sums } from './sums.ts'
import { Standing, type TransferOn } from './transfer.ts'

export interface Resource extends ResourceOf<Route, Line<Transfer>> {}
export interface Transfer extends TransferOn<Route, Line<Transfer>> {}

/** Levels and thresholds closer than this, relatively, are equal: then the cap, or the earlier resource, wins. */
export const ABOVE: number = 1 + 1e-12

/** No resource limits the route: all members run at their caps. */
export const NONE = -1

/** Tags are taken down to zero again when the coordinate has passed this many times the farthest of them. */
const SPANS = 32

/**
 * All transfers on the same ordered set of resources. They have the same bottleneck, or run at caps below its
 * level, so the filling knows routes only: summed loads, split at any level by the ladder of caps. Members on
 * the potential carry a tag in the route's own coordinate = potential of the limiting resource + offset; when
 * the bottleneck changes, the offset does, and no member is visited.
 */
export class Route implements Placed {
  readonly id: number
  readonly path: readonly Resource[]
  /** Ids of the path. */
  readonly ids: number[]
  /** The sums as single numbers, for the filling: at caps, per unit of level, for each position. */
  readonly load: Float64Array
  /** Place in the group of its limiter. */
  place = -1
  /** Index of this route in `path[i].routes`. */
  readonly slots: number[] = []
  /** Place among the idle routes; -1 while it has members. */
  idleSlot = -1
  members = 0
  #uncapped = 0
  #ladder: Ladder<Transfer> | undefined
  readonly #sums: Sums
  /** Thresholds on either side of the ladder's boundary: the sums hold for levels x with low <= x < high. */
  low: number = NaN
  high: number = NaN
  /** The boundary was moved since the standings were last made to agree with it. */
  moved = false

  /** Index on the path of the resource that limits the members on the potential, or NONE. */
  limiter: number = NONE
  offset: number = NaN
  readonly tags: MinHeap<Transfer> = new MinHeap()
  #lowerAt: number = NaN
  /** Members without a cap while no resource limits the route: nothing limits them. */
  readonly free: Transfer[] = []
  readonly #limiting: LimitingTimes

  visit = 0
  touched = false
  nextLimiter: number = NONE

  constructor(id: number, path: readonly Resource[]) {
    this.id = id
    this.path = path
    this.ids = path.map((resource) => resource.id)
    this.load = new Float64Array(2 * path.length)
    this.low = -1
    this.high = Infinity
    this.offset = this.#lowerAt = 0
    this.#sums = emptySums(path.length)
    this.#limiting = new LimitingTimes(path.length)
  }

  /** Level of the members on the potential, as of the last share. */
  level(): number {
    return this.limiter === NONE ? 0 : this.path[this.limiter]!.level
  }

  /** Members on the potential, by the present boundary. */
  #sharedCount(): number {
    const ladder = this.#ladder
    return this.#uncapped + (ladder ? ladder.size - ladder.capped : 0)
  }

  /** Adds a transfer to the loads. Its standing is given after the filling. */
  join(member: Transfer): void {
    if (member.threshold === Infinity) {
      this.#uncapped++
      addTo(this.#sums, SHARED, member.weight, member.coefficients)
    } else {
      this.#ladder ??= new Ladder()
      const capped = this.#ladder.insert(member, member.threshold <= this.level() * ABOVE)
      if (capped) addTo(this.#sums, CAPPED, member.cap, member.coefficients)
      else addTo(this.#sums, SHARED, member.weight, member.coefficients)
    }
    this.#refresh()
  }

  leave(member: Transfer): void {
    if (member.threshold === Infinity) {
      this.#uncapped--
      addTo(this.#sums, SHARED, -member.weight, member.coefficients)
    } else if (this.#ladder!.remove(member)) addTo(this.#sums, CAPPED, -member.cap, member.coefficients)
    else addTo(this.#sums, SHARED, -member.weight, member.coefficients)
    this.#refresh()
  }

  /** Moves the boundary of the ladder so that thresholds up to `bound` count as capped. */
  position(bound: number): void {
    const ladder = this.#ladder
    if (!ladder) return
    while (ladder.capped < ladder.size && ladder.next()!.threshold <= bound) {
      const block = ladder.passForward(bound)
      if (block) moveBlock(this.#sums, block, true)
      else {
        this.#turn(ladder.next()!, CAPPED)
        ladder.advance()
      }
    }
    while (ladder.capped > 0 && ladder.previous()!.threshold > bound) {
      const block = ladder.passBackward(bound)
      if (block) moveBlock(this.#sums, block, false)
      else {
        ladder.retreat()
        this.#turn(ladder.next()!, SHARED)
      }
    }
    this.moved = true
    this.#refresh()
  }

  #turn(member: Transfer, to: 0 | 2): void {
    addTo(this.#sums, CAPPED, to === CAPPED ? member.cap : -member.cap, member.coefficients)
    addTo(this.#sums, SHARED, to === SHARED ? member.weight : -member.weight, member.coefficients)
  }

  #refresh(): void {
    const ladder = this.#ladder
    if (!ladder || ladder.capped === 0) clearSide(this.#sums, CAPPED)
    if (this.#sharedCount() === 0) clearSide(this.#sums, SHARED)
    this.low = ladder?.previous()?.threshold ?? -1
    this.high = ladder?.next()?.threshold ?? Infinity
    const sums = this.#sums
    for (let m = 0; m < this.path.length; m++) {
      const { rows } = this.path[m]!
      const row = ROW * this.slots[m]!
      this.load[2 * m] = rows[row] = sums[4 * m]! + sums[4 * m + 1]!
      this.load[2 * m + 1] = rows[row + 1] = sums[4 * m + 2]! + sums[4 * m + 3]!
      rows[row + 2] = this.low
      rows[row + 3] = this.high
    }
  }

  /** Whether the boundary has the transfer at its cap. */
  holdsAtCap(member: Transfer): boolean {
    return member.threshold < Infinity && member.threshold <= this.low
  }

  collectTurned(toCapped: Transfer[], toShared: Transfer[]): void {
    if (!this.moved) return
    this.moved = false
    this.#ladder?.collectTurned(toCapped, toShared)
  }

  coordinate(now: Seconds): number {
    return this.limiter === NONE ? this.offset : this.path[this.limiter]!.potentialAt(now) + this.offset
  }

  /** Another resource (or none) limits the route: its coordinate goes on from where it is. */
  rebind(limiter: number, now: Seconds): void {
    const coordinate = this.tags.size > 0 ? this.coordinate(now) : 0
    if (this.place >= 0) this.path[this.limiter]!.group.remove(this)
    this.#limiting.settle(this.limiter, now)
    this.limiter = limiter
    this.offset = coordinate
    if (limiter === NONE) return
    const resource = this.path[limiter]!
    resource.restartIfEmpty(now)
    this.offset = coordinate - resource.potentialAt(now)
    this.fileInGroup()
  }

  /** Keeps its entry in the group of its limiter true to its first tag. */
  fileInGroup(): void {
    if (this.limiter === NONE) return
    const { group } = this.path[this.limiter]!
    if (this.tags.size === 0) {
      if (this.place >= 0) group.remove(this)
    } else if (this.place >= 0) group.rekey(this, this.tags.leastKey - this.offset)
    else group.push(this, this.tags.leastKey - this.offset)
  }

  /** Puts a transfer with `left` bytes to go on the potential. `fileInGroup` is the caller's. */
  enterShared(member: Transfer, left: number, now: Seconds): void {
    if (this.tags.size === 0) this.#restart(now)
    let coordinate = this.coordinate(now)
    if (coordinate > this.#lowerAt) {
      this.#lowerTags(coordinate)
      coordinate = this.coordinate(now)
    }
    const way = left / member.weight
    if (SPANS * way > this.#lowerAt) this.#lowerAt = SPANS * way
    member.standing = Standing.shared
    member.tag = coordinate + way
    this.tags.push(member, member.tag)
    this.#limiting.toggle(member.limited, this.limiter, now)
  }

  /** Takes a transfer off the potential; returns its source bytes to go. `fileInGroup` is the caller's. */
  leaveShared(member: Transfer, now: Seconds): number {
    this.tags.remove(member)
    this.#limiting.toggle(member.limited, this.limiter, now)
    return Math.max(0, (member.tag - this.coordinate(now)) * member.weight)
  }

  /** The first member starts from coordinate zero. */
  #restart(now: Seconds): void {
    this.#lowerAt = 0
    const resource = this.path[this.limiter]!
    resource.restartIfEmpty(now)
    this.offset = -resource.potentialAt(now)
  }

  #lowerTags(by: number): void {
    this.tags.lower(by)
    this.offset -= by
    let farthest = 0
    for (const member of this.tags.items) {
      member.tag -= by
      if (member.tag > farthest) farthest = member.tag
    }
    this.#lowerAt = SPANS * farthest
  }

  /** Seconds so far in which path[i] limited the members on the potential. */
  limitingTime(i: number, now: Seconds): Seconds {
    return this.#limiting.at(i, this.limiter, now)
  }

  /** Its last member left: nothing of the past may be felt by the next. */
  clear(): void {
    this.limiter = NONE
    this.offset = 0
    this.#limiting.clear()
  }
}
