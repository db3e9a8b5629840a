import { describe, expect, test } from 'vitest'
import { Chance } from '../../sim/kernel/index.ts'
import { cleanTrials, quantileBounds, quantileInterval, Sample, shareBounds } from '../../sim/stats/index.ts'

describe('the exact bounds of a share', () => {
  test('0 misses in 59 nights show at most 5 % at 95 %, 299 nights at most 1 %', () => {
    expect(shareBounds(0, 59, 0.05).high).toBeCloseTo(0.04950760988822693, 12)
    expect(shareBounds(0, 58, 0.05).high).toBeGreaterThan(0.05)
    expect(shareBounds(0, 299, 0.05).high).toBeCloseTo(0.009969146792899269, 12)
    expect(shareBounds(0, 298, 0.05).high).toBeGreaterThan(0.01)
  })

  test.each([
    [0.1, 29],
    [0.05, 59],
    [0.01, 299],
    [0.001, 2995],
  ])('a miss in at most %d of nights takes %d clean nights at 95 %', (limit, nights) => {
    expect(cleanTrials(limit, 0.05)).toBe(nights)
    expect(shareBounds(0, nights, 0.05).high).toBeLessThanOrEqual(limit)
    expect(shareBounds(0, nights - 1, 0.05).high).toBeGreaterThan(limit)
  })

  test('a number of clean nights that comes out whole is not rounded up: (1 - 1/2)^n <= 1/8 with 3', () => {
    expect(cleanTrials(0.5, 1 / 8)).toBe(3)
    expect(cleanTrials(0.5, 1 / 2 ** 29)).toBe(29)
    expect(cleanTrials(0.05, 0.95 ** 5)).toBe(5)
  })

  test('one miss takes 93 nights for the 5 %, two take 124', () => {
    expect([shareBounds(1, 93, 0.05).high <= 0.05, shareBounds(1, 92, 0.05).high <= 0.05]).toEqual([
      true,
      false,
    ])
    expect([shareBounds(2, 124, 0.05).high <= 0.05, shareBounds(2, 123, 0.05).high <= 0.05]).toEqual([
      true,
      false,
    ])
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

  test.each([
    [59, 59],
    [93, 92],
    [124, 122],
    [153, 150],
    [181, 177],
    [208, 203],
  ])('the 95 %% quantile of %i nights is at most the %i-th smallest (Wilks)', (n, rank) => {
    expect(quantileBounds(n, 0.95, 0.05).high).toBe(rank)
  })

  test('of a sample are values that were observed, with Infinity like any other', () => {
    const sample = new Sample()
    for (let i = 1; i <= 10; i++) sample.add(i === 9 ? Infinity : 10 * i)
    // Ranks 2 and 9 of 10 for the median; the ninth smallest is 100, Infinity comes last.
    expect(quantileInterval(sample, 0.5, 0.95)).toEqual({
      value: 50,
      low: 20,
      high: 100,
      n: 10,
      confidence: 0.95,
    })
    // Of 10, at most 6 below the 90 % quantile has probability 0.013, at most 7 has 0.070: rank 7.
    expect(quantileInterval(sample, 0.9, 0.95)).toMatchObject({ value: 100, low: 70, high: undefined })
    expect(quantileInterval(new Sample(), 0.5, 0.95)).toMatchObject({
      value: undefined,
      low: undefined,
      n: 0,
    })
  })

  test('of 1 to 100 at one half is 50, from 40 to 61: 2.5 % on each side', () => {
    const sample = new Sample()
    for (let i = 1; i <= 100; i++) sample.add(i)
    expect(quantileInterval(sample, 0.5, 0.95)).toMatchObject({ value: 50, low: 40, high: 61 })
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
