/** The nights of one point, and what they show of the goals. */
import { isCertain } from '../certain.ts'
import { type Condition, estimate, holds } from '../condition.ts'
import { judge, NEVER, type Verdict } from '../judge.ts'
import type { ReplicationResult } from '../replications.ts'
import type { Replicator } from '../replicator.ts'
import { cleanNights, type Look, type Looks } from './looks.ts'
import type { GoalFinding, PlanPoint, PointVerdict } from './problem.ts'

export interface Question {
  readonly goals: readonly Condition[]
  readonly confidence: number
  /** For the k-th candidate, from 1. */
  looksOf(candidate: number): Looks
}

/** Sums in another order differ in their last bits: that is no spread. */
const NO_SPREAD = 1e-9

export class Evidence {
  readonly point: PlanPoint
  /** Chance has no part: one night tells all. */
  readonly exact: boolean
  readonly #question: Question
  readonly #findings: (GoalFinding | undefined)[]
  #looks: Looks
  #replications: readonly ReplicationResult[] = []
  #lookedEnough = false
  #settled = false

  constructor(point: PlanPoint, question: Question) {
    this.point = point
    this.exact = isCertain(point.variant.world)
    this.#question = question
    this.#looks = question.looksOf(1)
    this.#findings = question.goals.map(() => undefined)
  }

  get name(): string {
    return this.point.variant.name
  }

  get replications(): readonly ReplicationResult[] {
    return this.#replications
  }

  get isKnown(): boolean {
    return this.#replications.length > 0
  }

  get verdict(): PointVerdict {
    const verdicts = this.#findings.map((it) => it?.verdict ?? 'open')
    if (verdicts.includes('broken')) return 'infeasible'
    if (verdicts.every((it) => it === 'met')) return 'feasible'
    return this.#next === undefined || (this.#settled && this.#isHopeless) ? 'undecided' : 'open'
  }

  /** Where it is not decided: do the estimates meet the goals? */
  get leans(): boolean {
    if (this.verdict !== 'open') return this.verdict === 'feasible'
    return this.isKnown && this.#findings.every((it) => meets(it!))
  }

  /** Did the first look speak for it? */
  get looked(): boolean {
    return this.#lookedEnough
  }

  /** In the order of the goals; only once it is known. */
  get findings(): readonly GoalFinding[] {
    return this.#findings.map((it) => it!)
  }

  /** As many nights as a first look has. */
  look(replicator: Replicator): Promise<void> {
    return this.#upTo(this.#looks.first, replicator)
  }

  /** As many nights as it takes to show that it is enough, as the k-th candidate. */
  settle(replicator: Replicator, candidate: number): Promise<void> {
    this.#settled = true
    this.#looks = this.#question.looksOf(candidate)
    return this.#upTo(Infinity, replicator, () => this.#isHopeless)
  }

  /** As many nights as it takes to show that it is not enough, or is. */
  prove(replicator: Replicator): Promise<void> {
    this.#settled = true
    return this.#upTo(Infinity, replicator)
  }

  get #next(): Look | undefined {
    const nights = this.#replications.length
    if (this.exact) return nights === 0 ? this.#looks.all[0] : undefined
    return this.#looks.all.find((look) => look.nights > nights)
  }

  get #isDecided(): boolean {
    return (
      this.#findings.some((it) => it?.verdict === 'broken') ||
      this.#findings.every((it) => it?.verdict === 'met')
    )
  }

  /** No look to come can show that it is enough. */
  get #isHopeless(): boolean {
    const nights = this.#replications.length
    const toCome = this.#looks.all.filter((look) => look.nights > nights)
    return this.#findings.some(
      (it, i) =>
        it !== undefined &&
        it.verdict !== 'met' &&
        ((this.#looks.cleanOnly[i]! && it.hits > 0) || toCome.every(({ tails }) => tails[i]!.accept === 0)),
    )
  }

  async #upTo(nights: number, replicator: Replicator, isOver: () => boolean = () => false): Promise<void> {
    for (let look = this.#next; look !== undefined && !this.#isDecided && !isOver(); look = this.#next) {
      if (look.nights > nights && !this.exact) return
      const [results] = await replicator.upTo([this.point.variant], this.exact ? 1 : look.nights)
      this.#replications = results!.replications
      this.#see(this.exact ? undefined : look)
      if (look.nights <= this.#looks.first) this.#lookedEnough = this.leans
    }
  }

  #see(look: Look | undefined): void {
    this.#question.goals.forEach((goal, i) => {
      // What was shown stays shown: its error is spent.
      if (this.#findings[i]?.verdict === 'met') return
      this.#findings[i] = look === undefined ? exactly(goal, this.#replications) : this.#judged(goal, look, i)
    })
  }

  #judged(goal: Condition, look: Look, i: number): GoalFinding {
    const { accept, reject } = look.tails[i]!
    const alpha = 1 - (goal.confidence ?? this.#question.confidence)
    const claims: readonly (readonly [Verdict, number])[] = [
      ['met', accept],
      ['broken', reject],
    ]
    for (const [claim, tail] of claims) {
      const found = tail > 0 ? this.#finding(goal, tail) : undefined
      if (found?.verdict === claim && !isBlind(found, alpha)) return found
    }
    return { ...this.#finding(goal, accept > 0 ? accept : alpha), verdict: 'open' }
  }

  #finding(goal: Condition, tail: number): GoalFinding {
    return { ...judge(goal, this.#replications, tail), goal, nights: this.#replications.length }
  }
}

function meets({ goal, estimate: value }: GoalFinding): boolean {
  return value !== undefined && holds(value, goal.op, goal.limit)
}

/**
 * Values without spread say that nothing else was seen yet, not that nothing else can be. They count as soon as there
 * are enough of them to say that at most 1 % of nights differ.
 */
function isBlind({ bounds, n }: GoalFinding, alpha: number): boolean {
  if (bounds === undefined) return true
  const { low, high } = bounds
  const size = Math.max(Math.abs(low), Math.abs(high))
  return high - low <= NO_SPREAD * size && n < cleanNights(NEVER, alpha)
}

/** One night that is like all others. */
function exactly(goal: Condition, replications: readonly ReplicationResult[]): GoalFinding {
  const value = estimate(goal.term, replications)
  const met = value !== undefined && holds(value, goal.op, goal.limit)
  return {
    verdict: met ? 'met' : 'broken',
    estimate: value,
    about: 'term',
    limit: goal.limit,
    bounds: value === undefined ? undefined : { low: value, high: value },
    n: value === undefined ? 0 : 1,
    hits: met ? 0 : 1,
    goal,
    nights: 1,
  }
}
