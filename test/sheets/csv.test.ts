import { beforeAll, describe, expect, test } from 'vitest'
import { plainText } from '../../output/index.ts'
import { TABLES } from '../../output/workbook/tables.ts'
import type { FlatSheet } from './flat.ts'
import { type Conventions, ENGLISH, GERMAN, leftOut, openTables } from './office.ts'
import { differences, MACHINES, resultsOfAllCommands, tablesOf, type WrittenTable } from './results.ts'

interface Form {
  readonly words: readonly string[]
  readonly decimal: string
  readonly how: Conventions
}

const FORMS: readonly (readonly [name: string, form: Form])[] = [
  ['English', { words: [], decimal: '.', how: ENGLISH }],
  ['German', { words: ['--csv-locale', 'de'], decimal: ',', how: GERMAN }],
]

describe.skipIf(leftOut).each(FORMS)(
  'tables with %s conventions in LibreOffice Calc',
  (_, { words, decimal, how }) => {
    const opened = new Map<string, { readonly table: WrittenTable; readonly sheet: FlatSheet }>()

    /** All tables that there are; of those that several commands write, the first. */
    beforeAll(async () => {
      const tables = new Map<string, WrittenTable>()
      for (const folder of await resultsOfAllCommands(...words)) {
        for (const table of tablesOf(folder, how.delimiter)) {
          if (!tables.has(table.file)) tables.set(table.file, table)
        }
      }
      const paths = [...tables.values()].map(({ path }) => path)
      const sheets = openTables(paths, how)
      for (const [file, table] of tables) opened.set(file, { table, sheet: sheets.get(file)! })
    })

    test.each(TABLES.map(({ file }) => file))(
      '%s has every column of its type, every value and no formula',
      (file) => {
        const { table, sheet } = opened.get(file)!
        expect(table.rows.length).toBeGreaterThan(0)
        expect(differences(table, sheet, decimal)).toEqual([])
      },
    )

    test('names survive, but for the apostrophe before what looks like a formula', () => {
      const { table, sheet } = opened.get('tasks.csv')!
      const column = table.titles.indexOf('machine')
      const names = new Set(sheet.rows.slice(1).map((row) => row[column]!.value))
      expect(new Set([...names].map(plainText))).toEqual(new Set(MACHINES))
      expect([...names].filter((name) => /^[=+\-@]/.test(name))).toEqual([])
    })
  },
)
