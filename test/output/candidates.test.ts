import fc from 'fast-check'
import { expect, test } from 'vitest'
import { candidatesText, readCandidates } from '../../output/tables/candidates.ts'
import type { Candidate } from '../../sim/model/index.ts'

const candidate = (server: string, more: Partial<Candidate> = {}): Candidate => ({
  server,
  eligible: true,
  why: undefined,
  tasks: 1,
  load: 0.125,
  site: 'main',
  ...more,
})

test('candidates read like a sentence in a spreadsheet', () => {
  const text = candidatesText([
    candidate('gw-1'),
    candidate('gw-2', { eligible: false, why: 'is down', tasks: 0, load: 0 }),
  ])
  expect(text).toBe(
    'gw-1 (eligible, 1 task, load 0.125, site main); gw-2 (not eligible: is down, 0 tasks, load 0, site main)',
  )
})

test('a name with punctuation stands in quotes', () => {
  expect(candidatesText([candidate('a; b (old)')])).toMatch(/^"a; b \(old\)" \(eligible/)
  expect(candidatesText([candidate('=1+1')])).toMatch(/^"=1\+1" \(eligible/)
})

test('whatever the names, the same candidates are read back', () => {
  const name = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.stringMatching(/^[a-z"\\(),;: =']{0,12}$/),
    fc.constantFrom('gw-1', 'is down', 'München 1', 'x (eligible, 1 task, load 0, site s)'),
  )
  const one = fc
    .record({
      server: name,
      eligible: fc.boolean(),
      words: fc.option(name, { nil: undefined }),
      tasks: fc.nat(),
      load: fc.oneof(fc.double({ min: 0, max: 1e9, noNaN: true }), fc.constant(Number.POSITIVE_INFINITY)),
      site: name,
    })
    .map(({ words, ...rest }): Candidate => ({ ...rest, why: rest.eligible ? undefined : words }))
  fc.assert(
    fc.property(fc.array(one, { maxLength: 4 }), (candidates) => {
      const positive = candidates.map((it) => ({ ...it, load: it.load + 0 }))
      expect(readCandidates(candidatesText(positive))).toEqual(positive)
    }),
    { numRuns: 2000 },
  )
})

test.each([
  'gw-1',
  'gw-1 (eligible',
  'gw-1 (eligible, 1 task, load 0.1)',
  '"gw (eligible, 1 task, load 0, site s)',
])('what is no list of candidates is not taken for one: %s', (text) => {
  expect(readCandidates(text)).toBeUndefined()
})
