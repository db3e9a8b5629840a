/** Expectations of a scenario against its results: the estimate is compared, or the bound where confidence is asked. */
import { isCertain } from './certain.ts'
import { type Condition, estimate, holds } from './condition.ts'
import { type Judgement, judge } from './judge.ts'
import type { ReplicationResult, Variant } from './replications.ts'

export interface Expectation {
  readonly condition: Condition
  readonly variant: string
  readonly holds: boolean
  /** In the unit of the condition; undefined: nothing was observed, and nothing holds of that. */
  readonly estimate: number | undefined
  /** Where confidence is asked and chance plays a part. */
  readonly judgement: Judgement | undefined
}

export function testExpectation(
  condition: Condition,
  { name, world }: Variant,
  replications: readonly ReplicationResult[],
): Expectation {
  const { term, op, limit, confidence } = condition
  const found = { condition, variant: name, estimate: estimate(term, replications) }
  if (confidence === undefined || isCertain(world)) {
    const value = found.estimate
    return { ...found, holds: value !== undefined && holds(value, op, limit), judgement: undefined }
  }
  const judgement = judge(condition, replications, 1 - confidence)
  return { ...found, holds: judgement.verdict === 'met', judgement }
}
