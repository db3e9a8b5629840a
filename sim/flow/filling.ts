/**
 * Progressive filling over the resources and routes of the touched components.
 *
 * A common level rises from zero; a transfer runs at weight x level until its cap or until a resource on its
 * path is full, which then limits it. For one resource the load is a concave, piecewise linear function of the
 * level: its slope falls where members reach their caps. So the level at which it is full is found by Newton's
 * method from below, where each tangent gives a lower bound, and a heap keeps the lower bounds of all
 * resources: only the least one is made exact, and what was fixed at lower levels can only raise it. Sums are
 * taken anew at each step, never by subtracting routes, so nothing cancels; the boundaries of the ladders stay
 * where the last filling left them, which makes the first tangent nearly always the last.
 *
 * Cost: (routes x path length) + (evaluations x routes of a resource); about two evaluations per resource that
 * limits anybody and none for the others. Hot path of the room: bench/flow.
 */
import { type Resource, ROW } from './resource.ts'
import { ABOVE, NONE, OPEN, type Route } from './route.ts'

export class Filling {
  /** Heap of resources by lower bound of their saturation level. */
  readonly #heap: Resource[] = []
  readonly #keys: number[] = []
  #size = 0
  readonly #batch: Resource[] = []
  /** Routes with another limiter than before, or with a boundary that was moved. */
  readonly changed: Route[] = []
  #run = 0
  #stamp = 0
  #open = 0
  /** Set by `#tangent`: it is the load itself for levels x with #low <= x < #high. */
  #low = -1
  #high = Infinity
  #shared = 0

  /** Decides `nextLimiter` of each route, `nextLevel` of each resource, and the boundary of each ladder. */
  run(resources: readonly Resource[], routes: readonly Route[]): void {
    this.changed.length = 0
    this.#run++
    for (let p = 0; p < routes.length; p++) routes[p]!.nextLimiter = OPEN
    this.#open = routes.length
    this.#seed(resources)
    while (this.#size > 0 && this.#open > 0) {
      const resource = this.#heap[0]!
      const level = this.#keys[0]!
      if (resource.exact) this.#saturate(level)
      else this.#improve(resource, level)
    }
    this.#size = 0
    if (this.#open > 0)
      for (let p = 0; p < routes.length; p++) if (routes[p]!.nextLimiter === OPEN) this.#atCaps(routes[p]!)
  }

  /** First lower bounds from the loads as they stand. */
  #seed(resources: readonly Resource[]): void {
    for (let n = 0; n < resources.length; n++) {
      const resource = resources[n]!
      resource.fixedUse = 0
      resource.nextLevel = 0
      resource.exact = false
      if (resource.capacity === Infinity) continue
      const level = this.#tangent(resource)
      if (level === Infinity) continue
      resource.exact = level > 0 && this.#holdsAt(level)
      this.#heap[this.#size] = resource
      this.#keys[this.#size++] = level
    }
    for (let i = (this.#size >> 1) - 1; i >= 0; i--) this.#sink(i)
  }

  /** A better lower bound for the resource on top of the heap, or the certainty that it is the level. */
  #improve(resource: Resource, level: number): void {
    let full = this.#tangent(resource)
    if (!(full > level) && !this.#holdsAt(level)) {
      this.#positionAll(resource, level)
      full = this.#tangent(resource)
    }
    if (full === Infinity || (full <= level && !(this.#shared > 0))) {
      this.#pop()
      return
    }
    if (full < level) full = level
    resource.exact = this.#holdsAt(full)
    this.#keys[0] = full
    this.#sink(0)
  }

  /**
   * Where the tangents of its open routes, each at its own boundary, meet the capacity: a lower bound of the
   * level that fills the resource, exact if the boundaries hold there. `Infinity` if it cannot be filled.
   */
  #tangent(resource: Resource): number {
    const { rows, fixedIn } = resource
    const { length } = fixedIn
    const run = this.#run
    let capped = 0
    let shared = 0
    let low = -1
    let high = Infinity
    for (let k = 0, row = 0; k < length; k++, row += ROW) {
      if (fixedIn[k] === run) continue
      capped += rows[row]!
      shared += rows[row + 1]!
      if (rows[row + 2]! > low) low = rows[row + 2]!
      if (rows[row + 3]! < high) high = rows[row + 3]!
    }
    this.#low = low
    this.#high = high
    this.#shared = shared
    const room = resource.capacity - resource.fixedUse - capped
    if (shared > 0) return room > 0 ? room / shared : 0
    return room >= 0 ? Infinity : 0
  }

  #holdsAt(level: number): boolean {
    const bound = level * ABOVE
    return bound >= this.#low && bound < this.#high
  }

  #positionAll(resource: Resource, level: number): void {
    const bound = level * ABOVE
    const { routes } = resource
    for (let k = 0; k < routes.length; k++) {
      const route = routes[k]!
      if (route.nextLimiter === OPEN && (route.low > bound || route.high <= bound)) route.position(bound)
    }
  }

