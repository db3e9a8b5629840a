import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { WorkbookWriter } from '../../output/index.ts'
import { formatOf, readerOf } from '../../output/workbook/cells.ts'
import { overviewOf } from '../../output/workbook/overview.ts'
import type { SheetColumn } from '../../output/workbook/sheet.ts'
import { columnLetters, xmlText } from '../../output/workbook/xml.ts'
import type { SummaryRow } from '../../sim/experiment/index.ts'

const COLUMNS: readonly SheetColumn[] = [
  { title: 'name', format: 'general' },
  { title: 'start', format: 'time' },
  { title: 'share', format: 'share', shade: 'bar' },
]

/** The files of a workbook with one sheet of these rows. */
function book(
  rows: readonly (readonly (string | number | undefined)[])[],
  maxRows?: number,
): Record<string, string> {
  const pieces: Uint8Array[] = []
  const writer = new WorkbookWriter((bytes) => pieces.push(bytes), maxRows)
  const sheet = writer.sheet('tasks', COLUMNS)
  for (const row of rows) sheet.row(row)
  sheet.end()
  writer.end()
  const files = unzipSync(Buffer.concat(pieces))
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]))
}

const cells = (xml: string): readonly string[] => xml.match(/<c .*?<\/c>/g) ?? []

test('texts stay texts, numbers are numbers, an unknown value is no cell', () => {
  const xml = book([['=1+1', 46_027.5, undefined]])['xl/worksheets/sheet1.xml']!
  expect(cells(xml).slice(3)).toEqual([
    '<c r="A2" t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c>',
    '<c r="B2" s="2"><v>46027.5</v></c>',
  ])
})

test('a sheet that is full goes on in another one, with the same titles and its own filter', () => {
  const files = book(
    [1, 2, 3, 4, 5].map((n) => [`vm-${n}`, n, 0.5]),
    3,
  )
  expect(files['xl/workbook.xml']).toContain('<sheet name="tasks (2)" sheetId="2"')
  const names = [1, 2, 3].map((n) =>
    cells(files[`xl/worksheets/sheet${n}.xml`]!)
      .filter((cell) => cell.startsWith('<c r="A'))
      .map((cell) => /preserve">(.*?)</.exec(cell)![1]),
  )
  expect(names).toEqual([
    ['name', 'vm-1', 'vm-2'],
    ['name', 'vm-3', 'vm-4'],
    ['name', 'vm-5'],
  ])
  expect(files['xl/worksheets/sheet3.xml']).toContain('<autoFilter ref="A1:C2"/>')
  expect(files['xl/workbook.xml']).toContain(`localSheetId="1" hidden="1">'tasks (2)'!$A$1:$C$3<`)
})

test('a sheet that is exactly full stays one', () => {
  expect(Object.keys(book([['a'], ['b']], 3)).filter((name) => name.includes('/sheet'))).toHaveLength(1)
})

test('a table without rows is a sheet of titles, without shading', () => {
  const xml = book([])['xl/worksheets/sheet1.xml']!
  expect(cells(xml)).toHaveLength(3)
  expect(xml).toContain('<autoFilter ref="A1:C1"/></worksheet>')
})

test('a text that no cell can hold is cut and counted', () => {
  const writer = new WorkbookWriter(() => {})
  const sheet = writer.sheet('decisions', COLUMNS)
  sheet.row(['x'.repeat(32_767)])
  expect(sheet.cut).toBe(0)
  sheet.row(['x'.repeat(32_768)])
  expect(sheet.cut).toBe(1)
})

test('columns are as wide as the first rows need, within bounds', () => {
  const xml = book([['日本語のとても長い名前', 1, 1]])['xl/worksheets/sheet1.xml']!
  const widths = [...xml.matchAll(/ width="(\d+)"/g)].map(([, width]) => Number(width))
  // Eleven wide characters and a little air; an instant in full; the title with its button.
  expect(widths).toEqual([23, 20, 8])
  const long = book([['x'.repeat(500)]])['xl/worksheets/sheet1.xml']!
  expect(long).toContain('<col min="1" max="1" width="48"')
})

test('equal rows give equal bytes, whenever they are written', () => {
  const bytes = (): string => {
    let all = ''
    const writer = new WorkbookWriter((piece) => {
      all += Buffer.from(piece).toString('hex')
    })
    const sheet = writer.sheet('tasks', COLUMNS)
    sheet.row(['a', 1, 1])
    sheet.end()
    writer.end()
    return all
  }
  expect(bytes()).toBe(bytes())
})

test('memory does not grow with the rows: they leave as they come', () => {
  let pieces = 0
  const writer = new WorkbookWriter(() => pieces++)
  const sheet = writer.sheet('tasks', COLUMNS)
  for (let i = 0; i < 20_000; i++) sheet.row([`vm-${i}`, i, i / 7])
  expect(pieces).toBeGreaterThan(5)
})

test.each([
  ['a & b < c > "d"', 'a &amp; b &lt; c &gt; &quot;d&quot;'],
  ['bell\u0007', 'bell_x0007_'],
  ['two\r\nlines\t.', 'two_x000D_\nlines\t.'],
  ['_x0007_', '_x005F_x0007_'],
  ['plain_x', 'plain_x'],
])('what XML cannot hold is written in the way of the format: %j', (text, xml) => {
  expect(xmlText(text)).toBe(xml)
})

test.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [51, 'AZ'],
  [52, 'BA'],
  [701, 'ZZ'],
  [702, 'AAA'],
])('column %d is %s', (place, letters) => {
  expect(columnLetters(place)).toBe(letters)
})

