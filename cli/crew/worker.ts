/** The program of a worker thread: runs a unit to its end. The module lives as long as the thread, and worlds with it. */
import { join } from 'node:path'
import { parentPort } from 'node:worker_threads'
import { CellPrinter, type Sink, TableRecorder } from '../../output/index.ts'
import type { ReplicationResult } from '../../sim/experiment/index.ts'
import { REAL_DISK } from '../folder/disk.ts'
import { FileSink } from '../folder/sink.ts'
import { type Failure, packed } from './failed.ts'
import { type Orders, partOf, resultOf, startUnit, type Unit } from './unit.ts'
import { ReadWorlds, type SharedWorld } from './worlds.ts'

/** A unit as it is sent to a thread. */
export interface Task {
  /** Its number among all tasks of the threads. */
  readonly ticket: number
  /** Its place among the units of the crew. */
  readonly place: number
  readonly variant: string
  readonly world: SharedWorld
  readonly replication: number
  readonly orders: Orders
  /** The folder for rows, if the orders have tables. */
  readonly parts: string | undefined
}

export type Ended =
  /** `files`: the tables that it has rows in. */
  { readonly result: ReplicationResult; readonly files: readonly string[] } | { readonly failure: Failure }

/** Sent now and then while a unit runs. */
export interface Report {
  readonly ticket: number
  /** How much of the unit is over, below 1. */
  readonly part: number
}

const SLICE_EVENTS = 20_000
const REPORT_EVERY_MS = 100

const worlds = new ReadWorlds()

export function work(task: Task): Ended {
  const { variant, replication, parts, place } = task
  try {
    const unit = { variant: { name: variant, world: worlds.of(task.world) }, replication }
    const rows = new Rows((file) => partFile(parts!, place, file))
    try {
      const result = runUnit(unit, task, rows)
      return { result, files: rows.files }
    } finally {
      rows.close()
    }
  } catch (error) {
    return { failure: packed(error) }
  }
}

/** Where the rows of a unit lie until those of the units before it are in their place. */
export function partFile(parts: string, place: number, file: string): string {
  return join(parts, `${place}-${file}`)
}

function runUnit(unit: Unit, { orders, ticket }: Task, rows: Rows): ReplicationResult {
  const { variant, replication } = unit
  const { clock } = variant.world
  const { tables: wanted } = orders
  const tables =
    wanted && new TableRecorder(wanted.asked, new CellPrinter(wanted.form, clock), (file) => rows.of(file))
  const run = startUnit(unit, orders, tables?.recorder({ variant: variant.name, replication }, clock))
  let next = performance.now() + REPORT_EVERY_MS
  while (!run.advance(SLICE_EVENTS)) {
    if (performance.now() < next) continue
    next = performance.now() + REPORT_EVERY_MS
    parentPort?.postMessage({ ticket, part: partOf(run, unit) } satisfies Report)
  }
  tables?.flush()
  return resultOf(run, orders)
}

/** The rows of one unit, a file for each table that has any. */
class Rows {
  readonly #pathOf: (file: string) => string
  readonly #open = new Map<string, FileSink>()

  constructor(pathOf: (file: string) => string) {
    this.#pathOf = pathOf
  }

  of(file: string): Sink {
    return {
      write: (text) => {
        const sink = this.#open.get(file) ?? new FileSink(this.#pathOf(file), REAL_DISK)
        this.#open.set(file, sink)
        sink.write(text)
      },
    }
  }

  get files(): readonly string[] {
    return [...this.#open.keys()]
  }

  close(): void {
    for (const sink of this.#open.values()) sink.close()
  }
}
