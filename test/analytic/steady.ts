/** Means of correlated observations with their standard error, and the rule by which theory is met. */
import { expect } from 'vitest'

/** Long batches of one run are nearly independent; 30 of them give the error of the mean. */
const BATCHES = 30
/** Two-sided 99.9 %. */
const STANDARD_ERRORS = 3.29

export interface Estimate {
  readonly mean: number
  readonly standardError: number
  readonly n: number
}

export function estimate(values: readonly number[]): Estimate {
  const size = Math.floor(values.length / BATCHES)
  const means = Array.from({ length: BATCHES }, (_, i) => average(values.slice(i * size, (i + 1) * size)))
  const mean = average(means)
  const variance = means.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (BATCHES - 1)
  return { mean, standardError: Math.sqrt(variance / BATCHES), n: values.length }
}

/**
 * Near enough, and measured well enough for that to mean something: a run too short to be wrong fails as well.
 * `precision` is the largest standard error that is accepted, as a share of the expected value.
 * GATESIM_SHOW=1 prints what was measured.
 */
export function expectMean(
  what: string,
  values: readonly number[],
  expected: number,
  precision = 0.08,
): void {
  const { mean, standardError, n } = estimate(values)
  const words = `${what}: ${mean} +- ${standardError} over ${n} observations, expected ${expected}`
  if (process.env['GATESIM_SHOW'])
    process.stderr.write(`MEAN\t${what}\t${expected}\t${mean}\t${standardError}\t${n}\n`)
  expect(standardError / expected, `${words}; the run is too short`).toBeLessThanOrEqual(precision)
  expect(Math.abs(mean - expected) / standardError, words).toBeLessThanOrEqual(STANDARD_ERRORS)
}

export function average(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length
}
