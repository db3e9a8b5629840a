import { type Resource, Route } from './route.ts'

/** Idle routes that are remembered: starting on one of them again costs no construction. */
const IDLE = 256

/** Finds the route of a path, makes it when it is new, and forgets it some time after its last member left. */
export class RouteTable {
  readonly #byHash = new Map<number, Route[]>()
  /** Ring of idle routes; the oldest is forgotten first. An entry that is in use again is just skipped. */
  readonly #idle: (Route | undefined)[] = []
  #oldest = 0
  readonly #freeIds: number[] = []
  #nextId = 0

  /** Grows when a route is linked or unlinked: what can be reached from where has changed. */
  version = 0

  /** The route over these resources, linked to them, with one member more. */
  occupy(path: readonly Resource[]): Route {
    const route = this.#find(path) ?? this.#create(path)
    if (route.members++ > 0) return route
    if (route.idleSlot >= 0) this.#forgetIdle(route)
    link(route)
    this.version++
    return route
  }

  /** One member less; without members the route is off its resources. */
  vacate(route: Route): void {
    if (--route.members > 0) return
    unlink(route)
    this.version++
    route.clear()
    const previous = this.#idle[this.#oldest]
    if (previous) this.#drop(previous)
    route.idleSlot = this.#oldest
    this.#idle[this.#oldest] = route
    this.#oldest = (this.#oldest + 1) % IDLE
    for (const resource of route.path) resource.idleRoutes++
  }

  /** The resource goes: no remembered route may lead over the next one with its id. */
  forget(resource: Resource): void {
    for (let i = 0; i < this.#idle.length && resource.idleRoutes > 0; i++) {
      const route = this.#idle[i]
      if (route?.path.includes(resource)) this.#drop(route)
    }
  }

  #find(path: readonly Resource[]): Route | undefined {
    const routes = this.#byHash.get(hashOf(path))
    if (!routes) return
    for (const route of routes) {
      if (route.path.length !== path.length) continue
      let i = 0
      while (i < path.length && route.path[i] === path[i]) i++
      if (i === path.length) return route
    }
    return
  }

  #create(path: readonly Resource[]): Route {
    const route = new Route(this.#freeIds.pop() ?? this.#nextId++, [...path])
    const hash = hashOf(path)
    const routes = this.#byHash.get(hash)
    if (routes) routes.push(route)
    else this.#byHash.set(hash, [route])
    return route
  }

  #drop(route: Route): void {
    this.#forgetIdle(route)
    this.#freeIds.push(route.id)
    const hash = hashOf(route.path)
    const routes = this.#byHash.get(hash)!
    if (routes.length === 1) this.#byHash.delete(hash)
    else routes.splice(routes.indexOf(route), 1)
  }

  #forgetIdle(route: Route): void {
    this.#idle[route.idleSlot] = undefined
    route.idleSlot = -1
    for (const resource of route.path) resource.idleRoutes--
  }
}

function hashOf(path: readonly Resource[]): number {
  let hash = path.length
  for (let i = 0; i < path.length; i++) hash = (Math.imul(hash, 31) + path[i]!.id) | 0
  return hash
}

function link(route: Route): void {
  for (let i = 0; i < route.path.length; i++) route.slots[i] = route.path[i]!.link(route, i)
}

function unlink(route: Route): void {
  for (let i = 0; i < route.path.length; i++) route.path[i]!.unlink(route.slots[i]!)
}
