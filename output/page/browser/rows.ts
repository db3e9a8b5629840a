/** Rows of a table of the page, read by name of column. */
import type { Kind } from '../../column.ts'
import type { PageColumn, PageTable } from '../facts.ts'

export class Rows {
  readonly table: PageTable
  readonly length: number
  readonly #columns: ReadonlyMap<string, PageColumn>

  constructor(table: PageTable) {
    this.table = table
    this.length = table.rows
    this.#columns = new Map(table.columns.map((column) => [column.name, column]))
  }

  /** undefined: the cell is empty, or there is no such column. Times are seconds since the start of the run. */
  number(name: string, row: number): number | undefined {
    return this.#cell(name, row) ?? undefined
  }

  text(name: string, row: number): string | undefined {
    const place = this.#cell(name, row)
    return place === null ? undefined : this.#columns.get(name)?.words?.[place]
  }

  /** How cells of a column are meant; undefined: there is no such column. */
  kind(name: string): Kind | undefined {
    return this.#columns.get(name)?.kind
  }

  #cell(name: string, row: number): number | null {
    const cells = this.#columns.get(name)?.cells ?? null
    return typeof cells === 'object' && cells !== null ? (cells[row] ?? null) : cells
  }

  /** Places of all rows, in order. */
  places(): readonly number[] {
    return Array.from({ length: this.length }, (_, row) => row)
  }

  /** Different texts of a column, in the order of their first rows. */
  texts(name: string): readonly string[] {
    const found = new Set<string>()
    for (let row = 0; row < this.length; row++) {
      const text = this.text(name, row)
      if (text !== undefined) found.add(text)
    }
    return [...found]
  }
}
