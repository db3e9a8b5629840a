/**
 * What a scenario came to when somebody last looked, kept beside it, and whether it still does. The same program on
 * the same scenario must give the same run, bit for bit; another version or an edited scenario may differ by chance,
 * and a difference counts only beyond it.
 */
import { holm, type Moments, welch } from '../stats/index.ts'
import { metricNamed } from './condition.ts'
import { combineFingerprints } from './hash.ts'
import type { Better, MetricUnit } from './metric.ts'
import { METRICS } from './metrics.ts'
import { tallyOf } from './pooled.ts'
import type { VariantResults } from './replications.ts'

/** What results depend on. */
export interface Identity {
  /** Version of the program. */
  readonly version: string
  /** Hash of the scenario, its seed included. */
  readonly scenario: string
}

export interface KeptVariant {
  readonly name: string
  readonly fingerprint: string
  /** Metrics that had a value, over replications; sd is 0 where n is 1. */
  readonly metrics: Readonly<Record<string, Moments>>
}

export interface Baseline extends Identity {
  readonly replications: number
  readonly variants: readonly KeptVariant[]
}

export function baselineOf(results: readonly VariantResults[], identity: Identity): Baseline {
  return {
    version: identity.version,
    scenario: identity.scenario,
    replications: results[0]?.replications.length ?? 0,
    variants: results.map(keptVariant),
  }
}

function keptVariant({ variant, replications }: VariantResults): KeptVariant {
  const metrics: Record<string, Moments> = {}
  for (const { name } of METRICS) {
    const { n, mean, sd } = tallyOf(name, replications)
    if (mean !== undefined) metrics[name] = { mean, sd: sd ?? 0, n }
  }
  return {
    name: variant,
    fingerprint: combineFingerprints(replications.map((it) => it.fingerprint)),
    metrics,
  }
}

/** A metric whose value differs. */
export interface Change {
  readonly variant: string
  readonly metric: string
  readonly unit: MetricUnit
  readonly better: Better
  /** Means over replications; undefined: no value. */
  readonly was: number | undefined
  readonly is: number | undefined
  /** Of the interval of the difference; undefined where no spread is known. */
  readonly halfWidth: number | undefined
  /** Probability of a difference of this size by chance, corrected for all metrics that were looked at. */
  readonly p: number | undefined
  /** More than chance explains; without any spread every difference is. */
  readonly significant: boolean
}

export interface BaselineComparison {
  /** `exact`: same program, same scenario, as many replications; then the runs themselves must be equal. */
  readonly kind: 'exact' | 'statistical'
  readonly moved: boolean
  /** Variants whose runs are no longer the same; empty when `kind` is statistical. */
  readonly differing: readonly string[]
  /** In the order of variants and of METRICS. */
  readonly changes: readonly Change[]
  /** Variants of the baseline that there are no more, and those that it does not know. */
  readonly gone: readonly string[]
  readonly added: readonly string[]
}

/** Relative; below it lies the rounding of sums in another order. */
const EQUAL = 1e-9

export function compareWithBaseline(was: Baseline, is: Baseline, confidence: number): BaselineComparison {
  const same =
    was.version === is.version && was.scenario === is.scenario && was.replications === is.replications
  const pairs = is.variants.flatMap((now) => {
    const before = was.variants.find(({ name }) => name === now.name)
    return before === undefined ? [] : [[before, now] as const]
  })
  const differing = same
    ? pairs.filter(([before, now]) => before.fingerprint !== now.fingerprint).map(([, now]) => now.name)
    : []
  const gone = namesWithout(was, is)
  const changes = pairs.flatMap(([before, now]) => changesOf(before, now, confidence))
  const judged = corrected(changes, compared(pairs), confidence)
  return {
    kind: same ? 'exact' : 'statistical',
    moved: gone.length > 0 || (same ? differing.length > 0 : judged.some(({ significant }) => significant)),
    differing,
    changes: judged,
    gone,
    added: namesWithout(is, was),
  }
}

function namesWithout(a: Baseline, b: Baseline): readonly string[] {
  return a.variants.map(({ name }) => name).filter((name) => !b.variants.some((it) => it.name === name))
}

/** What was looked at by a test; metrics that agree to the last digit count too. */
function compared(pairs: readonly (readonly [KeptVariant, KeptVariant])[]): number {
  let count = 0
  for (const [before, now] of pairs) {
    for (const name of Object.keys(before.metrics)) if (now.metrics[name] !== undefined) count++
  }
  return count
}

function changesOf(before: KeptVariant, now: KeptVariant, confidence: number): readonly Change[] {
  return METRICS.flatMap(({ name }) => {
    const [was, is] = [before.metrics[name], now.metrics[name]]
    // A baseline of an older version does not know every metric.
    if (was === undefined || isEqual(was.mean, is?.mean)) return []
    return [change(now.name, name, was, is, confidence)]
  })
}

function isEqual(a: number, b: number | undefined): boolean {
  return b !== undefined && Math.abs(a - b) <= EQUAL * Math.max(Math.abs(a), Math.abs(b))
}

function change(
  variant: string,
  metric: string,
  was: Moments,
  is: Moments | undefined,
  confidence: number,
): Change {
  const { unit, better } = metricNamed(metric)
  const test = is === undefined ? undefined : welch(was, is, confidence)
  return {
    variant,
    metric,
    unit,
    better,
    was: was.mean,
    is: is?.mean,
    halfWidth: test?.halfWidth,
    p: test?.p,
    significant: test === undefined,
  }
}

/** Holm over all that were looked at: those that agree have p = 1 and stand behind. */
function corrected(changes: readonly Change[], looked: number, confidence: number): readonly Change[] {
  const agreeing = looked - changes.filter(({ is }) => is !== undefined).length
  const others = Array.from({ length: agreeing }, () => 1)
  const adjusted = holm([...changes.map(({ p }) => p), ...others])
  return changes.map((it, i) => {
    const p = adjusted[i]
    return p === undefined ? it : { ...it, p, significant: p <= 1 - confidence }
  })
}
