/** The writer neutralises formulas with an apostrophe, which is no part of the text. */
export function plain(cell: string): string {
  return /^'[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(cell) ? cell.slice(1) : cell
}
