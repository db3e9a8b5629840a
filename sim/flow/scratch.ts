import { fractions } from './heap.ts'
import type { Resource, Route } from './route.ts'

/**
 * The numbers of a filling, by id of resource (`fixedIn`: by id of route), and its heap of resources by lower
 * bound of the level that fills them.
 */
export class Scratch {
  /** Use by routes that are fixed; after the filling, by all. */
  fixed: Float64Array = new Float64Array(0)
  /** Of the open routes: load at caps, and load per unit of level. */
  capped: Float64Array = new Float64Array(0)
  shared: Float64Array = new Float64Array(0)
  /** Where `room` and `shared` of the reduced sums stop being trusted; `Infinity` = not at all. */
  leastRoom: Float64Array = new Float64Array(0)
  leastShared: Float64Array = new Float64Array(0)
  low: Float64Array = new Float64Array(0)
  high: Float64Array = new Float64Array(0)
  level: Float64Array = new Float64Array(0)
  exact: Uint8Array = new Uint8Array(0)
  /** The batch of resources, full at one level, that it belonged to last. */
  batch: Int32Array = new Int32Array(0)
  /** The run that fixed the route. */
  fixedIn: Int32Array = new Int32Array(0)

  readonly heap: Resource[] = []
  readonly keys: number[] = fractions()
  size = 0

  /** Clears the numbers of a resource for a new run. */
  open(resource: Resource): void {
    const r = resource.id
    if (r >= this.fixed.length) this.#grow(2 * r + 16)
    this.fixed[r] = 0
    this.capped[r] = 0
    this.shared[r] = 0
    this.low[r] = -1
    this.high[r] = Infinity
    this.level[r] = 0
    this.exact[r] = 0
  }

  know(route: Route): void {
    if (route.id >= this.fixedIn.length)
      this.fixedIn = enlarged(this.fixedIn, new Int32Array(2 * route.id + 16))
  }

  #grow(length: number): void {
    this.fixed = enlarged(this.fixed, new Float64Array(length))
    this.capped = enlarged(this.capped, new Float64Array(length))
    this.shared = enlarged(this.shared, new Float64Array(length))
    this.leastRoom = enlarged(this.leastRoom, new Float64Array(length))
    this.leastShared = enlarged(this.leastShared, new Float64Array(length))
    this.low = enlarged(this.low, new Float64Array(length))
    this.high = enlarged(this.high, new Float64Array(length))
    this.level = enlarged(this.level, new Float64Array(length))
    this.exact = enlarged(this.exact, new Uint8Array(length))
    this.batch = enlarged(this.batch, new Int32Array(length))
  }

  heapify(): void {
    for (let i = (this.size >> 1) - 1; i >= 0; i--) this.#sink(i, this.heap[i]!, this.keys[i]!)
  }

  /** The resource on top gets a greater bound. */
  lift(key: number): void {
    this.#sink(0, this.heap[0]!, key)
  }

  pop(): void {
    const last = --this.size
    if (last > 0) this.#sink(0, this.heap[last]!, this.keys[last]!)
  }

  #sink(from: number, resource: Resource, key: number): void {
    const { heap, keys, size } = this
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

function enlarged<T extends Float64Array | Int32Array | Uint8Array>(from: T, into: T): T {
  into.set(from)
  return into
}
