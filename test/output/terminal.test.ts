import { expect, test } from 'vitest'
import {
  bar,
  cut,
  duration,
  firmNumbers,
  grid,
  number,
  PLAIN,
  percent,
  quantity,
  widthOf,
  wrap,
} from '../../output/index.ts'
import { shortPaths } from '../../output/terminal/paths.ts'
import { spark } from '../../output/terminal/text.ts'

test.each([
  [0, '0 s'],
  [0.02, '0.020 s'],
  [4.25, '4.3 s'],
  [45, '45 s'],
  [59.6, '1 min'],
  [150, '2 min 30 s'],
  [720, '12 min'],
  [3599, '1 h'],
  [11_520, '3 h 12 min'],
  [7200, '2 h'],
  [187_200, '2 d 4 h'],
])('%d seconds are spoken as %s', (seconds, words) => {
  expect(duration(seconds)).toBe(words)
})

test.each([
  [0.987, '98.7 %'],
  [0, '0 %'],
  [1, '100 %'],
  [0.00001, '<0.1 %'],
  [0.99999, '>99.9 %'],
])('a share of %d is %s: never 0 or 100 unless it is', (share, words) => {
  expect(percent(share)).toBe(words)
})

test.each([
  [0, 'B', '0 B'],
  [1023, 'B', '1023 B'],
  [1024 ** 3, 'B', '1.0 GiB'],
  [1024 ** 4 - 1, 'B', '1.0 TiB'],
  [250 * 1024 ** 2, 'B/s', '250 MiB/s'],
  [undefined, 's', '-'],
  [Infinity, 's', 'unlimited'],
  [1.234, 'ratio', '1.23'],
  [12, 'count', '12'],
] as const)('%d %s is printed as %s', (value, unit, words) => {
  expect(quantity(value, unit).replace('1,023', '1023')).toBe(words)
})

test('large counts are grouped', () => {
  expect(number(1_234_567)).toBe('1,234,567')
})

test('wide and combining characters are measured as a terminal shows them', () => {
  expect(widthOf('東京')).toBe(4)
  expect(widthOf('e\u0301')).toBe(1)
  expect(cut('東京タワー', 5)).toBe('東京…')
})

test('control characters of a name do not reach the terminal', () => {
  expect(cut('a\u001b[31mb', 20)).not.toContain('\u001b')
})

test('wrapped text is never wider than asked for, whatever the words', () => {
  const text = `short words and one${'-very'.repeat(30)} long one 東京 ${'東'.repeat(40)}`
  for (const width of [20, 33, 60]) {
    const lines = wrap(text, width, '  ')
    expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(width)
    expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
  }
})

test('a bar shows something when there is something', () => {
  expect(bar(0, 4)).toBe('    ')
  expect(bar(0.0001, 4)).toBe('▏   ')
  expect(bar(1, 4)).toBe('████')
  expect(bar(7, 4)).toBe('████')
})

test('a table gives up columns, then letters, before it gets too wide', () => {
  const columns = [
    { title: 'name', align: 'left', least: 6 },
    { title: 'dispensable', align: 'right', leaves: 1 },
    { title: 'value', align: 'right' },
  ] as const
  const rows = [['a-very-long-name-of-a-gateway', '12345678', '42']]
  expect(grid(columns, rows, 80, PLAIN)[1]).toContain('12345678')
  const narrow = grid(columns, rows, 20, PLAIN)
  expect(narrow.every((line) => widthOf(line) <= 20)).toBe(true)
  expect(narrow[1]).toMatch(/^a-very-.*… +42$/)
})

test('what cannot leave keeps its cells: titles are cut before them', () => {
  const columns = [
    { title: 'value', align: 'left' },
    { title: 'p95(backupWindow)', align: 'right' },
  ] as const
  // 12 + 2 + 9 = 23 columns hold the cells; the title has nine of its seventeen.
  expect(grid(columns, [['2 gw servers', '9 h 6 min']], 23, PLAIN)).toEqual([
    'value         p95(back…',
    '2 gw servers  9 h 6 min',
  ])
})

test('a number and its unit stay on one line', () => {
  expect(wrap(firmNumbers('met failureRate: 50 %, and 3 h 8 min'), 20)).toEqual([
    'met failureRate:',
    '50 %, and 3 h 8 min',
  ])
})

test.each([
  [0, ' '],
  [0.001, '▁'],
  [0.125, '▁'],
  [0.126, '▂'],
  [0.5, '▄'],
  [1, '█'],
])('a share of %d of the highest is the block "%s": only nothing is blank', (share, block) => {
  expect(spark(share)).toBe(block)
})

test('paths keep their last steps, and a single long one is whole', () => {
  expect(shortPaths(['servers.gw.count', 'cloud.layout', 'perMachineFiles'], 12)).toEqual([
    '…gw.count',
    'cloud.layout',
    'perMachineFiles',
  ])
  expect(shortPaths(['servers.north.count', 'servers.other.count'], 8)).toEqual([
    'servers.north.count',
    'servers.other.count',
  ])
})

test('a column without a single cell is no column', () => {
  const columns = [
    { title: '', align: 'left' },
    { title: 'mean', align: 'right' },
    { title: 'p95', align: 'right' },
  ] as const
  expect(grid(columns, [['retries', '1', '']], 80, PLAIN)).toEqual(['         mean', 'retries     1'])
})
