/** Those who run units: this thread alone, or a team of worker threads. What comes out is the same to the byte. */
import { Alone } from './alone.ts'
import type { CrewMeans, Runner, Take } from './runner.ts'
import { Team } from './team.ts'
import { Threads } from './threads.ts'
import type { Unit } from './unit.ts'

export class Crew implements Runner {
  readonly #alone: Alone
  readonly #team: Team | undefined

  /** `threads`: undefined where everything is done in this one. */
  constructor(threads: Threads | undefined, means: CrewMeans) {
    this.#alone = new Alone(means)
    this.#team = threads && new Team(threads, means)
  }

  /** A single unit is done here: nobody else would make it quicker. */
  run(units: readonly Unit[], take: Take): Promise<void> {
    return units.length > 1 && this.#team !== undefined
      ? this.#team.run(units, take)
      : this.#alone.run(units, take)
  }

  /** The work is over, or broken off; the threads may go on to other work. */
  async rest(): Promise<void> {
    await this.#team?.rest()
  }

  /** Sends everybody home, whatever they are doing. */
  async close(): Promise<void> {
    await this.#team?.close()
  }
}

/**
 * `workers` from 1. `file` is the worker's program, undefined where there is none: TypeScript sources are not loaded in
 * a thread, so from sources everything is done in this one.
 */
export function threadsFor(workers: number, file: string | undefined): Threads | undefined {
  return workers > 1 && file !== undefined ? new Threads(workers, file) : undefined
}
