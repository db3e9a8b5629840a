import { describe, expect, test } from 'vitest'
import { Chance } from '../../sim/kernel/index.ts'
import { quantileBounds, Sample, shareBounds } from '../../sim/stats/index.ts'

describe('the exact bounds of a share', () => {
  test('0 misses in 59 nights show at most 5 % at 95 %, 299 nights at most 1 %', () => {
    expect(shareBounds(0, 59, 0.05).high).toBeCloseTo(0.04950760988822693, 12)
    expect(shareBounds(0, 58, 0.05).high).toBeGreaterThan(0.05)
    expect(shareBounds(0, 299, 0.05).high).toBeCloseTo(0.009969146792899269, 12)
    expect(shareBounds(0, 298, 0.05).high).toBeGreaterThan(0.01)
  })

  test('without a hit the upper bound is 1 - tail^(1/n)', () => {
    expect(shareBounds(0, 10, 0.025)).toEqual({ low: 0, high: expect.closeTo(1 - 0.025 ** 0.1, 12) })
    expect(shareBounds(10, 10, 0.025)).toEqual({ low: expect.closeTo(0.025 ** 0.1, 12), high: 1 })
  })

  test.each([
    [1, 10, 0.025, 0.0025285785444617848, 0.4450161170281954],
    [5, 20, 0.025, 0.08657146910143461, 0.49104587170795744],
    [14, 120, 0.025, 0.06527215050994278, 0.18799509038680826],
    [3, 100, 0.05, 0.008225829107652688, 0.07571079374983004],
  ])('%i of %i with tail %f agree with published values', (hits, n, tail, low, high) => {
    expect(shareBounds(hits, n, tail).low).toBeCloseTo(low, 11)
    expect(shareBounds(hits, n, tail).high).toBeCloseTo(high, 11)
  })
})

describe('the order-statistic bounds of a quantile', () => {
  test.each([
    [6, 0.5, 0.025, 1, 6],
    [10, 0.5, 0.025, 2, 9],
    [20, 0.5, 0.025, 6, 15],
    [100, 0.5, 0.025, 40, 61],
    [100, 0.95, 0.025, 90, 100],
  ])('with %i values at %f and tail %f are the printed ranks', (n, q, tail, low, high) => {
    expect(quantileBounds(n, q, tail)).toEqual({ low, high })
  })

  test('the largest of 59 nights bounds the 95 % quantile at 95 %, that of 58 does not', () => {
    expect(quantileBounds(59, 0.95, 0.05).high).toBe(59)
    expect(quantileBounds(58, 0.95, 0.05)).toEqual({ low: 52, high: undefined })
    expect(quantileBounds(299, 0.99, 0.05).high).toBe(299)
    expect(quantileBounds(298, 0.99, 0.05).high).toBeUndefined()
  })

  test('too few values support neither bound', () => {
    expect(quantileBounds(5, 0.5, 0.025)).toEqual({ low: undefined, high: undefined })
    expect(quantileBounds(0, 0.5, 0.025)).toEqual({ low: undefined, high: undefined })
  })

  test('enclose the true quantile at least as often as promised', () => {
    const uniforms = new Chance('coverage', 1).sequence('uniform')
    const { low, high } = quantileBounds(100, 0.9, 0.025)
    let covered = 0
    for (let i = 0; i < 2000; i++) {
      const sample = new Sample()
      for (let k = 0; k < 100; k++) sample.add(uniforms.next())
      if (sample.orderStatistic(low!)! <= 0.9 && 0.9 <= sample.orderStatistic(high!)!) covered++
    }
    expect(covered / 2000).toBeGreaterThan(0.935)
  })
})
