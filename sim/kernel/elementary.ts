/**
 * Logarithm, exponential and power from + - * / and bits alone.
 *
 * JavaScript leaves the last bits of Math.log, exp and pow to the engine; a run must replay bit for bit in every
 * one (docs/decisions/0004). IEEE 754 fixes the four operations and sqrt, so what is built from them is the same
 * everywhere. Conventions for 0, infinities and NaN are those of `Math`.
 *
 * The methods are the textbook ones (Muller, Elementary Functions): reduction by powers of two, a series whose
 * coefficients are near-minimax fits made with 60 digits, compensated products for the power. Measured errors
 * stand in test/kernel/numeric.test.ts.
 */

const DOUBLE = new Float64Array(1)
const WORDS = new Uint32Array(DOUBLE.buffer)
/** Where the sign and exponent stand in WORDS: 1 on little-endian machines, found out rather than believed. */
const HIGH = highWord()

/** ln 2 = LN2_HIGH + LN2_LOW; LN2_HIGH has 21 bits, so that its product with an exponent is exact. */
const LN2_HIGH = 0.6931467056274414
const LN2_LOW = 4.7493250390316726e-7
const ONE_BY_LN2 = Math.LOG2E
/** 1/3 = THIRD + THIRD_LOW. */
const THIRD = 0.3333333333333333
const THIRD_LOW = 1.850371707708594e-17
const SQRT_2 = Math.SQRT2
const TWO_54 = 18_014_398_509_481_984
/** Veltkamp's constant 2^27 + 1 splits a double into two halves whose products are exact. */
const SPLITTER = 134_217_729

/** Beyond these, exp is Infinity or rounds to 0. */
const EXP_OVERFLOW = 709.782712893384
const EXP_UNDERFLOW = -745.1332191019412
/** Any power of a double other than 1 with an exponent beyond this is Infinity or 0. */
const POW_EXPONENT_LIMIT = 36_893_488_147_419_103_000

/** Natural logarithm. */
export function ln(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN
  if (x === Number.POSITIVE_INFINITY) return x
  const k = normalise(x)
  const f = DOUBLE[0]! - 1
  const s = f / (2 + f)
  const z = s * s
  // ln(1 + f) = 2 atanh(s) = 2s + 2s * z * A(z), and 2s = f - f*f/2 + s * f*f/2: the leading term f is exact.
  const half = 0.5 * f * f
  return k * LN2_HIGH - (half - (s * (half + 2 * z * atanhTail(z)) + k * LN2_LOW) - f)
}

/** ln(1 + x) without losing a small x. */
export function ln1p(x: number): number {
  const w = 1 + x
  if (!(w > 0) || w === Number.POSITIVE_INFINITY) return ln(w)
  // What 1 + x lost in rounding comes back in first order. -0 keeps its sign.
  return x === 0 ? x : ln(w) + (x - (w - 1)) / w
}

export function exp(x: number): number {
  return expOfSum(x, 0)
}

/** exp(x) - 1 without losing a small x. */
export function expm1(x: number): number {
  if (x > -0.34 && x < 0.34) return x === 0 ? x : x + x * x * expTail(x)
  return expOfSum(x, 0) - 1
}

/** exp(high + low) where `low` is too small to be seen in the sum. */
export function expOfSum(high: number, low: number): number {
  if (!(high <= EXP_OVERFLOW)) return high + Number.POSITIVE_INFINITY
  if (high < EXP_UNDERFLOW) return 0
  const k = Math.floor(high * ONE_BY_LN2 + 0.5)
  const a = high - k * LN2_HIGH
  const b = k * LN2_LOW - low
  const r = a - b
  return timesPowerOfTwo(1 + (a - (b - r * r * expTail(r))), k)
}

/** x to the power y, as `Math.pow`. */
export function pow(x: number, y: number): number {
  if (y === 0) return 1
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN
  const negative = x < 0 || Object.is(x, -0)
  const sign = negative && isOdd(y) ? -1 : 1
  const base = Math.abs(x)
  if (base === 1 && Math.abs(y) === Number.POSITIVE_INFINITY) return Number.NaN
  const limit = base > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0
  if (base === 0 || base === Number.POSITIVE_INFINITY) return sign * limit
  if (x < 0 && Math.floor(y) !== y) return Number.NaN
  if (base === 1) return sign
  if (Math.abs(y) > POW_EXPONENT_LIMIT) return sign * limit
  return sign * expOfProduct(base, y)
}

