import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { SHEET_ROWS } from '../../output/index.ts'
import { type Disk, REAL_DISK } from '../folder/disk.ts'
import { type Interrupts, SignalInterrupts } from './interrupt.ts'

/** What a run meets outside; handed in to rehearse a full disk, an interruption or a thread that dies, with sheets that a test can fill. */
export interface Surroundings {
  readonly disk: Disk
  readonly interrupts: Interrupts
  /** The program of a worker thread; undefined: there is none. */
  readonly workerFile: string | undefined
  /** Rows that a sheet of a spreadsheet takes, that of the titles among them. */
  readonly sheetRows: number
}

export function realSurroundings(given: Partial<Surroundings>): Surroundings {
  const { disk = REAL_DISK, interrupts = new SignalInterrupts(), sheetRows = SHEET_ROWS } = given
  const workerFile = 'workerFile' in given ? given.workerFile : builtWorker()
  return { disk, interrupts, workerFile, sheetRows }
}

/** It lies beside this module in the build only: a thread of Node 20 does not load TypeScript. */
function builtWorker(): string | undefined {
  const file = fileURLToPath(new URL('./worker.js', import.meta.url))
  return existsSync(file) ? file : undefined
}
