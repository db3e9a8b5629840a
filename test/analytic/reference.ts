/** Tables of expected values computed elsewhere; formulas in the tests must agree with them where they are at hand. */
import { existsSync, readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { here } from '../golden/run-file.ts'

type Row = Readonly<Record<string, number | string>>
type Table = Readonly<Record<string, unknown>>

/** Printed to twelve digits. */
const DIGITS = 1e-10

const tables = new Map<string, Table | undefined>()

/** Compares a formula of ours with the row of a table; silent where the tables are not at hand. */
export function expectReference(table: string, row: Row, column: string, value: number, part = 'rows'): void {
  const found = open(table)
  if (found === undefined) return
  const rows = (found[part] as readonly Row[]).filter((it) =>
    Object.entries(row).every(([k, v]) => it[k] === v),
  )
  expect(rows, `${table}: one row with ${JSON.stringify(row)}`).toHaveLength(1)
  const expected = rows[0]![column] as number
  expect(
    Math.abs(value - expected),
    `${table} ${JSON.stringify(row)} ${column}: ${value}, printed ${expected}`,
  ).toBeLessThanOrEqual(DIGITS * Math.abs(expected))
}

/** How many rows a table has; undefined where the tables are not at hand. */
export function referenceRows(table: string, part = 'rows'): number | undefined {
  return (open(table)?.[part] as readonly Row[] | undefined)?.length
}

function open(table: string): Table | undefined {
  if (!tables.has(table)) {
    const file = here(`../../../shared/reference/${table}.json`)
    tables.set(table, existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Table) : undefined)
  }
  return tables.get(table)
}
