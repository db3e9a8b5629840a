import { describe, expect, test } from 'vitest'
import { Chance, normalQuantile } from '../../sim/kernel/index.ts'
import { meanInterval, Tally, tQuantile } from '../../sim/stats/index.ts'

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

describe('the t quantile', () => {
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

describe('the interval of a mean', () => {
  const of = (...values: number[]): Tally => {
    const tally = new Tally()
    for (const value of values) tally.add(value)
    return tally
  }

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
