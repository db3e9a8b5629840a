import { expect, test } from 'vitest'
import { amountOf } from '../../../output/page/browser/table/amount.ts'
import type { Sheet } from '../../../output/page/browser/table/facts.ts'
import { matching } from '../../../output/page/browser/table/filter.ts'

const at = (time: string): number => Date.parse(`2026-01-05T${time}Z`)

const SHEET: Sheet = {
  file: 'tasks',
  columns: [
    { name: 'machine', kind: 'text' },
    { name: 'gateway', kind: 'text' },
    { name: 'start', kind: 'time' },
    { name: 'readBytes', kind: 'B' },
    { name: 'waitSeconds', kind: 's' },
    { name: 'limitedNetwork', kind: 'share' },
  ],
  rows: [
    ['db-1', 'gw-1', at('22:00:00'), 10 * 2 ** 30, 0, 0.25],
    ['db-12', 'gw-2', at('22:30:45'), 2 ** 30, 301, 1],
    ['=web "x"', undefined, undefined, 0, 60, undefined],
    ['Mail server', 'gw-2', at('23:15:00'), 500, 59.9, 0.5],
  ],
}

function rows(question: string): readonly number[] {
  return matching(SHEET, question)
}

test('without a question every row is meant', () => {
  expect(rows('')).toEqual([0, 1, 2, 3])
  expect(rows('   ')).toEqual([0, 1, 2, 3])
})

test('words are looked for in texts and times of every column, whatever their case, and all must be there', () => {
  expect(rows('DB')).toEqual([0, 1])
  expect(rows('db gw-2')).toEqual([1])
  expect(rows('22:3')).toEqual([1])
  expect(rows('2026-01-05')).toEqual([0, 1, 3])
})

test('figures are not searched by words: 1 would be in all of them', () => {
  expect(rows('500')).toEqual([])
  expect(rows('readBytes:500')).toEqual([3])
})

test('the name of a column in front looks there alone, in any case', () => {
  expect(rows('machine:gw')).toEqual([])
  expect(rows('GATEWAY:gw-2')).toEqual([1, 3])
  expect(rows('gateway=gw-1')).toEqual([0])
})

test('quotes hold a text together', () => {
  expect(rows('"mail server"')).toEqual([3])
  expect(rows('machine:"mail server" gw-2')).toEqual([3])
  expect(rows('mail server')).toEqual([3])
})

test('a name that begins like a formula, or with what is no column, is looked for as it stands', () => {
  expect(rows('=web')).toEqual([2])
  expect(rows('nothing:db')).toEqual([])
  expect(rows('web>5')).toEqual([])
})

test('amounts are compared with their units; empty cells never fit', () => {
  expect(rows('readBytes>=10GiB')).toEqual([0])
  expect(rows('readBytes<1KiB')).toEqual([2, 3])
  expect(rows('waitSeconds>5min')).toEqual([1])
  expect(rows('waitSeconds>=1min')).toEqual([1, 2])
  expect(rows('limitedNetwork<=50%')).toEqual([0, 3])
})

test('a time of day is the whole minute of any day, a time with its day is of that day', () => {
  expect(rows('start<22:30')).toEqual([0])
  expect(rows('start<=22:30')).toEqual([0, 1])
  expect(rows('start>22:30')).toEqual([3])
  expect(rows('start>=2026-01-05T22:30')).toEqual([1, 3])
  expect(rows('start>2026-01-06')).toEqual([])
})

test.each([
  ['10', 10],
  ['1.5KiB', 1536],
  ['2 GB', 2e9],
  ['20MiB/s', 20 * 2 ** 20],
  ['50 %', 0.5],
  ['2h', 7200],
  ['-3', -3],
  ['ten', undefined],
  ['10 parsecs', undefined],
  ['', undefined],
])('%s is read as %s', (text, amount) => {
  expect(amountOf(text)).toBe(amount)
})
