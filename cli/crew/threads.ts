/** The threads of a program, started when there is work and kept for more: what they have compiled stays warm. */
import { Piscina } from 'piscina'
import type { Ended, Report, Task } from './worker.ts'
import { SharedWorlds } from './worlds.ts'

export class Threads {
  readonly workers: number
  readonly worlds: SharedWorlds = new SharedWorlds()
  readonly #file: string
  #pool: Piscina<Task, Ended> | undefined
  /** Who hears how much of a task is over, by its ticket. */
  readonly #listeners = new Map<number, (part: number) => void>()
  #tickets = 0

  /** `file` is the worker's program. */
  constructor(workers: number, file: string) {
    this.workers = workers
    this.#file = file
  }

  /** Rejects when the thread dies. `tasks`: how many there will be, as far as is known. */
  async run(task: Omit<Task, 'ticket'>, tasks: number, listener: (part: number) => void): Promise<Ended> {
    const ticket = this.#tickets++
    this.#listeners.set(ticket, listener)
    try {
      return await this.#open(tasks).run({ ...task, ticket })
    } finally {
      this.#listeners.delete(ticket)
    }
  }

  /** Ends the threads, whatever they are doing; more work starts new ones. */
  async stop(): Promise<void> {
    const pool = this.#pool
    this.#pool = undefined
    await pool?.destroy()
  }

  #open(tasks: number): Piscina<Task, Ended> {
    if (this.#pool !== undefined) return this.#pool
    this.#pool = new Piscina<Task, Ended>({
      filename: this.#file,
      name: 'work',
      // More are started when there is more to do at once; who has come stays.
      minThreads: Math.min(this.workers, tasks),
      maxThreads: this.workers,
      idleTimeout: Infinity,
      recordTiming: false,
    })
    // Who dies without a task in hand leaves nothing undone; another takes the place.
    this.#pool.on('error', () => {})
    this.#pool.on('message', ({ ticket, part }: Report) => this.#listeners.get(ticket)?.(part))
    return this.#pool
  }
}
