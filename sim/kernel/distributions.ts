import { exp, ln, ln1p, normalCdf, normalQuantile, pow } from './numeric.ts'
import type { Uniforms } from './random.ts'

/** A number, or the law it is drawn from. Plain data; the number means what the owner says: seconds, bytes, a share. */
export type Distribution = number | Law

export type Law =
  | { readonly kind: 'exponential'; readonly mean: number }
  | { readonly kind: 'lognormal'; readonly mu: number; readonly sigma: number }
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number }
  | { readonly kind: 'triangular'; readonly min: number; readonly mode: number; readonly max: number }
  /** Truncated at 0: the normal law given that the value is positive. The mean of that is above `mean`. */
  | { readonly kind: 'normal'; readonly mean: number; readonly sd: number }
  | { readonly kind: 'weibull'; readonly shape: number; readonly scale: number }
  /** With `max`: given that the value is at most `max`. */
  | { readonly kind: 'pareto'; readonly min: number; readonly alpha: number; readonly max?: number }
  /** Sum of `k` exponential stages; `mean` is that of the sum. */
  | { readonly kind: 'erlang'; readonly k: number; readonly mean: number }
  | { readonly kind: 'choice'; readonly values: readonly number[]; readonly weights: readonly number[] }
  /** Each value equally likely. In ascending order, a larger uniform means a larger value. */
  | { readonly kind: 'empirical'; readonly values: readonly number[] }
  | { readonly kind: 'mixture'; readonly weights: readonly number[]; readonly of: readonly Distribution[] }

/** Phi^-1(0.95). */
const Z_95 = 1.6448536269514722
/** Below this many standard deviations under 0, P(X > 0) is no longer a normal double. */
const DEEPEST_TRUNCATION = -37
/** A product of uniforms is turned into its logarithm before it could underflow. */
const SMALL_PRODUCT = 1e-200

/** The lognormal law with this median and 95th percentile. */
export function lognormalFromMedian(median: number, p95: number): Distribution {
  if (!(median > 0 && p95 >= median && p95 < Infinity)) {
    refuse(`a lognormal needs 0 < median <= p95, got median ${median} and p95 ${p95}`)
  }
  return { kind: 'lognormal', mu: ln(median), sigma: ln(p95 / median) / Z_95 }
}

/** The lognormal law with this mean and standard deviation. */
export function lognormalFromMean(mean: number, sd: number): Distribution {
  if (!(mean > 0 && mean < Infinity && sd >= 0 && sd < Infinity)) {
    refuse(`a lognormal needs mean > 0 and sd >= 0, got mean ${mean} and sd ${sd}`)
  }
  const variance = ln1p((sd / mean) * (sd / mean))
  return { kind: 'lognormal', mu: ln(mean) - variance / 2, sigma: Math.sqrt(variance) }
}

/**
 * One value, by inversion: the quantile function at the next uniform, so that a larger uniform never means a smaller
 * value and laws drawn from the same uniforms stay comparable. Takes exactly one uniform (a constant too, so that a
 * sequence keeps its step when a number becomes a law), erlang k of them, mixture one for the component and then
 * those of the component.
 */
export function sample(d: Distribution, u: Uniforms): number {
  if (typeof d === 'number') {
    u.next()
    if (Number.isNaN(d)) refuse('a constant is a number, got NaN')
    return d
  }
  switch (d.kind) {
    case 'erlang':
      return erlang(d, u)
    case 'mixture':
      return sample(d.of[pick(d.weights, d.of.length, u.next())]!, u)
    default:
      return quantile(d, u.next())
  }
}

/** Laws that need one uniform. */
type Invertible = Exclude<Law, { kind: 'erlang' | 'mixture' }>

function quantile(d: Invertible, u: number): number {
  switch (d.kind) {
    case 'exponential':
      if (!(d.mean >= 0)) refuse(`an exponential needs mean >= 0, got ${d.mean}`)
      return -d.mean * ln1p(-u)
    case 'lognormal':
      if (!(d.sigma >= 0 && finite(d.mu)))
        refuse(`a lognormal needs sigma >= 0 and mu, got ${d.sigma} and ${d.mu}`)
      return exp(d.mu + d.sigma * normalQuantile(u))
    case 'uniform':
      if (!(d.low <= d.high && finite(d.high - d.low)))
        refuse(`a uniform needs low <= high, got ${d.low}, ${d.high}`)
      return d.low + u * (d.high - d.low)
    case 'triangular':
      return triangular(d, u)
    case 'normal':
      return positiveNormal(d, u)
    case 'weibull':
      if (!(d.shape > 0 && d.scale >= 0))
        refuse(`a weibull needs shape > 0, scale >= 0, got ${d.shape}, ${d.scale}`)
      return d.scale * pow(-ln1p(-u), 1 / d.shape)
    case 'pareto':
      return pareto(d, u)
    case 'choice':
      return d.values[pick(d.weights, d.values.length, u)]!
    case 'empirical':
      return d.values[Math.floor(u * d.values.length)] ?? refuse('an empirical law needs at least one value')
  }
}

