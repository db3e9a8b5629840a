import { describe, expect, test } from 'vitest'
import { Chance, normalQuantile } from '../../sim/kernel/index.ts'
import { holm, lookTail, PairedTally } from '../../sim/stats/index.ts'

function pairs(...values: readonly (readonly [number, number])[]): PairedTally {
  const tally = new PairedTally()
  for (const [baseline, other] of values) tally.add(baseline, other)
  return tally
}

describe('two systems in the same nights', () => {
  test('10, 20, 30 against 12, 21, 33: the difference is 2 +- 4.302653 x 1 / sqrt(3)', () => {
    const tally = pairs([10, 12], [20, 21], [30, 33])
    const { mean, halfWidth, n } = tally.interval(0.95)
    expect([mean, n]).toEqual([2, 3])
    // Differences 2, 1, 3: standard deviation 1.
    expect(halfWidth).toBeCloseTo(4.302652729749 / Math.sqrt(3), 9)
    // t = 2 sqrt(3) = 3.4641 with 2 degrees of freedom: p = 1 - t / sqrt(t^2 + 2) = 1 - sqrt(12 / 14).
    expect(tally.pValue).toBeCloseTo(1 - Math.sqrt(12 / 14), 12)
    // Variances 100 and 111: (100 + 111) / 1; covariance (100 + 111 - 1) / 2 = 105.
    expect(tally.varianceReduction).toBeCloseTo(211, 9)
    expect(tally.correlation).toBeCloseTo(105 / Math.sqrt(100 * 111), 12)
    // One-sided 95 % with 2 degrees of freedom: 2.919986.
    expect(tally.bounds(0.05)!.low).toBeCloseTo(2 - 2.919985580354 / Math.sqrt(3), 9)
    expect(tally.bounds(0.05)!.high).toBeCloseTo(2 + 2.919985580354 / Math.sqrt(3), 9)
  })

  test('without spread have no p-value but 1 for no difference: equal nights prove nothing', () => {
    expect(pairs([1, 1], [2, 2]).pValue).toBe(1)
    expect(pairs([1, 2], [2, 3]).pValue).toBeUndefined()
    expect(pairs([1, 2]).pValue).toBeUndefined()
    expect(pairs([1, 1], [1, 1]).varianceReduction).toBeUndefined()
    expect(pairs([1, 2], [2, 3]).varianceReduction).toBe(Infinity)
  })

  test('that move as one are fully correlated, against each other fully the other way', () => {
    expect(pairs([1, 11], [2, 12], [4, 14]).correlation).toBeCloseTo(1, 12)
    expect(pairs([1, -1], [2, -2], [4, -4]).correlation).toBeCloseTo(-1, 12)
    expect(pairs([1, 5], [2, 5]).correlation).toBeUndefined()
    expect(pairs([1, 5]).correlation).toBeUndefined()
  })

  test('merged from two parts equal one pass', () => {
    const merged = pairs([10, 12])
    merged.merge(pairs([20, 21], [30, 33]))
    const once = pairs([10, 12], [20, 21], [30, 33])
    expect(merged.n).toBe(3)
    expect(merged.pValue).toBeCloseTo(once.pValue!, 12)
    expect(merged.correlation).toBeCloseTo(once.correlation!, 12)
  })

  test('have the true difference within the interval in 95 of 100 experiments', () => {
    const uniforms = new Chance('coverage', 1).sequence('pairs')
    const normal = (): number => normalQuantile(uniforms.next())
    const trials = 2000
    let covered = 0
    let alarms = 0
    for (let i = 0; i < trials; i++) {
      const tally = new PairedTally()
      const none = new PairedTally()
      for (let night = 0; night < 12; night++) {
        const shared = 5 * normal()
        tally.add(shared + normal(), shared + normal() + 3)
        none.add(shared + normal(), shared + normal())
      }
      const { mean, halfWidth } = tally.interval(0.95)
      if (Math.abs(mean! - 3) <= halfWidth!) covered++
      if (none.pValue! < 0.05) alarms++
    }
    expect(covered / trials).toBeGreaterThan(0.935)
    expect(covered / trials).toBeLessThan(0.965)
    expect(alarms / trials).toBeGreaterThan(0.035)
    expect(alarms / trials).toBeLessThan(0.065)
  })
})

describe('many questions', () => {
  test('by Holm: 0.01, 0.04, 0.03 become 0.03, 0.06, 0.06', () => {
    // Smallest times 3, next 0.03 x 2, largest 0.04 x 1, but never below the one before it.
    expect(holm([0.01, 0.04, 0.03])).toEqual([0.03, 0.06, 0.06])
  })

  test('a question without an answer counts for nothing, and nothing exceeds 1', () => {
    expect(holm([undefined, 0.02, undefined, 0.6])).toEqual([undefined, 0.04, undefined, 0.6])
    expect(holm([0.9, 0.8])).toEqual([1, 1])
    expect(holm([])).toEqual([])
  })

  test('raise a false alarm in at most 5 of 100 experiments of ten questions', () => {
    const uniforms = new Chance('alarms', 1).sequence('p')
    let alarms = 0
    for (let i = 0; i < 2000; i++) {
      const adjusted = holm(Array.from({ length: 10 }, () => uniforms.next()))
      if (adjusted.some((p) => p! <= 0.05)) alarms++
    }
    expect(alarms / 2000).toBeLessThan(0.065)
    expect(alarms / 2000).toBeGreaterThan(0.035)
  })

  test('looks spend 1/2, 1/6, 1/12, ... of the error and never more than all of it', () => {
    expect([1, 2, 3].map((look) => lookTail(0.06, look))).toEqual([0.03, 0.01, 0.005])
    // 0.03 + 0.01 leave 0.02 for a third look that is the last.
    expect(lookTail(0.06, 3, true)).toBe(0.02)
    expect(lookTail(0.06, 1, true)).toBe(0.06)
    let spent = 0
    for (let look = 1; look <= 10_000; look++) spent += lookTail(0.05, look)
    expect(spent).toBeLessThan(0.05)
    expect(spent).toBeGreaterThan(0.0499)
  })
})
