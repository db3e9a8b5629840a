import { checkedShareAboveZero, checkedTotal, type Distribution, type Law, sample } from './distributions.ts'
import { exp, expm1, ln, lnGamma, normalDensity } from './numeric.ts'
import type { Uniforms } from './random.ts'

const HALF: Uniforms = { next: () => 0.5 }

/** The exact expectation, `Infinity` where it does not exist (pareto with alpha <= 1 and no max). */
export function mean(d: Distribution): number {
  if (typeof d === 'number') return sample(d, HALF)
  switch (d.kind) {
    case 'choice':
      return weighted(d.weights, d.values)
    case 'mixture':
      return weighted(d.weights, d.of.map(mean))
    case 'empirical':
      return weighted(
        d.values.map(() => 1),
        d.values,
      )
    default:
      // A draw checks the parameters; its value is not used.
      sample(d, HALF)
      return meanOfLaw(d)
  }
}

function meanOfLaw(d: Exclude<Law, { kind: 'choice' | 'mixture' | 'empirical' }>): number {
  switch (d.kind) {
    case 'exponential':
    case 'erlang':
      return d.mean
    case 'lognormal':
      return exp(d.mu + (d.sigma * d.sigma) / 2)
    case 'uniform':
      return d.low + (d.high - d.low) / 2
    case 'triangular':
      return d.min / 3 + d.mode / 3 + d.max / 3
    case 'normal':
      if (d.sd === 0) return d.mean > 0 ? d.mean : 0
      return d.mean + (d.sd * normalDensity(d.mean / d.sd)) / checkedShareAboveZero(d.mean, d.sd)
    case 'weibull':
      return d.scale * exp(lnGamma(1 + 1 / d.shape))
    case 'pareto':
      return meanOfPareto(d.min, d.alpha, d.max ?? Infinity)
  }
}

function meanOfPareto(min: number, alpha: number, max: number): number {
  if (max === Infinity) return alpha > 1 ? (min * alpha) / (alpha - 1) : Infinity
  if (max === min) return min
  // (1 - r^(alpha - 1)) / (alpha - 1) with r = min/max; at alpha = 1 its limit -ln r.
  const logRatio = ln(min / max)
  const inner = alpha === 1 ? -logRatio : -expm1((alpha - 1) * logRatio) / (alpha - 1)
  return (min * alpha * inner) / -expm1(alpha * logRatio)
}

function weighted(weights: readonly number[], values: readonly number[]): number {
  const total = checkedTotal(weights, values.length)
  let result = 0
  values.forEach((value, i) => {
    // A part of weight 0 adds nothing, even if its mean is infinite.
    if (weights[i]! > 0) result += value * (weights[i]! / total)
  })
  return result
}

/** Does every draw give the same value? A law without spread counts as constant. */
export function isConstant(d: Distribution): boolean {
  if (typeof d === 'number') return true
  switch (d.kind) {
    case 'exponential':
    case 'erlang':
      return d.mean === 0
    case 'lognormal':
      return d.sigma === 0
    case 'uniform':
      return d.low === d.high
    case 'triangular':
      return d.min === d.max
    case 'normal':
      return d.sd === 0
    case 'weibull':
      return d.scale === 0
    case 'pareto':
      return d.min === d.max
    case 'empirical':
      return d.values.every((value) => value === d.values[0])
    case 'choice':
    case 'mixture':
      return isConstantChoice(d.weights, d.kind === 'choice' ? d.values : d.of)
  }
}

function isConstantChoice(weights: readonly number[], parts: readonly Distribution[]): boolean {
  const possible = parts.filter((_, i) => weights[i]! > 0)
  return possible.every((part) => isConstant(part) && mean(part) === mean(possible[0]!))
}

/** The distribution of factor * X, factor >= 0. */
export function scale(d: Distribution, factor: number): Distribution {
  if (!(factor >= 0 && factor < Infinity))
    throw new RangeError(`a factor is a number from 0 up, got ${factor}`)
  if (typeof d === 'number') return d * factor
  if (factor === 0) return 0
  switch (d.kind) {
    case 'exponential':
    case 'erlang':
      return { ...d, mean: d.mean * factor }
    case 'lognormal':
      return { ...d, mu: d.mu + ln(factor) }
    case 'uniform':
      return { ...d, low: d.low * factor, high: d.high * factor }
    case 'triangular':
      return { ...d, min: d.min * factor, mode: d.mode * factor, max: d.max * factor }
    case 'normal':
      return { ...d, mean: d.mean * factor, sd: d.sd * factor }
    case 'weibull':
      return { ...d, scale: d.scale * factor }
    case 'pareto':
      return d.max === undefined
        ? { ...d, min: d.min * factor }
        : { ...d, min: d.min * factor, max: d.max * factor }
    case 'choice':
    case 'empirical':
      return { ...d, values: d.values.map((value) => value * factor) }
    case 'mixture':
      return { ...d, of: d.of.map((part) => scale(part, factor)) }
  }
}
