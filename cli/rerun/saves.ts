/**
 * Notices that files are saved, by asking for their state now and then. The events of `fs.watch` do not come from network
 * shares and mounted folders, and follow the old file when an editor puts a new one in its place; asking works everywhere
 * and costs some microseconds a file.
 */
import { statSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import type { Files } from '../../scenarios/index.ts'

/** How often the state is asked for; a file that stays as it is for so long is saved to the end. */
const POLL_MS = 150
/** Between the going of the old file and the coming of the new one editors take less. */
const GONE_AFTER_POLLS = 7

export class Saves {
  readonly #file: string
  readonly #pollMs: number
  /** State by path when it was last read. */
  #known = new Map<string, string>()
  #asked = 0

  /** `file` is the scenario; others join when they are read. */
  constructor(file: string, pollMs: number = POLL_MS) {
    this.#file = file
    this.#pollMs = pollMs
  }

  /** Reads anew: what is read through these is waited for from then on. */
  reading(files: Files): Files {
    this.#known = new Map([[this.#file, stateOf(this.#file)]])
    return {
      read: (path) => {
        // Before it is read: a save in between is news.
        if (!this.#known.has(path)) this.#known.set(path, stateOf(path))
        return files.read(path)
      },
    }
  }

  /** Something has been saved since. To be asked as often as one likes. */
  get news(): boolean {
    const time = performance.now()
    if (time - this.#asked < this.#pollMs) return false
    this.#asked = time
    return this.#now() !== this.#before()
  }

  /**
   * Waits for a save, and for its end. False when `stop` says so. The scenario may be deleted meanwhile: `gone` is told,
   * and its coming back is a save.
   */
  async next(stop: () => boolean, gone: () => void): Promise<boolean> {
    const before = this.#before()
    let last = before
    let missed = 0
    while (!stop()) {
      const now = this.#now()
      if (stateOf(this.#file) === GONE) {
        missed++
        if (missed === GONE_AFTER_POLLS) gone()
      } else if (now === last && (now !== before || missed >= GONE_AFTER_POLLS)) return true
      last = now
      await setTimeout(this.#pollMs)
    }
    return false
  }

  #before(): string {
    return [...this.#known.values()].join('\n')
  }

  #now(): string {
    return [...this.#known.keys()].map(stateOf).join('\n')
  }
}

const GONE = 'gone'

/** Another file of the same name differs by its number, the same one by time or size. */
function stateOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat === undefined ? GONE : `${stat.ino} ${stat.size} ${stat.mtimeMs}`
}
