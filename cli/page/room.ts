/** Rows that have room on the page or not, where thinning them out would tell something else. */
import type { PageTableMaker } from '../../output/index.ts'
import type { Row } from '../result/rows.ts'

export interface Room {
  has(row: Row, maker: PageTableMaker): boolean
  /** Rows that had none. */
  readonly left: number
  readonly why: string
}

export const ENDLESS: Room = { has: () => true, left: 0, why: '' }

/** Of load.csv: a gateway has all of its rows or none, as a curve with holes is another curve. */
export class LoadRoom implements Room {
  readonly why = 'only the first have room here'
  left = 0
  readonly #most: number
  readonly #known = new Map<string, boolean>()
  /** Rows of the first gateway: all have as many, and its own stand first. */
  #each = 0
  #first: string | undefined

  constructor(most: number) {
    this.#most = most
  }

  has(row: Row, maker: PageTableMaker): boolean {
    const name = row.text('gateway')
    this.#first ??= name
    if (name === this.#first) this.#each++
    let fits = this.#known.get(name)
    if (fits === undefined) {
      fits = name === this.#first || maker.rows + this.#each <= this.#most
      this.#known.set(name, fits)
    }
    if (!fits) this.left++
    return fits
  }
}

/** Of decisions.csv, which names every server that was considered: bytes of its texts are counted. */
export class TextRoom implements Room {
  readonly why = 'the first fill the room that decisions have here'
  left = 0
  readonly #bytes: number

  constructor(bytes: number) {
    this.#bytes = bytes
  }

  has(_row: Row, maker: PageTableMaker): boolean {
    const fits = maker.textBytes <= this.#bytes
    if (!fits) this.left++
    return fits
  }
}
