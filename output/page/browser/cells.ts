/** Cells as people read them. */
import { quantity } from '../../terminal/quantity.ts'
import { printable } from '../../terminal/text.ts'
import type { CellKind } from './table/facts.ts'

export function cellText(cell: string | number | undefined, kind: CellKind): string {
  if (cell === undefined) return ''
  if (typeof cell === 'string' || kind === 'text') return printable(String(cell))
  if (kind === 'time') return new Date(cell).toISOString().slice(0, 19).replace('T', ' ')
  return quantity(cell, kind)
}
