import { describe, expect, test } from 'vitest'
import { type ComparisonRow, compareVariants, METRICS } from '../../sim/experiment/index.ts'
import { normals, replications, type System, variant } from './synthetic.ts'

const side = (name: string, system: System, count: number, certain = false) => ({
  world: variant(name, certain).world,
  results: { variant: name, replications: replications(name, system, count) },
})

const nights =
  (metric: string, values: readonly (number | undefined)[]): System =>
  (n) => ({ [metric]: values[n - 1] })

function compared(
  metric: string,
  baseline: readonly (number | undefined)[],
  ...others: readonly (readonly (number | undefined)[])[]
): readonly ComparisonRow[] {
  const sides = others.map((values, i) => side(`b${i + 1}`, nights(metric, values), values.length))
  const rows = compareVariants(side('a', nights(metric, baseline), baseline.length), sides, 0.95)
  return rows.filter((row) => row.metric === metric)
}

describe('a paired comparison', () => {
  test('of three nights, by hand', () => {
    const [row] = compared('backupWindow', [100, 130, 160], [90, 110, 145])
    // Differences -10, -20, -15: mean -15, standard deviation 5, standard error 5 / sqrt(3) = 2.886751.
    // t(0.975, 2) = 4.302653, so the half-width is 12.420689.
    expect(row!.difference).toBe(-15)
    expect(row!.low).toBeCloseTo(-27.420689, 5)
    expect(row!.high).toBeCloseTo(-2.579311, 5)
    // Means 130 and 115.
    expect(row!.ratio).toBeCloseTo(115 / 130, 12)
    // t = -15 / 2.886751 = -5.196152; for two degrees of freedom P(|T| > t) = 1 - t / sqrt(2 + t^2).
    expect(row!.pValue).toBeCloseTo(1 - 5.1961524 / Math.sqrt(29), 6)
    // Variances 900 and 775 against 25.
    expect(row!.varianceReduction).toBeCloseTo((900 + 775) / 25, 9)
    expect(row).toMatchObject({
      baseline: 'a',
      variant: 'b1',
      unit: 's',
      better: true,
      significant: true,
      n: 3,
    })
  })

  test('uses the nights in which both have a value, and only those that both have', () => {
    const [row] = compared('backupWindow', [100, undefined, 160, 100], [90, 110, 145])
    expect(row).toMatchObject({ difference: -12.5, n: 2 })
    expect(compared('backupWindow', [undefined], [1])[0]).toMatchObject({
      difference: undefined,
      better: undefined,
      significant: undefined,
      pValue: undefined,
      n: 0,
    })
  })

  test('has a row for each variant and metric, in their order', () => {
    const none: System = () => ({})
    const rows = compareVariants(side('a', none, 1), [side('b', none, 1), side('c', none, 1)], 0.95)
    expect(rows.map(({ variant: name, metric }) => `${name} ${metric}`)).toEqual(
      ['b', 'c'].flatMap((name) => METRICS.map((metric) => `${name} ${metric.name}`)),
    )
  })

  test('knows what is better from the metric', () => {
    expect(compared('throughput', [1, 2, 3], [2, 4, 6])[0]!.better).toBe(true)
    expect(compared('backupWindow', [1, 2, 3], [2, 4, 6])[0]!.better).toBe(false)
    expect(compared('bottleneckShare.Network', [0.1, 0.2], [0.2, 0.4])[0]!.better).toBeUndefined()
  })

  test('takes sums that differ in their last bits only for equal', () => {
    const [row] = compared('throughput', [0.3, 0.6, 0.9], [0.1 + 0.2, 0.2 + 0.4, 0.3 + 0.6])
    expect(row).toMatchObject({ difference: 0, ratio: 1, significant: false, pValue: 1 })
  })
})

