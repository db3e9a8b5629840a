/** What people with a spreadsheet get beside the tables: parts of tables that are too long for a sheet, and the workbook. */
import { readdirSync, rmSync, statSync } from 'node:fs'
import { type CsvForm, type ResultWarning, WORKBOOK_FILE } from '../../output/index.ts'
import type { Summary } from '../../sim/experiment/index.ts'
import type { Interrupts } from '../crew/interrupt.ts'
import { onDisk } from '../folder/disk.ts'
import type { ResultFolder } from '../folder/folder.ts'
import type { FileSink } from '../folder/sink.ts'
import { ReadingProgress } from '../result/reading.ts'
import type { Terminal } from '../terminal.ts'
import { PART_FILE, writeParts } from './parts.ts'
import { cutTexts, longTable, tooLarge } from './warnings.ts'
import { writeWorkbook } from './workbook.ts'

/** An archive has 32 bits for its length, and tables take less room in it than in files. */
const MOST_BYTES = 2 ** 32

export interface SpreadsheetRequest {
  readonly form: CsvForm
  /** Write the workbook, too. */
  readonly xlsx?: boolean
  /** No progress while it is written. */
  readonly quiet: boolean
}

/** A result whose tables are whole, before it is committed. */
export interface UncommittedResult {
  readonly folder: ResultFolder
  /** A new file in it. */
  open(name: string): FileSink
  /** Rows that a sheet takes. */
  readonly sheetRows: number
  readonly interrupts: Interrupts
}

/**
 * Returns what has to be said about the tables among these files. The workbook is left out, and that is said, when they have
 * more than 4 GiB together. Throws Interrupted when the user breaks off the workbook, which may take minutes.
 */
export async function writeSpreadsheets(
  result: UncommittedResult,
  files: readonly string[],
  { rows }: Summary,
  { form, xlsx = false, quiet }: SpreadsheetRequest,
  terminal: Terminal,
): Promise<readonly ResultWarning[]> {
  const { folder, sheetRows, interrupts } = result
  forgetEarlier(folder)
  const tables = files.filter((name) => name.endsWith('.csv'))
  const pathOf = (name: string): string => folder.file(name)
  const long = tables.flatMap((name) => {
    const parts = writeParts(pathOf(name), name, sheetRows, result.open)
    return parts.files.length === 0 ? [] : [longTable(name, parts, sheetRows, xlsx)]
  })
  if (!xlsx) return long
  const bytes = tables.reduce((sum, name) => sum + statSync(pathOf(name)).size, 0)
  if (bytes > MOST_BYTES) return [...long, tooLarge(bytes)]
  const reading = quiet ? undefined : new ReadingProgress(terminal)
  const file = result.open(WORKBOOK_FILE)
  try {
    const cut = await writeWorkbook(file, {
      tables,
      pathOf,
      form,
      summary: rows,
      sheetRows,
      reading,
      interrupts,
    })
    return [...long, ...cut.map(([name, count]) => cutTexts(name, count))]
  } finally {
    reading?.end()
    file.close()
  }
}

/** What a crash left may be of a shorter table, or of a command with other options. */
function forgetEarlier(folder: ResultFolder): void {
  onDisk(folder.partial, () => {
    for (const name of readdirSync(folder.partial)) {
      if (name === WORKBOOK_FILE || PART_FILE.test(name)) rmSync(folder.file(name))
    }
  })
}
