/** The experiment of a file: which patches of the document make which variants. */
import { assign } from '../document/path.ts'
import { type MapNode, type Node, plain } from '../document/tree.ts'
import { didYouMean, type Issues } from '../issues.ts'
import { EXPERIMENT, type ExperimentIn, type ReplicationsIn, UNTIL } from '../schema/experiment.ts'
import { type Entry, readMap } from '../schema/shape.ts'
import { type Constraint, holds, parseConstraint } from './constraints.ts'
import { type Factor, factorsOf, MAX_POINTS, type Named, variantsOf } from './factors.ts'

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
