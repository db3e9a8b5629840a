/** Those who run units: this thread alone, or a team of worker threads. What comes out is the same to the byte. */
import { Alone } from './alone.ts'
import type { CrewMeans, Runner, Take } from './runner.ts'
import { Team } from './team.ts'
import type { Unit } from './unit.ts'

export class Crew implements Runner {
  readonly #alone: Alone
  readonly #team: Team | undefined

  /**
   * `workers` from 1. `file` is the worker's program, `undefined` where there is none: TypeScript sources are not
   * loaded in a thread, so from sources everything is done in this one.
   */
  constructor(workers: number, means: CrewMeans, file: string | undefined) {
    this.#alone = new Alone(means)
    this.#team = workers > 1 && file !== undefined ? new Team(workers, means, file) : undefined
  }

  /** A single unit is done here: nobody else would make it quicker. */
  run(units: readonly Unit[], take: Take): Promise<void> {
    return units.length > 1 && this.#team !== undefined
      ? this.#team.run(units, take)
      : this.#alone.run(units, take)
  }

  /** Sends everybody home, whatever they are doing. */
  async close(): Promise<void> {
    await this.#team?.close()
  }
}
