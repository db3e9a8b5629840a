/**
 * Worlds on their way to worker threads. Each is written down once, in memory that all threads share, and read once by
 * each thread that needs it, however many of its nights are run there.
 */
import { deserialize, serialize } from 'node:v8'
import type { World } from '../../sim/model/index.ts'

export interface SharedWorld {
  readonly id: number
  readonly bytes: SharedArrayBuffer
}

/** A grid has thousands of worlds; work goes through them in order, so the last ones are the ones in use. */
const MOST_KEPT = 8

export class SharedWorlds {
  readonly #ids = new WeakMap<World, number>()
  readonly #shared = new Kept<SharedWorld>()
  #last = 0

  of(world: World): SharedWorld {
    const id = this.#ids.get(world) ?? ++this.#last
    this.#ids.set(world, id)
    return this.#shared.of(id, () => ({ id, bytes: written(world) }))
  }
}

export class ReadWorlds {
  readonly #read = new Kept<World>()

  of({ id, bytes }: SharedWorld): World {
    // A copy: the reader takes no memory that others might write to.
    return this.#read.of(id, () => deserialize(Buffer.from(new Uint8Array(bytes))) as World)
  }
}

function written(world: World): SharedArrayBuffer {
  const bytes = serialize(world)
  const shared = new SharedArrayBuffer(bytes.length)
  new Uint8Array(shared).set(bytes)
  return shared
}

/** The things made last, by number. */
class Kept<T> {
  readonly #things = new Map<number, T>()

  of(id: number, make: () => T): T {
    const known = this.#things.get(id)
    if (known !== undefined) return known
    if (this.#things.size === MOST_KEPT) this.#things.delete(this.#things.keys().next().value!)
    const made = make()
    this.#things.set(id, made)
    return made
  }
}
