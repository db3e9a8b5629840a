/** report.html of a result folder, made from its result.json and its tables. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import {
  type PageData,
  pageData,
  pageHtml,
  type ResultDocument,
  shellWord,
  TASKS,
} from '../../output/index.ts'
import { MANIFEST_FILE } from '../folder/manifest.ts'
import type { ReadingProgress } from '../result/reading.ts'
import { type ChosenRun, chooseRun, openResult, type Result } from '../result/result.ts'
import { broken } from '../result/rows.ts'
import { pageRuns } from './night.ts'
import { pageProgram } from './program.ts'

/** A night of so many variants; a page with more would be slow to open. */
const MOST_RUNS = 8

/** Which run is drawn; default the first replication of the first variants. */
export interface Wanted {
  readonly variant?: string | undefined
  readonly replication?: number | undefined
}

export async function pageOf(result: Result, wanted: Wanted = {}): Promise<string> {
  const runs = runsOf(result, wanted)
  const data: PageData = pageData(result.document, await pageRuns(runs), notesOf(result, runs.length, wanted))
  return pageHtml(data, pageProgram())
}

/** Of a folder that is being finished: the page is made of what was written, as it would be later on. */
export async function pageOfFolder(folder: string, reading: ReadingProgress): Promise<string> {
  try {
    return await pageOf(openResult(folder, reading))
  } finally {
    reading.end()
  }
}

/** Studies keep no tables of single nights. */
function runsOf(result: Result, { variant, replication }: Wanted): readonly ChosenRun[] {
  const tasks = join(result.folder, TASKS.file)
  if (!existsSync(tasks)) {
    // A study keeps the list of its replications instead.
    if (existsSync(join(result.folder, MANIFEST_FILE))) return []
    throw broken(tasks, 'it is missing')
  }
  if (variant !== undefined) return [chooseRun(result, variant, replication)]
  return result.document.variants.slice(0, MOST_RUNS).map(({ name }) => chooseRun(result, name, replication))
}

function notesOf({ document }: Result, runs: number, { variant }: Wanted): readonly string[] {
  if (runs === 0) return [studyNote(document)]
  const rest = document.variants.length - runs
  if (rest === 0 || variant !== undefined) return []
  return [
    `Nights of the first ${runs} variants are drawn; \`gatesim report DIR --variant NAME\` draws another of the ${document.variants.length}.`,
  ]
}

function studyNote({ plan, variants }: ResultDocument): string {
  const chosen = plan?.points.find(({ value }) => value === plan.chosen)?.variant ?? variants[0]!.name
  return `A study keeps estimates and no single nights: \`gatesim replay DIR --variant ${shellWord(chosen)} --replication 1\` repeats one, with all its tables and a page of its own.`
}
