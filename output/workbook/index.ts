export { SHEET_ROWS, WorkbookWriter } from './book.ts'
export { overviewOf } from './overview.ts'
export { CELL_CHARACTERS } from './sheet.ts'
export { sheetsOf, type TableSheet, WORKBOOK_FILE } from './tables.ts'
