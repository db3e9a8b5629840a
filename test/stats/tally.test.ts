import { describe, expect, test } from 'vitest'
import { Tally } from '../../sim/stats/index.ts'

const of = (...values: number[]): Tally => {
  const tally = new Tally()
  for (const value of values) tally.add(value)
  return tally
}

describe('a tally', () => {
  test('of 2, 4, 4, 4, 5, 5, 7, 9 has mean 5 and variance 32 / 7', () => {
    const tally = of(2, 4, 4, 4, 5, 5, 7, 9)
    expect(tally.n).toBe(8)
    expect(tally.mean).toBe(5)
    expect(tally.sd).toBeCloseTo(Math.sqrt(32 / 7), 14)
    expect(tally.min).toBe(2)
    expect(tally.max).toBe(9)
  })

  test('of nothing knows nothing', () => {
    const tally = of()
    expect([tally.n, tally.mean, tally.sd, tally.min, tally.max]).toEqual([0, ...Array(4).fill(undefined)])
  })

  test('of one value has a mean and no deviation', () => {
    expect(of(3).mean).toBe(3)
    expect(of(3).sd).toBeUndefined()
  })

  test('keeps the deviation of small differences between large numbers', () => {
    expect(of(1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16).sd).toBeCloseTo(Math.sqrt(30), 12)
  })

  test('merged from two parts equals one pass', () => {
    const all = [3.5, -1, 8, 2.25, 1e6, 0, 7]
    for (let cut = 0; cut <= all.length; cut++) {
      const merged = of(...all.slice(0, cut))
      merged.merge(of(...all.slice(cut)))
      const once = of(...all)
      expect(merged.n).toBe(once.n)
      expect(merged.mean).toBeCloseTo(once.mean!, 9)
      expect(merged.sd).toBeCloseTo(once.sd!, 8)
      expect([merged.min, merged.max]).toEqual([-1, 1e6])
    }
  })
})
