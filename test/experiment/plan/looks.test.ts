import { describe, expect, test } from 'vitest'
import { cleanNights, looksAt } from '../../../sim/experiment/plan/looks.ts'
import { goalOf } from './many-problems.ts'

const nights = (goal: string, maxNights: number, candidate = 1): readonly number[] =>
  looksAt([goalOf(goal)], 0.95, maxNights, candidate).all.map((look) => look.nights)

/** Looks at which the goal may be met. */
const accepting = (goal: string, maxNights: number, candidate = 1): readonly number[] =>
  looksAt([goalOf(goal)], 0.95, maxNights, candidate)
    .all.filter(({ tails }) => tails[0]!.accept > 0)
    .map((look) => look.nights)

describe('the looks at the nights of a value', () => {
  test('59 clean nights show 5 %, 299 show 1 % and 2,995 show 0.1 %, all at 95 %', () => {
    expect([0.05, 0.01, 0.001].map((share) => cleanNights(share, 0.05))).toEqual([59, 299, 2995])
  })

  test('"never" is looked at once, after 299 nights, where one bad night more could not be borne', () => {
    // P(at most 1 bad of 400 at 1 %) = 0.99^400 + 400 x 0.01 x 0.99^399 = 0.018 + 0.073 > 5 %.
    expect(accepting('max(backupWindow) <= 8 h', 400)).toEqual([299])
    expect(nights('max(backupWindow) <= 8 h', 400)).toEqual([10, 30, 60, 120, 240, 299, 400])
  })

  test('with room for a bad night the error is spread, so the clean look comes a little later', () => {
    // At n = 338 of 500: 0.99^338 = 0.03347 <= 0.05 x 338 / 500 = 0.0338; at 337: 0.03381 > 0.0337.
    expect(accepting('p99(backupWindow) <= 8 h', 500)).toEqual([338, 500])
    // "Never" bears no bad night, however many nights there are.
    expect(accepting('max(backupWindow) <= 8 h', 5000)).toEqual([299])
  })

  test('means have 10 nights, rates 30, before anything is concluded', () => {
    expect(accepting('backupWindow <= 8 h', 100)).toEqual([10, 30, 60, 100])
    expect(accepting('failureRate <= 50 %', 100)).toEqual([30, 60, 100])
  })

  test.each([
    'backupWindow <= 8 h',
    'failureRate <= 1 %',
    'max(backupWindow) <= 8 h',
    'p95(sessionDuration) <= 1 h',
  ])('all looks together spend no more than the error that is allowed: %s', (goal) => {
    for (const maxNights of [20, 299, 400, 5000]) {
      const tails = looksAt([goalOf(goal)], 0.95, maxNights).all.map((look) => look.tails[0]!)
      expect(tails.reduce((sum, { accept }) => sum + accept, 0)).toBeLessThanOrEqual(0.05 + 1e-12)
      expect(tails.reduce((sum, { reject }) => sum + reject, 0)).toBeLessThanOrEqual(0.05 + 1e-12)
    }
  })

  test('goals share the error of refusing, and each has all of that of accepting', () => {
    const both = looksAt([goalOf('backupWindow <= 8 h'), goalOf('failureRate <= 1 %')], 0.95, 240).all
    const sum = (of: 'accept' | 'reject', goal: number): number =>
      both.reduce((total, { tails }) => total + tails[goal]![of], 0)
    expect(sum('accept', 0)).toBeCloseTo(0.05, 12)
    expect(sum('reject', 0)).toBeCloseTo(0.025, 12)
    expect(sum('reject', 1)).toBeCloseTo(0.025, 12)
  })

  test('a second candidate must be twice as sure', () => {
    expect(accepting('max(backupWindow) <= 8 h', 400, 2)).toEqual([cleanNights(0.01, 0.025)])
    expect(cleanNights(0.01, 0.025)).toBe(368)
  })
})
