/** `replications: { min, max, until }`: rules whose metric is known and whose half-width is in its unit. */
import { METRICS, type Metric, type Stopping, type StoppingRule } from '../../sim/experiment/index.ts'
import { child, type Node, plain } from '../document/tree.ts'
import { didYouMean, type Issues } from '../issues.ts'
import { isRefused, type Read, readQuantity, SHARE, typeName } from '../quantities/quantity.ts'
import { type ReplicationsIn, UNTIL } from '../schema/experiment.ts'
import { type Entry, readMap } from '../schema/shape.ts'
import { QUANTITIES } from './conditions.ts'

const PATH = 'experiment.replications'
/** When a rule stands without a maximum. */
const USUAL_MAX = 1000

/** undefined: a plain number of replications, or no rule. */
export function readStopping(
  node: Node | undefined,
  given: ReplicationsIn,
  confidence: number | undefined,
  issues: Issues,
): Stopping | undefined {
  if (node?.kind !== 'map') return undefined
  const { min = 1, max = Math.max(min, USUAL_MAX) } = given
  if (min > max) issues.add('E-RANGE', node, PATH, '`min` is above `max`.')
  const until = child(node, 'until')
  if (until === undefined) return undefined
  const items = until.kind === 'list' ? until.items : [until]
  const entries = items.flatMap((item, i) => {
    const entry = readMap(UNTIL, item, `${PATH}.until${until.kind === 'list' ? `[${i}]` : ''}`, issues)
    return entry === undefined ? [] : [entry]
  })
  // The first confidence that is given counts for all that are silent.
  const usual = confidence ?? entries.find(({ data }) => data.confidence !== undefined)?.data.confidence
  const rules = entries.flatMap((entry) => ruleOf(entry, usual ?? 0.95, issues))
  return rules.length === 0 ? undefined : { min, max, rules }
}

function ruleOf(
  { data, node, path }: Entry<{ metric?: string; confidence?: number }>,
  usual: number,
  issues: Issues,
): readonly StoppingRule[] {
  const written = child(node, 'halfWidth')
  if (data.metric === undefined || written === undefined) return []
  const metric = METRICS.find(({ name }) => name === data.metric)
  if (metric === undefined) {
    const names = METRICS.map(({ name }) => name)
    const says = `There is no metric \`${data.metric}\`.${didYouMean(data.metric, names)}`
    issues.add('E-REFERENCE', child(node, 'metric') ?? node, `${path}.metric`, says)
    return []
  }
  const width = halfWidthOf(metric, plain(written))
  if (isRefused(width)) {
    issues.add(width.code, written, `${path}.halfWidth`, width.says)
    return []
  }
  return [{ metric: metric.name, ...width, confidence: data.confidence ?? usual }]
}

type Width = Pick<StoppingRule, 'halfWidth' | 'of'>

/** `0.5 points`: of a share, which a bare `0.5 %` would leave open to be meant of the mean. */
const POINTS = /^\s*(\d+(?:\.\d+)?)\s*points?\s*$/

function halfWidthOf(
  metric: Metric,
  written: unknown,
): Width | { readonly code: string; readonly says: string } {
  const points = typeof written === 'string' ? POINTS.exec(written) : null
  const relative = typeof written === 'string' && written.trim().endsWith('%')
  const read: Read =
    points !== null && metric.unit === 'share'
      ? Number(points[1]) / 100
      : readQuantity(relative ? SHARE : QUANTITIES[metric.unit], written)
  if (isRefused(read)) {
    const own =
      metric.unit === 'share' ? '`0.5 points` (percentage points)' : QUANTITIES[metric.unit].expected
    const says = `Found ${typeName(written)}, expected a share of the mean such as \`2 %\`, or, as \`${metric.name}\` is in ${metric.unit}, ${own}.`
    return { code: read.code, says }
  }
  if (read === 0)
    return {
      code: 'E-RANGE',
      says: `Found ${typeName(written)}, expected more than 0: no interval is that narrow.`,
    }
  const absolute = points !== null || (!relative && metric.unit !== 'share')
  return { halfWidth: read, of: absolute ? 'unit' : 'mean' }
}
