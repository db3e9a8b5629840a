/** What has to be said about tables that spreadsheets cannot hold. */
import {
  CELL_CHARACTERS,
  counted,
  number,
  quantity,
  type ResultWarning,
  WORKBOOK_FILE,
} from '../../output/index.ts'
import type { Parts } from './parts.ts'

export function longTable(
  name: string,
  { rows, files }: Parts,
  sheetRows: number,
  xlsx: boolean,
): ResultWarning {
  const last = files.length === 2 ? ` and ${files[1]}` : ` .. ${files.at(-1)}`
  const book = xlsx ? `, and in ${WORKBOOK_FILE} on ${files.length} sheets` : ''
  const message = `${number(rows)} rows, of which a spreadsheet shows ${number(sheetRows)}. All of them are in ${files[0]}${last}${book}.`
  return { code: 'W-SHEET-ROWS', message, at: name }
}

export function cutTexts(name: string, count: number): ResultWarning {
  const cells = counted(count, 'cell')
  const message = `${cells} held more than the ${number(CELL_CHARACTERS)} characters that a spreadsheet takes: cut in ${WORKBOOK_FILE}, whole in ${name}.`
  return { code: 'W-SHEET-TEXT', message, at: name }
}

export function tooLarge(bytes: number): ResultWarning {
  const message = `The tables have ${quantity(bytes, 'B')}, more than the 4 GiB that a workbook is made of: no ${WORKBOOK_FILE} is written.`
  return { code: 'W-SHEET-SIZE', message, at: WORKBOOK_FILE }
}
