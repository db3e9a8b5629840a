import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import readXlsx from 'read-excel-file/node'
import { beforeAll, describe, expect, test } from 'vitest'
import { plainText } from '../../output/index.ts'
import type { FlatSheet } from './flat.ts'
import { leftOut, openWorkbook } from './office.ts'
import { differences, MACHINES, RUN, resultOf, tablesOf, type WrittenTable } from './results.ts'

let file: string
let tables: readonly WrittenTable[]

beforeAll(async () => {
  const folder = await resultOf(...RUN, '--xlsx')
  file = join(folder, 'tables.xlsx')
  tables = tablesOf(folder, ',')
})

test('the workbook has the overview first, then a sheet for every table of the run', async () => {
  const sheets = await readXlsx(file)
  expect(sheets.map(({ sheet }) => sheet)).toEqual([
    'overview',
    ...tables.map((table) => table.file.replace('.csv', '')),
  ])
  expect(sheets).toHaveLength(13)
})

test('another reader finds numbers, dates and texts as they are', async () => {
  const tasks = (await readXlsx(file)).find(({ sheet }) => sheet === 'tasks')!.data
  const written = tables.find((table) => table.file === 'tasks.csv')!
  expect(tasks).toHaveLength(1 + written.rows.length)
  // Days with a fraction: the reader cuts to milliseconds where a spreadsheet rounds to seconds.
  const rounded = (date: unknown): number => Math.round((date as Date).getTime() / 1000)
  const cell = (row: number, name: string): unknown => tasks[row]![written.titles.indexOf(name)]
  for (const [i, row] of written.rows.entries()) {
    const text = (name: string): string => row[written.titles.indexOf(name)]!
    expect(cell(i + 1, 'machine')).toBe(plainText(text('machine')))
    expect(cell(i + 1, 'durationSeconds')).toBe(Number(text('durationSeconds')))
    expect(rounded(cell(i + 1, 'queued'))).toBe(Date.parse(`${text('queued').replace(' ', 'T')}Z`) / 1000)
    expect(cell(i + 1, 'night')).toEqual(new Date(`${text('night')}T00:00:00Z`))
  }
})

describe.skipIf(leftOut)('the workbook in LibreOffice Calc', () => {
  let sheets: readonly FlatSheet[]
  const named = (name: string): FlatSheet => sheets.find((it) => it.name === name)!

  beforeAll(() => {
    sheets = openWorkbook(file)
  })

  test('has every column of its type, every value and no formula', () => {
    for (const table of tables) {
      expect(differences(table, named(table.file.replace('.csv', '')), '.', plainText)).toEqual([])
    }
  })

  test('has names as they are in the scenario, without any apostrophe before them', () => {
    const tasks = named('tasks')
    const column = tasks.rows[0]!.findIndex((cell) => cell!.value === 'machine')
    expect(new Set(tasks.rows.slice(1).map((row) => row[column]!.value))).toEqual(new Set(MACHINES))
  })

  test('answers first in units that people speak: an hour is 60, and 1 MiB/s is 1', () => {
    const [head, ...rows] = named('overview').rows
    const titles = head!.map((cell) => cell!.value)
    const summary = tables.find(({ file: name }) => name === 'summary.csv')!.rows
    const mean = (metric: string): number =>
      Number(summary.find((row) => row[0] === "'=1+1" && row[1] === metric)![3])
    const shown = (title: string): number => Number(rows[0]![titles.indexOf(title)]!.value)
    expect(rows.map((row) => row[0]!.value)).toEqual(['=1+1', 'de; 1,5'])
    expect(shown('backup window, min')).toBeCloseTo(mean('backupWindow') / 60, 8)
    expect(shown('throughput, MiB/s')).toBeCloseTo(mean('throughput') / 1024 / 1024, 8)
    expect(shown('failure rate, %')).toBeCloseTo(mean('failureRate'), 12)
  })

  test('has a filter over all of every sheet', () => {
    for (const { name, rows, filtered } of sheets)
      expect(filtered, name).toMatch(new RegExp(`^A1:[A-Z]+${rows.length}$`))
  })

  test('shades what is narrow: scales of colours over variants, bars for shares', () => {
    const { rows, shades } = named('overview')
    const at = (title: string): string => {
      const letter = String.fromCharCode(65 + rows[0]!.findIndex((cell) => cell!.value === title))
      return `${letter}2:${letter}3`
    }
    expect(shades.get(at('throughput, MiB/s'))).toBe('color-scale')
    expect(shades.get(at('failure rate, %'))).toBe('data-bar')
    expect(named('gateways').shades.size).toBe(4)
  })
})

test('every sheet keeps its titles in view', () => {
  // Calc without a screen has no view and drops this, so it is looked up in the file itself.
  const parts = Object.entries(unzipSync(readFileSync(file))).filter(([name]) => name.includes('/sheet'))
  expect(parts).toHaveLength(13)
  for (const [, bytes] of parts)
    expect(strFromU8(bytes)).toContain(
      '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>',
    )
})
