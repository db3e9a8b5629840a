/**
 * Closed loops for the bench: a fixed number of transfers in flight; each that ends starts the next of its slot
 * on a random route with a random size. The draws are those of the SimGrid program that SIMGRID_FLOW may name
 * (sfc32, one stream per slot), so completion times can be compared one by one.
 */
import { Network } from '../../sim/flow/index.ts'

/** Chris Doty-Humphrey's sfc32 with the usual warm-up. */
class Sfc32 {
  #a: number
  #b: number
  #c: number
  #d = 1

  constructor(a: number, b: number, c: number) {
    this.#a = a | 0
    this.#b = b | 0
    this.#c = c | 0
    for (let i = 0; i < 15; i++) this.next()
  }

  next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#d) | 0
    this.#d = (this.#d + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0
    return ((sum >>> 0) + 0.5) / 2 ** 32
  }
}

export interface Loop {
  readonly name: string
  readonly inFlight: number
  readonly capacities: readonly number[]
  /** Resources of each route. */
  readonly routes: readonly (readonly number[])[]
  /** Own cap of each slot. */
  readonly caps: readonly number[]
  /** Coefficients differ from transfer to transfer, as data reduction does. */
  readonly reduced: boolean
}

/** Tenants with an uplink of their own -> gateways -> ten repositories. */
export function tenants(inFlight: number, gateways: number, continuous = false): Loop {
  const repositories = 10
  const speeds = [5e6, 10e6, 20e6, 50e6, 100e6]
  const random = new Sfc32(44, 55, 66)
  const capacities = Array.from({ length: gateways + repositories }, (_, r) => {
    const sharers = inFlight / (r < gateways ? gateways : repositories)
    return 0.6 * sharers * 37e6 * (0.5 + random.next())
  })
  const caps = Array.from({ length: inFlight }, () =>
    continuous ? 5e6 + 95e6 * random.next() : speeds[Math.floor(random.next() * 5)]!,
  )
  const routes: number[][] = []
  for (let g = 0; g < gateways; g++) for (let r = 0; r < repositories; r++) routes.push([g, gateways + r])
  const name = `tgr F=${inFlight} G=${gateways}${continuous ? ', continuous caps and coefficients' : ''}`
  return { name, inFlight, capacities, routes, caps, reduced: continuous }
}

/** Random routes of three to six links, ten routes per link, no caps. */
export function mesh(inFlight: number, links: number): Loop {
  const random = new Sfc32(11, 22, 33)
  const capacities = Array.from({ length: links }, () => 1e9 * (0.5 + random.next()))
  const routes = Array.from({ length: 10 * links }, () => {
    const length = 3 + Math.floor(random.next() * 4)
    const route = new Set<number>()
    while (route.size < length) route.add(Math.floor(random.next() * links))
    return [...route]
  })
  const caps = new Array<number>(inFlight).fill(Infinity)
  return { name: `gen F=${inFlight} L=${links}`, inFlight, capacities, routes, caps, reduced: false }
}

export interface Outcome {
  readonly completed: number
  readonly seconds: number
  /** Per completion: slot, generation, virtual time; if asked for. */
  readonly log: Float64Array
}

/** Runs until `completions` transfers ended or `limit` seconds are over, and says how long the loop took. */
export function run(loop: Loop, completions: number, limit: number, keepLog = false): Outcome {
  const network = new Network()
  for (const capacity of loop.capacities) network.addResource(capacity)
  const draws = loop.caps.map((_, slot) => new Sfc32(slot, 777, 31337))
  const generations = new Int32Array(loop.inFlight)
  const slots: number[] = []
  const plain = loop.routes.map((route) => route.map((resource) => ({ resource, coefficient: 1 })))
  const begin = (slot: number, now: number): void => {
    const draw = draws[slot]!
    const route = Math.floor(draw.next() * loop.routes.length)
    const bytes = Math.floor(1e8 * (0.1 + 1.8 * draw.next()))
    const path = loop.reduced
      ? plain[route]!.map(({ resource }) => ({ resource, coefficient: 0.2 + 0.8 * draw.next() }))
      : plain[route]!
    slots[network.start({ path, bytes, cap: loop.caps[slot]!, weight: 1 }, now)] = slot
  }
  for (let slot = 0; slot < loop.inFlight; slot++) begin(slot, 0)
  network.share(0)
  const log = new Float64Array(keepLog ? 3 * completions : 0)
  const from = performance.now()
  let completed = 0
  while (completed < completions) {
    const now = network.nextDue()
    for (const { id } of network.takeDue(now)) {
      const slot = slots[id]!
      if (keepLog && completed < completions) log.set([slot, generations[slot]!, now], 3 * completed)
      generations[slot]!++
      completed++
      begin(slot, now)
    }
    network.share(now)
    if ((completed & 15) === 0 && performance.now() - from > 1000 * limit) break
  }
  return { completed, seconds: (performance.now() - from) / 1000, log }
}
