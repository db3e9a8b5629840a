import type { Seconds } from './units.ts'

/**
 * We are wrong: a broken invariant inside the simulator, never a backup that fails and never a wrong file.
 * Carries the virtual time and the subject so that the message can be acted on.
 */
export class SimulationFault extends Error {
  override readonly name = 'SimulationFault'
  readonly time: Seconds
  readonly subject: string

  constructor(time: Seconds, subject: string, message: string) {
    super(`t=${time} s, ${subject}: ${message}`)
    this.time = time
    this.subject = subject
  }
}
