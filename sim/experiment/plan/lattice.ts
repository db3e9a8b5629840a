/**
 * The points of a plan and how they lie to each other: from cheap to dear, and more or less of each factor.
 *
 * Numbers, and quantities of one unit, are taken in their order, and a larger one as more of the same; that more is not
 * worse is assumed by the search and verified around its answer. Other texts, such as layouts, have no order.
 */
import type { PlanPoint, Value } from './problem.ts'

interface Factor {
  readonly name: string
  readonly ordered: boolean
  /** Distinct; ascending where ordered, else as listed. */
  readonly values: readonly Value[]
}

export class Lattice {
  readonly #factors: readonly Factor[]
  readonly #levels = new Map<PlanPoint, readonly number[]>()
  readonly #ranks = new Map<PlanPoint, number>()
  /** Cheapest first; of equal cost the one with less. */
  readonly points: readonly PlanPoint[]

  constructor(points: readonly PlanPoint[]) {
    const names = Object.keys(points[0]?.values ?? {})
    this.#factors = names.map((name) => factorOf(name, points))
    for (const point of points) this.#levels.set(point, this.#levelsOf(point))
    const size = (point: PlanPoint): number => this.#levels.get(point)!.reduce((sum, it) => sum + it, 0)
    this.points = [...points].sort((a, b) => costOf(a) - costOf(b) || size(a) - size(b))
    this.points.forEach((point, rank) => {
      this.#ranks.set(point, rank)
    })
  }

  get factors(): readonly string[] {
    return this.#factors.map(({ name }) => name)
  }

  /** Some factor goes from less to more. */
  get ordered(): boolean {
    return this.#factors.some(({ ordered }) => ordered)
  }

  /** Place in the order of cost. */
  rank(point: PlanPoint): number {
    return this.#ranks.get(point)!
  }

  /** `less` has nowhere more than `more`, and somewhere less; unordered factors are equal. */
  isBelow(less: PlanPoint, more: PlanPoint): boolean {
    const [a, b] = [this.#levels.get(less)!, this.#levels.get(more)!]
    return (
      less !== more && a.every((level, i) => (this.#factors[i]!.ordered ? level <= b[i]! : level === b[i]))
    )
  }

  /** One step lower in one factor; what is no valid scenario is stepped over. */
  lowerNeighbours(point: PlanPoint): readonly PlanPoint[] {
    return this.#neighbours(point, -1)
  }

  /** One step higher in one factor, cheapest first. */
  upperNeighbours(point: PlanPoint): readonly PlanPoint[] {
    return [...this.#neighbours(point, 1)].sort((a, b) => this.rank(a) - this.rank(b))
  }

  /** Points that differ in one factor only, the ordered one with most values, from low to high. */
  lines(): readonly (readonly PlanPoint[])[] {
    const ordered = this.#factors.filter((it) => it.ordered)
    const axis = ordered.reduce<Factor | undefined>(
      (best, it) => (best === undefined || it.values.length > best.values.length ? it : best),
      undefined,
    )
    if (axis === undefined) return this.points.map((point) => [point])
    const place = this.#factors.indexOf(axis)
    const lines = new Map<string, PlanPoint[]>()
    for (const point of this.points) {
      const key = this.#levels.get(point)!.toSpliced(place, 1).join(' ')
      lines.set(key, [...(lines.get(key) ?? []), point])
    }
    const level = (point: PlanPoint): number => this.#levels.get(point)![place]!
    return [...lines.values()].map((line) => line.sort((a, b) => level(a) - level(b)))
  }

  #neighbours(point: PlanPoint, direction: 1 | -1): readonly PlanPoint[] {
    const levels = this.#levels.get(point)!
    return this.#factors.flatMap(({ ordered }, i) => {
      if (!ordered) return []
      const along = this.points.filter((other) =>
        this.#levels
          .get(other)!
          .every((it, j) => (j === i ? (it - levels[i]!) * direction > 0 : it === levels[j])),
      )
      const distance = (other: PlanPoint): number => Math.abs(this.#levels.get(other)![i]! - levels[i]!)
      return along.sort((a, b) => distance(a) - distance(b)).slice(0, 1)
    })
  }

  #levelsOf({ values }: PlanPoint): readonly number[] {
    return this.#factors.map((factor) => factor.values.indexOf(values[factor.name]!))
  }
}

function factorOf(name: string, points: readonly PlanPoint[]): Factor {
  const values = [...new Set(points.map((point) => point.values[name]!))]
  const read = values.map((value) => ({ value, ...quantityOf(value) }))
  const ordered = read.every(({ unit }) => unit !== undefined && unit === read[0]!.unit)
  if (ordered) read.sort((a, b) => a.amount - b.amount)
  return { name, ordered, values: read.map(({ value }) => value) }
}

const QUANTITY = /^\s*(\d+(?:\.\d+)?)\s*([A-Za-z%][A-Za-z/]*)\s*$/

/** `400 MB/s`; what is no quantity has no unit. */
function quantityOf(value: Value): { readonly amount: number; readonly unit: string | undefined } {
  if (typeof value === 'number') return { amount: value, unit: '' }
  const [, amount, unit] = QUANTITY.exec(value) ?? []
  return { amount: Number(amount), unit }
}

/** Without a cost servers count alike. */
function costOf({ cost, variant }: PlanPoint): number {
  return cost ?? variant.world.servers.length
}
