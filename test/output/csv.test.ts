import { expect, test } from 'vitest'
import { columnsOf } from '../../output/column.ts'
import { CellPrinter, type CsvForm, CsvWriter, csvForm, plainText, type Table } from '../../output/index.ts'
import { dayOf, type WallClock } from '../../sim/calendar.ts'
import { readCsv } from './read-csv.ts'

interface Row {
  readonly name: string | undefined
  readonly amount: number | undefined
  readonly good: boolean | undefined
  readonly start: number | undefined
  readonly night: number
}

const of = columnsOf<Row>()
const TABLE: Table<Row> = {
  file: 'rows.csv',
  columns: [of.text('name'), of.number('amount'), of.flag('good'), of.time('start'), of.day('night')],
}

/** t = 0 is 2026-03-28 22:00 in Berlin; summer time begins five hours later in virtual time. */
const midnight = dayOf(2026, 3, 28) * 86_400
const BERLIN: WallClock = {
  zone: 'Europe/Berlin',
  periods: [
    { at: -Infinity, offset: midnight + 22 * 3600 },
    { at: 4 * 3600, offset: midnight + 23 * 3600 },
  ],
}
const NIGHT = dayOf(2026, 3, 28)
const EN: CsvForm = { delimiter: ',', decimal: '.' }
const DE: CsvForm = { delimiter: ';', decimal: ',' }

function write(rows: readonly Partial<Row>[], form: CsvForm = EN): string {
  let text = ''
  const writer = new CsvWriter(TABLE, new CellPrinter(form, BERLIN), { write: (it) => (text += it) })
  writer.header()
  for (const row of rows) {
    writer.row(
      { name: undefined, amount: undefined, good: undefined, start: undefined, night: NIGHT, ...row },
      { variant: 'base', replication: 1 },
    )
  }
  writer.flush()
  return text
}

/** The line of one row, without the header. */
function line(row: Partial<Row>, form: CsvForm = EN): string {
  return write([row], form).split('\r\n').slice(1).join('\r\n')
}

test('a file opens with a byte order mark and the names of its columns', () => {
  expect(write([])).toBe('\uFEFFname,amount,good,start,night\r\n')
})

test('lines end with CR LF, the last one too', () => {
  expect(write([{ name: 'a' }, { name: 'b' }])).toMatch(/\r\na,,,,2026-03-28\r\nb,,,,2026-03-28\r\n$/)
})

