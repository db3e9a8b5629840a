/** What people with a spreadsheet get beside the tables: parts of tables that are too long for a sheet, and the workbook. */
import { readdirSync, rmSync, statSync } from 'node:fs'
import { type CsvForm, type ResultWarning, SHEET_ROWS, WORKBOOK_FILE } from '../../output/index.ts'
import type { SummaryRow } from '../../sim/experiment/index.ts'
import { onDisk } from '../folder/disk.ts'
import type { ResultFolder } from '../folder/folder.ts'
import type { FileSink } from '../folder/sink.ts'
import { Watch } from '../result/watch.ts'
import type { Terminal } from '../terminal.ts'
import { PART_FILE, writeParts } from './parts.ts'
import { cutTexts, longTable, tooLarge } from './warnings.ts'
import { writeWorkbook } from './workbook.ts'

/** An archive has 32 bits for its length, and tables take less room in it than in files. */
const MOST_BYTES = 2 ** 32

export interface SpreadsheetOptions {
  readonly form: CsvForm
  /** Write the workbook, too. */
  readonly xlsx?: boolean
  /** Rows of a sheet; a test can fill a smaller one. */
  readonly sheetRows?: number
  /** Where progress is told; undefined: nowhere. */
  readonly terminal?: Terminal | undefined
  /** A new file of the result. */
  readonly open: (name: string) => FileSink
}

/**
 * Reads the tables of a folder that is about to be committed. Returns what has to be said about them; the workbook is
 * left out, and that is said, when the tables have more than 4 GiB together.
 */
export async function writeSpreadsheets(
  folder: ResultFolder,
  files: readonly string[],
  summary: readonly SummaryRow[],
  { form, xlsx = false, sheetRows = SHEET_ROWS, terminal, open }: SpreadsheetOptions,
): Promise<readonly ResultWarning[]> {
  forgetEarlier(folder)
  const tables = files.filter((name) => name.endsWith('.csv'))
  const long = tables.flatMap((name) => {
    const { rows, files: parts } = writeParts(folder.file(name), name, sheetRows, open)
    return parts.length === 0 ? [] : [longTable(name, rows, sheetRows, parts, xlsx)]
  })
  if (!xlsx) return long
  const bytes = tables.reduce((sum, name) => sum + statSync(folder.file(name)).size, 0)
  if (bytes > MOST_BYTES) return [...long, tooLarge(bytes)]
  const watch = terminal && new Watch(terminal)
  const file = open(WORKBOOK_FILE)
  try {
    const cut = await writeWorkbook(file, {
      tables,
      pathOf: (name) => folder.file(name),
      form,
      summary,
      sheetRows,
      watch,
    })
    return [...long, ...cut.map(([name, count]) => cutTexts(name, count))]
  } finally {
    watch?.end()
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
