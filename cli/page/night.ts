/** The nights that a page draws: rows of the tables, read in one passage over each, as far as the page has room. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import {
  DECISIONS,
  FLOWS,
  GATEWAYS,
  LOAD,
  OUTAGES,
  type PageRun,
  type PageTable,
  PageTableMaker,
  type PageTableName,
  RESOURCES,
  type ReadRow,
  SESSIONS,
  TASKS,
  type Table,
  TENANTS,
} from '../../output/index.ts'
import type { ReadingProgress } from '../result/reading.ts'
import type { ChosenRun } from '../result/result.ts'
import { type Row, readRows } from '../result/rows.ts'
import type { RunKey } from '../result/runs.ts'
import { ENDLESS, LoadRoom, type Room, TextRoom } from './room.ts'

interface Kept {
  readonly table: Table<never>
  /** Rows of all nights together; of more, some are thinned out. */
  readonly most: number
  /** Kept while there is room, even when others are thinned out. */
  readonly important?: (row: ReadRow) => boolean
  /** Where rows cannot simply be thinned out: what decides instead, for one of so many nights. */
  readonly room?: (share: number) => Room
}

const KEPT: Readonly<Record<PageTableName, Kept>> = {
  sessions: { table: SESSIONS, most: 20_000, important: (row) => row.maybe('result') !== 'Success' },
  tasks: { table: TASKS, most: 100_000, important: (row) => row.maybe('result') !== 'Success' },
  gateways: { table: GATEWAYS, most: 5000 },
  resources: { table: RESOURCES, most: 10_000 },
  flows: { table: FLOWS, most: 20_000 },
  tenants: { table: TENANTS, most: 20_000, important: (row) => row.maybe('tenantResult') !== 'Success' },
  outages: { table: OUTAGES, most: 10_000 },
  load: { table: LOAD, most: Infinity, room: (share) => new LoadRoom(150_000 * share) },
  decisions: { table: DECISIONS, most: Infinity, room: (share) => new TextRoom(3_000_000 * share) },
}
const NAMES = Object.keys(KEPT) as readonly PageTableName[]

/** In the order of `runs`, which are runs of one result. */
export async function pageRuns(runs: readonly ChosenRun[]): Promise<readonly PageRun[]> {
  const nights = runs.map((run) => new NightMaker(run, 1 / runs.length))
  const [first] = runs
  if (first === undefined) return []
  for (const name of NAMES) {
    const file = join(first.folder, KEPT[name].table.file)
    if (existsSync(file)) await readTable(name, file, nights, first.reading)
  }
  return nights.map((night) => night.take())
}

async function readTable(
  name: PageTableName,
  file: string,
  nights: readonly NightMaker[],
  reading: ReadingProgress,
): Promise<void> {
  const byName = new Map(nights.map((night) => [keyOf(night.run), night]))
  for (const night of nights) night.begin(name)
  await readRows(
    file,
    (row) => {
      byName.get(keyOf({ variant: row.text('variant'), replication: row.number('replication') }))!.add(row)
      return undefined
    },
    { reading, runs: nights.map(({ run }) => run) },
  )
}

function keyOf({ variant, replication }: RunKey): string {
  return `${replication} ${variant}`
}

class NightMaker {
  readonly run: ChosenRun
  readonly #share: number
  readonly #tables: Partial<Record<PageTableName, PageTable>> = {}
  #open: { readonly name: PageTableName; readonly maker: PageTableMaker; readonly room: Room } | undefined

  constructor(run: ChosenRun, share: number) {
    this.run = run
    this.#share = share
  }

  begin(name: PageTableName): void {
    this.#end()
    const { table, most, room, ...keeping } = KEPT[name]
    const maker = new PageTableMaker(table, this.run.start, {
      ...keeping,
      most: Math.ceil(most * this.#share),
    })
    this.#open = { name, maker, room: room?.(this.#share) ?? ENDLESS }
  }

  add(row: Row): void {
    const { maker, room } = this.#open!
    if (room.has(row, maker)) maker.add(row)
  }

  take(): PageRun {
    this.#end()
    const { variant, replication, start } = this.run
    return { variant, replication, start, tables: this.#tables }
  }

  #end(): void {
    if (this.#open === undefined) return
    const { name, maker, room } = this.#open
    const table = maker.take()
    this.#tables[name] = room.left === 0 ? table : { ...table, left: { rows: room.left, why: room.why } }
    this.#open = undefined
  }
}
