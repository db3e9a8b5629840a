import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { reasonInWords, waitInWords } from '../../output/index.ts'
import { ruleInWords, WAIT_CAUSES } from '../../sim/model/index.ts'
import { ROWS } from '../../sim/model/selection/index.ts'

const MODEL = readFileSync(new URL('../../docs/model.md', import.meta.url), 'utf8')
const REASONS = [
  ...MODEL.split('**Reasons** of a failed task')[1]!
    .split('\n\n')[0]!
    .matchAll(/`([a-z-]+)`/g),
].map((match) => match[1]!)

test('the list of reasons is found in the description of the model', () => {
  expect(REASONS.length).toBeGreaterThan(10)
})

test.each(REASONS)('the reason %s is told as a sentence, with what helps', (code) => {
  const { words, remedy } = reasonInWords(code)
  expect(words).not.toContain('docs/model.md')
  expect(remedy).toMatch(/\.$/)
})

test.each(WAIT_CAUSES)('waiting for %s is told in words', (code) => {
  expect(waitInWords(code).words).not.toContain('docs/model.md')
})

test('a code of a later version keeps its name', () => {
  expect(reasonInWords('moon-phase').words).toContain('moon-phase')
  expect(waitInWords('constructor').words).toContain('constructor')
})

test.each(ROWS.map(({ id, when, source }) => [id, when, source]))(
  'rule %s is told with the sentence of the document',
  (id, when, source) => {
    expect(ruleInWords(id!)).toEqual({ when, source })
  },
)

test.each(['manual', 'source-gateway', 'cloud'])('rule %s, which is no row, has its sentence too', (rule) => {
  expect(ruleInWords(rule)?.source).not.toBe('')
})

test('an unknown rule has no words', () => {
  expect(ruleInWords('Z9')).toBeUndefined()
  expect(ruleInWords('toString')).toBeUndefined()
})
