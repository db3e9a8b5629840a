/** The best few of a stream of any length, and how many there were. */
export class Shortlist<T> {
  readonly #most: number
  readonly #before: (a: T, b: T) => number
  readonly #kept: T[] = []
  count = 0

  /** `before` orders like that of a sort; equal ones stay in the order in which they came. */
  constructor(most: number, before: (a: T, b: T) => number) {
    this.#most = most
    this.#before = before
  }

  add(item: T): void {
    this.count++
    const kept = this.#kept
    let place = kept.length
    while (place > 0 && this.#before(item, kept[place - 1]!) < 0) place--
    if (place === this.#most) return
    kept.splice(place, 0, item)
    if (kept.length > this.#most) kept.pop()
  }

  get items(): readonly T[] {
    return this.#kept
  }
}
