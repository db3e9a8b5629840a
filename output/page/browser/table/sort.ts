/** Rows of a sheet in the order of one of its columns. */
import type { Sheet } from './facts.ts'

export interface Order {
  readonly column: number
  readonly descending: boolean
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** Below 0 if `a` comes first: `vm-2` before `vm-10`. */
export function inOrder(a: string, b: string): number {
  return collator.compare(a, b)
}

/** Rows with equal cells stay as they were; empty cells come last, whatever the direction. */
export function sorted(
  sheet: Sheet,
  places: readonly number[],
  { column, descending }: Order,
): readonly number[] {
  const ranks = ranksOf(sheet, column, places)
  const direction = descending ? -1 : 1
  return [...places].sort((a, b) => {
    const [x, y] = [ranks.get(sheet.rows[a]![column]), ranks.get(sheet.rows[b]![column])]
    if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined)
    return direction * (x - y)
  })
}

/** Texts are compared once for each that is different: that is what makes long tables quick. */
function ranksOf(
  sheet: Sheet,
  column: number,
  places: readonly number[],
): { get(cell: string | number | undefined): number | undefined } {
  if (sheet.columns[column]!.kind !== 'text') return { get: (cell) => cell as number | undefined }
  const texts = new Set<string | number>()
  for (const place of places) {
    const cell = sheet.rows[place]![column]
    if (cell !== undefined) texts.add(cell)
  }
  const ordered = [...texts].sort((a, b) => inOrder(String(a), String(b)))
  return new Map<string | number | undefined, number>(ordered.map((text, rank) => [text, rank]))
}
