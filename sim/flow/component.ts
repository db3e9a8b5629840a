import type { Resource } from './resource.ts'
import type { Route } from './route.ts'

/**
 * What changed since the last share, and all that a change can reach: from resource to route to resource. An
 * unlimited resource passes nothing on, since it cannot limit; only its use is stated anew.
 */
export class Component {
  readonly resources: Resource[] = []
  readonly routes: Route[] = []
  readonly #touchedResources: Resource[] = []
  readonly #touchedRoutes: Route[] = []
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

  /** Fills `resources` and `routes`; from now on nothing is touched. */
  gather(): void {
    this.#visit++
    this.resources.length = 0
    this.routes.length = 0
    for (const resource of this.#touchedResources) {
      resource.touched = false
      this.#visitResource(resource)
    }
    for (const route of this.#touchedRoutes) {
      route.touched = false
      this.#visitRoute(route)
    }
    this.#touchedResources.length = 0
    this.#touchedRoutes.length = 0
    for (let n = 0; n < this.resources.length; n++) {
      const { capacity, routes } = this.resources[n]!
      if (capacity < Infinity) for (let k = 0; k < routes.length; k++) this.#visitRoute(routes[k]!)
    }
  }

  #visitResource(resource: Resource): void {
    if (resource.visit === this.#visit) return
    resource.visit = this.#visit
    this.resources.push(resource)
  }

  #visitRoute(route: Route): void {
    if (route.visit === this.#visit) return
    route.visit = this.#visit
    if (route.members > 0) this.routes.push(route)
    for (let m = 0; m < route.path.length; m++) this.#visitResource(route.path[m]!)
  }
}