function triangular(d: Law & { kind: 'triangular' }, u: number): number {
  const { min, mode, max } = d
  if (!(min <= mode && mode <= max && finite(max - min))) {
    refuse(`a triangular needs min <= mode <= max, got ${min}, ${mode}, ${max}`)
  }
  const width = max - min
  if (width === 0) return min
  const below = mode - min
  if (u * width < below) return min + Math.sqrt(u * width * below)
  return max - Math.sqrt((1 - u) * width * (max - mode))
}

/** Inversion on [Phi(-mean/sd), 1], worked from the nearer tail so that neither end loses its digits. */
function positiveNormal(d: Law & { kind: 'normal' }, u: number): number {
  const { mean, sd } = d
  if (!(sd >= 0 && finite(sd) && finite(mean)))
    refuse(`a normal needs sd >= 0, got mean ${mean} and sd ${sd}`)
  if (sd === 0) return mean > 0 ? mean : 0
  const positive = checkedShareAboveZero(mean, sd)
  const upper = (1 - u) * positive
  const z = upper < 0.5 ? -normalQuantile(upper) : normalQuantile(normalCdf(-mean / sd) + u * positive)
  const value = mean + sd * z
  return value > 0 ? value : 0
}

/** P(X > 0) before truncation. */
export function checkedShareAboveZero(mean: number, sd: number): number {
  if (mean / sd < DEEPEST_TRUNCATION) {
    refuse(`a normal with mean ${mean} and sd ${sd} has practically no positive values to draw from`)
  }
  return normalCdf(mean / sd)
}

function pareto(d: Law & { kind: 'pareto' }, u: number): number {
  const max = d.max ?? Infinity
  if (!(d.min > 0 && d.alpha > 0 && max >= d.min)) {
    refuse(`a pareto needs min > 0, alpha > 0 and max >= min, got ${d.min}, ${d.alpha}, ${max}`)
  }
  const beyond = max === Infinity ? 0 : pow(d.min / max, d.alpha)
  const value = d.min * pow(1 - u * (1 - beyond), -1 / d.alpha)
  return value < max ? value : max
}

function erlang(d: Law & { kind: 'erlang' }, u: Uniforms): number {
  if (!(d.k >= 1 && Math.floor(d.k) === d.k && d.mean >= 0)) {
    refuse(`an erlang needs a whole k >= 1 and mean >= 0, got k ${d.k} and mean ${d.mean}`)
  }
  if (d.k === 1) return -d.mean * ln1p(-u.next())
  let product = 1
  let logarithm = 0
  for (let stage = 0; stage < d.k; stage++) {
    product *= 1 - u.next()
    if (product < SMALL_PRODUCT) {
      logarithm += ln(product)
      product = 1
    }
  }
  return (-d.mean / d.k) * (logarithm + ln(product))
}

/** Index of the component in which the uniform falls, components side by side in proportion to their weights. */
function pick(weights: readonly number[], components: number, u: number): number {
  let rest = u * checkedTotal(weights, components)
  let last = 0
  for (let i = 0; i < components; i++) {
    const weight = weights[i]!
    if (weight === 0) continue
    last = i
    rest -= weight
    if (rest < 0) break
  }
  return last
}

/** Sum of the weights of a choice or a mixture. */
export function checkedTotal(weights: readonly number[], components: number): number {
  if (weights.length !== components || components === 0) {
    refuse(`a choice needs one weight for each of its parts, got ${weights.length} for ${components}`)
  }
  let total = 0
  for (const weight of weights) {
    if (!(weight >= 0)) refuse(`a weight is a number from 0 up, got ${weight}`)
    total += weight
  }
  if (!(total > 0 && total < Infinity))
    refuse(`weights add up to more than 0 and less than infinity, got ${total}`)
  return total
}

function finite(x: number): boolean {
  return Number.isFinite(x)
}

function refuse(sentence: string): never {
  throw new RangeError(sentence)
}
