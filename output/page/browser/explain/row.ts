/** A row of the page's tables as its file has it: times are texts of the wall clock again. */
import type { FactRow } from '../../../explain/records.ts'
import { cellText } from '../cells.ts'
import type { Night } from '../night.ts'
import type { Rows } from '../rows.ts'

export class PageRow implements FactRow {
  readonly #rows: Rows
  readonly #place: number
  readonly #night: Night

  constructor(rows: Rows, place: number, night: Night) {
    this.#rows = rows
    this.#place = place
    this.#night = night
  }

  maybe(name: string): string | undefined {
    if (this.#rows.kind(name) !== 'time') return this.#rows.text(name, this.#place)
    const seconds = this.maybeNumber(name)
    return seconds === undefined ? undefined : cellText(this.#night.at(seconds), 'time')
  }

  text(name: string): string {
    return this.maybe(name) ?? ''
  }

  maybeNumber(name: string): number | undefined {
    return this.#rows.number(name, this.#place)
  }

  number(name: string): number {
    return this.maybeNumber(name) ?? 0
  }

  maybeFlag(name: string): boolean | undefined {
    const value = this.maybeNumber(name)
    return value === undefined ? undefined : value === 1
  }

  broken(what: string): Error {
    return new Error(`${this.#rows.table.file}, row ${this.#place + 1}: ${what}`)
  }
}
