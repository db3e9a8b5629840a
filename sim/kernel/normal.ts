import { expOfSum, ln, productError } from './elementary.ts'

const ONE_BY_SQRT_2PI = 0.3989422804014327

/** Density of the standard normal distribution. */
export function normalDensity(x: number): number {
  return ONE_BY_SQRT_2PI * gauss(x)
}

/** Phi(x): the probability that a standard normal value is at most x, with full relative accuracy in the lower tail. */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) return x
  if (x > -1 && x < 1) return 0.5 + x * central(x * x)
  return x < 0 ? upperTail(-x) : 1 - upperTail(x)
}

/**
 * The x with Phi(x) = p: Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37 (1988).
 * Stated there as accurate to about 1 part in 10^16; the refinement step that weaker formulas need would add error
 * here. Measured in test/kernel/numeric.test.ts. 0 and 1 give -Infinity and Infinity, anything outside NaN.
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q
    return q * ratio(r, CENTRE_ABOVE, CENTRE_BELOW)
  }
  if (!(p > 0 && p < 1)) return p === 0 || p === 1 ? q * Number.POSITIVE_INFINITY : Number.NaN
  const r = Math.sqrt(-ln(q < 0 ? p : 1 - p))
  const x = r <= 5 ? ratio(r - 1.6, MIDDLE_ABOVE, MIDDLE_BELOW) : ratio(r - 5, FAR_ABOVE, FAR_BELOW)
  return q < 0 ? -x : x
}

/** Numerators and denominators of AS 241, highest power last. */
const CENTRE_ABOVE: readonly number[] = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
  67265.7709270087, 33430.57558358813, 2509.0809287301227,
]
const CENTRE_BELOW: readonly number[] = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
  28729.085735721943, 5226.495278852854,
]
const MIDDLE_ABOVE: readonly number[] = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
  0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
]
const MIDDLE_BELOW: readonly number[] = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
]
const FAR_ABOVE: readonly number[] = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
]
const FAR_BELOW: readonly number[] = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
  1.8463183175100548e-5, 1.421511758316446e-7, 2.0442631033899397e-15,
]

function ratio(r: number, above: readonly number[], below: readonly number[]): number {
  let a = above[7]!
  let b = below[7]!
  for (let i = 6; i >= 0; i--) {
    a = a * r + above[i]!
    b = b * r + below[i]!
  }
  return a / b
}

/** (Phi(x) - 1/2) / x with z = x*x <= 1; own fit, error 8e-18. */
function central(z: number): number {
  const w = z * z
  const even4 = 6.659319043543489e-7 + w * 2.2271743375806813e-9
  const even = 0.39894228040143265 + w * (0.009973557009984955 + w * (0.0001154346832854444 + w * even4))
  const odd4 = -4.1173284928416374e-8 + w * -9.028168617082937e-11
  const odd = -0.06649038006690394 + w * (-0.0011873282148205332 + w * (-9.44463994772526e-6 + w * odd4))
  return even + z * odd
}

/**
 * Phi(-x) for x >= 0.9: exp(-x*x/2) / (x + 4) times a Chebyshev series in (x - 4) / (x + 4), own fit, error 1e-19.
 * Factoring the exponential out keeps the relative accuracy down to the smallest double.
 */
function upperTail(x: number): number {
  if (x > 39) return 0
  const t = (x - 4) / (x + 4)
  const y = (2 * t - TAIL_CENTRE) / TAIL_WIDTH
  let b0 = 0
  let b1 = 0
  for (let i = TAIL.length - 1; i > 0; i--) {
    const next = 2 * y * b0 - b1 + TAIL[i]!
    b1 = b0
    b0 = next
  }
  return (gauss(x) * (y * b0 - b1 + 0.5 * TAIL[0]!)) / (x + 4)
}

/** The series covers t from (0.9 - 4) / (0.9 + 4) to 1: the sum of both ends, and their distance. */
const TAIL_CENTRE = 0.36734693877551017
const TAIL_WIDTH = 1.6326530612244898
const TAIL: readonly number[] = [
  1.5255676582667708, -0.4556777756053932, 0.11000237526430656, -0.02076876023769839, 0.002806345837901643,
  -0.00019366960276901438, -1.478667432203517e-5, 5.007290221457563e-6, -2.086010376612213e-7,
  -8.817192676469953e-8, 1.049454479294246e-8, 1.6363473878214619e-9, -3.358387199970512e-10,
  -3.740259163899687e-11, 1.0327145944278772e-11, 1.142207038309262e-12, -3.2241385402641804e-13,
  -4.474847181286922e-14, 9.969003521718871e-15, 2.0050736477458333e-15, -2.794269650521464e-16,
  -9.315241017810991e-17, 5.227157289245551e-18, 4.19649928983915e-18, 1.1013869003678336e-19,
]

/** exp(-x*x/2); the rounding error of the square is handed on, it would be multiplied by x*x. */
function gauss(x: number): number {
  if (x > 39 || x < -39) return 0
  const square = x * x
  return expOfSum(-0.5 * square, -0.5 * productError(x, x, square))
}
