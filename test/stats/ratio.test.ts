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
