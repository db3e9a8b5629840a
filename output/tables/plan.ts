/** The points that a plan looked at, and what result.json says of it. */
import type { GoalFinding, Plan, PlannedPoint } from '../../sim/experiment/index.ts'
import { columnsOf, type Table } from '../column.ts'
import { planSentences } from '../plan-words.ts'

const of = columnsOf<PlannedPoint>()

const decisive = ({ findings, decisive: place }: PlannedPoint): GoalFinding => findings[place]!

/** undefined where it was not shown either way. */
function feasible({ verdict }: PlannedPoint): boolean | undefined {
  return verdict === 'feasible' ? true : verdict === 'infeasible' ? false : undefined
}

/** The bound that decided or is to decide: the one on the side of the limit. */
function boundOf({ goal: { op }, bounds, about, verdict }: GoalFinding): number | undefined {
  const isUpper = about !== 'term' || op === '<=' || op === '<'
  return (verdict === 'broken') === isUpper ? bounds?.low : bounds?.high
}

/** One row per point, cheapest first. */
export const PLAN: Table<PlannedPoint> = {
  file: 'plan.csv',
  columns: [
    of.value('value', ({ values, variant }) => {
      const all = Object.values(values)
      return all.length === 1 ? all[0] : variant
    }),
    of.number('cost'),
    of.text('verdict'),
    of.number('feasible', (point) => flagged(feasible(point))),
    of.number('nights'),
    of.text('goal', (point) => decisive(point).goal.text),
    of.number('failures', (point) => decisive(point).hits),
    of.number('bound', (point) => boundOf(decisive(point))),
    of.number('estimate', (point) => decisive(point).estimate),
    of.number('throughput'),
    of.text('bottleneck', ({ bottleneck }) => bottleneck?.stage),
    of.number('bottleneckShare', ({ bottleneck }) => bottleneck?.share),
    of.text('variant'),
  ],
}

function flagged(value: boolean | undefined): number | undefined {
  return value === undefined ? undefined : value ? 1 : 0
}

/** Of a point, what is read back; result.json has more of it. */
export interface PlanDocumentPoint {
  readonly value: string | number
  readonly variant: string
  readonly verdict: PlannedPoint['verdict']
}

/** `plan` of result.json. */
export interface PlanDocument {
  readonly factor: string
  readonly goals: readonly string[]
  readonly confidence: number
  readonly maxNights: number
  readonly unit: Plan['unit']
  /** null: none is shown to be enough. */
  readonly chosen: string | number | null
  readonly points: readonly PlanDocumentPoint[]
  readonly below: readonly string[]
  readonly anomalies: Plan['anomalies']
  readonly steps: Plan['steps']
  readonly reason: string
}

export function planDocument(plan: Plan): PlanDocument {
  const chosen = plan.points.find(({ variant }) => variant === plan.chosen)
  return {
    factor: plan.factors.join(', '),
    goals: plan.goals.map(({ text }) => text),
    confidence: plan.confidence,
    maxNights: plan.maxNights,
    unit: plan.unit,
    chosen: chosen === undefined ? null : chosenValue(chosen),
    points: plan.points.map(pointOf),
    below: plan.below,
    anomalies: plan.anomalies,
    steps: plan.steps,
    reason: planSentences(plan).join(' ').replaceAll('\u00a0', ' '),
  }
}

function chosenValue({ values, variant }: PlannedPoint): string | number {
  const all = Object.values(values)
  return all.length === 1 ? all[0]! : variant
}

function pointOf(point: PlannedPoint): PlanDocumentPoint & Readonly<Record<string, unknown>> {
  const { values, variant, cost, verdict, exact, nights, findings, throughput, bottleneck } = point
  const { hits, estimate } = decisive(point)
  return {
    value: chosenValue(point),
    variant,
    values,
    cost: cost ?? null,
    verdict,
    feasible: feasible(point) ?? null,
    exact,
    nights,
    failures: hits,
    bound: boundOf(decisive(point)) ?? null,
    estimate: estimate ?? null,
    throughput: throughput ?? null,
    bottleneck: bottleneck ?? null,
    goals: findings.map((it) => ({
      goal: it.goal.text,
      verdict: it.verdict,
      estimate: it.estimate ?? null,
      about: it.about,
      limit: it.limit,
      bounds: it.bounds ?? null,
      nights: it.nights,
      n: it.n,
      failures: it.hits,
    })),
  }
}
