/**
 * Per position of a path two sums over the members of a route: `a` = cap rate x coefficient of those that run
 * at their cap, `w` = weight x coefficient of those on the potential. They are kept incrementally through
 * millions of joins and leaves, so each is a pair (value, error) updated by Knuth's two-sum: what was added
 * and is taken away again leaves about 1e-32 of the largest value that the sum ever had, and the sum depends on
 * its members, hardly on their history. Layout: [a, a error, w, w error] for each position.
 */
export type Sums = Float64Array

export const CAPPED = 0
export const SHARED = 2

export function emptySums(positions: number): Sums {
  return new Float64Array(4 * positions)
}

/** Adds factor x coefficient at each position; a negative factor takes out exactly what the positive put in. */
export function addTo(sums: Sums, side: 0 | 2, factor: number, coefficients: Float64Array): void {
  for (let i = 0, k: number = side; k < sums.length; i++, k += 4) {
    const value = sums[k]!
    const term = factor * coefficients[i]!
    const sum = value + term
    const rounded = sum - value
    sums[k + 1]! += value - (sum - rounded) + (term - rounded)
    sums[k] = sum
  }
}

/** Moves the whole of `block` across the boundary: its `a` joins (or leaves), its `w` leaves (or joins). */
export function moveBlock(sums: Sums, block: Sums, toCapped: boolean): void {
  for (let k = 0; k < sums.length; k += 2) {
    const joins = (k % 4 === CAPPED) === toCapped
    const value = sums[k]!
    const term = joins ? block[k]! : -block[k]!
    const sum = value + term
    const rounded = sum - value
    sums[k + 1]! += value - (sum - rounded) + (term - rounded) + (joins ? block[k + 1]! : -block[k + 1]!)
    sums[k] = sum
  }
}

/** An empty side is zero to the last bit. */
export function clearSide(sums: Sums, side: 0 | 2): void {
  for (let k: number = side; k < sums.length; k += 4) {
    sums[k] = 0
    sums[k + 1] = 0
  }
}
