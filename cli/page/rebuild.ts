/** The page of a result that is there: made anew, or found. */
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { PAGE_FILE, RESULT_FILE } from '../../output/index.ts'
import { onDisk } from '../folder/disk.ts'
import { ReadingProgress } from '../result/reading.ts'
import { openResult, type Result } from '../result/result.ts'
import { broken } from '../result/rows.ts'
import type { Terminal } from '../terminal.ts'
import { refuseDisagreement } from './agree.ts'
import { pageOf, type Wanted } from './page.ts'

const HINTS = {
  full: 'The page that was there is untouched: free some space and repeat the command.',
  refused: 'Copy the result folder to where you may write.',
}

/** Writes the page into the folder and answers where it is. The one before stays until the new one is whole. */
export async function rebuildPage(folder: string, wanted: Wanted, terminal: Terminal): Promise<string> {
  const reading = new ReadingProgress(terminal)
  let html: string
  try {
    const result = openResult(folder, reading)
    await refuseDisagreement(result)
    html = await pageOf(result, wanted)
    refuseAnother(result)
  } finally {
    reading.end()
  }
  const file = join(folder, PAGE_FILE)
  const unfinished = `${file}.${process.pid}`
  onDisk(
    file,
    () => {
      try {
        writeFileSync(unfinished, html)
        renameSync(unfinished, file)
      } finally {
        rmSync(unfinished, { force: true })
      }
    },
    HINTS,
  )
  return file
}

/** A run may have put its result into the folder while the tables of the earlier one were read. */
function refuseAnother({ folder, document, reading }: Result): void {
  const now = openResult(folder, reading).document
  if (JSON.stringify(now) === JSON.stringify(document)) return
  throw broken(join(folder, RESULT_FILE), 'another result took its place meanwhile')
}

/** Where the page is; made if there is none. */
export async function pageFile(folder: string, terminal: Terminal): Promise<string> {
  const file = join(folder, PAGE_FILE)
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return rebuildPage(folder, {}, terminal)
  openResult(folder, new ReadingProgress(terminal))
  return file
}
