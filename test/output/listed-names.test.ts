import fc from 'fast-check'
import { expect, test } from 'vitest'
import { namesText, readNames } from '../../output/tables/names.ts'

test('names in a cell read like a list', () => {
  expect(namesText(['cgw-1', 'cloud gateway 2'])).toBe('cgw-1; cloud gateway 2')
  expect(namesText([])).toBe('')
})

test('whatever the names, the same ones are read back', () => {
  const name = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1 }),
    fc.stringMatching(/^[a-z"\\(),;: =']{1,12}$/),
  )
  fc.assert(
    fc.property(fc.array(name, { maxLength: 4 }), (names) => {
      expect(readNames(namesText(names))).toEqual(names)
    }),
  )
})

test('another text is no list of names', () => {
  expect(readNames('"unfinished')).toBeUndefined()
})