/** exp(y * ln(base)) with the logarithm and the product in double-double: an error of 2^-53 in ln would grow by y. */
function expOfProduct(base: number, y: number): number {
  const k = normalise(base)
  const m = DOUBLE[0]!
  const f = m - 1
  // s = f / (m + 1) as s + sLow.
  const d = m + 1
  const s = f / d
  const sd = s * d
  const sLow = (f - sd - productError(s, d, sd) - s * (m - (d - 1))) / d
  // ln m = 2 (s + s * t), t = z/3 + z*z * Q(z), z = s * s; only the first term of t needs its low part.
  const z = s * s
  const zLow = productError(s, s, z) + 2 * s * sLow
  const third = z * THIRD
  const t = third + z * z * cubicTail(z)
  const tLow = third - t + z * z * cubicTail(z) + productError(z, THIRD, third) + z * THIRD_LOW + zLow * THIRD
  const st = s * t
  const sum = s + st
  const sumLow = s - sum + st + (productError(s, t, st) + s * tLow + sLow * t + sLow)
  // ln base = k ln 2 + ln m.
  const shift = k * LN2_HIGH
  const log = shift + 2 * sum
  const logLow = shift - log + 2 * sum + (2 * sumLow + k * LN2_LOW)
  const product = y * log
  return expOfSum(product, productError(y, log, product) + y * logLow)
}

/** a * b - product exactly (Dekker), where product is a * b rounded. */
export function productError(a: number, b: number, product: number): number {
  const aBig = SPLITTER * a
  const aHigh = aBig - (aBig - a)
  const aLow = a - aHigh
  const bBig = SPLITTER * b
  const bHigh = bBig - (bBig - b)
  const bLow = b - bHigh
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow)
}

/** Splits x = 2^k * m with m in (sqrt(1/2), sqrt(2)]; leaves m in DOUBLE, returns k. */
function normalise(x: number): number {
  DOUBLE[0] = x
  let k = -1023
  if (WORDS[HIGH]! < 0x00100000) {
    DOUBLE[0] = x * TWO_54
    k -= 54
  }
  k += WORDS[HIGH]! >>> 20
  WORDS[HIGH] = (WORDS[HIGH]! & 0x000fffff) | 0x3ff00000
  if (DOUBLE[0]! > SQRT_2) {
    DOUBLE[0]! /= 2
    k++
  }
  return k
}

/** y * 2^k, rounded once; y is near 1. */
function timesPowerOfTwo(y: number, k: number): number {
  if (k > 1023) return y * 2 * powerOfTwo(k - 1)
  if (k < -1021) return y * powerOfTwo(k + 54) * (1 / TWO_54)
  return y * powerOfTwo(k)
}

function powerOfTwo(k: number): number {
  DOUBLE[0] = 1
  WORDS[HIGH] = (k + 1023) << 20
  return DOUBLE[0]!
}

/** (atanh(s)/s - 1) / z with z = s*s <= 0.0295; fit error 1.3e-18. */
function atanhTail(z: number): number {
  const w = z * z
  const even =
    0.3333333333333333 + w * (0.14285714285438958 + w * (0.09090898120586619 + w * 0.0663448073512658))
  const odd =
    0.2000000000000032 + w * (0.11111111191017463 + w * (0.07693111074668621 + w * 0.06543408561726453))
  return even + z * odd
}

/** (atanhTail(z) - 1/3) / z; fit error 1.1e-18. */
function cubicTail(z: number): number {
  const w = z * z
  const even = 0.2 + w * (0.11111111110861763 + w * (0.07692297757577041 + w * 0.058532094817529946))
  const odd =
    0.14285714285714576 + w * (0.09090909163274585 + w * (0.06667394172795583 + w * 0.058616127887948954))
  return even + z * odd
}

/** (exp(r) - 1 - r) / (r*r) for |r| <= ln(2)/2; fit error 1.5e-18. */
function expTail(r: number): number {
  const w = r * r
  const high = w * (2.7557273295539724e-7 + w * 2.091483135138041e-9)
  const even =
    0.5 + w * (0.04166666666666667 + w * (0.001388888888888367 + w * (2.4801587325822283e-5 + high)))
  const tail = w * (2.75572549134867e-6 + w * 2.5105419192016337e-8)
  const odd = 0.1666666666666667 + w * (0.008333333333326025 + w * (0.00019841269875205077 + tail))
  return even + r * odd
}

function isOdd(y: number): boolean {
  return Math.floor(y) === y && Math.abs(y) < 9_007_199_254_740_992 && y % 2 !== 0
}

function highWord(): number {
  DOUBLE[0] = 1
  return WORDS[1] === 0x3ff00000 ? 1 : 0
}
