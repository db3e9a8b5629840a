/** Ctrl-C and requests to terminate, noticed between two slices of work. */
import process from 'node:process'
import { EXIT } from '../failure.ts'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export interface Interrupts {
  readonly asked: boolean
  /** What is finished by then is of no use to anybody: it is not kept. */
  readonly discards?: boolean
  stop(): void
}

/** The user has broken the work off; what is finished is kept. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
}

export class SignalInterrupts implements Interrupts {
  #asked = false
  readonly #listener = (): void => {
    // Twice means now: nothing finished is lost by it, the manifest has it.
    if (this.#asked) process.exit(EXIT.interrupted)
    this.#asked = true
  }

  constructor() {
    for (const signal of SIGNALS) process.on(signal, this.#listener)
  }

  get asked(): boolean {
    return this.#asked
  }

  stop(): void {
    for (const signal of SIGNALS) process.off(signal, this.#listener)
  }
}
