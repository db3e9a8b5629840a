/** Count, mean and spread of numbers in one pass (Welford 1962), without keeping them. */
export class Tally {
  #n = 0
  #mean = 0
  #squares = 0
  #min = Infinity
  #max = -Infinity

  /** `value` is finite. */
  add(value: number): void {
    this.#n++
    const delta = value - this.#mean
    this.#mean += delta / this.#n
    this.#squares += delta * (value - this.#mean)
    if (value < this.#min) this.#min = value
    if (value > this.#max) this.#max = value
  }

  /** Takes over everything that `other` has seen (Chan, Golub, LeVeque 1979). */
  merge(other: Tally): void {
    if (other.#n === 0) return
    const n = this.#n + other.#n
    const delta = other.#mean - this.#mean
    this.#mean += (delta * other.#n) / n
    this.#squares += other.#squares + (delta * delta * this.#n * other.#n) / n
    this.#n = n
    this.#min = Math.min(this.#min, other.#min)
    this.#max = Math.max(this.#max, other.#max)
  }

  get n(): number {
    return this.#n
  }

  get mean(): number | undefined {
    return this.#n === 0 ? undefined : this.#mean
  }

  /** Sample variance (divides by n - 1): one value has none. */
  get variance(): number | undefined {
    return this.#n < 2 ? undefined : this.#squares / (this.#n - 1)
  }

  /** Its root, in the unit of the values. */
  get sd(): number | undefined {
    const { variance } = this
    return variance === undefined ? undefined : Math.sqrt(variance)
  }

  get min(): number | undefined {
    return this.#n === 0 ? undefined : this.#min
  }

  get max(): number | undefined {
    return this.#n === 0 ? undefined : this.#max
  }
}
