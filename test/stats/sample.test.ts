import { describe, expect, test } from 'vitest'
import { quantileRank, Sample } from '../../sim/stats/index.ts'

const of = (...values: number[]): Sample => {
  const sample = new Sample(1)
  for (const value of values) sample.add(value)
  return sample
}

describe('a quantile', () => {
  test('is the ceil(q n)-th smallest value, never one between two', () => {
    const sample = of(50, 15, 40, 20, 35)
    expect([0.05, 0.2, 0.21, 0.3, 0.4, 0.5, 1].map((q) => sample.quantile(q))).toEqual([
      15, 15, 20, 20, 20, 35, 50,
    ])
  })

  test('of an even number of values is the lower of the middle two at one half', () => {
    expect(of(4, 1, 3, 2).quantile(0.5)).toBe(2)
  })

  test('at 0 and 1 is the smallest and the largest', () => {
    expect(of(2, 9, 4).quantile(0)).toBe(2)
    expect(of(2, 9, 4).quantile(1)).toBe(9)
  })

  test('of nothing is unknown', () => {
    expect(of().quantile(0.5)).toBeUndefined()
    expect(of().quantile(0)).toBeUndefined()
  })

  test('is Infinity where more than its share is longer than any limit', () => {
    const sample = of(1, 2, Infinity, 3)
    expect(sample.quantile(0.75)).toBe(3)
    expect(sample.quantile(0.76)).toBe(Infinity)
  })

  test('of a hundred values has the rank that the percentage says, whatever the rounding of q n', () => {
    for (let percent = 1; percent <= 100; percent++) expect(quantileRank(100, percent / 100)).toBe(percent)
    expect(quantileRank(1000, 0.999)).toBe(999)
    expect(quantileRank(1001, 0.999)).toBe(1000)
  })
})

describe('a sample', () => {
  test('goes on collecting after a quantile was asked for', () => {
    const sample = of(5, 3)
    expect(sample.quantile(1)).toBe(5)
    sample.add(4)
    sample.addAll(Float64Array.of(9, 1, 2))
    expect([...sample.sorted()]).toEqual([1, 2, 3, 4, 5, 9])
    expect(sample.n).toBe(6)
    expect([0, 1, 6, 7].map((k) => sample.orderStatistic(k))).toEqual([undefined, 1, 9, undefined])
  })

  test('hands out a copy', () => {
    const sample = of(2, 1)
    sample.sorted()[0] = 99
    expect(sample.quantile(0)).toBe(1)
  })
})
