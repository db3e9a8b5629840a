/** What becomes of work that was interrupted before, said as the next begins. */
import { counted } from '../../output/index.ts'
import type { Terminal } from '../terminal.ts'
import type { ResultFolder } from './folder.ts'

export function sayHowItStarts(
  what: 'run' | 'study',
  { quiet, resume }: { readonly quiet: boolean; readonly resume: boolean },
  folder: ResultFolder,
  restored: number,
  terminal: Terminal,
): void {
  const said = howItStarts(what, resume, folder, restored)
  if (!quiet && said !== undefined) terminal.err(`${said}\n`)
}

function howItStarts(
  what: string,
  resume: boolean,
  folder: ResultFolder,
  restored: number,
): string | undefined {
  if (restored > 0) return `resumed: ${counted(restored, 'replication')} already finished [I-RESUMED]`
  if (resume) return `there is nothing to resume; the ${what} starts from the beginning [I-NOTHING-TO-RESUME]`
  if (folder.interrupted)
    return `the interrupted run in ${folder.partial} is discarded; --resume would have continued it [I-DISCARDED]`
  return undefined
}