describe('what is significant', () => {
  test('follows Holm over the variants of a metric: one p of 0.03 among three is chance', () => {
    // Four nights, three degrees of freedom; mean difference and spread chosen by t: 3.9 (p 0.030), 0.5, 1.
    const spread = [-1, 1, -1, 1]
    const base = [10, 10, 10, 10]
    // The standard deviation of the spread is sqrt(4/3), its error sqrt(1/3): a shift of t sqrt(1/3).
    const shifted = (t: number) => spread.map((it) => 10 + it + t * Math.sqrt(1 / 3))
    const alone = compared('backupWindow', base, shifted(3.9))
    expect(alone[0]!.pValue).toBeCloseTo(0.03, 3)
    expect(alone[0]!.significant).toBe(true)
    const three = compared('backupWindow', base, shifted(3.9), shifted(0.5), shifted(1))
    expect(three.map(({ significant }) => significant)).toEqual([false, false, false])
    // The intervals are for each comparison alone and stay as they are.
    expect(three[0]!.low).toBe(alone[0]!.low)
    // p 0.0149 x 3 = 0.0447 is enough, and then 0.03 x 2 is not.
    const two = compared('backupWindow', base, shifted(5), shifted(3.9), shifted(1))
    expect(two.map(({ significant }) => significant)).toEqual([true, false, false])
  })

  test('a difference that is the same in all nights counts by their number only', () => {
    const all = (count: number) => compared('backupWindow', Array(count).fill(10), Array(count).fill(12))[0]!
    // The sign test of n nights: 2 / 2^n.
    expect(all(5)).toMatchObject({ pValue: 2 / 32, significant: false, low: undefined, high: undefined })
    expect(all(6)).toMatchObject({ pValue: 2 / 64, significant: true, varianceReduction: undefined })
  })

  test('rates in a few nights prove nothing, however the t test sees them', () => {
    const failures = (nights: number, of: number) =>
      Array.from({ length: of }, (_, i) => (i < nights ? 0.1 : 0))
    const few = compared('failureRate', Array(30).fill(0), failures(5, 30))[0]!
    // t = sqrt(5 x 29 / 25) = 2.41, p = 0.023; the sign test of five nights says 0.0625.
    expect(few.low).toBeGreaterThan(0)
    expect(few).toMatchObject({ significant: false, pValue: 0.0625 })
    const enough = compared('failureRate', Array(30).fill(0), failures(7, 30))[0]!
    expect(enough).toMatchObject({ significant: true, better: false })
  })

  test('one night is no evidence', () => {
    expect(compared('backupWindow', [10], [12])[0]).toMatchObject({
      difference: 2,
      pValue: undefined,
      significant: undefined,
    })
  })

  test('without chance one night is proof', () => {
    const rows = compareVariants(
      side('a', nights('backupWindow', [10]), 1, true),
      [side('b', nights('backupWindow', [12]), 1, true), side('c', nights('backupWindow', [10]), 1, true)],
      0.95,
    ).filter(({ metric }) => metric === 'backupWindow')
    expect(rows[0]).toMatchObject({ low: 2, high: 2, pValue: 0, significant: true, better: false })
    expect(rows[1]).toMatchObject({ low: 0, high: 0, pValue: 1, significant: false, better: false })
  })

  test('is wrong in at most 5 of 100 families of four equal variants', () => {
    let wrong = 0
    for (let trial = 1; trial <= 400; trial++) {
      const sides = ['a', 'b', 'c', 'd', 'e'].map((name) => {
        const value = normals(trial, name)
        return side(name, (n) => ({ backupWindow: 100 + value(n) }), 10)
      })
      const rows = compareVariants(sides[0]!, sides.slice(1), 0.95)
      if (rows.some(({ metric, significant }) => metric === 'backupWindow' && significant === true)) wrong++
    }
    // 5 % and three standard errors of 400 trials (3.3 %).
    expect(wrong / 400).toBeLessThan(0.083)
    expect(wrong).toBeGreaterThan(0)
  })
})
