/** Pieces of XML as they stand within a workbook. */

/** What XML cannot hold, and the carriage return, which it would turn into a line feed. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be replaced
const UNFIT = /[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]/g
/** Looks like one of our own replacements. */
const LIKE_REPLACED = /_(?=x[0-9A-Fa-f]{4}_)/g
const SPECIAL = /[&<>"]/
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** A text of a cell; unfit characters as `_x0007_` (ECMA-376 part 1, 22.9.2.19, ST_Xstring). */
export function xmlText(text: string): string {
  const fit = text.replace(LIKE_REPLACED, '_x005F_').replace(UNFIT, codeOf)
  return SPECIAL.test(fit) ? fit.replace(/[&<>"]/g, (it) => ENTITIES[it]!) : fit
}

function codeOf(character: string): string {
  return `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`
}

/** Letters of a column, from 0: A .. Z, AA .. */
export function columnLetters(place: number): string {
  const rest = Math.floor(place / 26) - 1
  return (rest < 0 ? '' : columnLetters(rest)) + String.fromCharCode(65 + (place % 26))
}

export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
export const MAIN_NAMESPACE = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