// By the calendar of spreadsheets: day 1 is 1900-01-01, and 1900 has a 29th of February by mistake.
test.each([
  ['day', '1970-01-01', 25_569],
  ['day', '2026-01-05', 46_027],
  ['time', '2026-01-05 22:00:00', 46_027 + 22 / 24],
  ['number', '1,5', 1.5],
  ['flag', '1', 1],
  ['text', "'=1+1", '=1+1'],
  ['text', '007', '007'],
  ['value', '42', 42],
  ['value', '007', '007'],
  ['value', 'word', 'word'],
  ['time', '', undefined],
] as const)('a cell of kind %s with %j becomes %j', (kind, text, value) => {
  expect(readerOf(kind, ',')(text)).toBe(value)
})

test('instants and days have formats of their own', () => {
  expect((['time', 'day', 'number', 'text'] as const).map(formatOf)).toEqual([
    'time',
    'day',
    'general',
    'general',
  ])
})

function row(variant: string, metric: string, unit: SummaryRow['unit'], mean: number): SummaryRow {
  const none = { sd: undefined, min: mean, p50: mean, p95: mean, max: mean }
  return { variant, metric, unit, mean, low: mean / 2, high: mean * 2, confidence: 0.95, n: 30, ...none }
}

test('the overview speaks MiB/s, minutes and percent, with the interval beside the mean', () => {
  const { columns, rows } = overviewOf([
    row('two', 'throughput', 'B/s', 100 * 2 ** 20),
    row('two', 'failureRate', 'share', 0.02),
    row('two', 'backupWindow', 's', 5400),
    row('three', 'throughput', 'B/s', 150 * 2 ** 20),
    row('three', 'failureRate', 'share', 0),
    row('three', 'backupWindow', 's', 3600),
  ])
  expect(columns.map(({ title }) => title)).toEqual([
    ...['variant', 'replications'],
    ...['throughput, MiB/s', 'throughput low, MiB/s', 'throughput high, MiB/s'],
    ...['failure rate, %', 'failure rate low, %', 'failure rate high, %'],
    ...['backup window, min', 'backup window low, min', 'backup window high, min'],
  ])
  expect(rows).toEqual([
    ['two', 30, 100, 50, 200, 0.02, 0.01, 0.04, 90, 45, 180],
    ['three', 30, 150, 75, 300, 0, 0, 0, 60, 30, 120],
  ])
  expect(columns.map(({ shade }) => shade).filter((shade) => shade !== undefined)).toEqual([
    'high',
    'bar',
    'low',
  ])
})

test('one variant alone is not coloured: there is nothing to compare it with', () => {
  const { columns } = overviewOf([row('base', 'throughput', 'B/s', 1)])
  expect(columns.every(({ shade }) => shade === undefined)).toBe(true)
})
