import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Disk, REAL_DISK } from '../folder/disk.ts'
import { type Interrupts, SignalInterrupts } from './interrupt.ts'

/** What a run meets outside; handed in to rehearse a full disk, an interruption or a thread that dies. */
export interface Surroundings {
  readonly disk: Disk
  readonly interrupts: Interrupts
  /** The program of a worker thread; undefined: there is none. */
  readonly workerFile: string | undefined
}

export function realSurroundings(given: Partial<Surroundings>): Surroundings {
  const { disk = REAL_DISK, interrupts = new SignalInterrupts() } = given
  return { disk, interrupts, workerFile: 'workerFile' in given ? given.workerFile : builtWorker() }
}

/** It lies beside this module in the build only: a thread of Node 20 does not load TypeScript. */
function builtWorker(): string | undefined {
  const file = fileURLToPath(new URL('./worker.js', import.meta.url))
  return existsSync(file) ? file : undefined
}
