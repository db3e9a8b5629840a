/** The tables of a result as sheets. */
import { METRICS } from '../../sim/experiment/index.ts'
import type { Table } from '../column.ts'
import { COMPARISON } from '../tables/comparison.ts'
import { DECISIONS } from '../tables/decisions.ts'
import { NIGHTS, replicationsTable, SUMMARY } from '../tables/estimates.ts'
import { FLOWS, GATEWAYS, LOAD, OUTAGES, RESOURCES } from '../tables/infrastructure.ts'
import { PLAN } from '../tables/plan.ts'
import { SENSITIVITY } from '../tables/sensitivity.ts'
import { TENANTS } from '../tables/tenants.ts'
import { VALUE } from '../tables/value.ts'
import { SESSIONS, TASKS } from '../tables/work.ts'
import { formatOf, readerOf, type SheetValue } from './cells.ts'
import type { SheetColumn } from './sheet.ts'

export const WORKBOOK_FILE = 'tables.xlsx'

/** In the order of their sheets: answers first, then what they rest on. */
export const TABLES: readonly Table<never>[] = [
  PLAN,
  COMPARISON,
  VALUE,
  SENSITIVITY,
  SUMMARY,
  NIGHTS,
  GATEWAYS,
  TENANTS,
  RESOURCES,
  FLOWS,
  OUTAGES,
  SESSIONS,
  TASKS,
  LOAD,
  DECISIONS,
  replicationsTable(METRICS),
]

/** Shares of one gateway or resource that tell at a glance what was narrow. */
const BARS = /^(?:saturatedShare|(?:nic|in|out|compute|slot)Utilisation)$/

/** A table as a sheet: its columns, and how a row of its text becomes cells. */
export interface TableSheet {
  readonly file: string
  readonly name: string
  readonly columns: readonly SheetColumn[]
  read(cells: readonly string[]): readonly SheetValue[]
}

/** The sheets of these files, in the order of the workbook. Throws when one is none of the tables. */
export function sheetsOf(files: readonly string[], decimal: string): readonly TableSheet[] {
  const unknown = files.find((name) => TABLES.every(({ file }) => file !== name))
  if (unknown !== undefined) throw new Error(`${unknown} is no table of the workbook`)
  return TABLES.filter(({ file }) => files.includes(file)).map(({ file, columns }) => {
    const readers = columns.map(({ kind }) => readerOf(kind, decimal))
    return {
      file,
      name: file.replace(/\.csv$/, ''),
      columns: columns.map(({ name, kind }) => ({
        title: name,
        format: formatOf(kind),
        ...(BARS.test(name) ? { shade: 'bar' as const } : {}),
      })),
      read: (cells) => readers.map((reader, i) => reader(cells[i]!)),
    }
  })
}
