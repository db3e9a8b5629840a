/** Runs units in this thread, one after the other, in slices: between them the work can be watched and stopped. */
import { setImmediate } from 'node:timers/promises'
import { CellPrinter, TableRecorder } from '../../output/index.ts'
import type { ReplicationResult } from '../../sim/experiment/index.ts'
import { placed } from './failed.ts'
import { Interrupted } from './interrupt.ts'
import type { CrewMeans, Runner, Take } from './runner.ts'
import { partOf, resultOf, startUnit, type Unit } from './unit.ts'

/** Some milliseconds of work: quick to stop, and the pauses cost nothing. */
const SLICE_EVENTS = 20_000

export class Alone implements Runner {
  readonly #means: CrewMeans
  #tables: TableRecorder | undefined

  constructor(means: CrewMeans) {
    this.#means = means
  }

  async run(units: readonly Unit[], take: Take): Promise<void> {
    for (const unit of units) {
      const result = await this.#run(unit)
      this.#means.progress.finished()
      take(result)
    }
  }

  async #run(unit: Unit): Promise<ReplicationResult> {
    try {
      return await this.#inSlices(unit)
    } catch (error) {
      throw placed(error, unit)
    }
  }

  async #inSlices(unit: Unit): Promise<ReplicationResult> {
    const { orders, progress, interrupts } = this.#means
    const { variant, replication } = unit
    const tables = this.#tablesFor(unit)
    const at = { variant: variant.name, replication }
    const run = startUnit(unit, orders, tables?.recorder(at, variant.world.clock))
    let over: boolean
    do {
      over = run.advance(SLICE_EVENTS)
      // Short units, too, must let a signal through.
      await setImmediate()
      if (interrupts.asked) throw new Interrupted()
      progress.at(partOf(run, unit), run.now)
    } while (!over)
    tables?.flush()
    return resultOf(run, orders)
  }

  #tablesFor({ variant }: Unit): TableRecorder | undefined {
    const { orders, rows } = this.#means
    if (orders.tables === undefined || rows === undefined) return undefined
    const { asked, form } = orders.tables
    this.#tables ??= new TableRecorder(asked, new CellPrinter(form, variant.world.clock), rows.sinkOf)
    return this.#tables
  }
}
