/**
 * Progressive filling over the resources and routes of the touched components.
 *
 * A common level rises from zero; a transfer runs at weight x level until its cap or until a resource on its
 * path is full, which then limits it. For one resource the load is a concave, piecewise linear function of the
 * level: its slope falls where members reach their caps. Where a tangent meets the capacity is therefore a lower
 * bound of the level that fills it, wherever the ladders have their boundaries, and what is fixed at
 * lower levels can only raise it. A heap keeps the lower bounds of all resources; the least one is made better
 * until it is exact, then the resource is full and its open routes are fixed.
 *
 * A bound is made better in three ways, the cheap ones first: from sums that were reduced by the routes fixed
 * since (with a margin for the rounding, and only while nothing cancels), from sums taken anew, and from sums
 * taken anew after the boundaries were moved to the level (Newton's method from below). Boundaries stay
 * where the last filling left them, which makes the first tangent nearly always the last. Rates come from sums
 * taken anew only.
 *
 * This is the hot path of the room (bench/flow): scratch numbers lie in flat arrays by id, and bounds from reduced
 * sums leave about one pass over its routes to each resource (gen F=1e4 L=200: 8,900 rows an event, not 20,000).
 */
import { ROW } from './resource.ts'
import { ABOVE, NONE, type Resource, type Route } from './route.ts'
import { Scratch } from './scratch.ts'

/** A bound from reduced sums is trusted while they are at least this share of what they were reduced from. */
const TRUSTED = 1e-2
/** And lowered by this share: more than rounding can do to trusted sums within 10^4 reductions. */
const MARGIN = 1 - 1e-10

export class Filling {
  /** Routes with another limiter than before, or with a boundary that was moved. */
  readonly changed: Route[] = []
  /** Use and level of each resource by id, as of the last run that saw it. */
  readonly scratch: Scratch = new Scratch()
  readonly #batch: Resource[] = []
  #run = 0
  #stamp = 0
  #open = 0
  /** Set by `#tangent`: it is the load itself for levels x with #low <= x < #high. */
  #low = -1
  #high = Infinity
  #shared = 0

  /** Decides `nextLimiter` of each route, use and level of each resource, and the boundary of each ladder. */
  run(resources: readonly Resource[], routes: readonly Route[]): void {
    const { scratch } = this
    this.changed.length = 0
    this.#run++
    this.#open = routes.length
    this.#seed(resources, routes)
    while (scratch.size > 0 && this.#open > 0) {
      const resource = scratch.heap[0]!
      const level = scratch.keys[0]!
      if (scratch.exact[resource.id]) this.#saturate(level)
      else this.#improve(resource, level)
    }
    scratch.size = 0
    if (this.#open === 0) return
    for (let p = 0; p < routes.length; p++)
      if (scratch.fixedIn[routes[p]!.id] !== this.#run) this.#atCaps(routes[p]!)
  }

  /** First lower bounds from the loads as they stand. */
  #seed(resources: readonly Resource[], routes: readonly Route[]): void {
    const { scratch } = this
    for (let n = 0; n < resources.length; n++) scratch.open(resources[n]!)
    const { capped, shared, low, high } = scratch
    for (let p = 0; p < routes.length; p++) {
      const route = routes[p]!
      const { ids, load } = route
      scratch.know(route)
      const isDivided = route.low >= 0 || route.high < Infinity
      for (let m = 0; m < ids.length; m++) {
        const r = ids[m]!
        capped[r]! += load[2 * m]!
        shared[r]! += load[2 * m + 1]!
        if (!isDivided) continue
        if (route.low > low[r]!) low[r] = route.low
        if (route.high < high[r]!) high[r] = route.high
      }
    }
    for (let n = 0; n < resources.length; n++) this.#file(resources[n]!)
    scratch.heapify()
  }

  #file(resource: Resource): void {
    const { scratch } = this
    const r = resource.id
    const capped = scratch.capped[r]!
    const shared = scratch.shared[r]!
    const room = resource.capacity - capped
    if (resource.capacity === Infinity || (!(shared > 0) && room >= 0)) return
    const level = room > 0 && shared > 0 ? room / shared : 0
    const bound = level * ABOVE
    scratch.exact[r] = level > 0 && bound >= scratch.low[r]! && bound < scratch.high[r]! ? 1 : 0
    scratch.leastRoom[r] = TRUSTED * (resource.capacity + capped)
    scratch.leastShared[r] = TRUSTED * shared
    scratch.heap[scratch.size] = resource
    scratch.keys[scratch.size++] = level
  }

