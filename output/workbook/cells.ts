/** Cells of a sheet, and how they are read from the text of a table. */
import { dayOf } from '../../sim/calendar.ts'
import type { Kind } from '../column.ts'
import { plainText } from '../csv.ts'

/** Texts stay texts whatever they begin with; undefined is an empty cell. */
export type SheetValue = string | number | undefined

/** How a column looks: its number is that of the cell style in `styles.ts`. */
export const FORMATS = { general: 0, title: 1, time: 2, day: 3, share: 4, tenths: 5, hundredths: 6 } as const
export type Format = keyof typeof FORMATS

/** Days of the calendar of spreadsheets before 1970-01-01, for dates from March 1900. */
const EPOCH = 25_569
const DAY_SECONDS = 86_400

/** `YYYY-MM-DD`, and `HH:MM:SS` behind it for an instant. */
const INSTANT = /^(\d{4})-(\d\d)-(\d\d)(?: (\d\d):(\d\d):(\d\d))?$/

export function formatOf(kind: Kind): Format {
  return kind === 'time' || kind === 'day' ? kind : 'general'
}

/** Turns the text of a cell of this kind into its value. Throws when there is none such. */
export function readerOf(kind: Kind, decimal: string): (cell: string) => SheetValue {
  switch (kind) {
    case 'text':
      return (cell) => (cell === '' ? undefined : plainText(cell))
    case 'time':
    case 'day':
      return (cell) => (cell === '' ? undefined : serial(cell))
    case 'value':
      return (cell) => (cell === '' ? undefined : numberOrText(cell, decimal))
    default:
      return (cell) => (cell === '' ? undefined : number(cell, decimal))
  }
}

/** Days since the epoch of spreadsheets; the time of day is the fraction. */
function serial(cell: string): number {
  const match = INSTANT.exec(cell)
  if (match === null) throw new Error(`"${cell}" is no time`)
  const [year, month, date, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part) => (part === undefined ? undefined : Number(part)))
  return EPOCH + dayOf(year!, month!, date!) + (hours * 3600 + minutes * 60 + seconds) / DAY_SECONDS
}

function number(cell: string, decimal: string): number {
  const value = Number(decimal === '.' ? cell : cell.replace(decimal, '.'))
  if (Number.isNaN(value)) throw new Error(`"${cell}" is no number`)
  return value
}

/** A number only where nothing of the text is lost: the seed `007` stays what it is. */
function numberOrText(cell: string, decimal: string): SheetValue {
  const dotted = decimal === '.' ? cell : cell.replace(decimal, '.')
  return `${Number(dotted)}` === dotted ? Number(dotted) : plainText(cell)
}
