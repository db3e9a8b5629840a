import { SimulationFault } from '../fault.ts'
import type { BytesPerSecond, Seconds } from '../units.ts'
import { Line } from './line.ts'
import { ResourceOf } from './resource.ts'
import type { Resource, Route, Transfer } from './route.ts'
import { TransferOn } from './transfer.ts'
import type { ResourceId, TransferId, TransferSpec } from './types.ts'

/** The resources of a network by id; ids of removed ones are given again. */
export class Resources {
  readonly #byId: (Resource | undefined)[] = []
  readonly #freeIds: ResourceId[] = []

  add(capacity: BytesPerSecond): ResourceId {
    const id = this.#freeIds.pop() ?? this.#byId.length
    this.#byId[id] = new ResourceOf<Route, Line<Transfer>>(id, capacity)
    return id
  }

  remove(resource: Resource): void {
    resource.removed = true
    this.#byId[resource.id] = undefined
    this.#freeIds.push(resource.id)
  }

  get(id: ResourceId, now: Seconds): Resource {
    const resource = this.#byId[id]
    if (!resource) throw new SimulationFault(now, `resource ${id}`, 'does not exist')
    return resource
  }

  all(): Resource[] {
    return this.#byId.filter((resource) => resource !== undefined)
  }

  addLine(capacity: BytesPerSecond): ResourceId {
    const id = this.add(capacity)
    const resource = this.#byId[id]!
    resource.line = new Line<Transfer>(resource)
    return id
  }

  /**
   * Writes the resources of a path to `out`, but for its line; returns where that is on the path, or -1. Faults on a
   * specification that no transfer can have.
   */
  resolve(spec: TransferSpec, out: Resource[], now: Seconds): number {
    const { path, bytes, cap, weight } = spec
    if (!(bytes > 0 && bytes < Infinity && cap >= 0 && weight > 0 && weight < Infinity))
      throw new SimulationFault(now, 'a transfer', `impossible: ${bytes} bytes, cap ${cap}, weight ${weight}`)
    out.length = 0
    let line = -1
    for (let i = 0; i < path.length; i++) {
      const { resource, coefficient } = path[i]!
      if (!(coefficient > 0 && coefficient < Infinity))
        throw new SimulationFault(
          now,
          'a transfer',
          `impossible coefficient ${coefficient} on resource ${resource}`,
        )
      const crossed = this.get(resource, now)
      if (crossed.line === undefined) out.push(crossed)
      else if (line < 0) line = i
      else
        throw new SimulationFault(
          now,
          'a transfer',
          `crosses two lines, ${path[line]!.resource} and ${resource}`,
        )
    }
    return line
  }
}

/** The transfers of a network by id; records of ended ones are used again. */
export class Transfers {
  readonly #byId: Transfer[] = []
  readonly #ended: Transfer[] = []
  #sequence = 0

  get inProgress(): number {
    return this.#byId.length - this.#ended.length
  }

  begin(): Transfer {
    let transfer = this.#ended.pop()
    if (!transfer) {
      transfer = new TransferOn<Route, Line<Transfer>>(this.#byId.length)
      this.#byId.push(transfer)
    }
    transfer.inProgress = true
    transfer.sequence = this.#sequence++
    return transfer
  }

  end(transfer: Transfer): void {
    transfer.inProgress = false
    this.#ended.push(transfer)
  }

  get(id: TransferId, now: Seconds): Transfer {
    const transfer = this.#byId[id]
    if (!transfer?.inProgress) throw new SimulationFault(now, `transfer ${id}`, 'is not in progress')
    return transfer
  }

  all(): Transfer[] {
    return this.#byId.filter((transfer) => transfer.inProgress)
  }
}

/** A number that the caller must not get wrong. */
export function checked(valid: boolean, value: number, name: string, now: Seconds): number {
  if (!valid) throw new SimulationFault(now, 'network', `impossible ${name}: ${value}`)
  return value
}
