import { describe, expect, test } from 'vitest'
import {
  Chance,
  type Distribution,
  lognormalFromMean,
  lognormalFromMedian,
  mean,
  normalCdf,
  sample,
  scale,
} from '../../sim/kernel/index.ts'
import { listed } from './listed.ts'

/** A law with the probability that a value is at most x, by another way than its inversion. */
interface Case {
  readonly name: string
  readonly d: Distribution
  readonly cdf: (x: number) => number
}

const between = (p: number) => Math.min(1, Math.max(0, p))
const CASES: Case[] = [
  { name: 'exponential', d: { kind: 'exponential', mean: 3 }, cdf: (x) => 1 - Math.exp(-x / 3) },
  {
    name: 'lognormal',
    d: { kind: 'lognormal', mu: 2, sigma: 0.6 },
    cdf: (x) => normalCdf((Math.log(x) - 2) / 0.6),
  },
  { name: 'uniform', d: { kind: 'uniform', low: -2, high: 6 }, cdf: (x) => between((x + 2) / 8) },
  {
    name: 'triangular',
    d: { kind: 'triangular', min: 1, mode: 2, max: 5 },
    cdf: (x) => (x < 2 ? (x - 1) ** 2 / 4 : 1 - (5 - x) ** 2 / 12),
  },
  {
    name: 'normal, hardly truncated',
    d: { kind: 'normal', mean: 10, sd: 2 },
    cdf: (x) => normalCdf((x - 10) / 2),
  },
  {
    name: 'normal, truncated through its middle',
    d: { kind: 'normal', mean: 1, sd: 4 },
    cdf: (x) => (normalCdf((x - 1) / 4) - normalCdf(-0.25)) / normalCdf(0.25),
  },
  {
    name: 'normal, only its far tail is positive',
    d: { kind: 'normal', mean: -60, sd: 4 },
    cdf: (x) => 1 - normalCdf(-(x + 60) / 4) / normalCdf(-15),
  },
  {
    name: 'weibull',
    d: { kind: 'weibull', shape: 0.7, scale: 5 },
    cdf: (x) => 1 - Math.exp(-((x / 5) ** 0.7)),
  },
  { name: 'pareto', d: { kind: 'pareto', min: 2, alpha: 3.5 }, cdf: (x) => 1 - (2 / x) ** 3.5 },
  {
    name: 'pareto with a maximum',
    d: { kind: 'pareto', min: 2, alpha: 0.8, max: 50 },
    cdf: (x) => (1 - (2 / x) ** 0.8) / (1 - (2 / 50) ** 0.8),
  },
  {
    name: 'erlang',
    d: { kind: 'erlang', k: 3, mean: 6 },
    cdf: (x) => 1 - Math.exp(-x / 2) * (1 + x / 2 + (x / 2) ** 2 / 2),
  },
  {
    name: 'mixture',
    d: {
      kind: 'mixture',
      weights: [1, 3],
      of: [
        { kind: 'uniform', low: 0, high: 1 },
        { kind: 'exponential', mean: 2 },
      ],
    },
    cdf: (x) => 0.25 * between(x) + 0.75 * (1 - Math.exp(-x / 2)),
  },
]

const N = 20_000
const drawsOf = (d: Distribution, name = 'draws'): number[] => {
  const key = new Chance('distributions', 0).key(name)
  return Array.from({ length: N }, (_, k) => sample(d, key.at(k)))
}
const average = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

describe.each(CASES)('$name', ({ d, cdf }) => {
  const draws = drawsOf(d)

  test('draws follow the law (Kolmogorov distance, 99.9 %)', () => {
    const distance = draws
      .toSorted((a, b) => a - b)
      .reduce((most, x, i) => Math.max(most, Math.abs(cdf(x) - i / N), Math.abs(cdf(x) - (i + 1) / N)), 0)
    expect(distance * Math.sqrt(N)).toBeLessThan(1.95)
  })

  test('the mean of draws is the exact mean, within four standard errors', () => {
    const centre = average(draws)
    const sd = Math.sqrt(average(draws.map((x) => (x - centre) ** 2)))
    expect(Math.abs(centre - mean(d))).toBeLessThan((4 * sd) / Math.sqrt(N))
  })

  test('a larger uniform never means a smaller value, and the ends stay finite', () => {
    const ends = [2 ** -54, 1e-12, 1 - 2 ** -40, 1 - 2 ** -53]
    const grid = [...ends, ...Array.from({ length: 999 }, (_, i) => (i + 1) / 1000)].toSorted((a, b) => a - b)
    const component = typeof d === 'object' && d.kind === 'mixture' ? [0.5] : []
    const values = grid.map((u) => sample(d, listed(...component, u)))
    expect(values.every(Number.isFinite)).toBe(true)
    expect(values).toEqual(values.toSorted((a, b) => a - b))
  })

  test('is plain data: a structured clone draws the same', () => {
    expect(sample(structuredClone(d), listed(0.3))).toBe(sample(d, listed(0.3)))
  })

  test('scaled, every draw is the factor times what it was', () => {
    const twice = scale(d, 2)
    expect(mean(twice) / (2 * mean(d))).toBeCloseTo(1, 12)
    expect(drawsOf(twice).every((x, i) => Math.abs(x / (2 * draws[i]!) - 1) < 1e-9)).toBe(true)
  })
})

