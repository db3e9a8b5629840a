/**
 * Numbers that are kept, for quantiles. A quantile is an order statistic, p_q = the ceil(q n)-th smallest: a
 * value that was observed, never one interpolated between two. `Infinity` is a value like any other.
 */
export class Sample {
  #values: Float64Array
  #n = 0
  #sorted = true

  constructor(capacity = 16) {
    this.#values = new Float64Array(capacity)
  }

  add(value: number): void {
    if (this.#n === this.#values.length) this.#grow(this.#n + 1)
    this.#values[this.#n++] = value
    this.#sorted = false
  }

  addAll(values: Float64Array): void {
    if (this.#n + values.length > this.#values.length) this.#grow(this.#n + values.length)
    this.#values.set(values, this.#n)
    this.#n += values.length
    this.#sorted = false
  }

  get n(): number {
    return this.#n
  }

  /** The k-th smallest, k from 1 to n; undefined outside. */
  orderStatistic(k: number): number | undefined {
    return this.#sort()[k - 1]
  }

  /** p_q for 0 <= q <= 1; undefined of nothing. q = 0 is the smallest, q = 1 the largest. */
  quantile(q: number): number | undefined {
    return this.orderStatistic(quantileRank(this.#n, q))
  }

  /** A copy in ascending order. */
  sorted(): Float64Array {
    return this.#sort().slice()
  }

  #sort(): Float64Array {
    const used = this.#values.subarray(0, this.#n)
    if (!this.#sorted) used.sort()
    this.#sorted = true
    return used
  }

  #grow(needed: number): void {
    const larger = new Float64Array(Math.max(needed, 2 * this.#values.length))
    larger.set(this.#values.subarray(0, this.#n))
    this.#values = larger
  }
}

/**
 * ceil(q n), at least 1. The product is rounded (0.07 x 100 is 7.000000000000001), so a rank that is whole but
 * for a rounding error of some units in the last place is taken as whole.
 */
export function quantileRank(n: number, q: number): number {
  const product = q * n
  const whole = Math.round(product)
  const rank = Math.abs(product - whole) <= 4 * Number.EPSILON * product ? whole : Math.ceil(product)
  return Math.max(1, rank)
}
