/** Spans that overlap are laid in lanes of their own, as few as can be. */

export interface Laid {
  /** By span. */
  readonly lane: Int32Array
  readonly lanes: number
}

/** `order` names the spans by their beginnings; a span takes the lowest lane that is free when it begins. */
export function lay(order: readonly number[], from: Float64Array, to: Float64Array): Laid {
  const lane = new Int32Array(order.length)
  const busy = new Least()
  const free = new Least()
  let lanes = 0
  for (const [i, span] of order.entries()) {
    while (busy.size > 0 && busy.key <= from[span]!) free.push(busy.item, busy.pop())
    const taken = free.size > 0 ? free.pop() : lanes++
    lane[i] = taken
    // What took no time still has a place of its own.
    busy.push(Math.max(to[span]!, from[span]! + 1), taken)
  }
  return { lane, lanes }
}

/** The least of what is in it first: a binary heap. */
class Least {
  readonly #keys: number[] = []
  readonly #items: number[] = []

  get size(): number {
    return this.#keys.length
  }

  get key(): number {
    return this.#keys[0]!
  }

  get item(): number {
    return this.#items[0]!
  }

  push(key: number, item: number): void {
    let at = this.#keys.length
    while (at > 0) {
      const above = (at - 1) >> 1
      if (this.#keys[above]! <= key) break
      this.#set(at, this.#keys[above]!, this.#items[above]!)
      at = above
    }
    this.#set(at, key, item)
  }

  pop(): number {
    const first = this.#items[0]!
    const key = this.#keys.pop()!
    const item = this.#items.pop()!
    const size = this.#keys.length
    if (size === 0) return first
    let at = 0
    for (;;) {
      let below = 2 * at + 1
      if (below >= size) break
      if (below + 1 < size && this.#keys[below + 1]! < this.#keys[below]!) below++
      if (this.#keys[below]! >= key) break
      this.#set(at, this.#keys[below]!, this.#items[below]!)
      at = below
    }
    this.#set(at, key, item)
    return first
  }

  #set(at: number, key: number, item: number): void {
    this.#keys[at] = key
    this.#items[at] = item
  }
}
