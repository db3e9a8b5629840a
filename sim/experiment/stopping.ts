/**
 * When are there replications enough? When the intervals of what is asked for are as narrow as they are asked to be.
 *
 * Looking often and stopping at the first narrow interval stops too early: by luck the first values lie close together
 * (measured coverage of 95 % intervals: 91 % with a first look at n = 3, 94 % from n = 10; of a rare rate 56 %, as
 * most trials see nothing happen and report 0 ± 0). Hence floors, no end on zero spread, and the rule of Hoad,
 * Robinson and Davies (2007): the interval must stay narrow for some replications more.
 */
import { meanInterval, Tally } from '../stats/index.ts'
import { isCertain } from './certain.ts'
import { metricNamed } from './condition.ts'
import type { Variant, VariantResults } from './replications.ts'
import type { Replicator } from './replicator.ts'

export interface StoppingRule {
  /** Name of a metric of METRICS. */
  readonly metric: string
  /** What the half-width of the interval of the mean must not exceed, > 0. */
  readonly halfWidth: number
  /** `mean`: a share of the estimated mean; `unit`: in the unit of the metric. */
  readonly of: 'mean' | 'unit'
  /** Of the interval, in (0, 1). */
  readonly confidence: number
}

export interface Stopping {
  /** From 1; there are never fewer replications. */
  readonly min: number
  /** >= min; there are never more. */
  readonly max: number
  /** All must be met, by all variants. */
  readonly rules: readonly StoppingRule[]
}

/** A rule that was not met when there were as many replications as allowed. */
export interface OpenRule {
  readonly variant: string
  readonly rule: StoppingRule
  /** undefined: no value at all. */
  readonly mean: number | undefined
  /** undefined: fewer than two values. */
  readonly halfWidth: number | undefined
  /** Values of the metric. */
  readonly n: number
}

export interface Stopped {
  readonly variants: readonly VariantResults[]
  /** How many replications each variant has. */
  readonly replications: number
  /** Empty unless the maximum was reached. */
  readonly open: readonly OpenRule[]
}

/** Before these counts no interval is trusted: values of a night, and rates of what happens seldom. */
const FLOOR = 10
const FLOOR_OF_SHARES = 30
/** How long a rule must have been met: 5 replications, 5 % of them from 100 on. */
const STAYS = 5
const STAYS_SHARE = 20

/** All variants go on together: whatever is compared has the same nights. */
export async function replicateUntil(
  replicator: Replicator,
  variants: readonly Variant[],
  stopping: Stopping,
): Promise<Stopped> {
  const watch = new StoppingWatch(variants, stopping)
  let count = watch.firstLook
  for (;;) {
    const results = await replicator.upTo(variants, count)
    watch.see(results)
    if (watch.over || count >= stopping.max)
      return { variants: results, replications: count, open: watch.open() }
    count = Math.min(stopping.max, count + Math.max(5, Math.ceil(count / 10)))
  }
}

class StoppingWatch {
  readonly #stopping: Stopping
  readonly #watched: readonly Watched[]
  readonly #floor: number
  #seen = 0
  /** For how many counts in a row all rules have been met. */
  #met = 0

  constructor(variants: readonly Variant[], stopping: Stopping) {
    this.#stopping = stopping
    this.#watched = variants.flatMap(({ name, world }) => {
      const certain = isCertain(world)
      return stopping.rules.map((rule) => new Watched(name, rule, certain))
    })
    this.#floor = Math.max(1, ...this.#watched.map(({ floor }) => floor))
  }

  get firstLook(): number {
    const { min, max } = this.#stopping
    return Math.min(max, Math.max(min, this.#floor === 1 ? 1 : this.#floor + STAYS))
  }

  see(results: readonly VariantResults[]): void {
    const count = results[0]?.replications.length ?? 0
    const byName = new Map(results.map((it) => [it.variant, it.replications]))
    while (this.#seen < count) {
      for (const watched of this.#watched)
        watched.add(byName.get(watched.variant)![this.#seen]!.values[watched.rule.metric])
      this.#seen++
      const met = this.#seen >= this.#floor && this.#watched.every((watched) => watched.isMet)
      this.#met = met ? this.#met + 1 : 0
    }
  }

  get over(): boolean {
    const stays = this.#floor === 1 ? 0 : Math.max(STAYS, Math.floor(this.#seen / STAYS_SHARE))
    return this.#seen >= this.#stopping.min && this.#met > stays
  }

  open(): readonly OpenRule[] {
    return this.#watched.filter((it) => !it.isMet).map((it) => it.asOpen())
  }
}

/** One rule for one variant. */
class Watched {
  readonly variant: string
  readonly rule: StoppingRule
  readonly floor: number
  readonly #certain: boolean
  readonly #tally = new Tally()

  constructor(variant: string, rule: StoppingRule, certain: boolean) {
    this.variant = variant
    this.rule = rule
    this.#certain = certain
    const share = metricNamed(rule.metric).unit === 'share'
    this.floor = certain ? 1 : share ? FLOOR_OF_SHARES : FLOOR
  }

  add(value: number | undefined): void {
    if (value !== undefined) this.#tally.add(value)
  }

  get isMet(): boolean {
    if (this.#certain) return true
    const { mean, halfWidth, n } = this.#interval()
    // No spread so far says that nothing was seen yet, not that nothing can happen.
    if (n < this.floor || mean === undefined || halfWidth === undefined || halfWidth === 0) return false
    const limit = this.rule.of === 'mean' ? this.rule.halfWidth * Math.abs(mean) : this.rule.halfWidth
    return halfWidth <= limit
  }

  asOpen(): OpenRule {
    const { mean, halfWidth, n } = this.#interval()
    return { variant: this.variant, rule: this.rule, mean, halfWidth, n }
  }

  #interval() {
    return meanInterval(this.#tally, this.rule.confidence)
  }
}
