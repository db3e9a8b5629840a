/** How many worker threads there are, as the command line says it. */
import { availableParallelism } from 'node:os'
import type { Arguments, Option } from '../command.ts'
import { UserError } from '../failure.ts'

export const WORKER_OPTIONS: Readonly<Record<string, Option>> = {
  workers: {
    type: 'text',
    value: 'N',
    about: 'replications at a time, each on a thread; default one per core',
  },
}

/** More threads than any machine has cores are a slip of the pen. */
const MOST_WORKERS = 1024

export function readWorkers(args: Arguments): number {
  const text = args.text('workers')
  if (text === undefined) return availableParallelism()
  const count = /^\d{1,4}$/.test(text) ? Number(text) : 0
  if (count >= 1 && count <= MOST_WORKERS) return count
  throw new UserError(
    'E-USAGE',
    `--workers wants a whole number from 1 to ${MOST_WORKERS}, such as --workers 4, not "${text}"`,
  )
}
