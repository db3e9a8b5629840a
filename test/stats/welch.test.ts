import { expect, test } from 'vitest'
import { welch } from '../../sim/stats/index.ts'

// Standard errors 2/sqrt(4) = 1 and 4/sqrt(16) = 1, together sqrt(2); df = 2^2 / (1/3 + 1/15) = 10; t = 3/sqrt(2).
const A = { mean: 10, sd: 2, n: 4 }
const B = { mean: 13, sd: 4, n: 16 }

test('the difference of two means has the interval and the p-value of a pencil', () => {
  const found = welch(A, B, 0.95)!
  expect(found.difference).toBe(3)
  // Table: t(0.975, 10) = 2.228.
  expect(found.halfWidth / Math.sqrt(2)).toBeCloseTo(2.228, 3)
  // P(|T| < t) with 10 degrees of freedom: s (1 + c/2 + 3c^2/8 + 5c^3/16 + 35c^4/128), s^2 = t^2/(10 + t^2), c = 1 - s^2.
  const s2 = 4.5 / 14.5
  const c = 1 - s2
  const within = Math.sqrt(s2) * (1 + c / 2 + (3 * c ** 2) / 8 + (5 * c ** 3) / 16 + (35 * c ** 4) / 128)
  expect(found.p).toBeCloseTo(1 - within, 12)
})

test('the other way round only the sign changes', () => {
  expect(welch(B, A, 0.95)).toEqual({ ...welch(A, B, 0.95)!, difference: -3 })
})

test('without any spread, or with one value, there is no test', () => {
  expect(welch({ ...A, sd: 0 }, { ...B, sd: 0 }, 0.95)).toBeUndefined()
  expect(welch({ ...A, n: 1 }, B, 0.95)).toBeUndefined()
  expect(welch({ ...A, sd: 0 }, B, 0.95)!.halfWidth).toBeGreaterThan(0)
})
