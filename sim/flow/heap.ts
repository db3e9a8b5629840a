/** Something that can lie in one heap at a time and knows its place there. */
export interface Placed {
  /** Index in the heap; -1 while in none. */
  place: number
}

/**
 * Binary heap of the smallest key, with removal and change of key by the item itself. Equal keys come out in
 * an order that depends on the operations before (and on nothing else), so callers that promise an order sort.
 */
export class MinHeap<T extends Placed> {
  readonly keys: number[] = fractions()
  readonly items: T[] = []

  get size(): number {
    return this.items.length
  }

  get leastKey(): number {
    return this.items.length > 0 ? this.keys[0]! : Infinity
  }

  push(item: T, key: number): void {
    this.items.push(item)
    this.keys.push(key)
    this.#rise(this.items.length - 1, item, key)
  }

  remove(item: T): void {
    const hole = item.place
    item.place = -1
    const last = this.items.pop()!
    const key = this.keys.pop()!
    if (last !== item) this.#settle(hole, last, key)
  }

  rekey(item: T, key: number): void {
    if (this.keys[item.place] !== key) this.#settle(item.place, item, key)
  }

  /** Lowers all keys by the same amount; rounding keeps their order. */
  lower(by: number): void {
    for (let i = 0; i < this.keys.length; i++) this.keys[i] = this.keys[i]! - by
  }

  #settle(hole: number, item: T, key: number): void {
    if (hole > 0 && key < this.keys[(hole - 1) >> 1]!) this.#rise(hole, item, key)
    else this.#sink(hole, item, key)
  }

  #rise(from: number, item: T, key: number): void {
    const { keys, items } = this
    let hole = from
    while (hole > 0) {
      const parent = (hole - 1) >> 1
      if (keys[parent]! <= key) break
      keys[hole] = keys[parent]!
      items[hole] = items[parent]!
      items[hole]!.place = hole
      hole = parent
    }
    keys[hole] = key
    items[hole] = item
    item.place = hole
  }

  #sink(from: number, item: T, key: number): void {
    const { keys, items } = this
    const size = items.length
    let hole = from
    for (;;) {
      let child = 2 * hole + 1
      if (child >= size) break
      if (child + 1 < size && keys[child + 1]! < keys[child]!) child++
      if (keys[child]! >= key) break
      keys[hole] = keys[child]!
      items[hole] = items[child]!
      items[hole]!.place = hole
      hole = child
    }
    keys[hole] = key
    items[hole] = item
    item.place = hole
  }
}

/**
 * An empty list that V8 keeps as doubles from the start. Lists that happen to hold whole numbers only would
 * have another shape, and code that meets both shapes checks at every access.
 */
export function fractions(): number[] {
  const list = [0.5]
  list.pop()
  return list
}
