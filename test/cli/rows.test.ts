import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Shortlist } from '../../cli/explain/shortlist.ts'
import { ReadingProgress } from '../../cli/result/reading.ts'
import { type Row, readRows } from '../../cli/result/rows.ts'
import { columnsOf } from '../../output/column.ts'
import { CellPrinter, type CsvForm, CsvWriter, csvForm } from '../../output/index.ts'
import { temporaryFolder, terminal } from './runs.ts'

const folder = temporaryFolder()
const MIB = 2 ** 20

function written(text: string): string {
  const file = join(folder, 'table.csv')
  writeFileSync(file, text)
  return file
}

async function all<T>(file: string, read: (row: Row) => T): Promise<readonly T[]> {
  const seen: T[] = []
  await readRows(file, (row) => {
    seen.push(read(row))
    return undefined
  })
  return seen
}

interface Fact {
  readonly variant: string
  readonly name: string
  readonly amount: number
}
const of = columnsOf<Fact>()
const TABLE = { file: 't.csv', columns: [of.text('variant'), of.text('name'), of.number('amount')] }
const NAMES = [
  'plain',
  'a;b',
  'a,b',
  'say "x"',
  '=1+1',
  "'=1+1",
  "''-x",
  '-x',
  '007',
  'true',
  "it's",
  'two\r\nlines',
  ' spaces ',
  'ümlaut',
  '|',
  '\t',
]

test.each([{}, { locale: 'de' }, { delimiter: 'tab' }, { delimiter: '|', decimal: ',' }])(
  'what was written in the form %j is read back',
  async (options) => {
    const clock = { zone: 'UTC', periods: [{ at: Number.NEGATIVE_INFINITY, offset: 0 }] }
    let text = ''
    const sink = {
      write: (more: string) => {
        text += more
      },
    }
    const writer = new CsvWriter(TABLE, new CellPrinter(csvForm(options) as CsvForm, clock), sink)
    writer.header()
    const facts = NAMES.map((name, i) => ({ variant: 'base', name, amount: i / 8 - 0.5 }))
    for (const fact of facts) writer.row(fact, { variant: 'base', replication: 1 })
    writer.flush()
    const read = await all(written(text), (row) => ({
      variant: row.text('variant'),
      name: row.text('name'),
      amount: row.number('amount'),
    }))
    expect(read).toEqual(facts)
  },
)

test('a file saved again by a spreadsheet is read: no byte order mark, other line ends', async () => {
  const file = written('variant;amount\nbase;1,5\nbase;\n')
  expect(await all(file, (row) => row.maybeNumber('amount'))).toEqual([1.5, undefined])
})

test('a reader that has seen enough is shown no more', async () => {
  const file = written(`variant,n\n${'base,1\n'.repeat(100_000)}`)
  let seen = 0
  await readRows(file, () => (++seen === 3 ? 'enough' : undefined))
  expect(seen).toBe(3)
})

test.each([
  ['', 'first column'],
  ['name,amount\r\nx,1\r\n', 'first column'],
  ['variant,amount\r\nbase,1,2\r\n', 'line 2'],
  ['variant,amount\r\nbase,"1\r\n', 'Quote'],
  ['variant,amount\r\nbase,many\r\n', 'is no number'],
  ['variant,other\r\nbase,1\r\n', 'no column amount'],
])('a damaged table is said to be damaged: %j', async (text, says) => {
  await expect(all(written(text), (row) => row.number('amount'))).rejects.toMatchObject({
    code: 'E-RESULT-BROKEN',
    message: expect.stringContaining(says),
  })
})

test('a table that is missing is said to be missing', async () => {
  await expect(all(join(folder, 'none.csv'), () => 0)).rejects.toMatchObject({
    code: 'E-RESULT-BROKEN',
    message: expect.stringContaining('missing'),
  })
})

test('a shortlist keeps the best few in order, equal ones as they came', () => {
  const list = new Shortlist<readonly [number, string]>(3, (a, b) => a[0] - b[0])
  for (const item of [
    [2, 'a'],
    [1, 'b'],
    [2, 'c'],
    [3, 'd'],
    [1, 'e'],
  ] as const)
    list.add(item)
  expect(list.items.map((it) => it[1])).toEqual(['b', 'e', 'a'])
  expect(list.count).toBe(5)
})

describe('a long reading', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'] })
  })

  afterEach(() => {
    vi.useRealTimers()
  })

  test('says on a terminal how far it is, how quick and how long it takes still, and wipes the line', () => {
    const screen = { ...terminal(), live: true }
    const reading = new ReadingProgress(screen)
    reading.at('r/tasks.csv', 0, 100 * MIB)
    expect(screen.heard().err).toBe('')
    vi.advanceTimersByTime(2000)
    // 20 of 100 MiB in 2 s: 10 MiB/s, and 80 MiB are left.
    reading.at('r/tasks.csv', 0.2, 100 * MIB)
    reading.end()
    const lines = screen.heard().err.split('\r')
    expect(lines.map((it) => it.trim())).toEqual(['', 'reading tasks.csv 20 %, 10.0 MiB/s, 8 s left', '', ''])
  })

  test('judges the pace of each table by itself', () => {
    const screen = { ...terminal(), live: true }
    const reading = new ReadingProgress(screen)
    reading.at('r/sessions.csv', 0, 10 * MIB)
    vi.advanceTimersByTime(60_000)
    reading.at('r/tasks.csv', 0, 100 * MIB)
    vi.advanceTimersByTime(1000)
    reading.at('r/tasks.csv', 0.5, 100 * MIB)
    expect(screen.heard().err.split('\r').at(-1)!.trim()).toBe('reading tasks.csv 50 %, 50.0 MiB/s, 1 s left')
  })

  test('says a line now and then where nobody sees it change', () => {
    const screen = terminal()
    const reading = new ReadingProgress(screen)
    reading.at('tasks.csv', 0, 100 * MIB)
    for (let second = 1; second <= 31; second++) {
      vi.advanceTimersByTime(1000)
      reading.at('tasks.csv', second / 100, 100 * MIB)
    }
    reading.end()
    expect(screen.heard().err).toBe(
      'reading tasks.csv 15 %, 1.0 MiB/s, 1 min 25 s left\nreading tasks.csv 30 %, 1.0 MiB/s, 1 min 10 s left\n',
    )
  })
})
