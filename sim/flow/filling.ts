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
import type { Resource } from './resource.ts'
import { ABOVE, NONE, OPEN, type Route } from './route.ts'

export class Filling {
  /** Heap of resources by lower bound of their saturation level. */
  readonly #heap: Resource[] = []
  readonly #keys: number[] = []
  readonly #batch: Resource[] = []
  #stamp = 0
  #open = 0
  /** Set by `#fullAt`: the least threshold above the level that it looked at. */
  #high = Infinity

  /** Decides `nextLimiter` of each route, `nextLevel` of each resource, and the boundary of each ladder. */
  run(resources: readonly Resource[], routes: readonly Route[]): void {
    for (const route of routes) route.nextLimiter = OPEN
    this.#open = routes.length
    this.#seed(resources)
    while (this.#heap.length > 0 && this.#open > 0) {
      const resource = this.#heap[0]!
      const level = this.#keys[0]!
      if (resource.exact) this.#saturate(level)
      else this.#improve(resource, level)
    }
    this.#heap.length = 0
    this.#keys.length = 0
    if (this.#open === 0) return
    for (const route of routes) {
      if (route.nextLimiter !== OPEN) continue
      route.nextLimiter = NONE
      if (route.high < Infinity) route.position(Infinity)
    }
  }

  /** First lower bounds from the loads as they stand: tangents at wherever each ladder has its boundary. */
  #seed(resources: readonly Resource[]): void {
    const { length } = resources
    for (let n = 0; n < length; n++) {
      const resource = resources[n]!
      resource.fixedUse = 0
      resource.nextLevel = 0
      resource.exact = false
      const { capacity, routes, positions } = resource
      if (capacity === Infinity) continue
      let capped = 0
      let shared = 0
      let low = -1
      let high = Infinity
      for (let k = 0; k < routes.length; k++) {
        const route = routes[k]!
        const i = 2 * positions[k]!
        capped += route.load[i]!
        shared += route.load[i + 1]!
        if (route.low > low) low = route.low
        if (route.high < high) high = route.high
      }
      const room = capacity - capped
      if (shared <= 0 && room >= 0) continue
      const level = room > 0 ? room / shared : 0
      resource.exact = level * ABOVE >= low && level * ABOVE < high && room >= 0
      this.#heap.push(resource)
      this.#keys.push(level)
    }
    for (let i = (this.#heap.length >> 1) - 1; i >= 0; i--) this.#sink(i)
  }

  /** One Newton step for the resource on top of the heap. */
  #improve(resource: Resource, level: number): void {
    const full = this.#fullAt(resource, level)
    if (full === Infinity) {
      this.#pop()
      return
    }
    resource.exact = full * ABOVE < this.#high
    this.#keys[0] = full
    this.#sink(0)
  }

  /** Lower bound (>= level) of the level that fills the resource, from the tangent at `level`. */
  #fullAt(resource: Resource, level: number): number {
    const { routes, positions } = resource
    const bound = level * ABOVE
    let capped = 0
    let shared = 0
    let high = Infinity
    for (let k = 0; k < routes.length; k++) {
      const route = routes[k]!
      if (route.nextLimiter !== OPEN) continue
      if (route.low > bound || route.high <= bound) route.position(bound)
      const i = 2 * positions[k]!
      capped += route.load[i]!
      shared += route.load[i + 1]!
      if (route.high < high) high = route.high
    }
    this.#high = high
    if (shared <= 0) return Infinity
    const full = (resource.capacity - resource.fixedUse - capped) / shared
    return full > level ? full : level
  }

  /** The resource on top is full at `level`, and with it all that are full at the same level. */
  #saturate(level: number): void {
    const batch = this.#batch
    batch.length = 0
    this.#stamp++
    while (this.#heap.length > 0 && this.#keys[0]! <= level * ABOVE) {
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
    for (const resource of batch) {
      for (let k = 0; k < resource.routes.length; k++) {
        const route = resource.routes[k]!
        if (route.nextLimiter === OPEN) this.#fix(route, resource.positions[k]!, level)
      }
    }
  }

  /** Of several resources that are full at once, the first on the path limits. */
  #fix(route: Route, at: number, level: number): void {
    const { path, load } = route
    // The evaluation of another resource may have left the boundary at a lower level.
    const bound = level * ABOVE
    if (route.low > bound || route.high <= bound) route.position(bound)
    let first = at
    if (this.#batch.length > 1) {
      first = 0
      while (path[first]!.batch !== this.#stamp) first++
    }
    route.nextLimiter = load[1]! > 0 ? first : NONE
    this.#open--
    for (let m = 0; m < path.length; m++) {
      const resource = path[m]!
      resource.fixedUse += load[2 * m]! + level * load[2 * m + 1]!
      resource.exact = false
    }
  }

  #pop(): void {
    const resource = this.#heap.pop()!
    const key = this.#keys.pop()!
    if (this.#heap.length === 0) return
    this.#heap[0] = resource
    this.#keys[0] = key
    this.#sink(0)
  }

  #sink(from: number): void {
    const heap = this.#heap
    const keys = this.#keys
    const size = heap.length
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
