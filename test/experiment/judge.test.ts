import { describe, expect, test } from 'vitest'
import { parseCondition } from '../../scenarios/experiment/conditions.ts'
import { type Condition, estimate, judge } from '../../sim/experiment/index.ts'
import { RatioTally } from '../../sim/stats/index.ts'
import { type Numbers, resultsOf } from './results.ts'

function condition(text: string): Condition {
  const stated = parseCondition(text)
  if ('refusal' in stated) throw new Error(stated.refusal)
  return stated
}

const HOUR = 3600
const window = (hours: number): Numbers => ({ observations: { backupWindow: [hours * HOUR] } })
const nights = (n: number, night: Numbers, ...others: readonly Numbers[]): readonly Numbers[] => [
  ...Array.from({ length: n }, () => night),
  ...others,
]

describe('the estimate of a term', () => {
  const results = resultsOf([
    { observations: { sessionDuration: [10, 40] }, values: { throughput: 1e8 } },
    { observations: { sessionDuration: [20, 30, 50] }, values: { throughput: 3e8 } },
  ])

  test.each([
    // Means over replications: (25 + 100/3) / 2.
    ['sessionDuration <= 1 h', (25 + 100 / 3) / 2],
    ['min(sessionDuration) >= 0', 10],
    ['max(sessionDuration) <= 1 h', 50],
    // Of five the ceil(0.5 x 5) = 3rd, and the ceil(0.95 x 5) = 5th.
    ['p50(sessionDuration) <= 1 h', 30],
    ['p95(sessionDuration) <= 1 h', 50],
    ['share(sessionDuration > 20 s) <= 5 %', 3 / 5],
    ['share(sessionDuration >= 20 s) <= 5 %', 4 / 5],
    ['throughput >= 1 MB/s', 2e8],
    ['max(throughput) >= 1 MB/s', 3e8],
    ['share(throughput >= 200 MB/s) >= 50 %', 1 / 2],
  ])('of `%s` is %d', (text, value) => {
    expect(estimate(condition(text).term, results)).toBe(value)
  })

  test('is missing where nothing was observed', () => {
    expect(estimate(condition('max(backupWindow) <= 8 h').term, results)).toBeUndefined()
    expect(estimate(condition('backupWindow <= 8 h').term, results)).toBeUndefined()
  })
})

