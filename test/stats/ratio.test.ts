import { describe, expect, test } from 'vitest'
import { Chance, normalQuantile } from '../../sim/kernel/index.ts'
import { RatioTally, shareBounds } from '../../sim/stats/index.ts'

describe('a rate over nights', () => {
  test('1 of 10, 0 of 20, 5 of 30: 10 % with residuals 0, -2, 2', () => {
    const tally = new RatioTally()
    tally.add(1, 10)
    tally.add(0, 20)
    tally.add(5, 30)
    expect(tally.mean).toBe(0.1)
    expect([tally.n, tally.affected]).toEqual([3, 2])
    // sqrt((0 + 4 + 4) / 2) / 20 = 0.1.
    expect(tally.sd).toBeCloseTo(0.1, 12)
    // One-sided 95 % with 2 degrees of freedom: 0.1 +- 2.919986 x 0.1 / sqrt(3), cut at 0.
    expect(tally.bounds(0.05)!.low).toBe(0)
    expect(tally.bounds(0.05)!.high).toBeCloseTo(0.1 + (2.919985580354 * 0.1) / Math.sqrt(3), 9)
  })

  test('has no spread with one night, and nothing to say of none', () => {
    const tally = new RatioTally()
    expect(tally.mean).toBeUndefined()
    tally.add(0, 0)
    expect(tally.n).toBe(0)
    tally.add(1, 4)
    expect([tally.mean, tally.sd, tally.bounds(0.05)]).toEqual([0.25, undefined, undefined])
  })

  const YEAR = [0, 0, 0, 0, 0, 1, 1, 2, 2, 4]
  const of = (...failed: readonly number[]): RatioTally => {
    const tally = new RatioTally()
    for (const part of failed) tally.add(part, 10)
    return tally
  }

  test('merged from two parts equals one pass', () => {
    const merged = of(...YEAR.slice(0, 6))
    merged.merge(of(...YEAR.slice(6)))
    const once = of(...YEAR)
    expect([merged.n, merged.affected, merged.mean]).toEqual([10, 5, once.mean])
    expect(merged.sd).toBeCloseTo(once.sd!, 14)
  })

  test('is worth as many independent machines as would vary like it', () => {
    // 10 of 100. Residuals y - 1 have the sum of squares 16, so sd = sqrt(16 / 9) / 10, and 0.09 x 10 / sd^2 = 50.625
    // machines; times (t of 99 / t of 9 degrees of freedom)^2 = (1.660391 / 1.833113)^2 they are 41.534.
    const bounds = of(...YEAR).shareBounds(0.05)!
    expect(bounds.low).toBeCloseTo(0.035799320036679426, 9)
    expect(bounds.high).toBeCloseTo(0.21159157573635146, 9)
  })

  test('that is the same in all nights proves no more than as many machines as nights', () => {
    expect(of(0, 0, 0, 0).shareBounds(0.05)).toEqual(shareBounds(0, 4, 0.05))
    expect(of(10, 10, 10).shareBounds(0.05)).toEqual(shareBounds(3, 3, 0.05))
    expect(of(3).shareBounds(0.05)).toBeUndefined()
  })

  test('of machines that are each a night of their own has the bounds of Clopper and Pearson', () => {
    // One trial per cluster: the variance is that of independent trials but for n / (n - 1), and t is the same.
    const tally = new RatioTally()
    for (let i = 0; i < 200; i++) tally.add(i < 14 ? 1 : 0, 1)
    const { low, high } = tally.shareBounds(0.05)!
    const exact = shareBounds(14, 200, 0.05)
    expect(Math.abs(low - exact.low)).toBeLessThan(0.0005)
    expect(Math.abs(high - exact.high)).toBeLessThan(0.0005)
  })

  test('has an interval of 10 % +- 2.262157 x 0.13333 / sqrt(10)', () => {
    const { mean, halfWidth, n } = of(...YEAR).interval(0.95)
    expect([mean, n]).toEqual([0.1, 10])
    expect(halfWidth).toBeCloseTo((2.262157162798 * (4 / 30)) / Math.sqrt(10), 9)
  })

  test('of machines that fail together: each bound holds in 95 of 100 experiments', () => {
    // Nights of 80 to 120 machines; an outage hits a third of the nights and a fifth of their machines.
    const uniforms = new Chance('coverage', 1).sequence('clusters')
    const trials = 2000
    let both = 0
    for (let i = 0; i < trials; i++) {
      const tally = new RatioTally()
      for (let night = 0; night < 60; night++) {
        const machines = 80 + Math.floor(41 * uniforms.next())
        const hit = uniforms.next() < 1 / 3 ? 0.2 : 0
        const failed = Math.max(
          0,
          Math.round(machines * hit + (hit > 0 ? 3 * normalQuantile(uniforms.next()) : 0)),
        )
        tally.add(failed, machines)
      }
      const { low, high } = tally.bounds(0.025)!
      if (low <= 0.2 / 3 && 0.2 / 3 <= high) both++
    }
    expect(both / trials).toBeGreaterThan(0.935)
    expect(both / trials).toBeLessThan(0.965)
  })

  test('too rare for its own spread: affected nights bound it, in at least 95 of 100 experiments', () => {
    // 300 machines a night, 0.02 % of them fail: 6 % of the nights are affected, about two of thirty.
    const uniforms = new Chance('coverage', 1).sequence('rare')
    const affectedNight = 1 - (1 - 0.0002) ** 300
    const trials = 2000
    let covered = 0
    for (let i = 0; i < trials; i++) {
      let affected = 0
      for (let night = 0; night < 30; night++) if (uniforms.next() < affectedNight) affected++
      if (shareBounds(affected, 30, 0.05).high >= affectedNight) covered++
    }
    expect(covered / trials).toBeGreaterThanOrEqual(0.95)
  })
})
