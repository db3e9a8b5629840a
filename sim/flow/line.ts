/**
 * Lines: resources that few transfers cross at a time, such as the access line of one customer of thousands. As ordinary
 * resources they would make a route of every customer and every solution would visit them all. So a line stays
 * out of the routes: it gives each of its members a cap, its fair share of the line, and the filling sees caps only.
 *
 * The share is level x weight, where the level fills the line: sum of coefficient x min(own limit, level x weight) =
 * capacity. The own limit of a member is its cap or, once the filling found that something else holds it
 * below its share, the rate it has; what it leaves is given to the others and the filling runs again. Shares only grow
 * from one round to the next, and where they stand still every member is at its own cap, at a bottleneck of its
 * route, or at a full line on which nobody has a higher level: that is the max-min solution, and there is only one.
 */
import type { Bytes, BytesPerSecond, Seconds } from '../units.ts'
import { Standing } from './transfer.ts'

/** Shares closer than this, relatively, are equal. */
const EQUAL = 1e-13
/** A line is saturated from this share of its capacity on. */
const SATURATED = 0.999

/** What a line must know of a transfer that crosses it. */
export interface Member {
  readonly weight: number
  readonly left: Bytes
  readonly cap: BytesPerSecond
  readonly ownCap: BytesPerSecond
  readonly byLine: boolean
  readonly lineCoefficient: number
  readonly standing: Standing
  atJoin: Bytes
  rate(): BytesPerSecond
}

/** What a line must ask of the network. */
export interface Caps<M> {
  /** The member runs at most at this rate from the next filling on; `byLine`: because of its line. */
  limit(member: M, cap: BytesPerSecond, byLine: boolean): void
}

export class Line<M extends Member> {
  /** The resource that it is: its capacity counts. */
  readonly resource: { readonly capacity: BytesPerSecond }
  readonly members: M[] = []
  /** Members that run at their share, and at any cap. */
  #atShare = 0
  #capped = 0
  #carried: Bytes = 0
  #saturated = false
  #saturatedTime: Seconds = 0
  #since: Seconds = 0

  constructor(resource: Line<M>['resource']) {
    this.resource = resource
  }

  join(member: M): void {
    this.members.push(member)
    member.atJoin = member.left
  }

  /** The member has left the sharing; `left` are its source bytes to go. */
  leave(member: M, left: Bytes): void {
    this.members.splice(this.members.indexOf(member), 1)
    this.#carried += (member.atJoin - left) * member.lineCoefficient
  }

  /** A member came to a cap (1) or left it (-1). */
  turn(member: M, by: 1 | -1, now: Seconds): void {
    this.#capped += by
    if (member.byLine) this.#atShare += by
    this.#judge(now)
  }

  /** Some run at their share while others are held below theirs by something else: there is more to share out. */
  get isMixed(): boolean {
    return this.#atShare > 0 && this.#capped < this.members.length
  }

  /** Shares as if nothing but caps limited its members. */
  reset(caps: Caps<M>): void {
    this.#shareOut(caps, ({ ownCap, weight }) => ownCap / weight)
  }

  /** Gives what some leave to the others; false when nobody's share grew. */
  raise(caps: Caps<M>): boolean {
    return this.#shareOut(caps, (member) => {
      return member.standing === Standing.shared
        ? member.rate() / member.weight
        : member.ownCap / member.weight
    })
  }

  #shareOut(caps: Caps<M>, boundOf: (member: M) => number): boolean {
    const level = levelOf(this.members, this.resource.capacity, boundOf)
    let changed = false
    for (const member of this.members) {
      const share = level * member.weight
      const byLine = share < member.ownCap
      const cap = byLine ? share : member.ownCap
      const same = cap === member.cap || Math.abs(cap - member.cap) <= EQUAL * Math.min(cap, member.cap)
      if (same && byLine === member.byLine) continue
      caps.limit(member, cap, byLine)
      changed = true
    }
    return changed
  }

  use(): BytesPerSecond {
    let use = 0
    for (const member of this.members) use += member.rate() * member.lineCoefficient
    return use
  }

  carried(remaining: (member: M) => Bytes): Bytes {
    let bytes = this.#carried
    for (const member of this.members) bytes += (member.atJoin - remaining(member)) * member.lineCoefficient
    return bytes
  }

  get isSaturated(): boolean {
    return this.#saturated
  }

  saturatedTime(now: Seconds): Seconds {
    return this.#saturatedTime + (this.#saturated ? now - this.#since : 0)
  }

  #judge(now: Seconds): void {
    const saturated = this.#atShare > 0 || this.#fullAtOwnCaps()
    if (saturated === this.#saturated) return
    this.#saturatedTime = this.saturatedTime(now)
    this.#saturated = saturated
    this.#since = now
  }

  /** Own caps may just fill it. */
  #fullAtOwnCaps(): boolean {
    const { capacity } = this.resource
    if (this.#capped === 0 || capacity === Infinity) return false
    let use = 0
    for (const member of this.members) {
      if (member.standing === Standing.capped) use += member.cap * member.lineCoefficient
    }
    return use >= SATURATED * capacity
  }
}

/** The level that fills the capacity, or Infinity when bounds alone do not. */
function levelOf<M extends Member>(
  members: readonly M[],
  capacity: BytesPerSecond,
  boundOf: (member: M) => number,
): number {
  if (capacity === Infinity) return Infinity
  const order = members
    .map((member) => ({ bound: boundOf(member), pull: member.weight * member.lineCoefficient }))
    .sort((a, b) => a.bound - b.bound)
  let room = capacity
  let pull = order.reduce((sum, one) => sum + one.pull, 0)
  for (const one of order) {
    if (room <= one.bound * pull) return Math.max(0, room) / pull
    room -= one.bound * one.pull
    pull -= one.pull
  }
  return Infinity
}
