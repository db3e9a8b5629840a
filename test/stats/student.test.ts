import { describe, expect, test } from 'vitest'
import { Chance, normalQuantile } from '../../sim/kernel/index.ts'
import { meanBounds, meanInterval, meanPValue, Tally, tCdf, tQuantile } from '../../sim/stats/index.ts'

/** Quantiles at 95, 97.5 and 99.5 % as in printed tables, with more digits from 25-digit arithmetic. */
const PRINTED: readonly (readonly [df: number, p95: number, p975: number, p995: number])[] = [
  [1, 6.313751514675, 12.70620473617, 63.65674116287],
  [2, 2.919985580354, 4.302652729749, 9.924843200918],
  [3, 2.353363434802, 3.182446305284, 5.840909309733],
  [5, 2.015048373333, 2.570581835636, 4.032142983555],
  [9, 1.833112932656, 2.262157162798, 3.249835541592],
  [10, 1.812461122812, 2.228138851986, 3.169272672617],
  [29, 1.699127026533, 2.045229642133, 2.756385903671],
  [30, 1.697260886594, 2.042272456301, 2.749995653567],
  [99, 1.660391156017, 1.984216951586, 2.626405457281],
  [120, 1.657650899355, 1.979930405082, 2.617421145107],
  [1000, 1.646378817285, 1.962339080826, 2.580754698066],
  [100_000, 1.644868864785, 1.959987707535, 2.575878469908],
]

/** A printed page: one-sided 5 %, two-sided 5 % and two-sided 1 % for 1 to 30, 60 and 120 degrees of freedom. */
const PAGE: readonly (readonly [p: number, values: readonly number[]])[] = [
  [
    0.95,
    [
      6.314, 2.92, 2.353, 2.132, 2.015, 1.943, 1.895, 1.86, 1.833, 1.812, 1.796, 1.782, 1.771, 1.761, 1.753,
      1.746, 1.74, 1.734, 1.729, 1.725, 1.721, 1.717, 1.714, 1.711, 1.708, 1.706, 1.703, 1.701, 1.699, 1.697,
      1.671, 1.658,
    ],
  ],
  [
    0.975,
    [
      12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
      2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042, 2,
      1.98,
    ],
  ],
  [
    0.995,
    [
      63.657, 9.925, 5.841, 4.604, 4.032, 3.707, 3.499, 3.355, 3.25, 3.169, 3.106, 3.055, 3.012, 2.977, 2.947,
      2.921, 2.898, 2.878, 2.861, 2.845, 2.831, 2.819, 2.807, 2.797, 2.787, 2.779, 2.771, 2.763, 2.756, 2.75,
      2.66, 2.617,
    ],
  ],
]

describe('the t quantile', () => {
  test.each(PAGE)('at %d for 1 to 30, 60 and 120 degrees of freedom is the printed page', (p, values) => {
    const degrees = [...Array.from({ length: 30 }, (_, i) => i + 1), 60, 120]
    expect(degrees.map((df) => Math.round(1000 * tQuantile(p, df)) / 1000)).toEqual(values)
  })

  test.each(PRINTED)('with %i degrees of freedom is that of the printed table', (df, p95, p975, p995) => {
    expect(Math.abs(tQuantile(0.95, df) - p95)).toBeLessThan(1e-8)
    expect(Math.abs(tQuantile(0.975, df) - p975)).toBeLessThan(1e-8)
    expect(Math.abs(tQuantile(0.995, df) - p995)).toBeLessThan(1e-8)
  })

  test('is symmetric, and 0 in the middle', () => {
    expect(tQuantile(0.5, 7)).toBe(0)
    expect(tQuantile(0.025, 7)).toBeCloseTo(-tQuantile(0.975, 7), 10)
  })
})

function of(...values: number[]): Tally {
  const tally = new Tally()
  for (const value of values) tally.add(value)
  return tally
}

