/**
 * Who is done when. Transfers on a potential: per limiting resource one heap of routes, per route one heap of
 * tags; a resource contributes a single due instant, so a new level costs one entry however many it limits.
 * Transfers at their own cap: one heap of absolute due instants, untouched while they stay there.
 */
import type { Bytes, Seconds } from '../units.ts'
import type { Filling } from './filling.ts'
import { MinHeap } from './heap.ts'
import type { Line } from './line.ts'
import { NONE, type Resource, type Route, type Transfer } from './route.ts'
import { Standing } from './transfer.ts'

export class Completions {
  /** Resources with a group that moves, by the due instant of its first member. */
  readonly #groups: MinHeap<Resource> = new MinHeap()
  readonly #capped: MinHeap<Transfer> = new MinHeap()
  readonly #toCapped: Transfer[] = []
  readonly #toShared: Transfer[] = []

  nextDue(): Seconds {
    return Math.min(this.#groups.leastKey, this.#capped.leastKey)
  }

  /** A transfer that is due up to `until`, or nothing; `remove` it before asking again. */
  dueUpTo(until: Seconds): Transfer | undefined {
    if (this.#capped.leastKey <= until) return this.#capped.items[0]
    if (this.#groups.leastKey <= until) return this.#groups.items[0]!.group.items[0]!.tags.items[0]
    return
  }

  /** Carries out what the filling decided: first the routes, on the old levels, then the levels. */
  apply(filling: Filling, resources: readonly Resource[], entering: readonly Transfer[], now: Seconds): void {
    const { changed } = filling
    for (let p = 0; p < changed.length; p++) this.#applyTo(changed[p]!, now)
    for (let f = 0; f < entering.length; f++) this.#enter(entering[f]!, now)
    for (let r = 0; r < resources.length; r++) {
      const resource = resources[r]!
      resource.setLevel(filling.scratch.level[resource.id]!, now)
      resource.lowerPotential()
      this.#retime(resource)
    }
  }

  #applyTo(route: Route, now: Seconds): void {
    const { nextLimiter } = route
    if (nextLimiter === NONE && route.limiter !== NONE) this.#free(route, now)
    if (nextLimiter !== route.limiter) route.rebind(nextLimiter, now)
    const toCapped = this.#toCapped
    const toShared = this.#toShared
    route.collectTurned(toCapped, toShared)
    if (nextLimiter !== NONE && route.free.length > 0) toShared.push(...route.free.splice(0))
    if (toCapped.length + toShared.length === 0) return
    for (const member of toCapped) this.#cap(member, route.leaveShared(member, now), now)
    for (const member of toShared) {
      const left = member.leftAtCap(now)
      this.#uncap(member, now)
      route.enterShared(member, left, now)
    }
    route.fileInGroup()
    toCapped.length = 0
    toShared.length = 0
  }

  /** No resource limits the route any more: all of its members run at their caps, also those without one. */
  #free(route: Route, now: Seconds): void {
    while (route.tags.size > 0) {
      const member = route.tags.items[0]!
      const left = route.leaveShared(member, now)
      if (member.cap === Infinity) route.free.push(member)
      this.#cap(member, left, now)
    }
    route.fileInGroup()
  }

  #enter(member: Transfer, now: Seconds): void {
    const { route } = member
    const nothingLimits = route.limiter === NONE && member.cap === Infinity
    if (nothingLimits) route.free.push(member)
    if (nothingLimits || route.holdsAtCap(member)) {
      this.#cap(member, member.left, now)
    } else {
      route.enterShared(member, member.left, now)
      route.fileInGroup()
      this.#noteMixed(member)
    }
  }

  #cap(member: Transfer, left: Bytes, now: Seconds): void {
    member.standing = Standing.capped
    member.left = left
    member.anchor = now
    member.toggleCapped(now)
    member.line?.turn(member, 1, now)
    this.#noteMixed(member)
    if (member.cap > 0) this.#capped.push(member, now + left / member.cap)
  }

  #uncap(member: Transfer, now: Seconds): void {
    member.toggleCapped(now)
    member.line?.turn(member, -1, now)
    this.#noteMixed(member)
    if (member.place >= 0) this.#capped.remove(member)
  }

  /** Takes a transfer out of the heaps; it waits then, with the bytes it has left. */
  remove(member: Transfer, now: Seconds): void {
    const { route, standing } = member
    member.lastRate = member.rate()
    if (standing === Standing.capped) {
      member.left = member.leftAtCap(now)
      this.#uncap(member, now)
      if (member.cap === Infinity) route.free.splice(route.free.indexOf(member), 1)
    } else if (standing === Standing.shared) {
      member.left = route.leaveShared(member, now)
      route.fileInGroup()
      this.#retime(route.path[route.limiter]!)
    }
    member.standing = Standing.waiting
    member.anchor = now
  }

  /** Lines that have more to share out after the present filling. */
  readonly mixed: Set<Line<Transfer>> = new Set()

  #noteMixed({ line }: Transfer): void {
    if (line === undefined) return
    if (line.isMixed) this.mixed.add(line)
    else this.mixed.delete(line)
  }

  #retime(resource: Resource): void {
    const due = resource.due()
    if (due === Infinity) {
      if (resource.place >= 0) this.#groups.remove(resource)
    } else if (resource.place >= 0) this.#groups.rekey(resource, due)
    else this.#groups.push(resource, due)
  }
}