  /** The resource on top is full at `level`, and with it all that are full at the same level. */
  #saturate(level: number): void {
    const batch = this.#batch
    batch.length = 0
    this.#stamp++
    while (this.#size > 0 && this.#keys[0]! <= level * ABOVE) {
      const resource = this.#heap[0]!
      if (!resource.exact) {
        this.#improve(resource, this.#keys[0]!)
        continue
      }
      resource.batch = this.#stamp
      resource.nextLevel = level
      batch.push(resource)
      this.#pop()
    }
    for (let b = 0; b < batch.length; b++) {
      const resource = batch[b]!
      for (let k = 0; k < resource.routes.length; k++)
        if (resource.fixedIn[k] !== this.#run) this.#fix(resource.routes[k]!, resource.positions[k]!, level)
    }
  }

  /** Of several resources that are full at once, the first on the path limits. */
  #fix(route: Route, at: number, level: number): void {
    const { path } = route
    // The evaluation of another resource may have left the boundary at a lower level.
    const bound = level * ABOVE
    if (route.low > bound || route.high <= bound) route.position(bound)
    let first = at
    if (this.#batch.length > 1) {
      first = 0
      while (path[first]!.batch !== this.#stamp) first++
    }
    this.#close(route, route.sharedCount() > 0 ? first : NONE, level)
  }

  #close(route: Route, limiter: number, level: number): void {
    const { path, slots } = route
    route.nextLimiter = limiter
    if (route.moved || limiter !== route.limiter) this.changed.push(route)
    this.#open--
    for (let m = 0; m < path.length; m++) {
      const resource = path[m]!
      const slot = slots[m]!
      resource.fixedUse += resource.rows[ROW * slot]! + level * resource.rows[ROW * slot + 1]!
      resource.fixedIn[slot] = this.#run
      resource.exact = false
    }
  }

  /** No resource limits the route. */
  #atCaps(route: Route): void {
    if (route.high < Infinity) route.position(Infinity)
    this.#close(route, NONE, 0)
  }

  #pop(): void {
    const last = --this.#size
    if (last === 0) return
    this.#heap[0] = this.#heap[last]!
    this.#keys[0] = this.#keys[last]!
    this.#sink(0)
  }

  #sink(from: number): void {
    const heap = this.#heap
    const keys = this.#keys
    const size = this.#size
    const resource = heap[from]!
    const key = keys[from]!
    let hole = from
    for (;;) {
      let child = 2 * hole + 1
      if (child >= size) break
      if (child + 1 < size && keys[child + 1]! < keys[child]!) child++
      if (keys[child]! >= key) break
      keys[hole] = keys[child]!
      heap[hole] = heap[child]!
      hole = child
    }
    keys[hole] = key
    heap[hole] = resource
  }
}
