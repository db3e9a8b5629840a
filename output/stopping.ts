/** What is said when replications ended at their maximum. */
import { metricNamed, type OpenRule } from '../sim/experiment/index.ts'
import type { ResultWarning } from './result.ts'
import { counted, percent, quantity } from './terminal/quantity.ts'

/** One warning for each rule, about the variant that is farthest from meeting it. */
export function stoppingWarnings(open: readonly OpenRule[], replications: number): readonly ResultWarning[] {
  const worst = new Map<OpenRule['rule'], OpenRule>()
  for (const it of open) {
    const known = worst.get(it.rule)
    if (known === undefined || excess(it) > excess(known)) worst.set(it.rule, it)
  }
  return [...worst.values()].map((it) => ({
    code: 'W-REPLICATIONS-MAX',
    message: `${counted(replications, 'replication')} are the most allowed, but ${sentence(it)}`,
    at: it.variant,
  }))
}

function excess({ rule, mean = 0, halfWidth = Infinity }: OpenRule): number {
  return halfWidth / (rule.of === 'mean' ? Math.abs(mean) : 1)
}

function sentence({ rule, mean, halfWidth, n }: OpenRule): string {
  const { metric, confidence } = rule
  const unit = metricNamed(metric).unit
  const wanted =
    rule.of === 'mean'
      ? `${Number((rule.halfWidth * 100).toPrecision(6))} % of the mean`
      : quantity(rule.halfWidth, unit)
  if (mean === undefined || halfWidth === undefined)
    return `${metric} has ${n === 0 ? 'no value' : 'one value only'}.`
  if (halfWidth === 0)
    return `${metric} was ${quantity(mean, unit)} in all of them, which says nothing about its spread.`
  return `the ${percent(confidence)} interval of ${metric} is ${quantity(mean, unit)} ± ${quantity(halfWidth, unit)}; ± ${wanted} was asked for.`
}