describe('quantiles are exact where the law is', () => {
  test.each<[string, Distribution, number, number]>([
    ['the median of an exponential is ln 2 means', { kind: 'exponential', mean: 10 }, 0.5, 10 * Math.LN2],
    ['a lognormal given by its median has it', lognormalFromMedian(60, 530), 0.5, 60],
    ['and its 95th percentile', lognormalFromMedian(60, 530), 0.95, 530],
    ['the quarter of a uniform', { kind: 'uniform', low: 4, high: 8 }, 0.25, 5],
    [
      'a triangular has its mode where the left part ends',
      { kind: 'triangular', min: 0, mode: 1, max: 4 },
      0.25,
      1,
    ],
    ['the median of a far normal is its mean', { kind: 'normal', mean: 100, sd: 2 }, 0.5, 100],
    ['a weibull has 63.2 % below its scale', { kind: 'weibull', shape: 3, scale: 7 }, 1 - Math.exp(-1), 7],
    [
      'half of a pareto with alpha 1 lies below twice its minimum',
      { kind: 'pareto', min: 3, alpha: 1 },
      0.5,
      6,
    ],
  ])('%s', (_, d, u, value) => {
    expect(sample(d, listed(u)) / value).toBeCloseTo(1, 13)
  })

  test('a choice splits the uniform by weight and never takes what has none', () => {
    const d: Distribution = { kind: 'choice', values: [7, 8, 9], weights: [1, 0, 3] }
    expect([0.001, 0.2499, 0.2501, 0.999, 1 - 2 ** -53].map((u) => sample(d, listed(u)))).toEqual([
      7, 7, 9, 9, 9,
    ])
    expect(mean(d)).toBe(8.5)
    const rounding: Distribution = { kind: 'choice', values: [1, 2, 3], weights: [0.1, 0.2, 0] }
    expect(sample(rounding, listed(1 - 2 ** -53))).toBe(2)
  })

  test('an empirical law gives each of its values the same share', () => {
    const d: Distribution = { kind: 'empirical', values: [1, 2, 4, 9] }
    expect([0.01, 0.26, 0.51, 0.76, 1 - 2 ** -53].map((u) => sample(d, listed(u)))).toEqual([1, 2, 4, 9, 9])
    expect(mean(d)).toBe(4)
  })
})

describe('means', () => {
  test.each<[string, Distribution, number]>([
    ['a constant', 5, 5],
    ['a lognormal given by its mean', lognormalFromMean(40, 90), 40],
    ['a pareto without maximum and alpha 1', { kind: 'pareto', min: 1, alpha: 1 }, Number.POSITIVE_INFINITY],
    [
      'a pareto with maximum and alpha 1',
      { kind: 'pareto', min: 1, alpha: 1, max: Math.E },
      1 / (1 - 1 / Math.E),
    ],
    [
      'a pareto near alpha 1',
      { kind: 'pareto', min: 1, alpha: 1 + 1e-12, max: Math.E },
      1 / (1 - 1 / Math.E),
    ],
    ['a half normal', { kind: 'normal', mean: 0, sd: 1 }, Math.sqrt(2 / Math.PI)],
    ['a weibull of shape 1/2', { kind: 'weibull', shape: 0.5, scale: 3 }, 6],
    ['an erlang of many stages', { kind: 'erlang', k: 2000, mean: 60 }, 60],
  ])('of %s', (_, d, value) => {
    expect(mean(d)).toSatisfy((m: number) => m === value || Math.abs(m / value - 1) < 1e-10)
  })

  test('a lognormal given by mean and standard deviation has that standard deviation', () => {
    const draws = drawsOf(lognormalFromMean(10, 4))
    expect(Math.sqrt(average(draws.map((x) => (x - 10) ** 2)))).toBeCloseTo(4, 0)
  })

  test('an erlang of thousands of stages does not underflow', () => {
    expect(sample({ kind: 'erlang', k: 5000, mean: 60 }, new Chance(1, 0).key('a').at(0))).toBeCloseTo(60, -1)
  })
})

describe('a draw takes a fixed number of uniforms, so that variants stay in step', () => {
  const kinds = CASES.filter(({ d }) => typeof d === 'object' && d.kind !== 'erlang' && d.kind !== 'mixture')
  test.each(kinds)('$name: one', ({ d }) => {
    const u = listed(0.3)
    sample(d, u)
    expect(u.taken).toBe(1)
  })

  test('a constant: one, an erlang: one per stage, a mixture: one more than its component', () => {
    const counts = (
      [
        7,
        { kind: 'erlang', k: 4, mean: 1 },
        { kind: 'mixture', weights: [1], of: [{ kind: 'erlang', k: 4, mean: 1 }] },
      ] as Distribution[]
    ).map((d) => {
      const u = listed(0.3)
      sample(d, u)
      return u.taken
    })
    expect(counts).toEqual([1, 4, 5])
  })
})
