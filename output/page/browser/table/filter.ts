/**
 * Which rows of a sheet a typed question means. `vm-3 failed`: rows that have both, in texts or times of any column.
 * `machine:vm-3` looks in one column; `waitSeconds>60`, `readBytes>=10GiB`, `start<22:30` compare. Quotes hold a text
 * together. What names no column is looked for as it stands.
 */
import { cellText } from '../cells.ts'
import { amountOf } from './amount.ts'
import type { CellKind, Sheet, SheetRow } from './facts.ts'

type Cell = SheetRow[number]
/** undefined: an empty cell, which meets no condition. */
type Test = (cell: string | number, kind: CellKind) => boolean

interface Condition {
  readonly columns: readonly number[]
  readonly test: Test
}

/** Places of the rows that meet every part of the question, in their order. */
export function matching(sheet: Sheet, question: string): readonly number[] {
  const tests = conditionsOf(sheet, question).map((condition) => rowTest(sheet, condition))
  const found: number[] = []
  for (const [place, row] of sheet.rows.entries()) if (tests.every((test) => test(row))) found.push(place)
  return found
}

/** Names repeat in most rows: what was found of a cell is remembered. */
function rowTest(sheet: Sheet, { columns, test }: Condition): (row: SheetRow) => boolean {
  const known = columns.map(() => new Map<Cell, boolean>())
  return (row) =>
    columns.some((column, i) => {
      const cell = row[column]
      let fits = known[i]!.get(cell)
      if (fits === undefined) {
        fits = cell !== undefined && test(cell, sheet.columns[column]!.kind)
        known[i]!.set(cell, fits)
      }
      return fits
    })
}

/** A word, or a quoted text; either may follow the name of a column and a sign. */
const PART = /(?:([A-Za-z][\w.]*)(:|>=|<=|>|<|=))?(?:"([^"]*)"?|(\S+))/g

function conditionsOf(sheet: Sheet, question: string): readonly Condition[] {
  const written = sheet.columns.flatMap(({ kind }, i) => (kind === 'text' || kind === 'time' ? [i] : []))
  return [...question.matchAll(PART)].map(([whole, name, sign, quoted, plain]) => {
    const text = quoted ?? plain ?? ''
    if (name === undefined) return { columns: written, test: contains(text) }
    const column = sheet.columns.findIndex((it) => it.name.toLowerCase() === name.toLowerCase())
    if (column === -1) return { columns: written, test: contains(whole) }
    const test = sign === ':' ? contains(text) : compares(sign!, text, sheet.columns[column]!.kind)
    return { columns: [column], test }
  })
}

function contains(text: string): Test {
  const wanted = text.toLowerCase()
  return (cell, kind) =>
    (kind === 'time' ? cellText(cell, kind) : String(cell)).toLowerCase().includes(wanted)
}

const SIGNS: Readonly<Record<string, (order: number) => boolean>> = {
  '>': (order) => order > 0,
  '<': (order) => order < 0,
  '>=': (order) => order >= 0,
  '<=': (order) => order <= 0,
  '=': (order) => order === 0,
}

function compares(sign: string, text: string, kind: CellKind): Test {
  const holds = SIGNS[sign]!
  if (kind === 'time') return comparesTime(holds, text)
  const amount = kind === 'text' ? undefined : amountOf(text)
  if (amount !== undefined) return (cell) => holds(Math.sign(Number(cell) - amount))
  const wanted = text.toLowerCase()
  return (cell) => holds(orderOf(String(cell).toLowerCase(), wanted))
}

/** As far as it is given: `22:30` means the whole minute, of any day; `2026-01-05T22:30` of that day. */
function comparesTime(holds: (order: number) => boolean, text: string): Test {
  const wanted = text.replace(/T(?=\d)/i, ' ')
  const from = /^\d{1,2}:/.test(wanted) ? 11 : 0
  const padded = /^\d:/.test(wanted) ? `0${wanted}` : wanted
  return (cell) => holds(orderOf(cellText(cell, 'time').slice(from, from + padded.length), padded))
}

function orderOf(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
