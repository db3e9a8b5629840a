import { expect, test } from 'vitest'
import type { Sheet } from '../../../output/page/browser/table/facts.ts'
import { sorted } from '../../../output/page/browser/table/sort.ts'

const SHEET: Sheet = {
  file: 'tasks',
  columns: [
    { name: 'machine', kind: 'text' },
    { name: 'readBytes', kind: 'B' },
  ],
  rows: [
    ['vm-10', 5],
    ['vm-9', undefined],
    [undefined, 7],
    ['VM-2', 5],
    ['vm-10', -1],
  ],
}
const ALL = [0, 1, 2, 3, 4]

test('names are in the order in which people count them', () => {
  expect(sorted(SHEET, ALL, { column: 0, descending: false })).toEqual([3, 1, 0, 4, 2])
})

test('empty cells come last in both directions, and equal rows stay as they were', () => {
  expect(sorted(SHEET, ALL, { column: 1, descending: false })).toEqual([4, 0, 3, 2, 1])
  expect(sorted(SHEET, ALL, { column: 1, descending: true })).toEqual([2, 0, 3, 4, 1])
})

test('only the rows that were found are put in order', () => {
  expect(sorted(SHEET, [4, 2, 0], { column: 1, descending: true })).toEqual([2, 0, 4])
  expect(ALL).toEqual([0, 1, 2, 3, 4])
})
