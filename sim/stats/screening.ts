import { tQuantile } from './student.ts'
import { Tally } from './tally.ts'

/**
 * The systems (by index) that may still be the best in the mean: the best is among them with `confidence`, whatever
 * the means are. `values[i][r]` is the value of system i in round r; all have the same rounds, 2 or more. The largest
 * value is best; hand in negated values where small is good.
 *
 * Subset selection after Nelson, Swann, Goldsman and Song (Operations Research 49 (2001)), on paired differences: a system
 * is out when another is better by more than t s / sqrt(n), s of their difference and t at 1 - (1 - confidence) / (k - 1).
 * Common random numbers make the comparisons dependent, so their errors are added (Bonferroni), not multiplied.
 *
 * @throws RangeError where rounds differ or are fewer than 2.
 */
export function screenToBest(values: readonly ArrayLike<number>[], confidence: number): number[] {
  const n = values[0]?.length ?? 0
  if (n < 2 || values.some(({ length }) => length !== n))
    throw new RangeError('screening needs systems with the same rounds, 2 or more')
  const systems = values.map((_, i) => i)
  if (systems.length === 1) return systems
  const t = tQuantile(1 - (1 - confidence) / (systems.length - 1), n - 1)
  return systems.filter((i) =>
    systems.every((l) => {
      const { mean, sd } = differenceOf(values[l]!, values[i]!)
      return mean! <= (t * sd!) / Math.sqrt(n)
    }),
  )
}

/** a - b, round by round. */
export function differenceOf(a: ArrayLike<number>, b: ArrayLike<number>): Tally {
  const difference = new Tally()
  for (let r = 0; r < a.length; r++) difference.add(a[r]! - b[r]!)
  return difference
}
