/** The regularised incomplete beta function: the distribution behind Student's t and the exact binomial bounds. */
import { exp, ln, ln1p, lnGamma } from '../kernel/numeric.ts'

/** Stands for a zero denominator in Lentz's method; far below any term that matters. */
const TINY = 1e-300
/** A factor this near to 1 changes the product by less than its rounding. */
const SETTLED = 4 * Number.EPSILON

/** I_x(a, b) for a, b > 0 and 0 <= x <= 1: the probability that a beta(a, b) variable is at most x. */
export function betaCdf(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = exp(lnGamma(a + b) - lnGamma(a) - lnGamma(b) + a * ln(x) + b * ln1p(-x))
  // The fraction settles quickly below the mean only; beyond it the complement is taken.
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(x, a, b)) / a
    : 1 - (front * betaFraction(1 - x, b, a)) / b
}

/** The x at which I_x(a, b) = p, by bisection until no double lies between the ends. */
export function betaQuantile(p: number, a: number, b: number): number {
  return bisect(0, 1, (x) => betaCdf(x, a, b) >= p)
}

/** The least double in (low, high] for which `reached` holds; `reached` is monotone and holds at `high`. */
export function bisect(low: number, high: number, reached: (x: number) => boolean): number {
  for (;;) {
    const middle = low + (high - low) / 2
    if (middle <= low || middle >= high) return high
    if (reached(middle)) high = middle
    else low = middle
  }
}

/** The continued fraction of I_x(a, b) (Abramowitz and Stegun 26.5.8) by the modified method of Lentz. */
function betaFraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1))
  let fraction = d
  for (let m = 1; ; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / nonZero(1 + even * d)
    c = nonZero(1 + even / c)
    fraction *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / nonZero(1 + odd * d)
    c = nonZero(1 + odd / c)
    const step = d * c
    fraction *= step
    if (Math.abs(step - 1) <= SETTLED) return fraction
  }
}

function nonZero(x: number): number {
  return Math.abs(x) < TINY ? TINY : x
}
