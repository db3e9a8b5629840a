import { describe, expect, test } from 'vitest'
import {
  type Baseline,
  baselineOf,
  compareWithBaseline,
  type VariantResults,
} from '../../sim/experiment/index.ts'
import { resultsOf } from './results.ts'

const HERE = { version: '1.0.0', scenario: 'a' }
const LATER = { version: '1.1.0', scenario: 'a' }

/** One value per night of some metrics; fingerprints by night. */
function results(nights: Readonly<Record<string, readonly number[]>>, variant = 'base'): VariantResults {
  const count = Math.max(...Object.values(nights).map((list) => list.length))
  const numbers = Array.from({ length: count }, (_, i) => ({
    values: Object.fromEntries(Object.entries(nights).map(([name, list]) => [name, list[i]!])),
  }))
  return { variant, replications: resultsOf(numbers, variant) }
}

function kept(nights: Readonly<Record<string, readonly number[]>>, identity = HERE): Baseline {
  return baselineOf([results(nights)], identity)
}

const metric = (baseline: Baseline, name: string) => baseline.variants[0]!.metrics[name]

describe('what is kept', () => {
  test('is mean, spread and count of each metric that had a value', () => {
    // Mean 5, squares 9 + 1 + 1 + 9 = 20 over 3.
    const baseline = kept({ retries: [2, 4, 6, 8] })
    expect(metric(baseline, 'retries')).toEqual({ mean: 5, sd: Math.sqrt(20 / 3), n: 4 })
    expect(metric(baseline, 'sessionDuration')).toBeUndefined()
    expect(baseline.replications).toBe(4)
  })
})

describe('the same program on the same scenario', () => {
  const was = kept({ retries: [2, 4, 6, 8] })

  test('agrees with itself', () => {
    const found = compareWithBaseline(was, was, 0.95)
    expect(found).toEqual({ kind: 'exact', moved: false, differing: [], changes: [], gone: [], added: [] })
  })

  test('must make the same run, whatever the means are', () => {
    const other = { ...was, variants: [{ ...was.variants[0]!, fingerprint: 'another' }] }
    expect(compareWithBaseline(was, other, 0.95)).toMatchObject({
      kind: 'exact',
      moved: true,
      differing: ['base'],
      changes: [],
    })
  })

  test('is compared statistically when it ran another number of nights', () => {
    const fewer = kept({ retries: [2, 4, 6] })
    expect(compareWithBaseline(was, fewer, 0.95)).toMatchObject({ kind: 'statistical', moved: false })
  })
})

describe('another version', () => {
  test('may differ by chance', () => {
    const was = kept({ retries: [2, 4, 6, 8] })
    const found = compareWithBaseline(was, kept({ retries: [3, 4, 6, 9] }, LATER), 0.95)
    expect(found).toMatchObject({ kind: 'statistical', moved: false })
    expect(found.changes).toMatchObject([{ metric: 'retries', was: 5, is: 5.5, significant: false }])
  })

  test('has moved where a mean lies beyond chance', () => {
    const was = kept({ retries: [2, 4, 6, 8], skippedStarts: [1, 2, 1, 2] })
    const found = compareWithBaseline(
      was,
      kept({ retries: [22, 24, 26, 28], skippedStarts: [2, 1, 2, 2] }, LATER),
      0.95,
    )
    expect(found.moved).toBe(true)
    expect(found.changes).toMatchObject([
      { metric: 'skippedStarts', significant: false },
      { metric: 'retries', unit: 'count', better: 'low', was: 5, is: 25, significant: true },
    ])
  })

  test('has the more room the more metrics are looked at (Holm)', () => {
    // t = 3/sqrt(2) with 10 degrees of freedom: p = 0.0599 alone. Ten metrics that agree make it 11 x 0.0599.
    const moments = { mean: 5, sd: 1, n: 4 }
    const names = [
      'throughput',
      'goodput',
      'wastedBytes',
      'failureRate',
      'skippedStarts',
      'unfinished',
      'fairness',
      'imbalance',
      'queueWait',
      'windowOverrun',
    ]
    const baseline = (more: Baseline['variants'][0]['metrics'], identity: typeof HERE): Baseline => ({
      ...identity,
      replications: 4,
      variants: [{ name: 'base', fingerprint: '', metrics: more }],
    })
    const first = { retries: { mean: 10, sd: 2, n: 4 } }
    const second = { retries: { mean: 13, sd: 4, n: 16 } }
    const alone = compareWithBaseline(baseline(first, HERE), baseline(second, LATER), 0.9)
    expect(alone.changes[0]!.p).toBeCloseTo(0.0599, 4)
    expect(alone.moved).toBe(true)
    const others = Object.fromEntries(names.map((name) => [name, moments]))
    const many = compareWithBaseline(
      baseline({ ...first, ...others }, HERE),
      baseline({ ...second, ...others }, LATER),
      0.9,
    )
    expect(many.changes[0]!.p).toBeCloseTo(11 * 0.0599, 3)
    expect(many.moved).toBe(false)
  })

  test('is held to the value itself where nothing varies, up to rounding', () => {
    const was = kept({ retries: [4, 4, 4] })
    const by = (value: number) =>
      compareWithBaseline(was, kept({ retries: [value, value, value] }, LATER), 0.95)
    expect(by(4 * (1 + 1e-10)).changes).toEqual([])
    expect(by(4 * (1 + 1e-8))).toMatchObject({ moved: true, changes: [{ p: undefined, significant: true }] })
  })

  test('has moved when a metric has no value any more, or a variant is gone', () => {
    const was = baselineOf([results({ retries: [1, 2] }, 'a'), results({ retries: [1, 2] }, 'b')], HERE)
    const silent = compareWithBaseline(
      kept({ retries: [1, 1], fairness: [1, 1] }),
      kept({ retries: [1, 1] }, LATER),
      0.95,
    )
    expect(silent).toMatchObject({ moved: true, changes: [{ metric: 'fairness', was: 1, is: undefined }] })
    const is = baselineOf([results({ retries: [1, 2] }, 'b'), results({ retries: [1, 2] }, 'c')], LATER)
    expect(compareWithBaseline(was, is, 0.95)).toMatchObject({
      moved: true,
      gone: ['a'],
      added: ['c'],
      changes: [],
    })
  })

  test('may know metrics that the baseline does not', () => {
    const found = compareWithBaseline(
      kept({ retries: [1, 2] }),
      kept({ retries: [1, 2], fairness: [1, 1] }, LATER),
      0.95,
    )
    expect(found).toMatchObject({ moved: false, changes: [] })
  })
})
