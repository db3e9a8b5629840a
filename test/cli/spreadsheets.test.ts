import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import readXlsx from 'read-excel-file/node'
import { beforeEach, expect, test } from 'vitest'
import { REAL_DISK } from '../../cli/folder/disk.ts'
import { FileSink } from '../../cli/folder/sink.ts'
import { perform } from '../../cli/run/perform.ts'
import { writeParts } from '../../cli/sheets/parts.ts'
import { comparing } from '../../cli/study/comparison.ts'
import { perform as performStudy } from '../../cli/study/study.ts'
import { readCsv } from '../output/read-csv.ts'
import { contents, request, SCENARIO, temporaryFolder, terminal } from './runs.ts'

let folder: string
let out: string

beforeEach(() => {
  folder = temporaryFolder()
  out = join(folder, 'result')
})

interface Warning {
  readonly code: string
  readonly message: string
  readonly at: string
}

function warnings(): readonly Warning[] {
  const { warnings: all } = JSON.parse(readFileSync(join(out, 'result.json'), 'utf8')) as {
    warnings: Warning[]
  }
  return all.filter(({ code }) => code.startsWith('W-SHEET'))
}

const quiet = (): ReturnType<typeof request> => request(out, { quiet: true })

test('a table that just fits into a sheet has no parts; with one row less there are two', async () => {
  // tasks.csv has 2 variants x 3 replications x 40 tasks, and the names of its columns.
  const long = (): readonly string[] => warnings().map(({ at }) => at)
  await perform(quiet(), SCENARIO, terminal(), { sheetRows: 241 })
  expect(long()).not.toContain('tasks.csv')
  expect(contents(out)).not.toHaveProperty('tasks.part-1.csv')
  await perform(quiet(), SCENARIO, terminal(), { sheetRows: 240 })
  expect(long()).toContain('tasks.csv')
  expect(contents(out)['tasks.part-2.csv']!.split('\r\n')).toHaveLength(3)
})

test('a table of more rows stays whole, has parts beside it, and that is a warning', async () => {
  expect(await perform(quiet(), SCENARIO, terminal(), { sheetRows: 100 })).toBe(0)
  const files = contents(out)
  const [head, ...whole] = files['tasks.csv']!.split(/(?<=\r\n)/)
  expect(whole).toHaveLength(240)
  const parts = [1, 2, 3].map((n) => files[`tasks.part-${n}.csv`]!.split(/(?<=\r\n)/))
  expect(parts.map((part) => part.length)).toEqual([100, 100, 43])
  // Byte order mark and names of columns on top of each, and all rows in their order.
  expect(parts.map((part) => part[0])).toEqual([head, head, head])
  expect(parts.flatMap((part) => part.slice(1))).toEqual(whole)
  expect(files).not.toHaveProperty('tasks.part-4.csv')
  expect(warnings()).toContainEqual({
    code: 'W-SHEET-ROWS',
    message:
      '241 rows, of which a spreadsheet shows 100. All of them are in tasks.part-1.csv .. tasks.part-3.csv.',
    at: 'tasks.csv',
  })
})

test('a line feed within a name does not end a row', () => {
  const file = join(folder, 't.csv')
  writeFileSync(file, '\uFEFFvariant,name\r\n1,"a\r\nb"\r\n2,"say ""x\n"""\r\n3,c\r\n')
  const parts = writeParts(file, 't.csv', 3, (name) => new FileSink(join(folder, name), REAL_DISK))
  expect(parts).toEqual({ rows: 4, files: ['t.part-1.csv', 't.part-2.csv'] })
  const read = parts.files.map((name) => readCsv(readFileSync(join(folder, name), 'utf8'), ','))
  expect(read).toEqual([
    [
      ['variant', 'name'],
      ['1', 'a\r\nb'],
      ['2', 'say "x\n"'],
    ],
    [
      ['variant', 'name'],
      ['3', 'c'],
    ],
  ])
})

