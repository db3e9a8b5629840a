/** The catalogue of behaviours is whole: each has one test, and the test is called by its words. */
import { describe, expect, test } from 'vitest'
import { BEHAVIOURS, WORKED_EXAMPLES } from '../../docs/behaviours.ts'
import { sourcesOf } from '../architecture/sources.ts'

const NAME = /^test\(\s*'([SO]\d+) (.+)',/gm

const found = sourcesOf('test/behaviours').flatMap(({ text }) =>
  [...text.matchAll(NAME)].map(([, number, words]) => [number!, words!] as const),
)
const ofLetter = (letter: string) => found.filter(([number]) => number.startsWith(letter))

describe.each([
  ['behaviours', 'S', BEHAVIOURS],
  ['worked examples', 'O', WORKED_EXAMPLES],
] as const)('%s', (_, letter, table) => {
  test('each has one test', () => {
    const tested = ofLetter(letter).map(([number]) => number)
    expect(tested.sort(byNumber)).toEqual(Object.keys(table))
  })

  test('the tests are called by the words of the table', () => {
    expect(Object.fromEntries(ofLetter(letter))).toEqual(table)
  })
})

test('the behaviours of Gateway Servers are S19 to S76, none left out', () => {
  expect(Object.keys(BEHAVIOURS)).toEqual(Array.from({ length: 58 }, (_, i) => `S${19 + i}`))
})

function byNumber(a: string, b: string): number {
  return Number(a.slice(1)) - Number(b.slice(1))
}
