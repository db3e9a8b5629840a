import { describe, expect, test } from 'vitest'
import {
  type Distribution,
  isConstant,
  lognormalFromMean,
  lognormalFromMedian,
  mean,
  sample,
  scale,
} from '../../sim/kernel/index.ts'
import { listed } from './listed.ts'

describe('what has no spread is constant', () => {
  test.each<[Distribution, boolean]>([
    [5, true],
    [{ kind: 'uniform', low: 2, high: 2 }, true],
    [{ kind: 'uniform', low: 2, high: 3 }, false],
    [{ kind: 'triangular', min: 2, mode: 2, max: 2 }, true],
    [{ kind: 'normal', mean: 3, sd: 0 }, true],
    [{ kind: 'lognormal', mu: 1, sigma: 0 }, true],
    [{ kind: 'pareto', min: 3, alpha: 1, max: 3 }, true],
    [{ kind: 'pareto', min: 3, alpha: 1 }, false],
    [{ kind: 'exponential', mean: 0 }, true],
    [{ kind: 'erlang', k: 2, mean: 1 }, false],
    [{ kind: 'weibull', shape: 1, scale: 0 }, true],
    [{ kind: 'empirical', values: [4, 4, 4] }, true],
    [{ kind: 'choice', values: [1, 2], weights: [0, 1] }, true],
    [{ kind: 'choice', values: [1, 2], weights: [1, 1] }, false],
    [{ kind: 'mixture', weights: [1, 1], of: [3, { kind: 'uniform', low: 3, high: 3 }] }, true],
    [{ kind: 'mixture', weights: [1, 1], of: [3, 4] }, false],
  ])('%j: %s', (d, constant) => {
    expect(isConstant(d)).toBe(constant)
    if (constant) expect(sample(d, listed(0.1))).toBe(sample(d, listed(0.9)))
    if (constant) expect(sample(d, listed(0.1))).toBeCloseTo(mean(d), 12)
  })

  test('so is anything scaled by 0', () => {
    expect(scale({ kind: 'pareto', min: 2, alpha: 1, max: 9 }, 0)).toBe(0)
    expect(scale(7, 0)).toBe(0)
  })
})

describe('parameters that describe no distribution are refused with a sentence', () => {
  test.each<Distribution>([
    Number.NaN,
    { kind: 'exponential', mean: -1 },
    { kind: 'lognormal', mu: 1, sigma: -1 },
    { kind: 'lognormal', mu: Number.NaN, sigma: 1 },
    { kind: 'uniform', low: 3, high: 2 },
    { kind: 'uniform', low: 0, high: Number.POSITIVE_INFINITY },
    { kind: 'triangular', min: 1, mode: 0, max: 2 },
    { kind: 'normal', mean: 1, sd: -1 },
    { kind: 'normal', mean: -100, sd: 1 },
    { kind: 'weibull', shape: 0, scale: 1 },
    { kind: 'pareto', min: 0, alpha: 1 },
    { kind: 'pareto', min: 2, alpha: 1, max: 1 },
    { kind: 'erlang', k: 1.5, mean: 1 },
    { kind: 'erlang', k: 2, mean: -1 },
    { kind: 'choice', values: [1], weights: [1, 2] },
    { kind: 'choice', values: [1, 2], weights: [0, 0] },
    { kind: 'choice', values: [1, 2], weights: [2, -1] },
    { kind: 'empirical', values: [] },
    { kind: 'mixture', weights: [], of: [] },
  ])('%j', (d) => {
    expect(() => sample(d, listed(0.5))).toThrow(RangeError)
    expect(() => mean(d)).toThrow(RangeError)
  })

  test('and so are impossible medians, means and factors', () => {
    expect(() => lognormalFromMedian(0, 1)).toThrow(/0 < median <= p95/)
    expect(() => lognormalFromMedian(2, 1)).toThrow(RangeError)
    expect(() => lognormalFromMean(-1, 1)).toThrow(RangeError)
    expect(() => scale(1, -1)).toThrow(RangeError)
  })
})
