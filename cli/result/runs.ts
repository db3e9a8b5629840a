/**
 * Picks the records of some runs out of the text of a table, before it is parsed: of a hundred nights one is wanted, and
 * to parse the others took most of the time. Variant and replication open every record; records end where a line ends
 * outside of quotes (RFC 4180).
 */
import { parse } from 'csv-parse/sync'
import { plainText } from '../../output/index.ts'

export interface RunKey {
  readonly variant: string
  readonly replication: number
}

export class RunFilter {
  readonly #delimiter: string
  readonly #runs: readonly RunKey[]
  /** By the text that opens a record: whose it is; -1: nobody's. */
  readonly #known = new Map<string, number>()
  readonly #open: Set<number>
  #rest = ''
  #header = true
  #last = -1

  constructor(delimiter: string, runs: readonly RunKey[]) {
    this.#delimiter = delimiter
    this.#runs = runs
    this.#open = new Set(runs.keys())
  }

  /** Records of a run stand together: nothing that is wanted follows. */
  get done(): boolean {
    return this.#open.size === 0
  }

  /** The header and the wanted records that the text completes. */
  pass(text: string): string {
    const all = this.#rest + text
    let kept = ''
    let at = 0
    for (let end = endOfRecord(all, at); end > 0 && !this.done; end = endOfRecord(all, at)) {
      if (this.#wants(all, at)) kept += all.slice(at, end)
      at = end
    }
    this.#rest = all.slice(at)
    return kept
  }

  /** What stands behind the last end of a line. */
  rest(): string {
    const rest = this.#rest
    this.#rest = ''
    return rest !== '' && !this.done && this.#wants(rest, 0) ? rest : ''
  }

  #wants(text: string, at: number): boolean {
    if (this.#header) {
      this.#header = false
      return true
    }
    const opening = this.#openingOf(text, at)
    let place = this.#known.get(opening)
    if (place === undefined) {
      place = this.#placeOf(opening)
      this.#known.set(opening, place)
    }
    if (place !== this.#last) this.#open.delete(this.#last)
    this.#last = place
    return place >= 0
  }

  /** The first two cells as they are written. */
  #openingOf(text: string, at: number): string {
    let first = at
    // Quotes that are doubled open again.
    while (text[first] === '"') first = afterQuotes(text, first)
    const second = text.indexOf(this.#delimiter, text.indexOf(this.#delimiter, first) + 1)
    return text.slice(at, second < 0 ? undefined : second)
  }

  #placeOf(opening: string): number {
    const [[variant = '', replication = ''] = []] = parse(opening, {
      delimiter: this.#delimiter,
    }) as string[][]
    const name = plainText(variant)
    return this.#runs.findIndex((run) => run.variant === name && run.replication === Number(replication))
  }
}

/** Behind the line that ends the record; 0: it does not end here. */
function endOfRecord(text: string, at: number): number {
  let line = text.indexOf('\n', at)
  let quote = text.indexOf('"', at)
  while (quote >= 0 && quote < line) {
    const closed = afterQuotes(text, quote)
    if (closed < 0) return 0
    if (closed > line) line = text.indexOf('\n', closed)
    quote = text.indexOf('"', closed)
  }
  return line + 1
}

/** Behind the quotes that close those at `at`; -1: they are not closed. */
function afterQuotes(text: string, at: number): number {
  const closing = text.indexOf('"', at + 1)
  return closing < 0 ? -1 : closing + 1
}
