/** Planning: from a scenario's variants to points, and from the answer to what is written. */
import { CsvWriter, PLAN, planDocument, planLines } from '../../output/index.ts'
import { contradiction, parseCondition, type Scenario } from '../../scenarios/index.ts'
import {
  type Condition,
  type Plan,
  type PlanPoint,
  plan,
  type Replicator,
} from '../../sim/experiment/index.ts'
import { EXIT, UserError } from '../failure.ts'
import { viewOf } from '../run/finished.ts'
import { leftOut } from './left-out.ts'
import type { OwnTable, Study } from './study.ts'

export interface PlanRequest {
  readonly goals: readonly Condition[]
  readonly maxNights: number
}

/** Room for 299 nights without one above a limit, and for rates of 1 % with a few bad nights among them. */
export const MOST_NIGHTS = 1000

/** Throws E-PLAN-FACTORS when there is nothing to choose from. */
export async function planOf(
  scenario: Scenario,
  request: PlanRequest,
  replicator: Replicator,
): Promise<Plan> {
  return plan({ points: pointsOf(scenario), confidence: scenario.confidence, ...request }, replicator)
}

export function planning(scenario: Scenario, request: PlanRequest): Study {
  // What cannot be planned is refused before a folder is made.
  const points = pointsOf(scenario)
  return async (replicator) => {
    const found = await plan({ points, confidence: scenario.confidence, ...request }, replicator)
    const looked = new Map(found.points.map(({ variant, nights }) => [variant, nights]))
    const variants = scenario.variants.filter(({ name }) => looked.has(name))
    const results = []
    // Known by now: nothing is run again.
    for (const it of variants) results.push(...(await replicator.upTo([it], looked.get(it.name)!)))
    return {
      variants: results,
      document: { plan: planDocument(found), comparison: found.steps.flatMap(({ rows }) => rows) },
      files: [planTable(found)],
      lines: (run, page) => planLines(viewOf(run), found, page),
      exit: found.chosen === undefined ? EXIT.expectationFailed : EXIT.done,
    }
  }
}

/** Named variants of the file are one more thing to choose. */
function pointsOf({ variants, warnings }: Scenario): readonly PlanPoint[] {
  if (variants.length < 2)
    throw new UserError(
      'E-PLAN-FACTORS',
      'there is nothing to choose from',
      leftOut(warnings) ?? 'Say what may vary: --vary servers.gw.count=1..16',
    )
  const isNamed = new Set(variants.map(({ factors }) => JSON.stringify(factors))).size < variants.length
  return variants.map((variant) => {
    const { name, factors, cost } = variant
    const words = Object.entries(factors).map(([key, value]) => `${key}=${value}`)
    const own = name.slice(0, name.length - words.join(', ').length).replace(/, $/, '')
    return { variant, values: isNamed ? { variant: own, ...factors } : factors, cost }
  })
}

/** Those of the command line; else what the scenario expects of all variants. */
export function goalsOf({ expect }: Scenario, texts: readonly string[]): readonly Condition[] {
  const goals = texts.length > 0 ? texts.map(goalOf) : expect.filter(({ variant }) => variant === undefined)
  if (goals.length === 0)
    throw new UserError(
      'E-PLAN-GOALS',
      'there is no goal: the scenario expects nothing',
      'Say what is wanted: --goal "p95(backupWindow) <= 8 h"',
    )
  const equal = goals.find(({ op }) => op === '==' || op === '!=')
  if (equal !== undefined)
    throw new UserError('E-GOAL', `\`${equal.text}\`: no number of nights shows equality; use <= or >=`)
  const clash = contradiction(goals)
  if (clash !== undefined)
    throw new UserError('E-GOAL', `\`${clash[0].text}\` and \`${clash[1].text}\` cannot both be met`)
  return goals
}

function goalOf(text: string): Condition {
  const read = parseCondition(text)
  if ('refusal' in read) throw new UserError('E-GOAL', read.refusal)
  return read
}

function planTable({ points }: Plan): OwnTable {
  return [
    PLAN.file,
    (sink, printer) => {
      const writer = new CsvWriter(PLAN, printer, sink)
      writer.header()
      for (const point of points) writer.row(point, { variant: point.variant, replication: 0 })
      writer.flush()
    },
  ]
}