test.each([
  ['=1+1', "'=1+1"],
  ['+49 30', "'+49 30"],
  ['-x', "'-x"],
  ['@cmd', "'@cmd"],
  ['=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
])('a text that a spreadsheet would calculate is neutralised: %s', (name, cell) => {
  expect(line({ name })).toBe(`${cell},,,,2026-03-28\r\n`)
})

test.each([
  ['a,b', '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ['two\nlines', '"two\nlines"'],
  ['Büro-Straße 東京', 'Büro-Straße 東京'],
  ['', ''],
  [undefined, ''],
])('a text is quoted when it must be: %j', (name, cell) => {
  expect(line({ name })).toBe(`${cell},,,,2026-03-28\r\n`)
})

test.each([
  '007',
  '12e4',
  '2 %',
  '1/2',
  '2026-01-05',
  '22:00',
  'mar-1',
  '5 May',
  '12 Jan 2026',
  'Monday, January 5, 2026',
  'Mo 5.1.',
  'true',
  'FALSCH',
])('a name that a spreadsheet would take for a number, a date or a truth value is quoted: %s', (name) => {
  expect(line({ name })).toBe(`"${name}",,,,2026-03-28\r\n`)
})

test.each([
  'gw-1',
  'p50',
  'vm 12',
  'marvel-1',
  'server1.corp.local',
  'true story',
  '400 Mbit/s',
  '第1号',
  'x',
])('any other name is not: %s', (name) => {
  expect(line({ name })).toBe(`${name},,,,2026-03-28\r\n`)
})

test('an apostrophe of a name is not mistaken for the one that neutralises', () => {
  expect(line({ name: "'=1" })).toBe("''=1,,,,2026-03-28\r\n")
  expect(plainText("''=1")).toBe("'=1")
  expect(plainText("'=1")).toBe('=1')
  expect(plainText("'t was")).toBe("'t was")
})

test.each([
  [0.1 + 0.2, '0.30000000000000004'],
  [-5, '-5'],
  [-0, '0'],
  [1e21, '1e+21'],
  [123_456_789_012_345, '123456789012345'],
  [Infinity, ''],
  [Number.NaN, ''],
  [undefined, ''],
])('a number is the shortest decimal that reads back: %d', (amount, cell) => {
  expect(line({ amount })).toBe(`,${cell},,,2026-03-28\r\n`)
  if (cell !== '') expect(Number(cell)).toBe(amount === 0 ? 0 : amount)
})

test('yes and no are 1 and 0, unknown is empty', () => {
  expect(line({ good: true })).toBe(',,1,,2026-03-28\r\n')
  expect(line({ good: false })).toBe(',,0,,2026-03-28\r\n')
  expect(line({})).toBe(',,,,2026-03-28\r\n')
})

test.each([
  [0, '2026-03-28 22:00:00'],
  [59.999, '2026-03-28 22:00:59'],
  [4 * 3600 - 0.5, '2026-03-29 01:59:59'],
  [4 * 3600, '2026-03-29 03:00:00'],
  [Infinity, ''],
])('an instant is the wall clock of the scenario, cut to the second: %d', (start, cell) => {
  expect(line({ start })).toBe(`,,,${cell},2026-03-28\r\n`)
})

test('the same second of another world is printed by its own clock', () => {
  const printer = new CellPrinter(EN, BERLIN)
  expect(printer.print.time(0)).toBe('2026-03-28 22:00:00')
  printer.useClock({ zone: 'UTC', periods: [{ at: -Infinity, offset: midnight + 21 * 3600 }] })
  expect(printer.print.time(0)).toBe('2026-03-28 21:00:00')
})

test('German files have ; between cells and a comma in decimals', () => {
  expect(line({ name: 'a;b', amount: 1.5, good: true }, DE)).toBe('"a;b";1,5;1;;2026-03-28\r\n')
  expect(line({ name: 'a,b', amount: -0.25 }, DE)).toBe('a,b;-0,25;;;2026-03-28\r\n')
})

test('what is written reads back as it was', () => {
  const names = ['plain', 'a,b', '"', '""', 'x\r\ny', ' space ', 'ü', 'semi;colon', 'tab\there']
  const back = readCsv(write(names.map((name) => ({ name, amount: 1 / 3 }))), ',')
  expect(back.slice(1).map((row) => row[0])).toEqual(names)
  expect(back.slice(1).every((row) => Number(row[1]) === 1 / 3)).toBe(true)
})

test('rows leave in chunks: a long table is never held in memory', () => {
  const sizes: number[] = []
  const writer = new CsvWriter(TABLE, new CellPrinter(EN, BERLIN), { write: (it) => sizes.push(it.length) })
  const row: Row = { name: 'a machine', amount: 1 / 3, good: true, start: 1, night: NIGHT }
  for (let i = 0; i < 20_000; i++) writer.row(row, { variant: 'base', replication: 1 })
  expect(sizes.length).toBeGreaterThan(5)
  expect(Math.max(...sizes)).toBeLessThan(200_000)
})

test('a form is refused when cells and decimals could not be told apart', () => {
  expect(csvForm({ decimal: ',' })).toEqual({
    wrong: '"," cannot separate both cells and decimals; add --csv-delimiter ";"',
  })
  expect(csvForm({ locale: 'fr' })).toHaveProperty('wrong')
  expect(csvForm({ delimiter: '::' })).toHaveProperty('wrong')
  expect(csvForm({ locale: 'de' })).toEqual(DE)
  expect(csvForm({ delimiter: 'tab' })).toEqual({ delimiter: '\t', decimal: '.' })
  expect(csvForm({ locale: 'de', decimal: '.' })).toEqual({ delimiter: ';', decimal: '.' })
})
