/**
 * The cheapest point that meets all goals.
 *
 * First looks, of a few nights, tell where to search: along a line of points from the place where the work would just
 * fit, in widening steps, then by halves. The cheapest point that looks like enough gets as many nights as it takes; if
 * it is not shown to be enough the search goes on above it. Around the answer nothing is assumed: the points one step
 * lower get as many nights as it takes, those two steps lower and the other cheaper ones that no worse point rules out
 * a first look, and everything that looks like enough is followed up. Where a point turns out better than one that has
 * more of everything, all cheaper points get a first look; so do all points before it is said that none is enough.
 *
 * All points meet the same nights. Which points are looked at depends on what is seen, yet a verdict stays as sure as
 * it claims: it would be wrong with the same chance if its point had been chosen beforehand.
 */
import type { Replicator } from '../replicator.ts'
import { Evidence, type Question } from './evidence.ts'
import { Lattice } from './lattice.ts'
import type { Anomaly, PlanPoint } from './problem.ts'
import { startOf } from './work.ts'

export class Search {
  readonly lattice: Lattice
  readonly #replicator: Replicator
  readonly #question: Question
  readonly #evidence: ReadonlyMap<PlanPoint, Evidence>

  constructor(points: readonly PlanPoint[], question: Question, replicator: Replicator) {
    this.lattice = new Lattice(points)
    this.#replicator = replicator
    this.#question = question
    this.#evidence = new Map(this.lattice.points.map((point) => [point, new Evidence(point, question)]))
  }

  /** undefined: none is shown to be enough, and every point was looked at. */
  async cheapest(): Promise<Evidence | undefined> {
    let failed = 0
    for (;;) {
      await this.#explore()
      const candidate = this.#cheapestLeaning()
      if (candidate === undefined) {
        if (await this.#lookAt(this.lattice.points)) continue
        if (await this.#settleTop()) continue
        return undefined
      }
      await candidate.settle(this.#replicator, failed + 1)
      if (candidate.verdict !== 'feasible') {
        failed++
        continue
      }
      if (!(await this.#hasRival(candidate))) {
        await this.#lookAbove(candidate)
        return candidate
      }
    }
  }

  of(point: PlanPoint): Evidence {
    return this.#evidence.get(point)!
  }

  /** What was looked at, cheapest first. */
  known(): readonly Evidence[] {
    return [...this.#evidence.values()].filter((it) => it.isKnown)
  }

  /** Points shown to be enough below others shown not to be. */
  anomalies(): readonly Anomaly[] {
    const enough = this.known().filter(({ verdict }) => verdict === 'feasible')
    const tooLittle = this.known().filter(({ verdict }) => verdict === 'infeasible')
    return enough.flatMap((lower) =>
      tooLittle
        .filter((higher) => this.lattice.isBelow(lower.point, higher.point))
        .map((higher) => ({ lower: lower.name, higher: higher.name })),
    )
  }

  /** Finds, line by line, the lowest point that looks like enough, among those cheaper than one found before. */
  async #explore(): Promise<void> {
    for (const line of this.lattice.lines()) {
      const best = this.#cheapestLeaning()
      const limit = best === undefined ? Infinity : this.lattice.rank(best.point)
      const cheaper = line.filter((point) => this.lattice.rank(point) < limit)
      if (cheaper.length > 0) await this.#exploreLine(cheaper)
    }
  }

  async #exploreLine(line: readonly PlanPoint[]): Promise<void> {
    let low = line.findLastIndex((point) => this.of(point).isKnown && !this.of(point).leans)
    let high = line.findIndex((point, i) => i > low && this.of(point).leans)
    if (high < 0) high = line.length
    const isNew = low < 0 && high === line.length
    for (let step = isNew ? 0 : 1; high - low > 1; step = Math.max(1, 2 * step)) {
      let at = Math.floor((low + high) / 2)
      if (step === 0) at = startOf(line, this.#question.goals)
      else if (high === line.length) at = Math.min(low + step, high - 1)
      else if (low < 0) at = Math.max(high - step, 0)
      const evidence = this.of(line[at]!)
      await evidence.look(this.#replicator)
      if (evidence.leans) high = at
      else low = at
    }
  }

  #cheapestLeaning(): Evidence | undefined {
    return this.known().find((it) => it.leans)
  }

  /** True when something looks like enough that did not before. */
  async #lookAt(points: readonly PlanPoint[]): Promise<boolean> {
    let found = false
    for (const point of points) {
      const evidence = this.of(point)
      if (evidence.isKnown) continue
      await evidence.look(this.#replicator)
      found ||= evidence.leans
    }
    return found
  }

  /** Is a cheaper point enough, or does one look so? */
  async #hasRival(candidate: Evidence): Promise<boolean> {
    const { lattice } = this
    const isCheaper = (point: PlanPoint): boolean => lattice.rank(point) < lattice.rank(candidate.point)
    const neighbours = lattice.lowerNeighbours(candidate.point).filter(isCheaper)
    for (const point of neighbours) {
      await this.of(point).prove(this.#replicator)
      if (this.of(point).leans) return true
    }
    const second = neighbours.flatMap((point) => lattice.lowerNeighbours(point)).filter(isCheaper)
    if (await this.#lookAt(second)) return true
    const cheaper = lattice.points.filter(isCheaper)
    for (const point of cheaper.toReversed()) {
      if (this.of(point).isKnown || this.#isRuledOut(point)) continue
      if (await this.#lookAt([point])) return true
    }
    return this.#isUneven(cheaper) && (await this.#lookAt(cheaper))
  }

  /** A cheaper point looked like enough though one with more does not. */
  #isUneven(points: readonly PlanPoint[]): boolean {
    const known = points.map((point) => this.of(point)).filter((it) => it.isKnown)
    return known.some(
      (lower) =>
        lower.looked &&
        known.some((higher) => !higher.looked && this.lattice.isBelow(lower.point, higher.point)),
    )
  }

  /** A point with more of everything is not enough, as far as it was looked at. */
  #isRuledOut(point: PlanPoint): boolean {
    return this.known().some((it) => !it.leans && this.lattice.isBelow(point, it.point))
  }

  /** What one more would bring, and whether it is worse. */
  async #lookAbove(candidate: Evidence): Promise<void> {
    await this.#lookAt(this.lattice.upperNeighbours(candidate.point))
  }

  /** The points with most of everything get as many nights as it takes; true when one is enough after all. */
  async #settleTop(): Promise<boolean> {
    const { points } = this.lattice
    const top = points.filter((point) => !points.some((other) => this.lattice.isBelow(point, other)))
    for (const point of top) await this.of(point).prove(this.#replicator)
    return top.some((point) => this.of(point).leans)
  }
}
