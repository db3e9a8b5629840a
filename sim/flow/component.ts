import type { Resource, Route } from './route.ts'

/**
 * What changed since the last share, and all that a change can reach: from resource to route to resource. An
 * unlimited resource passes nothing on, since it cannot limit; only its use is stated anew.
 */
export class Component {
  readonly resources: Resource[] = []
  readonly routes: Route[] = []
  readonly #touchedResources: Resource[] = []
  readonly #touchedRoutes: Route[] = []
  #resourceCount = 0
  #routeCount = 0
  #spreadCount = 0
  #version = -1
  #connected = false
  #visit = 0

  get isTouched(): boolean {
    return this.#touchedResources.length + this.#touchedRoutes.length > 0
  }

  touch(resource: Resource): void {
    if (resource.touched) return
    resource.touched = true
    this.#touchedResources.push(resource)
  }

  /** A change of a route's members is one of its resources too. */
  touchRoute(route: Route): void {
    if (route.touched) return
    route.touched = true
    this.#touchedRoutes.push(route)
  }

  /**
   * Fills `resources` and `routes`; from now on nothing is touched. `version` tells whether routes came or went:
   * if not, and the last gathering was one connected component that holds all that is touched, it still stands.
   */
  gather(version: number): void {
    if (this.#connected && version === this.#version && this.#holdsTouched()) {
      this.#forgetTouched()
      return
    }
    this.#version = version
    this.#visit++
    this.#resourceCount = 0
    this.#routeCount = 0
    this.#spreadCount = 0
    const parts = this.#spreadFromAll()
    this.#connected = parts === 1
    this.#forgetTouched()
    // Cut only now: an array set to length zero loses its store, and the next gathering would grow it anew.
    this.resources.length = this.#resourceCount
    this.routes.length = this.#routeCount
  }

  #holdsTouched(): boolean {
    for (const resource of this.#touchedResources) if (resource.visit !== this.#visit) return false
    for (const route of this.#touchedRoutes) if (route.visit !== this.#visit) return false
    return true
  }

  #forgetTouched(): void {
    for (const resource of this.#touchedResources) resource.touched = false
    for (const route of this.#touchedRoutes) route.touched = false
    this.#touchedResources.length = 0
    this.#touchedRoutes.length = 0
  }

  /** Returns from how many of the touched it had to start anew. */
  #spreadFromAll(): number {
    let parts = 0
    for (const resource of this.#touchedResources) {
      if (resource.visit === this.#visit) continue
      parts++
      this.#visitResource(resource)
      this.#spread()
    }
    for (const route of this.#touchedRoutes) {
      if (route.visit === this.#visit) continue
      parts++
      this.#visitRoute(route)
      this.#spread()
    }
    return parts
  }

  #spread(): void {
    for (; this.#spreadCount < this.#resourceCount; this.#spreadCount++) {
      const { capacity, routes } = this.resources[this.#spreadCount]!
      if (capacity < Infinity) for (let k = 0; k < routes.length; k++) this.#visitRoute(routes[k]!)
    }
  }

  #visitResource(resource: Resource): void {
    if (resource.visit === this.#visit || resource.removed) return
    resource.visit = this.#visit
    this.resources[this.#resourceCount++] = resource
  }

  #visitRoute(route: Route): void {
    if (route.visit === this.#visit) return
    route.visit = this.#visit
    if (route.members > 0) this.routes[this.#routeCount++] = route
    for (let m = 0; m < route.path.length; m++) this.#visitResource(route.path[m]!)
  }
}