  /** A better lower bound for the resource on top of the heap, or the certainty that it is the level. */
  #improve(resource: Resource, level: number): void {
    const { scratch } = this
    const r = resource.id
    const room = resource.capacity - scratch.fixed[r]! - scratch.capped[r]!
    if (room > scratch.leastRoom[r]! && scratch.shared[r]! > scratch.leastShared[r]!) {
      const bound = (room / scratch.shared[r]!) * MARGIN
      if (bound > level) {
        scratch.lift(bound)
        return
      }
    }
    let full = this.#tangent(resource)
    if (!(full > level) && !this.#holdsAt(level)) {
      this.#positionAll(resource, level)
      full = this.#tangent(resource)
    }
    if (full === Infinity || (full <= level && !(this.#shared > 0))) {
      scratch.pop()
      return
    }
    if (full < level) full = level
    scratch.exact[r] = this.#holdsAt(full) ? 1 : 0
    scratch.lift(full)
  }

  /**
   * Where the tangents of its open routes, each at its own boundary, meet the capacity: a lower bound of the
   * level that fills the resource, exact if the boundaries hold there. `Infinity` if it cannot be filled.
   */
  #tangent(resource: Resource): number {
    const { rows, routeIds } = resource
    const { scratch } = this
    const { fixedIn } = scratch
    const run = this.#run
    let capped = 0
    let shared = 0
    let low = -1
    let high = Infinity
    for (let k = 0, row = 0; k < routeIds.length; k++, row += ROW) {
      if (fixedIn[routeIds[k]!] === run) continue
      capped += rows[row]!
      shared += rows[row + 1]!
      if (rows[row + 2]! > low) low = rows[row + 2]!
      if (rows[row + 3]! < high) high = rows[row + 3]!
    }
    this.#low = low
    this.#high = high
    this.#shared = shared
    const r = resource.id
    scratch.capped[r] = capped
    scratch.shared[r] = shared
    scratch.leastRoom[r] = TRUSTED * (resource.capacity + capped)
    scratch.leastShared[r] = TRUSTED * shared
    const room = resource.capacity - scratch.fixed[r]! - capped
    if (shared > 0) return room > 0 ? room / shared : 0
    return room >= 0 ? Infinity : 0
  }

  #holdsAt(level: number): boolean {
    const bound = level * ABOVE
    return bound >= this.#low && bound < this.#high
  }

  #positionAll(resource: Resource, level: number): void {
    const bound = level * ABOVE
    const { routes, routeIds } = resource
    for (let k = 0; k < routes.length; k++)
      if (this.scratch.fixedIn[routeIds[k]!] !== this.#run) this.#position(routes[k]!, bound)
  }

  /** Moves the boundary of a route if it has to; sums that were taken before are void then. */
  #position(route: Route, bound: number): void {
    if (bound >= route.low && bound < route.high) return
    route.position(bound)
    for (let m = 0; m < route.ids.length; m++) this.scratch.leastRoom[route.ids[m]!] = Infinity
  }

  /** The resource on top is full at `level`, and with it all that are full at the same level. */
  #saturate(level: number): void {
    const { scratch } = this
    const batch = this.#batch
    batch.length = 0
    this.#stamp++
    while (scratch.size > 0 && scratch.keys[0]! <= level * ABOVE) {
      const resource = scratch.heap[0]!
      if (scratch.exact[resource.id] === 0) {
        this.#improve(resource, scratch.keys[0]!)
        continue
      }
      scratch.batch[resource.id] = this.#stamp
      scratch.level[resource.id] = level
      batch.push(resource)
      scratch.pop()
    }
    for (let b = 0; b < batch.length; b++) {
      const { routes, routeIds, positions } = batch[b]!
      for (let k = 0; k < routes.length; k++)
        if (scratch.fixedIn[routeIds[k]!] !== this.#run) this.#fix(routes[k]!, positions[k]!, level)
    }
  }

  /** Of several resources that are full at once, the first on the path limits. */
  #fix(route: Route, at: number, level: number): void {
    // The evaluation of another resource may have left the boundary at a lower level.
    this.#position(route, level * ABOVE)
    let first = at
    if (this.#batch.length > 1) {
      first = 0
      while (this.scratch.batch[route.ids[first]!] !== this.#stamp) first++
    }
    this.#close(route, route.load[1]! > 0 ? first : NONE, level)
  }

  #close(route: Route, limiter: number, level: number): void {
    const { ids, load } = route
    const { fixed, capped, shared, exact, fixedIn } = this.scratch
    route.nextLimiter = limiter
    if (route.moved || limiter !== route.limiter) this.changed.push(route)
    this.#open--
    fixedIn[route.id] = this.#run
    for (let m = 0; m < ids.length; m++) {
      const r = ids[m]!
      const atCap = load[2 * m]!
      const weighted = load[2 * m + 1]!
      fixed[r]! += atCap + level * weighted
      capped[r]! -= atCap
      shared[r]! -= weighted
      exact[r] = 0
    }
  }

  /** No resource limits the route. */
  #atCaps(route: Route): void {
    this.#position(route, Infinity)
    this.#close(route, NONE, 0)
  }
}
