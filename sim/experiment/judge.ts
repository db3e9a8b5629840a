/**
 * Is a condition met, with confidence? The unit of evidence is the replication, a night: what happens within one hangs
 * together (definitions in docs/statistics.md).
 *
 * - Conditions on quantiles, extremes and shares ask how often something bad is observed. With one value per night
 *   that is an exact binomial question (Clopper and Pearson); with several, a ratio over nights.
 * - `max(x) <= a` can never be proven for all nights: it asks for at most 1 % of nights above a.
 * - Rates are ratios over nights. With fewer than five affected nights their spread is not known: then the share of
 *   affected nights bounds them, since no night can be worse than whole.
 * - Means have Student's bounds, from ten nights on; when all nights are equal, from thirty.
 */
import { type Bounds, cleanTrials, meanBounds, RatioTally, shareBounds, Tally } from '../stats/index.ts'
import {
  type Comparison,
  type Condition,
  count,
  estimate,
  metricNamed,
  observationsOf,
  type Term,
} from './condition.ts'
import type { ReplicationResult } from './replications.ts'

/** Nights below which no bound is given: an interval of fewer is not to be trusted (docs/statistics.md). */
export const LEAST_NIGHTS = { mean: 10, rate: 30 } as const
/** What "never" means: at most this share of nights. */
export const NEVER = 0.01
const FEW_AFFECTED = 5

export type Verdict = 'met' | 'broken' | 'open'

/** What was counted, bounded and concluded. */
export interface Judgement {
  readonly verdict: Verdict
  /** In the unit of the term; undefined: nothing observed. */
  readonly estimate: number | undefined
  /** What the bounds are about: the term itself, or the share of bad observations it allows. */
  readonly about: 'term' | 'bad nights' | 'bad observations'
  readonly limit: number
  readonly bounds: Bounds | undefined
  /** Nights with a value, and those in which something bad was observed. */
  readonly n: number
  readonly hits: number
  /** So few nights that they could not meet it even without a bad one: how many could. */
  readonly needs?: number
}

/** `tail`: the chance that each bound may err by itself. */
export function judge(
  condition: Condition,
  replications: readonly ReplicationResult[],
  tail: number,
): Judgement {
  const bad = badOf(condition)
  const found =
    bad === undefined ? ofTerm(condition, replications, tail) : ofBad(bad, condition.term, replications, tail)
  return { ...found, estimate: estimate(condition.term, replications) }
}

type Found = Omit<Judgement, 'estimate'>

/** Observations that speak against a condition, and which share of them is allowed. */
interface Bad {
  readonly op: Comparison
  readonly limit: number
  readonly allowed: number
  /** Counted by nights with at least one, not by observations. */
  readonly byNight: boolean
}

const OPPOSITE: Readonly<Record<Comparison, Comparison>> = {
  '<=': '>',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '==': '!=',
  '!=': '==',
}

/** undefined: the condition is one on a mean. */
function badOf({ term, op, limit }: Condition): Bad | undefined {
  const below = op === '<=' || op === '<'
  switch (term.of) {
    case 'mean':
      return undefined
    case 'quantile':
      return { op: OPPOSITE[op], limit, allowed: below ? 1 - term.q : term.q, byNight: false }
    case 'min':
    case 'max':
      return { op: OPPOSITE[op], limit, allowed: NEVER, byNight: true }
    case 'share':
      return below
        ? { op: term.op, limit: term.limit, allowed: limit, byNight: false }
        : { op: OPPOSITE[term.op], limit: term.limit, allowed: 1 - limit, byNight: false }
  }
}

function ofBad(bad: Bad, term: Term, replications: readonly ReplicationResult[], tail: number): Found {
  const ratio = new RatioTally()
  let most = 0
  for (const replication of replications) {
    const observations = observationsOf(term.metric, replication)
    const hits = count(observations, bad.op, bad.limit)
    const whole = observations.length
    most = Math.max(most, whole)
    if (whole > 0) ratio.add(bad.byNight ? Math.min(1, hits) : hits, bad.byNight ? 1 : whole)
  }
  const single = bad.byNight || most <= 1
  const needs = single && bad.allowed > 0 && bad.allowed < 1 ? cleanTrials(bad.allowed, tail) : 0
  const bounds = single ? exact(ratio, tail) : ofRate(ratio, tail)
  return {
    ...concluded(bounds, '<=', bad.allowed),
    about: single ? 'bad nights' : 'bad observations',
    limit: bad.allowed,
    n: ratio.n,
    hits: ratio.affected,
    ...(ratio.n < needs ? { needs } : {}),
  }
}

function ofTerm(
  { term, op, limit, unit }: Condition,
  replications: readonly ReplicationResult[],
  tail: number,
): Found {
  const { metric } = term
  const isGood = metricNamed(metric).better === 'high'
  const tally = new Tally()
  const ratio = new RatioTally()
  for (const { values, counts } of replications) {
    const value = values[metric]
    if (value === undefined) continue
    tally.add(value)
    const { part, whole } = counts[metric] ?? { part: value, whole: 1 }
    ratio.add(isGood ? whole - part : part, whole)
  }
  let bounds: Bounds | undefined
  if (unit === 'share') {
    const bad = ofRate(ratio, tail)
    bounds = bad && isGood ? { low: 1 - bad.high, high: 1 - bad.low } : bad
  } else if (tally.n >= (tally.sd === 0 ? LEAST_NIGHTS.rate : LEAST_NIGHTS.mean))
    bounds = meanBounds(tally, tail)
  return { ...concluded(bounds, op, limit), about: 'term', limit, n: tally.n, hits: ratio.affected }
}

function exact({ n, affected }: RatioTally, tail: number): Bounds | undefined {
  return n === 0 ? undefined : shareBounds(affected, n, tail)
}

function ofRate(ratio: RatioTally, tail: number): Bounds | undefined {
  if (ratio.n < LEAST_NIGHTS.rate) return undefined
  if (ratio.affected >= FEW_AFFECTED) return ratio.shareBounds(tail)
  return { low: 0, high: exact(ratio, tail)!.high }
}

/** Met: even the bound on the bad side meets the limit. Broken: even the one on the good side does not. */
function concluded(
  bounds: Bounds | undefined,
  op: Comparison,
  limit: number,
): Pick<Judgement, 'verdict' | 'bounds'> {
  return { bounds, verdict: bounds === undefined ? 'open' : verdictOf(bounds, op, limit) }
}

function verdictOf({ low, high }: Bounds, op: Comparison, limit: number): Verdict {
  switch (op) {
    case '<=':
    case '<':
      return high <= limit ? 'met' : low > limit ? 'broken' : 'open'
    case '>=':
    case '>':
      return low >= limit ? 'met' : high < limit ? 'broken' : 'open'
    // No number of nights proves equality.
    default:
      return 'open'
  }
}
