/** The workbook, from the tables of a result as they lie in their files: no table has to fit into memory. */
import { type CsvForm, overviewOf, sheetsOf, type TableSheet, WorkbookWriter } from '../../output/index.ts'
import type { SummaryRow } from '../../sim/experiment/index.ts'
import { Interrupted, type Interrupts } from '../crew/interrupt.ts'
import type { FileSink } from '../folder/sink.ts'
import type { ReadingProgress } from '../result/reading.ts'
import { readCells } from '../result/rows.ts'

export interface WorkbookContents {
  /** Names of files. */
  readonly tables: readonly string[]
  readonly pathOf: (table: string) => string
  readonly form: CsvForm
  /** For the sheet that opens the workbook. */
  readonly summary: readonly SummaryRow[]
  readonly sheetRows: number
  readonly reading: ReadingProgress | undefined
  readonly interrupts: Interrupts
}

/** Returns the tables with texts that were too long for a cell, and how many of them. */
export async function writeWorkbook(
  file: FileSink,
  contents: WorkbookContents,
): Promise<readonly (readonly [table: string, cut: number])[]> {
  const book = new WorkbookWriter((bytes) => file.writeBytes(bytes), contents.sheetRows)
  const overview = overviewOf(contents.summary)
  const first = book.sheet('overview', overview.columns)
  for (const row of overview.rows) first.row(row)
  first.end()
  const cut: (readonly [string, number])[] = []
  for (const table of sheetsOf(contents.tables, contents.form.decimal)) {
    const texts = await copyTable(book, table, contents)
    if (texts > 0) cut.push([table.file, texts])
  }
  book.end()
  return cut
}

async function copyTable(
  book: WorkbookWriter,
  { file, name, columns, read }: TableSheet,
  { pathOf, form, reading, interrupts }: WorkbookContents,
): Promise<number> {
  const sheet = book.sheet(name, columns)
  let titles = true
  const see = (cells: readonly string[]): undefined => {
    if (interrupts.asked) throw new Interrupted()
    if (!titles) sheet.row(read(cells))
    titles = false
  }
  await readCells(pathOf(file), form.delimiter, see, reading === undefined ? {} : { reading })
  sheet.end()
  return sheet.cut
}
