/** The experiment of a file: which patches of the document make which variants. */

import { type Constraint, holds, parseConstraint } from './constraints.ts'
import { assign, parsePath, type Refusal } from './document/path.ts'
import { type MapNode, type Node, type Plain, plain, type Source } from './document/tree.ts'
import { didYouMean, type Issues } from './issues.ts'
import { typeName } from './quantities/quantity.ts'
import { FACTOR, VARIANT } from './schema/failures.ts'
import { type Entry, readMap } from './schema/shape.ts'
import { EXPERIMENT, type ExperimentIn, type ReplicationsIn, UNTIL } from './schema/top.ts'
import { readList } from './world/scope.ts'

/** A point of the experiment: the document with its values put in. */
export interface Point {
  readonly name: string
  readonly document: MapNode
  readonly factors: Readonly<Record<string, string | number>>
  /** Where the point was asked for. */
  readonly at: Node
  readonly path: string
}

export interface Experiment {
  readonly replications: number | undefined
  readonly confidence: number
  readonly points: readonly Point[]
  /** Points of a grid may be left out when they are no valid scenario. */
  readonly isGrid: boolean
}

/** Grids above this are a slip of the pen: each point is a scenario of its own. */
const MAX_POINTS = 10_000

export function readExperiment(document: MapNode, issues: Issues): Experiment {
  const node = document.entries.get('experiment')?.value
  const blank = node === undefined || (node.kind === 'scalar' && node.value === null)
  const entry = blank ? undefined : readMap(EXPERIMENT, node, 'experiment', issues)
  const data: Partial<ExperimentIn> = entry?.data ?? {}
  const factors = entry === undefined ? [] : factorsOf(entry, document, issues)
  const named = entry === undefined ? [] : variantsOf(entry, document, issues)
  const constraints = entry === undefined ? [] : constraintsOf(entry, factors, issues)
  const points = combine(document, named, factors, constraints, node ?? document, issues)
  const { replications } = data
  const count = typeof replications === 'object' ? replications.min : replications
  const confidence = data.confidence ?? untilConfidence(entry, issues) ?? 0.95
  return { replications: count, confidence, points, isGrid: factors.length > 0 }
}

/** The first stopping rule's confidence; all rules are shape checked. */
function untilConfidence(entry: Entry<ExperimentIn> | undefined, issues: Issues): number | undefined {
  const replications = entry?.node.entries.get('replications')?.value
  const until = replications?.kind === 'map' ? replications.entries.get('until')?.value : undefined
  if (replications === undefined || until === undefined) return undefined
  const given = entry?.data.replications as ReplicationsIn | undefined
  if ((given?.min ?? 0) > (given?.max ?? Infinity)) {
    issues.add('E-RANGE', replications, 'experiment.replications', '`min` is above `max`.')
  }
  const rules = until.kind === 'list' ? until.items : [until]
  const path = 'experiment.replications.until'
  const read = rules.map((rule, i) =>
    readMap(UNTIL, rule, until.kind === 'list' ? `${path}[${i}]` : path, issues),
  )
  return read.find((rule) => rule?.data.confidence !== undefined)?.data.confidence
}

interface Factor {
  readonly name: string
  readonly steps: readonly string[]
  readonly values: readonly Node[]
  readonly at: Node
  readonly path: string
}

/** A node of the experiment as a value of a patch: marked, so that dropped references are notes. */
function varied(node: Node): Node {
  const source: Source = { ...node.source, kind: 'factor' }
  if (node.kind === 'scalar') return { ...node, source }
  if (node.kind === 'list') return { ...node, source, items: node.items.map(varied) }
  const entries = new Map(
    [...node.entries].map(([key, pair]) => [key, { ...pair, source, value: varied(pair.value) }]),
  )
  return { ...node, source, entries }
}

function factorsOf(entry: Entry<ExperimentIn>, document: MapNode, issues: Issues): readonly Factor[] {
  const node = entry.node.entries.get('factors')?.value
  if (node === undefined) return []
  const factors = readList(FACTOR, node, 'experiment.factors', issues).flatMap(
    ({ data, node: at, path }): readonly Factor[] => {
      const steps = stepsOf(data.path, at, `${path}.path`, 'path', document, issues)
      const values = valuesOf(at.entries.get('values')?.value, `${path}.values`, issues)
      if (steps === undefined || values.length === 0) return []
      return [{ name: data.name ?? data.path ?? '', steps, values, at, path }]
    },
  )
  const names = factors.map(({ name }) => name)
  factors.forEach(({ name, at, path }, i) => {
    if (names.indexOf(name) < i)
      issues.add('E-DUPLICATE-NAME', at, path, `A second factor is named \`${name}\`.`)
  })
  return factors
}

/** The steps of a path that leads somewhere; checked with a value that changes nothing. */
function stepsOf(
  text: string | undefined,
  at: MapNode,
  path: string,
  key: string,
  document: MapNode,
  issues: Issues,
): readonly string[] | undefined {
  if (text === undefined) return undefined
  const place = at.entries.get(key)?.value ?? at
  const steps = parsePath(text)
  if ('refusal' in steps) {
    issues.add('E-PATH', place, path, steps.refusal)
    return undefined
  }
  const tried = assign(document, steps, place)
  if (!('refusal' in tried)) return steps
  issues.add('E-PATH', place, path, tried.refusal)
  return undefined
}

