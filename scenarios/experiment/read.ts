/** The experiment of a file: which patches of the document make which variants. */
import type { Stopping } from '../../sim/experiment/index.ts'
import { child, type MapNode, type Node } from '../document/tree.ts'
import { didYouMean, type Issues } from '../issues.ts'
import { EXPERIMENT, type ExperimentIn, type ReplicationsIn } from '../schema/experiment.ts'
import { type Entry, readMap } from '../schema/shape.ts'
import { type Constraint, parseConstraint } from './constraints.ts'
import { type Factor, factorsOf, refuseUndone, variantsOf } from './factors.ts'
import { Grid, type Point } from './grid.ts'
import { readStopping } from './stopping.ts'

/** Grids above this are a slip of the pen, unless the caller knows what they cost: each point is a world of its own. */
const MOST_POINTS = 10_000
/** Beyond this many combinations the points that meet the constraints are not even counted. */
const MOST_COUNTED = 10_000_000

export interface Experiment {
  readonly replications: number | undefined
  readonly stopping?: Stopping
  readonly confidence: number
  /** How many points there are. */
  readonly size: number
  readonly points: Iterable<Point>
  /** Points of a grid may be left out when they are no valid scenario. */
  readonly isGrid: boolean
}

/** `mostPoints`: more are refused; default 10,000. */
export function readExperiment(
  document: MapNode,
  issues: Issues,
  mostPoints: number = MOST_POINTS,
): Experiment {
  const node = document.entries.get('experiment')?.value
  const blank = node === undefined || (node.kind === 'scalar' && node.value === null)
  const entry = blank ? undefined : readMap(EXPERIMENT, node, 'experiment', issues)
  const data: Partial<ExperimentIn> = entry?.data ?? {}
  const factors = entry === undefined ? [] : factorsOf(entry, document, issues)
  const named = entry === undefined ? [] : variantsOf(entry, document, issues)
  const constraints = entry === undefined ? [] : constraintsOf(entry, factors, issues)
  refuseUndone(named, factors, issues)
  const grid = new Grid(document, named, factors, constraints)
  const size = sizeOf(grid, mostPoints, node ?? document, issues)
  const { replications } = data
  const given: ReplicationsIn = typeof replications === 'object' ? replications : {}
  const stopping = readStopping(child(entry?.node, 'replications'), given, data.confidence, issues)
  const count = typeof replications === 'object' ? replications.min : replications
  const confidence = data.confidence ?? stopping?.rules[0]?.confidence ?? 0.95
  const points = size === 0 ? [] : grid.points()
  return {
    replications: count,
    ...(stopping === undefined ? {} : { stopping }),
    confidence,
    size,
    points,
    isGrid: factors.length > 0,
  }
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

/** The number of points; 0 when there are none, or more than anybody wants (issues given). */
function sizeOf(grid: Grid, most: number, at: Node, issues: Issues): number {
  const size = grid.combinations > MOST_COUNTED ? grid.combinations : grid.count()
  if (size > Math.min(most, MOST_COUNTED)) {
    const limit = Math.min(most, MOST_COUNTED)
    issues.add('E-GRID-SIZE', at, 'experiment', `The experiment has ${size} variants, the limit is ${limit}.`)
    return 0
  }
  if (size === 0) issues.add('E-NO-POINT', at, 'experiment', 'No point of the grid meets all constraints.')
  return size
}