test('with --xlsx the rows go on in further sheets, and the warning names them', async () => {
  await perform({ ...quiet(), xlsx: true }, SCENARIO, terminal(), { sheetRows: 100 })
  const sheets = await readXlsx(join(out, 'tables.xlsx'))
  const tasks = sheets.filter(({ sheet }) => sheet.startsWith('tasks'))
  expect(tasks.map(({ sheet, data }) => [sheet, data.length])).toEqual([
    ['tasks', 100],
    ['tasks (2)', 100],
    ['tasks (3)', 43],
  ])
  expect(warnings().find(({ at }) => at === 'tasks.csv')!.message).toContain('and in tables.xlsx on 3 sheets')
})

test('the workbook is the same to the byte, and so is everything beside it', async () => {
  await perform(quiet(), SCENARIO, terminal())
  const without = contents(out)
  await perform({ ...quiet(), xlsx: true }, SCENARIO, terminal())
  const { 'tables.xlsx': book, ...others } = contents(out)
  expect(others).toEqual(without)
  await perform({ ...quiet(), xlsx: true }, SCENARIO, terminal())
  expect(contents(out)['tables.xlsx']).toBe(book)
})

test('German tables give the same workbook', async () => {
  await perform({ ...quiet(), xlsx: true }, SCENARIO, terminal())
  const english = contents(out)['tables.xlsx']
  await perform({ ...quiet(), form: { delimiter: ';', decimal: ',' }, xlsx: true }, SCENARIO, terminal())
  expect(contents(out)['tables.xlsx']).toBe(english)
})

test('an interrupted run may go on with a workbook, and what a crash left of one does not stay', async () => {
  const interrupts = {
    looks: 4,
    get asked() {
      return --this.looks <= 0
    },
    stop() {},
  }
  expect(await perform({ ...quiet(), xlsx: true }, SCENARIO, terminal(), { interrupts })).toBe(130)
  writeFileSync(join(`${out}.partial`, 'tables.xlsx'), 'half a workbook')
  writeFileSync(join(`${out}.partial`, 'tasks.part-1.csv'), 'half a part')
  expect(await perform({ ...quiet(), resume: true }, SCENARIO, terminal())).toBe(0)
  expect(Object.keys(contents(out)).filter((name) => /xlsx|part/.test(name))).toEqual([])
})

test('a run broken off while its workbook is written keeps all replications', async () => {
  const interrupts = {
    get asked() {
      return existsSync(join(`${out}.partial`, 'tables.xlsx'))
    },
    stop() {},
  }
  const screen = terminal()
  expect(await perform({ ...request(out), xlsx: true }, SCENARIO, screen, { interrupts })).toBe(130)
  expect(screen.heard().err).toContain('interrupted: 6 of 6 replications are finished and kept')
  expect(existsSync(out)).toBe(false)
  expect(await perform({ ...quiet(), resume: true }, SCENARIO, terminal())).toBe(0)
  expect(contents(out)).not.toHaveProperty('tables.xlsx')
})

test('a full disk while the workbook is written keeps the finished replications', async () => {
  const disk = {
    write(fd: number, data: Uint8Array, position: number): number {
      if (existsSync(join(`${out}.partial`, 'tables.xlsx')))
        throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
      return REAL_DISK.write(fd, data, position)
    },
  }
  await expect(perform({ ...quiet(), xlsx: true }, SCENARIO, terminal(), { disk })).rejects.toThrow(
    /no space left while writing .*tables\.xlsx/,
  )
  const screen = terminal()
  expect(await perform({ ...request(out), xlsx: true, resume: true }, SCENARIO, screen)).toBe(0)
  expect(screen.heard().err).toContain('resumed: 6 replications already finished')
})

test('a study has its own table before the others', async () => {
  const study = {
    ...{ name: 'compare', file: 'two.yaml', out, form: { delimiter: ',', decimal: '.' } },
    ...{ json: false, quiet: true, resume: false, command: 'gatesim compare two.yaml', xlsx: true },
  }
  await performStudy(study, SCENARIO, terminal(), comparing(SCENARIO, 'gateways=2'))
  const sheets = await readXlsx(join(out, 'tables.xlsx'))
  expect(sheets.map(({ sheet }) => sheet)).toEqual([
    'overview',
    'comparison',
    'summary',
    'nights',
    'replications',
  ])
  expect(sheets[0]!.data.slice(1).map((row) => row[0])).toEqual(['gateways=2', 'gateways=1'])
})
