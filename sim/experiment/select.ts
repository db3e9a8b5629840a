/**
 * The best of several variants by one metric: after the first nights those that are clearly worse are screened out
 * (sim/stats/screening.ts, whatever the indifference), the others race until one is left (Kim and Nelson 2001, see
 * sim/stats/selection.ts). Who is out gets no more nights.
 */
import { KimNelson, screenToBest, Tally } from '../stats/index.ts'
import { isCertain } from './certain.ts'
import { isEqual } from './compare.ts'
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
  /** Mean of this one less the chosen one, over the nights of this one: means of other nights are not alike. */
  readonly difference: number | undefined
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
  const left = all.filter(({ variant }) => contest?.screenedOut(variant) === undefined)
  const chosen =
    contest === undefined ? bestOf(left, request.metric) : left.length === 1 ? left[0] : undefined
  const contestants = all.map((it) => contestantOf(it, chosen, request.metric, contest))
  return { variants: all, selection: selectionOf(request, contestants, chosen?.variant, contest) }
}

function selectionOf(
  { metric, indifference, confidence }: SelectionRequest,
  contestants: readonly Contestant[],
  chosen: string | undefined,
  contest: Contest | undefined,
): Selection {
  return {
    metric,
    unit: metricNamed(metric).unit,
    indifference,
    confidence,
    chosen,
    exact: contest === undefined,
    contestants,
    alike: contest?.alike ?? [],
  }
}

function contestantOf(
  { variant, replications }: VariantResults,
  chosen: VariantResults | undefined,
  metric: string,
  contest: Contest | undefined,
): Contestant {
  const tally = new Tally()
  const differences = new Tally()
  replications.forEach(({ values }, i) => {
    const value = values[metric]
    const best = chosen?.replications[i]?.values[metric]
    if (value !== undefined) tally.add(value)
    if (value !== undefined && best !== undefined) differences.add(isEqual(best, value) ? 0 : value - best)
  })
  return {
    variant,
    replications: replications.length,
    mean: tally.mean,
    difference: differences.mean,
    screenedOut: contest?.screenedOut(variant),
  }
}

/** By the only replication that there is; undefined when none has a value. */
function bestOf(results: readonly VariantResults[], metric: string): VariantResults | undefined {
  const sign = signOf(metric)
  const goodness = ({ replications }: VariantResults): number => {
    const value = replications[0]!.values[metric]
    return value === undefined ? -Infinity : sign * value
  }
  const best = results.reduce((best, it) => (goodness(it) > goodness(best) ? it : best))
  return goodness(best) === -Infinity ? undefined : best
}

/** Large values are good, or made so. */
function signOf(metric: string): 1 | -1 {
  const { better } = metricNamed(metric)
  if (better === undefined) throw new RangeError(`neither more nor less of ${metric} is better`)
  return better === 'high' ? 1 : -1
}

/** The procedure, fed with replications. Half of the error is for the first screening, half for the race after it. */
class Contest {
  readonly first: number
  readonly #variants: readonly Variant[]
  readonly #request: SelectionRequest
  readonly #sign: 1 | -1
  /** Of every variant, until there are enough for the first screening. */
  readonly #values: number[][]
  /** Numbers of the variants that the first screening left. */
  #racing: readonly number[]
  /** Knows its systems by their place in `#racing`. */
  #race: KimNelson | undefined
  /** Replications looked at; nights in which a survivor has no value are looked at, but not used. */
  #seen = 0
  readonly #outAfter = new Map<number, number>()

  constructor(variants: readonly Variant[], request: SelectionRequest) {
    this.first = metricNamed(request.metric).unit === 'share' ? FIRST_OF_SHARES : FIRST
    this.#variants = variants
    this.#request = request
    this.#sign = signOf(request.metric)
    this.#values = variants.map(() => [])
    this.#racing = variants.map((_, i) => i)
  }

  get surviving(): readonly Variant[] {
    return this.#surviving.map((i) => this.#variants[i]!)
  }

  get #surviving(): readonly number[] {
    return this.#race === undefined ? this.#racing : this.#race.surviving.map((place) => this.#racing[place]!)
  }

  get alike(): readonly (readonly [string, string])[] {
    if (this.#values[0]!.length < this.first) return []
    return this.#variants.flatMap(({ name }, i) =>
      this.#variants
        .map((other, l) => [other.name, l] as const)
        .filter(
          ([, l]) => l > i && this.#values[i]!.every((value, r) => isEqual(value, this.#values[l]![r]!)),
        )
        .map(([other]) => [name, other] as const),
    )
  }

  screenedOut(variant: string): number | undefined {
    return this.#outAfter.get(this.#variants.findIndex(({ name }) => name === variant))
  }

  usedOf(variant: string): number {
    return this.screenedOut(variant) ?? this.#seen
  }

  /** True when one is left; replications beyond that are not looked at. */
  see(results: readonly VariantResults[]): boolean {
    const byName = new Map(results.map((it) => [it.variant, it.replications]))
    const count = results[0]!.replications.length
    while (this.#seen < count && this.#surviving.length > 1) this.#seeNight(byName)
    return this.#surviving.length === 1
  }

  #seeNight(byName: ReadonlyMap<string, readonly ReplicationResult[]>): void {
    const night = this.#seen++
    const before = this.#surviving
    const values = new Map<number, number>()
    for (const i of before) {
      const value = byName.get(this.#variants[i]!.name)![night]!.values[this.#request.metric]
      if (value !== undefined) values.set(i, this.#sign * value)
    }
    if (values.size < before.length) return
    if (this.#race === undefined) this.#begin(values)
    else this.#race.add(new Map(this.#racing.map((i, place) => [place, values.get(i) ?? 0])))
    for (const i of before) if (!this.#surviving.includes(i)) this.#outAfter.set(i, this.#seen)
  }

  /** The first screening, when there are enough values for it; the race begins with the same values. */
  #begin(values: ReadonlyMap<number, number>): void {
    for (const [i, value] of values) this.#values[i]!.push(value)
    if (this.#values[0]!.length < this.first) return
    const { indifference, confidence } = this.#request
    const half = (1 + confidence) / 2
    this.#racing = screenToBest(this.#values, half)
    if (this.#racing.length === 1) return
    this.#race = new KimNelson(this.#racing.length, { confidence: half, indifference, first: this.first })
    for (let r = 0; r < this.first; r++)
      this.#race.add(new Map(this.#racing.map((i, place) => [place, this.#values[i]![r]!])))
  }
}
