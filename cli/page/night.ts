/** One run for the page: the rows of its tables, as far as the page has room for them. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import {
  DECISIONS,
  FLOWS,
  GATEWAYS,
  type Keeping,
  LOAD,
  OUTAGES,
  type PageRun,
  type PageTable,
  PageTableMaker,
  type PageTableName,
  RESOURCES,
  SESSIONS,
  TASKS,
  type Table,
  TENANTS,
} from '../../output/index.ts'
import { type ChosenRun, readRun } from '../result/result.ts'
import type { Row } from '../result/rows.ts'

/** How many rows all runs of a page may have together, and which of them come first. */
const KEPT: Readonly<Record<Exclude<PageTableName, 'load' | 'decisions'>, Keeping>> = {
  sessions: { most: 20_000, important: (row) => row.maybe('result') !== 'Success' },
  tasks: { most: 100_000, important: (row) => row.maybe('result') !== 'Success' },
  gateways: { most: 5000 },
  resources: { most: 10_000 },
  flows: { most: 20_000 },
  tenants: { most: 20_000, important: (row) => row.maybe('tenantResult') !== 'Success' },
  outages: { most: 10_000 },
}
const TABLES = {
  sessions: SESSIONS,
  tasks: TASKS,
  gateways: GATEWAYS,
  resources: RESOURCES,
  flows: FLOWS,
  tenants: TENANTS,
  outages: OUTAGES,
} as const

/** Rows of load.csv; a gateway has all of its rows or none, as a curve with holes says something else. */
const LOAD_ROWS = 150_000
const DECISION_BYTES = 3_000_000

/** `share` of what a page may hold: one for each of so many runs. */
export async function pageRun(run: ChosenRun, share: number): Promise<PageRun> {
  const tables: Partial<Record<PageTableName, PageTable>> = {}
  const read = async (name: PageTableName, reader: (file: string) => Promise<PageTable>): Promise<void> => {
    const { file } = name === 'load' ? LOAD : name === 'decisions' ? DECISIONS : TABLES[name]
    if (existsSync(join(run.folder, file))) tables[name] = await reader(file)
  }
  for (const name of Object.keys(TABLES) as (keyof typeof TABLES)[]) {
    const { most, ...keeping } = KEPT[name]
    await read(name, (file) => all(run, TABLES[name], file, { ...keeping, most: Math.ceil(most * share) }))
  }
  await read('load', (file) => loadOf(run, file, LOAD_ROWS * share))
  await read('decisions', (file) => decisionsOf(run, file, DECISION_BYTES * share))
  return { variant: run.variant, replication: run.replication, start: run.start, tables }
}

async function all(run: ChosenRun, table: Table<never>, file: string, keeping: Keeping): Promise<PageTable> {
  const maker = new PageTableMaker(table, run.start, keeping)
  await readRun(run, file, (row) => {
    maker.add(row)
    return undefined
  })
  return maker.take()
}

/** Rows stand in order of time: whoever has a row in the first bucket has one in each. */
async function loadOf(run: ChosenRun, file: string, most: number): Promise<PageTable> {
  const maker = new PageTableMaker(LOAD, run.start, { most: Infinity })
  const buckets = new Map<string, number>()
  const room = await bucketsOf(run, file)
  let left = 0
  await readRun(run, file, (row: Row) => {
    const name = row.text('gateway')
    if (!buckets.has(name) && (buckets.size + 1) * room > most) left++
    else {
      buckets.set(name, 1)
      maker.add(row)
    }
    return undefined
  })
  const table = maker.take()
  return left === 0
    ? table
    : { ...table, left: { rows: left, why: 'only the first of so many have room here' } }
}

/** How many rows one gateway has. */
async function bucketsOf(run: ChosenRun, file: string): Promise<number> {
  let first: string | undefined
  let rows = 0
  await readRun(run, file, (row: Row) => {
    first ??= row.text('gateway')
    if (row.text('gateway') === first) rows++
    return undefined
  })
  return rows
}

async function decisionsOf(run: ChosenRun, file: string, most: number): Promise<PageTable> {
  const maker = new PageTableMaker(DECISIONS, run.start, { most: Infinity })
  let left = 0
  await readRun(run, file, (row: Row) => {
    if (maker.textBytes > most) left++
    else maker.add(row)
    return undefined
  })
  const table = maker.take()
  return left === 0
    ? table
    : { ...table, left: { rows: left, why: 'the first fill the room that they have here' } }
}
