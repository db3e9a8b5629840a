import type { Disk } from '../folder/disk.ts'
import type { Interrupts } from './interrupt.ts'

/** What a run meets outside; handed in to rehearse a full disk or an interruption. */
export interface Surroundings {
  readonly disk: Disk
  readonly interrupts: Interrupts
}
