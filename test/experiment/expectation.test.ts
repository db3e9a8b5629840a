import { expect, test } from 'vitest'
import { parseCondition } from '../../scenarios/index.ts'
import { type Condition, testExpectation } from '../../sim/experiment/index.ts'
import { SCENARIO } from '../cli/runs.ts'
import { resultsOf } from './results.ts'

const [variant] = SCENARIO.variants
/** The same, without laws of chance. */
const certain = { name: 'certain', world: { ...variant!.world, jobs: [] } }

function condition(text: string, confidence?: number): Condition {
  const read = parseCondition(text)
  if ('refusal' in read) throw new Error(read.refusal)
  return { ...read, ...(confidence === undefined ? {} : { confidence }) }
}

/** So many nights, of which the first `bad` took nine hours and the others seven. */
const nights = (count: number, bad: number) =>
  resultsOf(
    Array.from({ length: count }, (_, i) => ({
      observations: { backupWindow: [i < bad ? 32_400 : 25_200] },
    })),
  )

test('the estimate decides where no confidence is asked for', () => {
  const share = condition('share(backupWindow > 8 h) <= 5 %')
  expect(testExpectation(share, variant!, nights(20, 1))).toMatchObject({ holds: true, estimate: 0.05 })
  expect(testExpectation(share, variant!, nights(20, 2))).toMatchObject({ holds: false, estimate: 0.1 })
})

test('with confidence the bound does: 59 clean nights show that at most 5 % miss, 58 do not', () => {
  const share = condition('share(backupWindow > 8 h) <= 5 %', 0.95)
  expect(testExpectation(share, variant!, nights(59, 0))).toMatchObject({ holds: true, estimate: 0 })
  const found = testExpectation(share, variant!, nights(58, 0))
  expect(found).toMatchObject({ holds: false, estimate: 0, judgement: { verdict: 'open' } })
  // 1 - 0.05^(1/58)
  expect(found.judgement!.bounds!.high).toBeCloseTo(1 - 0.05 ** (1 / 58), 9)
})

test('one night decides where chance plays no part', () => {
  const share = condition('share(backupWindow > 8 h) <= 5 %', 0.95)
  expect(testExpectation(share, certain, nights(1, 0))).toMatchObject({ holds: true, judgement: undefined })
})

test('nothing holds of what was not observed', () => {
  const found = testExpectation(condition('rpoMisses <= 100 %'), variant!, nights(3, 0))
  expect(found).toMatchObject({ holds: false, estimate: undefined })
})
