/**
 * The best of several variants by one metric: all begin, those that fall behind are screened out on the way and get no
 * more nights (Kim and Nelson 2001, see sim/stats/selection.ts), until one is left.
 */
import { KimNelson, Tally } from '../stats/index.ts'
import { isCertain } from './certain.ts'
import { metricNamed } from './condition.ts'
import type { MetricUnit } from './metric.ts'
import type { ReplicationResult, Variant, VariantResults } from './replications.ts'
import type { Replicator } from './replicator.ts'

export interface SelectionRequest {
  /** Name of a metric that has a direction. */
  readonly metric: string
  /** The smallest difference that matters, in the unit of the metric, > 0. */
  readonly indifference: number
  /** Wanted probability of choosing the best, above 1 / number of variants. */
  readonly confidence: number
  /** No variant gets more replications. */
  readonly max: number
}

export interface Contestant {
  readonly variant: string
  /** How many replications it got. */
  readonly replications: number
  /** Over these; undefined: no value. */
  readonly mean: number | undefined
  /** After how many replications it was out; undefined: it never was. */
  readonly screenedOut: number | undefined
}

export interface Selection extends Omit<SelectionRequest, 'max'> {
  readonly unit: MetricUnit
  /** undefined: several were left when there were as many replications as allowed. */
  readonly chosen: string | undefined
  /** Chance has no part: the choice is certain. */
  readonly exact: boolean
  /** In the order of the variants. */
  readonly contestants: readonly Contestant[]
  /** Pairs without any difference in the first nights, though chance has a part: it tells nothing about them. */
  readonly alike: readonly (readonly [string, string])[]
}

export interface Selected {
  readonly selection: Selection
  /** Each variant with the replications that it got. */
  readonly variants: readonly VariantResults[]
}

/** Values before the first screening: of a night, and of rates, most of whose nights show nothing. */
const FIRST = 10
const FIRST_OF_SHARES = 30
/** Replications are asked for in small lots, so that several can be run at once. */
const LOT = 5

/** @throws RangeError for an unknown metric or one without direction. */
export async function selectBest(
  replicator: Replicator,
  variants: readonly Variant[],
  request: SelectionRequest,
): Promise<Selected> {
  const certain = variants.every(({ world }) => isCertain(world))
  const contest = certain ? undefined : new Contest(variants, request)
  let count = certain ? 1 : Math.min(request.max, contest!.first)
  let results = await replicator.upTo(variants, count)
  while (contest !== undefined && !contest.see(results) && count < request.max) {
    count = Math.min(request.max, count + LOT)
    results = await replicator.upTo(contest.surviving, count)
  }
  const all: VariantResults[] = []
  for (const variant of variants)
    all.push(...(await replicator.upTo([variant], contest?.usedOf(variant.name) ?? count)))
  const contestants = all.map((it) => contestantOf(it, request.metric, contest?.screenedOut(it.variant)))
  return { variants: all, selection: selectionOf(request, contestants, contest) }
}

function selectionOf(
  { metric, indifference, confidence }: SelectionRequest,
  contestants: readonly Contestant[],
  contest: Contest | undefined,
): Selection {
  const left = contestants.filter(({ screenedOut }) => screenedOut === undefined)
  return {
    metric,
    unit: metricNamed(metric).unit,
    indifference,
    confidence,
    chosen: contest === undefined ? bestOf(left, metric) : left.length === 1 ? left[0]!.variant : undefined,
    exact: contest === undefined,
    contestants,
    alike: contest?.alike ?? [],
  }
}

function contestantOf(
  { variant, replications }: VariantResults,
  metric: string,
  screenedOut: number | undefined,
): Contestant {
  const tally = new Tally()
  for (const { values } of replications) {
    const value = values[metric]
    if (value !== undefined) tally.add(value)
  }
  return { variant, replications: replications.length, mean: tally.mean, screenedOut }
}

function bestOf(contestants: readonly Contestant[], metric: string): string | undefined {
  const sign = signOf(metric)
  const known = contestants.filter(({ mean }) => mean !== undefined)
  return known.reduce<Contestant | undefined>(
    (best, it) => (best === undefined || sign * it.mean! > sign * best.mean! ? it : best),
    undefined,
  )?.variant
}

/** Large values are good, or made so. */
function signOf(metric: string): 1 | -1 {
  const { better } = metricNamed(metric)
  if (better === undefined) throw new RangeError(`neither more nor less of ${metric} is better`)
  return better === 'high' ? 1 : -1
}

/** The procedure, fed with replications. */
class Contest {
  readonly first: number
  readonly #variants: readonly Variant[]
  readonly #metric: string
  readonly #sign: 1 | -1
  readonly #procedure: KimNelson
  /** Replications looked at; nights in which a survivor has no value are looked at, but not used. */
  #seen = 0
  #over = false
  readonly #outAfter = new Map<string, number>()
  readonly #pairs = new Map<string, readonly [string, string]>()

  constructor(variants: readonly Variant[], { metric, indifference, confidence }: SelectionRequest) {
    this.first = metricNamed(metric).unit === 'share' ? FIRST_OF_SHARES : FIRST
    this.#variants = variants
    this.#metric = metric
    this.#sign = signOf(metric)
    this.#procedure = new KimNelson(variants.length, { confidence, indifference, first: this.first })
    variants.forEach(({ name }, i) => {
      for (const other of variants.slice(i + 1)) this.#pairs.set(`${name} ${other.name}`, [name, other.name])
    })
  }

  get surviving(): readonly Variant[] {
    return this.#procedure.surviving.map((i) => this.#variants[i]!)
  }

  get alike(): readonly (readonly [string, string])[] {
    return [...this.#pairs.values()]
  }

  screenedOut(variant: string): number | undefined {
    return this.#outAfter.get(variant)
  }

  usedOf(variant: string): number {
    return this.#outAfter.get(variant) ?? this.#seen
  }

  /** True when one is left; replications beyond that are not looked at. */
  see(results: readonly VariantResults[]): boolean {
    const byName = new Map(results.map((it) => [it.variant, it.replications]))
    const count = results[0]!.replications.length
    while (this.#seen < count && !this.#over) this.#seeNight(byName)
    return this.#over
  }

  #seeNight(byName: ReadonlyMap<string, readonly ReplicationResult[]>): void {
    const night = this.#seen++
    const values = new Map<number, number>()
    for (const i of this.#procedure.surviving) {
      const value = byName.get(this.#variants[i]!.name)![night]!.values[this.#metric]
      if (value !== undefined) values.set(i, this.#sign * value)
    }
    const before = this.#procedure.surviving
    if (values.size < before.length) return
    if (this.#procedure.n < this.first) this.#noteDifferences(values)
    this.#over = this.#procedure.add(values)
    for (const i of before) {
      if (!this.#procedure.surviving.includes(i)) this.#outAfter.set(this.#variants[i]!.name, this.#seen)
    }
  }

  #noteDifferences(values: ReadonlyMap<number, number>): void {
    for (const [key, [a, b]] of this.#pairs) {
      const [one, other] = [a, b].map((name) => this.#variants.findIndex((it) => it.name === name))
      if (values.get(one!) !== values.get(other!)) this.#pairs.delete(key)
    }
  }
}
