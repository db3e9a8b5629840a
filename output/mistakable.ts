/**
 * Texts that a spreadsheet would take for a number, a date or a truth value: a machine called `007`, `mar-1` or
 * `true`. They stand in quotes, and LibreOffice keeps quoted cells as texts where it is told to (docs/spreadsheets.md).
 */

/** What csv-stringify neutralises: signs that begin a formula, those of wide East Asian scripts too, neutralised or not. */
export const FORMULA: RegExp = /^'*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/

/** Truth values in English and German. */
const TRUTH = /^(?:true|false|wahr|falsch)$/i

/** Letters that stand within numbers, dates and times in English or German; with any other letter it is a name. */
const WITHIN_NUMBERS = new RegExp(
  `^(?:${[
    'e|am|pm|t|z|uhr|eur|usd|gbp|chf',
    'jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|märz?|apr(?:il)?|may|mai|june?|juni|july?|juli|aug(?:ust)?',
    'sept?(?:ember)?|oct(?:ober)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?|dez(?:ember)?',
    'mon(?:day|tag)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?',
    'mo|di|mi|do|fr|sa|so|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag',
  ].join('|')})$`,
  'i',
)

const LETTERS = /[\p{L}\p{M}]+/gu

/** Cautious: what is named here needs not be a number, but what is not named is none. */
export function isMistakable(text: string): boolean {
  if (!/\p{Nd}/u.test(text)) return TRUTH.test(text)
  return (text.match(LETTERS) ?? []).every((letters) => WITHIN_NUMBERS.test(letters))
}