function valuesOf(node: Node | undefined, path: string, issues: Issues): readonly Node[] {
  if (node === undefined) return []
  if (node.kind === 'list' && node.items.length > 0) return node.items.map(varied)
  const value = plain(node) as { readonly from?: Plain; readonly to?: Plain } | null
  const { from, to } = node.kind === 'map' ? (value ?? {}) : {}
  const keys = node.kind === 'map' ? [...node.entries.keys()].sort().join() : ''
  if (
    keys === 'from,to' &&
    Number.isInteger(from) &&
    Number.isInteger(to) &&
    (from as number) <= (to as number) &&
    (to as number) - (from as number) < MAX_POINTS
  ) {
    const { source, offset } = varied(node)
    return Array.from({ length: (to as number) - (from as number) + 1 }, (_, i) => ({
      kind: 'scalar',
      value: (from as number) + i,
      source,
      offset,
    }))
  }
  issues.add(
    'E-VALUE',
    node,
    path,
    `Found ${typeName(plain(node))}, expected values such as \`[1, 2, 4]\`, or whole numbers such as \`{ from: 1, to: 8 }\`.`,
  )
  return []
}

interface Named {
  readonly name: string
  readonly document: MapNode
  readonly at: Node
  readonly path: string
}

function variantsOf(entry: Entry<ExperimentIn>, document: MapNode, issues: Issues): readonly Named[] {
  const node = entry.node.entries.get('variants')?.value
  if (node === undefined) return []
  const names = new Set<string>()
  return readList(VARIANT, node, 'experiment.variants', issues).flatMap(
    ({ data, node: at, path }): readonly Named[] => {
      if (data.name === undefined) return []
      if (names.has(data.name))
        issues.add('E-DUPLICATE-NAME', at, path, `A second variant is named \`${data.name}\`.`)
      names.add(data.name)
      const patched = patch(document, at.entries.get('set')?.value, `${path}.set`, issues)
      return patched === undefined ? [] : [{ name: data.name, document: patched, at, path }]
    },
  )
}

function patch(document: MapNode, set: Node | undefined, path: string, issues: Issues): MapNode | undefined {
  if (set === undefined) return document
  if (set.kind !== 'map') {
    issues.add(
      'E-VALUE',
      set,
      path,
      'Found no map, expected paths and values such as `{ "servers.gw.count": 4 }`.',
    )
    return undefined
  }
  let result: MapNode | undefined = document
  for (const [key, pair] of set.entries) {
    const steps = parsePath(key)
    const next: MapNode | Refusal =
      'refusal' in steps ? steps : assign(result ?? document, steps, varied(pair.value))
    if ('refusal' in next) {
      issues.add('E-PATH', pair, `${path}["${key}"]`, next.refusal)
      result = undefined
    } else if (result !== undefined) result = next
  }
  return result
}

function constraintsOf(
  entry: Entry<ExperimentIn>,
  factors: readonly Factor[],
  issues: Issues,
): readonly Constraint[] {
  const node = entry.node.entries.get('constraints')?.value
  const names = factors.map(({ name }) => name)
  return (entry.data.constraints ?? []).flatMap((text, i) => {
    const read = parseConstraint(text)
    const at = node?.kind === 'list' ? node.items[i]! : (node ?? entry.node)
    const path = `experiment.constraints[${i}]`
    if ('refusal' in read) {
      issues.add('E-CONSTRAINT', at, path, read.refusal)
      return []
    }
    const strange = read.names.find((name) => !names.includes(name))
    if (strange === undefined) return [read]
    issues.add('E-CONSTRAINT', at, path, `There is no factor \`${strange}\`.${didYouMean(strange, names)}`)
    return []
  })
}

function combine(
  document: MapNode,
  named: readonly Named[],
  factors: readonly Factor[],
  constraints: readonly Constraint[],
  at: Node,
  issues: Issues,
): readonly Point[] {
  const size = factors.reduce((product, factor) => product * factor.values.length, Math.max(1, named.length))
  if (size > MAX_POINTS) {
    issues.add(
      'E-GRID-SIZE',
      at,
      'experiment',
      `The experiment has ${size} variants, the limit is ${MAX_POINTS}.`,
    )
    return []
  }
  const start: readonly Point[] =
    named.length === 0
      ? [{ name: '', document, factors: {}, at, path: 'experiment' }]
      : named.map((one) => ({ ...one, factors: {} }))
  const grid = factors.reduce(
    (points, factor) =>
      points.flatMap((point) => factor.values.map((value) => extended(point, factor, value))),
    start,
  )
  const allowed = grid.filter((point) => constraints.every((constraint) => holds(constraint, point.factors)))
  if (allowed.length === 0 && grid.length > 0)
    issues.add('E-NO-POINT', at, 'experiment', 'No point of the grid meets all constraints.')
  return allowed.map((point) => (point.name === '' ? { ...point, name: 'base' } : point))
}

function extended(point: Point, factor: Factor, value: Node): Point {
  const bare = plain(value)
  const shown = typeof bare === 'string' || typeof bare === 'number' ? bare : JSON.stringify(bare)
  const name = `${point.name === '' ? '' : `${point.name}, `}${factor.name}=${shown}`
  const patched = assign(point.document, factor.steps, value)
  // The path led somewhere in the plain document; a named patch may have taken that away.
  const document = 'refusal' in patched ? point.document : patched
  return {
    name,
    document,
    factors: { ...point.factors, [factor.name]: shown },
    at: factor.at,
    path: factor.path,
  }
}
