import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CellPrinter } from '../../../output/csv.ts'
import type { Sheet } from '../../../output/page/browser/table/facts.ts'
import { csvText, tabbedText } from '../../../output/page/browser/table/saved.ts'

const SHEET: Sheet = {
  file: 'tasks',
  columns: [
    { name: 'machine', kind: 'text' },
    { name: 'start', kind: 'time' },
    { name: 'readBytes', kind: 'B' },
    { name: 'limitedNetwork', kind: 'share' },
  ],
  rows: [
    ['vm-1', Date.parse('2026-01-05T22:49:07Z'), 11_274_289_152, 0.125],
    ['=1+1', undefined, -5, Infinity],
    ['a "b", c', undefined, undefined, undefined],
    ['line\r\nline', undefined, 0, 1],
  ],
}

test('a saved table has the form of the files of a result: raw figures, times to the second, harmless texts', () => {
  expect(csvText(SHEET, [0, 1, 2, 3])).toBe(
    [
      '\uFEFFmachine,start,readBytes,limitedNetwork',
      'vm-1,2026-01-05 22:49:07,11274289152,0.125',
      "'=1+1,,-5,",
      '"a ""b"", c",,,',
      '"line\r\nline",,0,1',
      '',
    ].join('\r\n'),
  )
})

test('only the rows that were found are saved, in their order; without any the names of the columns', () => {
  expect(
    csvText(SHEET, [1, 0])
      .split('\r\n')
      .map((line) => line.split(',')[0]),
  ).toEqual(['\uFEFFmachine', "'=1+1", 'vm-1', ''])
  expect(csvText(SHEET, [])).toBe('\uFEFFmachine,start,readBytes,limitedNetwork\r\n')
})

test('every text is written as the writer of the files writes it', () => {
  const clock = { zone: '', periods: [{ at: Number.NEGATIVE_INFINITY, offset: 0 }] }
  const { print } = new CellPrinter({ delimiter: ',', decimal: '.' }, clock)
  const part = fc.constantFrom(
    '=',
    '+',
    '-',
    '@',
    '\t',
    '\r',
    '\n',
    '"',
    ',',
    "'",
    '\uFF1D',
    '\uFF20',
    ' ',
    'a',
    '7',
    'é',
  )
  const text = fc.array(part, { maxLength: 6 }).map((parts) => parts.join(''))
  const names = fc.sample(fc.oneof(text, fc.string({ unit: 'binary' })), { seed: 7, numRuns: 500 })
  const sheet: Sheet = {
    file: 'f',
    columns: [{ name: 'x', kind: 'text' }],
    rows: names.map((name) => [name]),
  }
  expect(csvText(sheet, names.keys())).toBe(
    `\uFEFFx\r\n${names.map((name) => `${print.text(name)}\r\n`).join('')}`,
  )
})

test('for the clipboard a text with line ends or tabs stays in its cell', () => {
  const sheet: Sheet = { file: 'f', columns: SHEET.columns.slice(0, 1), rows: [['a\tb\r\nc'], ['@x']] }
  expect(tabbedText(sheet, [0, 1])).toBe("machine\na b c\n'@x")
})