describe('a condition with confidence', () => {
  const verdict = (text: string, list: readonly Numbers[], tail = 0.05): string =>
    judge(condition(text), resultsOf(list), tail).verdict

  test('`never above` is met from 299 clean nights on: 0.99^299 < 5 %', () => {
    expect(verdict('max(backupWindow) <= 8 h', nights(298, window(7)))).toBe('open')
    expect(verdict('max(backupWindow) <= 8 h', nights(299, window(7)))).toBe('met')
    expect(verdict('max(backupWindow) <= 8 h', nights(299, window(7), window(9)))).toBe('open')
  })

  test('says how many nights could prove it, where there are too few', () => {
    const needs = (text: string, n: number) =>
      judge(condition(text), resultsOf(nights(n, window(7))), 0.05).needs
    expect(needs('max(backupWindow) <= 8 h', 298)).toBe(299)
    expect(needs('max(backupWindow) <= 8 h', 299)).toBeUndefined()
    expect(needs('p99(backupWindow) <= 8 h', 60)).toBe(299)
    expect(needs('p95(backupWindow) <= 8 h', 10)).toBe(59)
    expect(needs('backupWindow <= 8 h', 10)).toBeUndefined()
  })

  test('`never above` is broken by two bad nights of ten: at most 1 % would give that once in 240 times', () => {
    const found = judge(
      condition('max(backupWindow) <= 8 h'),
      resultsOf(nights(8, window(7), window(9), window(9))),
      0.05,
    )
    expect(found).toMatchObject({ verdict: 'broken', about: 'bad nights', n: 10, hits: 2, limit: 0.01 })
    // P(X >= 2) = 5 % for p = 3.677 %.
    expect(found.bounds!.low).toBeCloseTo(0.03677, 5)
  })

  test('a 95 % quantile is met from 59 clean nights on: 0.95^59 < 5 %', () => {
    expect(verdict('p95(backupWindow) <= 8 h', nights(58, window(7)))).toBe('open')
    expect(verdict('p95(backupWindow) <= 8 h', nights(59, window(7)))).toBe('met')
    expect(verdict('share(backupWindow > 8 h) <= 5 %', nights(59, window(7)))).toBe('met')
    expect(verdict('share(backupWindow <= 8 h) >= 95 %', nights(59, window(7)))).toBe('met')
  })

  test('a low quantile looks at what lies below', () => {
    const night = (throughput: number): Numbers => ({ values: { throughput } })
    expect(verdict('p5(throughput) >= 100 MB/s', nights(59, night(2e8)))).toBe('met')
    expect(verdict('p5(throughput) >= 100 MB/s', nights(0, night(2e8), ...nights(20, night(5e7))))).toBe(
      'broken',
    )
  })

  test('a mean has the one-sided t bound, from ten nights on', () => {
    // 20 nights of 6 h and 8 h in turn: 7 h, sd 1.0260 h, t = 1.7291: 7 h + 0.3967 h.
    const list = Array.from({ length: 20 }, (_, i) => window(i % 2 === 0 ? 6 : 8))
    expect(verdict('backupWindow <= 7.40 h', list)).toBe('met')
    expect(verdict('backupWindow <= 7.39 h', list)).toBe('open')
    expect(verdict('backupWindow <= 6.60 h', list)).toBe('broken')
    expect(verdict('backupWindow >= 6.60 h', list)).toBe('met')
    expect(verdict('backupWindow <= 24 h', list.slice(0, 9))).toBe('open')
  })

  test('a mean whose nights are all equal is believed from thirty nights on', () => {
    expect(verdict('backupWindow <= 8 h', nights(29, window(7)))).toBe('open')
    expect(verdict('backupWindow <= 8 h', nights(30, window(7)))).toBe('met')
  })

  test('a rate with few affected nights has the exact bound of affected nights, from thirty nights on', () => {
    const night = (failed: number): Numbers => ({ counts: { failureRate: { part: failed, whole: 100 } } })
    expect(verdict('failureRate <= 10 %', nights(29, night(0)))).toBe('open')
    const found = judge(condition('failureRate <= 10 %'), resultsOf(nights(30, night(0))), 0.05)
    // 1 - 0.05^(1/30) = 9.503 %.
    expect(found.bounds).toMatchObject({ low: 0 })
    expect(found.bounds!.high).toBeCloseTo(0.09503, 5)
    expect(found.verdict).toBe('met')
  })

  test('a rate with many affected nights is a ratio over nights: large nights weigh more', () => {
    const list = Array.from({ length: 40 }, (_, i): Numbers => {
      const whole = i % 2 === 0 ? 100 : 300
      return { counts: { failureRate: { part: i % 4 === 1 ? 6 : 0, whole } } }
    })
    const found = judge(condition('failureRate <= 1 %'), resultsOf(list), 0.05)
    expect(found).toMatchObject({ n: 40, hits: 10 })
    // 60 of 8,000 machines, 0.75 %, though the mean of the nights' rates is 0.5 %.
    expect(found.estimate).toBeCloseTo(0.005, 12)
    const ratio = new RatioTally()
    for (const { counts } of list) ratio.add(counts!['failureRate']!.part, counts!['failureRate']!.whole)
    expect(ratio.mean).toBeCloseTo(0.0075, 12)
    expect(found.bounds).toEqual(ratio.shareBounds(0.05))
  })

  test('a rate that should be high is judged by what it lacks', () => {
    const night = (availability: number): Numbers => ({
      observations: { 'gateways.availability': [availability] },
    })
    expect(verdict('gateways.availability >= 99 %', nights(30, night(1)))).toBe('open')
    expect(verdict('gateways.availability >= 99 %', nights(299, night(1)))).toBe('met')
    expect(verdict('gateways.availability >= 90 %', nights(30, night(1)))).toBe('met')
  })

  test('sessions within a night are no independent trials', () => {
    // 10 of 400 sessions are late, all in one night of forty: the nights decide, not the sessions.
    const session = (late: number): Numbers => ({
      observations: { sessionDuration: Array.from({ length: 10 }, (_, i) => (i < late ? 9 : 7) * HOUR) },
    })
    const together = judge(
      condition('p90(sessionDuration) <= 8 h'),
      resultsOf(nights(39, session(0), session(10))),
      0.05,
    )
    expect(together).toMatchObject({ about: 'bad observations', n: 40, hits: 1 })
    // At most p of the nights: (1 - p)^40 + 40 p (1 - p)^39 = 5 % for p = 11.319 %.
    expect(together.bounds!.high).toBeCloseTo(0.11319, 5)
  })

  test('equality is proven by no number of nights', () => {
    const night: Numbers = { values: { skippedStarts: 0 } }
    expect(verdict('skippedStarts == 0', nights(500, night))).toBe('open')
  })

  test('says nothing of nothing', () => {
    expect(judge(condition('max(backupWindow) <= 8 h'), [], 0.05)).toMatchObject({
      verdict: 'open',
      estimate: undefined,
      bounds: undefined,
      n: 0,
    })
  })
})
