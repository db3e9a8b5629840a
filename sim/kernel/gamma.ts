import { ln } from './elementary.ts'

const HALF_LN_2PI = 0.9189385332046728

/** Bernoulli numbers B(2k) / (2k (2k - 1)) of Stirling's series. */
const STIRLING: readonly number[] = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360_360,
  1 / 156,
  -3617 / 122_400,
]

/** ln of the gamma function for x > 0: Stirling's series from 12 up, below by the recurrence. NaN for x < 0. */
export function lnGamma(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.POSITIVE_INFINITY : Number.NaN
  if (x === Number.POSITIVE_INFINITY) return x
  if (x === 1 || x === 2) return 0
  let product = 1
  let shifted = x
  while (shifted < 12) product *= shifted++
  const inverse = 1 / shifted
  const square = inverse * inverse
  let series = 0
  for (let i = STIRLING.length - 1; i >= 0; i--) series = series * square + STIRLING[i]!
  const large = (shifted - 0.5) * ln(shifted) - shifted + HALF_LN_2PI + series * inverse
  return product === 1 ? large : large - ln(product)
}
