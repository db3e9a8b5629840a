import type { Algorithm } from '../model/index.ts'
import { Sample } from '../stats/index.ts'
import { SPLITS, type SplitName } from './metrics.ts'

/** The observations of one metric in one replication. */
export class Series {
  readonly pooled: Sample = new Sample()
  #sum = 0

  /** `inQuantiles` differs from the value for what was stopped: it counts as longer than any limit. */
  add(value: number, inQuantiles: number = value): void {
    this.#sum += value
    this.pooled.add(inQuantiles)
  }

  get sum(): number {
    return this.#sum
  }

  /** The metric's value for the replication. A plain sum: a share of whole counts comes out exactly. */
  get mean(): number | undefined {
    return ratio(this.#sum, this.pooled.n)
  }
}

/** A metric with its parts for fulls and increments; other algorithms count in the whole only. */
export class SplitSeries {
  readonly #name: string
  readonly #all = new Series()
  readonly #parts: Readonly<Record<SplitName, Series>> = { full: new Series(), increment: new Series() }

  constructor(name: string) {
    this.#name = name
  }

  add(algorithm: Algorithm, value: number, inQuantiles: number = value): void {
    this.#all.add(value, inQuantiles)
    if (algorithm === 'full' || algorithm === 'increment') this.#parts[algorithm].add(value, inQuantiles)
  }

  /** By name of the metric. */
  entries(): readonly (readonly [string, Series])[] {
    return [
      [this.#name, this.#all],
      ...SPLITS.map((it) => [`${this.#name}{${it}}`, this.#parts[it]] as const),
    ]
  }
}

/** part / whole; undefined when there is nothing to divide by. */
export function ratio(part: number, whole: number): number | undefined {
  return whole > 0 ? part / whole : undefined
}
