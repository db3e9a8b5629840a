/** Results with tables of every kind, made by the program as a user would make them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { main } from '../../cli/app.ts'
import type { Kind, Table } from '../../output/column.ts'
import { TABLES } from '../../output/workbook/tables.ts'
import { temporaryFolder, terminal } from '../cli/runs.ts'
import { readCsv } from '../output/read-csv.ts'
import type { FlatCell, FlatSheet } from './flat.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Names that look like formulas, numbers, dates and truth values; umlauts, Japanese, separators and quotes. */
const HOSTILE: string = here('hostile-names.yaml')
/** The scenario of the library that has uncertain inputs, made small. */
const GUESSES: readonly string[] = [
  here('../../scenarios/library/branch-on-guesses.yaml'),
  ...['--set', 'jobs.nightly.machines.vm.count=5', '--replications', '2', '--metric', 'backupWindow'],
]

/** Gives a command of the program and returns the folder with its result. */
export async function resultOf(...words: readonly string[]): Promise<string> {
  const out = join(temporaryFolder(), 'result')
  const screen = terminal()
  expect([0, 1], screen.heard().err).toContain(await main([...words, '--out', out, '--quiet'], screen))
  return out
}

/** Machines of the scenario of hostile names, tenants' among them. */
export const MACHINES: readonly string[] = [
  'mar-1',
  'true',
  '12e4',
  '日本',
  "Müller's; 1,5",
  '-2+3',
  "'=x",
  '2026-01-05',
  'ü-1',
  'ü-2',
]

/** A run with all tables, and with few rows in load.csv. */
export const RUN: readonly string[] = ['run', HOSTILE, '--decisions', '--bucket', '2 h']

/** Of every command that writes tables, so that every table is among them. */
const COMMANDS: readonly (readonly string[])[] = [
  RUN,
  ['compare', HOSTILE],
  [
    'plan',
    HOSTILE,
    '--vary',
    'servers.cgw.count=1..2',
    '--goal',
    'max(backupWindow) <= 8 h',
    '--max-nights',
    '5',
  ],
  ['value', ...GUESSES],
  ['sensitivity', ...GUESSES],
]

/** Gives every command with these words behind it. */
export async function resultsOfAllCommands(...words: readonly string[]): Promise<readonly string[]> {
  const folders: string[] = []
  for (const command of COMMANDS) folders.push(await resultOf(...command, ...words))
  return folders
}

export interface WrittenTable {
  readonly file: string
  readonly path: string
  readonly kinds: readonly Kind[]
  readonly titles: readonly string[]
  /** As texts, without the titles. */
  readonly rows: readonly (readonly string[])[]
}

/** The tables of a result, read by a reader of CSV that did not write them. */
export function tablesOf(folder: string, delimiter: string): readonly WrittenTable[] {
  return TABLES.flatMap((table: Table<never>) => {
    const path = join(folder, table.file)
    let text: string
    try {
      text = readFileSync(path, 'utf8')
    } catch {
      return []
    }
    const [titles, ...rows] = readCsv(text, delimiter)
    return [{ file: table.file, path, kinds: table.columns.map(({ kind }) => kind), titles: titles!, rows }]
  })
}

/** Calc keeps doubles as we do, but writes fifteen digits of them into its file. */
const DIGITS = 1e-14

/** Cells of Calc that are not of the type of their column, or not what was written; texts by `textOf`. */
export function differences(
  { file, kinds, titles, rows }: WrittenTable,
  sheet: FlatSheet,
  decimal: string,
  textOf: (written: string) => string = (written) => written,
): readonly string[] {
  const [head, ...body] = sheet.rows
  const found = head!.map((cell) => cell?.value)
  if (found.join() !== titles.join()) return [`${file}: columns ${found}`]
  if (body.length !== rows.length) return [`${file}: ${body.length} rows, not ${rows.length}`]
  return rows.flatMap((row, i) =>
    row.flatMap((text, column) => {
      const cell = body[i]![column]
      const type = typeFor(text, kinds[column]!, decimal)
      const good =
        cell === undefined
          ? text === ''
          : isSame(cell, type, type === 'string' ? textOf(text) : text, decimal)
      return good ? [] : [`${file}: ${titles[column]} "${text}" became ${JSON.stringify(cell)}`]
    }),
  )
}

type Type = 'string' | 'date' | 'float'

function typeFor(text: string, kind: Kind, decimal: string): Type {
  if (kind === 'text') return 'string'
  if (kind === 'time' || kind === 'day') return 'date'
  return kind === 'value' && Number.isNaN(numberIn(text, decimal)) ? 'string' : 'float'
}

function isSame({ type, value, formula }: FlatCell, wanted: Type, text: string, decimal: string): boolean {
  if (formula !== undefined || type !== wanted) return false
  if (wanted === 'string') return value === text
  // Midnight is the date alone.
  if (wanted === 'date') return value === text.replace(' 00:00:00', '').replace(' ', 'T')
  const number = numberIn(text, decimal)
  return Math.abs(Number(value) - number) <= DIGITS * Math.abs(number)
}

function numberIn(text: string, decimal: string): number {
  return Number(text.replace(decimal, '.'))
}
