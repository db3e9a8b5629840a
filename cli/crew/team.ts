/**
 * Worker threads that run units side by side. Whoever is free takes the next unit; results and rows are put together
 * in the order of the units, so nobody can see from them how many threads there were.
 */
import { rmSync } from 'node:fs'
import { messageOf, UserError } from '../failure.ts'
import { onDisk } from '../folder/disk.ts'
import { placed, unpacked } from './failed.ts'
import { Interrupted } from './interrupt.ts'
import type { CrewMeans, Runner, Take } from './runner.ts'
import type { Threads } from './threads.ts'
import type { Unit } from './unit.ts'
import { type Ended, partFile, type Task } from './worker.ts'

/** Units that may be begun or wait for their turn, per worker: memory stays bounded when the first of them is slow. */
const AHEAD = 4
/** How long a signal may wait. */
const LOOK_EVERY_MS = 50

export class Team implements Runner {
  readonly #threads: Threads
  readonly #means: CrewMeans
  #parts: string | undefined
  /** How much of each unit that is being run is over. */
  readonly #running = new Map<number, number>()
  #place = 0
  #closed = false
  #wake: () => void = () => {}

  constructor(threads: Threads, means: CrewMeans) {
    this.#threads = threads
    this.#means = means
  }

  async run(units: readonly Unit[], take: Take): Promise<void> {
    const ended = new Map<number, Outcome>()
    const { workers } = this.#threads
    const from = this.#place
    const to = from + units.length
    let next = from
    while (this.#place < to) {
      const end = Math.min(to, this.#place + AHEAD * workers)
      while (next < end && this.#running.size < workers) {
        const place = next++
        this.#begin(units[place - from]!, place, to - from, ended)
      }
      await this.#change()
      if (this.#means.interrupts.asked) throw new Interrupted()
      this.#means.progress.at([...this.#running.values()].reduce((sum, part) => sum + part, 0))
      for (let it = ended.get(this.#place); it !== undefined; it = ended.get(this.#place)) {
        ended.delete(this.#place)
        this.#settle(units[this.#place - from]!, it, take)
      }
    }
  }

  /** Leaves the threads to others, unless they are still busy with what nobody waits for. */
  async rest(): Promise<void> {
    if (this.#running.size > 0) await this.close()
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#threads.stop()
    if (this.#parts !== undefined) rmSync(this.#parts, { recursive: true, force: true })
  }

  #begin(unit: Unit, place: number, units: number, ended: Map<number, Outcome>): void {
    this.#running.set(place, 0)
    void this.#twice(unit, place, units).then((outcome) => {
      this.#running.delete(place)
      ended.set(place, outcome)
      if ('result' in outcome) this.#means.progress.finished()
      this.#wake()
    })
  }

  /** A thread that dies (out of memory, say) may have had bad luck; one that dies again over the same unit had not. */
  async #twice(unit: Unit, place: number, units: number): Promise<Outcome> {
    const task = this.#taskOf(unit, place)
    const attempt = () => this.#threads.run(task, units, (part) => this.#running.set(place, part))
    const who = `${unit.variant.name}, replication ${unit.replication}`
    try {
      return await attempt()
    } catch (first) {
      // Sent home: nobody waits for it any more.
      if (this.#closed) return { lost: first }
      this.#means.progress.end()
      this.#means.say(`a worker died over ${who} (${messageOf(first)}); it is run again [W-WORKER-LOST]`)
    }
    try {
      return await attempt()
    } catch (second) {
      return { lost: workerLost(who, second) }
    }
  }

  #taskOf({ variant, replication }: Unit, place: number): Omit<Task, 'ticket'> {
    const { orders, rows } = this.#means
    if (orders.tables !== undefined) this.#parts ??= rows?.parts()
    const world = this.#threads.worlds.of(variant.world)
    return { place, variant: variant.name, world, replication, orders, parts: this.#parts }
  }

  /** Until a unit ends, or for a moment. */
  #change(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, LOOK_EVERY_MS)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  /** The turn of this unit has come. */
  #settle(unit: Unit, outcome: Outcome, take: Take): void {
    if ('lost' in outcome) throw outcome.lost
    if ('failure' in outcome) throw placed(unpacked(outcome.failure), unit)
    for (const file of outcome.files) this.#append(file)
    this.#place++
    take(outcome.result)
  }

  #append(file: string): void {
    const part = partFile(this.#parts!, this.#place, file)
    this.#means.rows?.sinkOf(file).append(part)
    onDisk(part, () => rmSync(part))
  }
}

type Outcome = Ended | { readonly lost: unknown }

function workerLost(who: string, cause: unknown): UserError {
  const error = new UserError(
    'E-WORKER-LOST',
    `a worker died twice over ${who}: ${messageOf(cause)}`,
    'Finished replications are kept. If memory ran out, add --resume with fewer --workers, or give each more: NODE_OPTIONS=--max-old-space-size=8192.',
  )
  error.cause = cause
  return error
}
