/** Every combination of named variants and values of factors that meets the constraints, one at a time. */
import { assign } from '../document/path.ts'
import { type MapNode, type Node, plain } from '../document/tree.ts'
import { type Constraint, holds } from './constraints.ts'
import type { Factor, Named } from './factors.ts'

/** A point of the experiment: the document with its values put in. */
export interface Point {
  readonly name: string
  readonly document: MapNode
  readonly factors: Readonly<Record<string, string | number>>
  /** Where the point was asked for. */
  readonly at: Node
  readonly path: string
}

interface Corner {
  readonly named: Named | undefined
  readonly values: readonly Node[]
  readonly factors: Readonly<Record<string, string | number>>
}

/**
 * Points are made when they are asked for: a grid can be counted, and its first points looked at, without a document
 * for each of a million points. The last factor changes fastest.
 */
export class Grid {
  readonly #document: MapNode
  readonly #named: readonly Named[]
  readonly #factors: readonly Factor[]
  readonly #constraints: readonly Constraint[]
  /** Values as names and constraints see them. */
  readonly #shown: readonly (readonly (string | number)[])[]

  constructor(
    document: MapNode,
    named: readonly Named[],
    factors: readonly Factor[],
    constraints: readonly Constraint[],
  ) {
    this.#document = document
    this.#named = named
    this.#factors = factors
    this.#constraints = constraints
    this.#shown = factors.map(({ values }) => values.map(shown))
  }

  /** Without regard to the constraints. */
  get combinations(): number {
    return this.#factors.reduce(
      (product, { values }) => product * values.length,
      Math.max(1, this.#named.length),
    )
  }

  /** How many points meet the constraints; looks at every combination if there are any. */
  count(): number {
    if (this.#constraints.length === 0) return this.combinations
    let count = 0
    for (const _ of this.#corners()) count++
    return count
  }

  *points(): Generator<Point> {
    for (const corner of this.#corners()) yield this.#pointAt(corner)
  }

  *#corners(): Generator<Corner> {
    const { combinations } = this
    for (let number = 0; number < combinations; number++) {
      const corner = this.#cornerOf(number)
      if (this.#constraints.every((constraint) => holds(constraint, corner.factors))) yield corner
    }
  }

  /** The number, written with one digit for each factor and the first for the named variant. */
  #cornerOf(number: number): Corner {
    const values: Node[] = []
    const digits: number[] = []
    let rest = number
    for (let i = this.#factors.length - 1; i >= 0; i--) {
      const { length } = this.#factors[i]!.values
      digits[i] = rest % length
      values[i] = this.#factors[i]!.values[digits[i]!]!
      rest = Math.floor(rest / length)
    }
    const factors: Record<string, string | number> = {}
    this.#factors.forEach(({ name }, i) => {
      factors[name] = this.#shown[i]![digits[i]!]!
    })
    return { named: this.#named[rest], values, factors }
  }

  #pointAt({ named, values, factors }: Corner): Point {
    let document = named?.document ?? this.#document
    this.#factors.forEach(({ steps }, i) => {
      const patched = assign(document, steps, values[i]!)
      // The path led somewhere in the plain document; a named patch may have taken that away.
      if (!('refusal' in patched)) document = patched
    })
    const words = Object.entries(factors).map(([name, value]) => `${name}=${value}`)
    const name = [...(named === undefined ? [] : [named.name]), ...words].join(', ')
    const { at, path } = this.#factors.at(-1) ?? named ?? { at: this.#document, path: 'experiment' }
    return { name: name === '' ? 'base' : name, document, factors, at, path }
  }
}

function shown(value: Node): string | number {
  const bare = plain(value)
  return typeof bare === 'string' || typeof bare === 'number' ? bare : JSON.stringify(bare)
}
