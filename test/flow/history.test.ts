import fc from 'fast-check'
import { describe, test } from 'vitest'
import { play, step } from './pair.ts'

describe('a random history', () => {
  test('moves the same bytes to the same times as the naive simulation', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), (steps) => {
        play(steps, 0)
      }),
      { numRuns: 600 },
    )
  })

  test('does so too after 10^7 seconds', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) => {
        play(steps, 1e7)
      }),
      { numRuns: 100 },
    )
  })

  test.each([1, 3])('is the same when %i of the resources are lines', (lines) => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), (steps) => {
        play(steps, 0, lines)
      }),
      { numRuns: 600 },
    )
  })
})
