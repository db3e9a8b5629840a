/** The catalogue of behaviours is whole: each has one test, and the test is called by its words. */
import { describe, expect, test } from 'vitest'
import { BEHAVIOURS, namedTests, WORKED_EXAMPLES } from '../../docs/behaviours.ts'

const tests = namedTests()

describe.each([
  ['behaviour', 'S', BEHAVIOURS],
  ['worked example', 'O', WORKED_EXAMPLES],
] as const)('each %s', (_, letter, table) => {
  const named = tests.filter(({ number }) => number.startsWith(letter))

  test('has one test', () => {
    expect(named.map(({ number }) => number).sort(byNumber)).toEqual(Object.keys(table))
  })

  test('is called alike in the table and in its test', () => {
    expect(Object.fromEntries(named.map(({ number, words }) => [number, words]))).toEqual(table)
  })
})

test('no test is called by a number of neither table', () => {
  expect(tests.filter(({ number }) => !/^[SO]/.test(number))).toEqual([])
})

test('the behaviours are S1 to S76, none left out', () => {
  expect(Object.keys(BEHAVIOURS)).toEqual(Array.from({ length: 76 }, (_, i) => `S${1 + i}`))
})

test('all worked examples are there but those that are out of scope', () => {
  const all = Array.from({ length: 17 }, (_, i) => `O${1 + i}`)
  const left = ['O13', 'O17']
  expect(Object.keys(WORKED_EXAMPLES)).toEqual(all.filter((number) => !left.includes(number)))
})

function byNumber(a: string, b: string): number {
  return Number(a.slice(1)) - Number(b.slice(1))
}