describe("the distribution of Student's t", () => {
  test('has its closed form with 1 and 2 degrees of freedom', () => {
    // 1: 1/2 + atan(t) / pi. 2: 1/2 + t / (2 sqrt(2 + t^2)).
    expect(tCdf(1, 1)).toBeCloseTo(0.75, 14)
    expect(tCdf(-1, 1)).toBeCloseTo(0.25, 14)
    expect(tCdf(2, 2)).toBeCloseTo(0.5 + 1 / Math.sqrt(6), 14)
    expect(tCdf(0, 7)).toBe(0.5)
  })

  test('undoes the quantile', () => {
    for (const df of [1, 4, 29, 500])
      for (const p of [0.01, 0.3, 0.6, 0.999]) expect(tCdf(tQuantile(p, df), df)).toBeCloseTo(p, 12)
  })
})

describe('the bounds of a mean', () => {
  test('of 2, 4, 6, 8, 10 are 6 +- 2.131847 x sqrt(10 / 5), each on its own side', () => {
    const { low, high } = meanBounds(of(2, 4, 6, 8, 10), 0.05)!
    expect(high).toBeCloseTo(6 + 2.131846786327 * Math.SQRT2, 8)
    expect(low).toBeCloseTo(6 - 2.131846786327 * Math.SQRT2, 8)
  })

  test('do not exist for one value', () => {
    expect(meanBounds(of(3), 0.05)).toBeUndefined()
  })
})

describe('the p-value of a mean', () => {
  test('is the error at which its interval would just end at the supposed mean', () => {
    const tally = of(2, 4, 6, 8, 10)
    const { mean, halfWidth } = meanInterval(tally, 0.99)
    expect(meanPValue(tally, mean! - halfWidth!)).toBeCloseTo(0.01, 12)
    expect(meanPValue(tally, mean! + halfWidth!)).toBeCloseTo(0.01, 12)
    expect(meanPValue(tally, 6)).toBeCloseTo(1, 14)
  })

  test('stays exact where it is tiny: t = 40 with 9 degrees of freedom', () => {
    // Values of mean 1 whose standard deviation is sqrt(10) / 40: t = sqrt(10) / sd = 40.
    const spread = (Math.sqrt(10) / 40) * Math.sqrt(9 / 10)
    const values = Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? 1 + spread : 1 - spread))
    expect(meanPValue(of(...values))! / 1.8982998379e-11).toBeCloseTo(1, 6)
  })

  test('of equal values is 1 or unknown: they have no spread to judge by', () => {
    expect(meanPValue(of(0, 0, 0))).toBe(1)
    expect(meanPValue(of(1, 1, 1))).toBeUndefined()
    expect(meanPValue(of(1))).toBeUndefined()
  })
})

describe('the interval of a mean', () => {
  test('of 2, 4, 6, 8, 10 is 6 +- 2.776445 x sqrt(10 / 5)', () => {
    const { mean, halfWidth, n, confidence } = meanInterval(of(2, 4, 6, 8, 10), 0.95)
    expect([mean, n, confidence]).toEqual([6, 5, 0.95])
    expect(halfWidth).toBeCloseTo(2.776445105198 * Math.SQRT2, 8)
  })

  test('has no half-width for one value, which says nothing about spread', () => {
    expect(meanInterval(of(7), 0.95)).toEqual({ mean: 7, halfWidth: undefined, n: 1, confidence: 0.95 })
    expect(meanInterval(of(), 0.95)).toMatchObject({ mean: undefined, halfWidth: undefined, n: 0 })
  })

  test('covers the true mean in 95 of 100 experiments', () => {
    const trials = 2000
    const uniforms = new Chance('coverage', 1).sequence('normal')
    let covered = 0
    for (let i = 0; i < trials; i++) {
      const tally = new Tally()
      for (let k = 0; k < 8; k++) tally.add(10 + 3 * normalQuantile(uniforms.next()))
      const { mean, halfWidth } = meanInterval(tally, 0.95)
      if (Math.abs(mean! - 10) <= halfWidth!) covered++
    }
    // Three standard errors of a share of 0.95 in 2,000 trials are 0.0146.
    expect(covered / trials).toBeGreaterThan(0.935)
    expect(covered / trials).toBeLessThan(0.965)
  })
})
