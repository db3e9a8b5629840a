/**
 * How much of something is needed: the cheapest point that meets all goals, with the proof that one step less does not.
 * Pure: who runs the nights is handed in.
 */
import { STAGES } from '../../model/index.ts'
import { type ComparisonRow, compareVariants } from '../compare.ts'
import { tallyOf } from '../pooled.ts'
import type { Replicator } from '../replicator.ts'
import type { Evidence } from './evidence.ts'
import { looksAt } from './looks.ts'
import type { Plan, PlannedPoint, PlanProblem, Step } from './problem.ts'
import { Search } from './search.ts'

/** Beside the metrics of the goals: how long the nights are tells what a step is worth. */
const LENGTHS: readonly string[] = ['backupWindow', 'sessionDuration']
/** What brings less than this share changes nothing. */
const FLAT = 0.01

/** Throws RangeError for a problem without points or goals. Rejects when the work is broken off. */
export async function plan(problem: PlanProblem, replicator: Replicator): Promise<Plan> {
  const { points, goals, confidence, maxNights } = problem
  if (points.length === 0 || goals.length === 0) throw new RangeError('a plan needs points and goals')
  const looksOf = (candidate: number) => looksAt(goals, confidence, maxNights, candidate)
  const search = new Search(points, { goals, confidence, looksOf }, replicator)
  const chosen = await search.cheapest()
  const known = search.known()
  return {
    factors: search.lattice.factors,
    ordered: search.lattice.ordered,
    goals,
    confidence,
    maxNights,
    unit: known.some(({ replications }) => replications.some(({ nights }) => nights.length > 1))
      ? 'run'
      : 'night',
    points: known.map(described),
    size: points.length,
    chosen: chosen?.name,
    below: chosen === undefined ? [] : belowOf(chosen, search).map(({ name }) => name),
    anomalies: search.anomalies(),
    steps: chosen === undefined ? [] : stepsAround(chosen, search, problem),
    flatFrom: chosen === undefined ? flatFrom(search, problem) : undefined,
    failures: failuresOf(problem),
  }
}

/** One step lower in one factor, and cheaper. */
function belowOf({ point }: Evidence, search: Search): readonly Evidence[] {
  const { lattice } = search
  const lower = lattice.lowerNeighbours(point).filter((it) => lattice.rank(it) < lattice.rank(point))
  return lower.map((it) => search.of(it))
}

function described(evidence: Evidence): PlannedPoint {
  const { point, replications, findings, verdict, exact, name } = evidence
  const shares = STAGES.map((stage) => ({
    stage,
    share: tallyOf(`bottleneckShare.${stage}`, replications).mean ?? 0,
  }))
  const bottleneck = shares.reduce((most, it) => (it.share > most.share ? it : most))
  return {
    variant: name,
    values: point.values,
    cost: point.cost,
    verdict,
    exact,
    nights: replications.length,
    findings,
    decisive: decisive(evidence),
    throughput: tallyOf('throughput', replications).mean,
    bottleneck: bottleneck.share > 0 ? bottleneck : undefined,
  }
}

/** A broken goal; else one that is open; else the one that took most nights to be met. */
function decisive({ findings }: Evidence): number {
  const broken = findings.findIndex(({ verdict }) => verdict === 'broken')
  if (broken >= 0) return broken
  const open = findings.findIndex(({ verdict }) => verdict === 'open')
  if (open >= 0) return open
  return findings.reduce((most, { nights }, i) => (nights > findings[most]!.nights ? i : most), 0)
}

function stepsAround(chosen: Evidence, search: Search, problem: PlanProblem): readonly Step[] {
  const above = search.lattice
    .upperNeighbours(chosen.point)
    .slice(0, 1)
    .map((point) => search.of(point))
  return [
    ...belowOf(chosen, search).map((below) => stepOf(below, chosen, problem)),
    ...above.map((it) => stepOf(chosen, it, problem)),
  ]
}

function stepOf(from: Evidence, to: Evidence, { goals, confidence }: PlanProblem): Step {
  const wanted = new Set([...goals.map(({ term }) => term.metric), ...LENGTHS])
  const compared = ({ point: { variant }, replications }: Evidence) => ({
    world: variant.world,
    results: { variant: variant.name, replications },
  })
  const rows = compareVariants(compared(from), [compared(to)], confidence)
  return { from: from.name, to: to.name, rows: rows.filter((row) => wanted.has(row.metric) && isTold(row)) }
}

function isTold({ difference }: ComparisonRow): boolean {
  return difference !== undefined
}

/** Of one factor: the first point from which on no goal's estimate differs from that of the last by 1 % or more. */
function flatFrom(search: Search, { goals }: PlanProblem): string | undefined {
  const { lattice } = search
  const line = lattice.lines().length === 1 ? lattice.lines()[0]!.map((point) => search.of(point)) : []
  const last = line.at(-1)
  if (last === undefined) return undefined
  const common = Math.min(...line.map(({ replications }) => replications.length))
  const values = ({ replications }: Evidence): readonly (number | undefined)[] =>
    goals.map(({ term }) => tallyOf(term.metric, replications.slice(0, common)).mean)
  const end = values(last)
  const isLikeTheLast = (it: Evidence): boolean =>
    values(it).every((value, i) => Math.abs((value ?? 0) - (end[i] ?? 0)) <= FLAT * Math.abs(end[i] ?? 0))
  const first = line.findLastIndex((it) => !isLikeTheLast(it)) + 1
  return first < line.length - 1 ? line[first]!.name : undefined
}

function failuresOf({ points }: PlanProblem): Plan['failures'] {
  const failures = points[0]!.variant.world.failures
  if (failures.some(({ kind }) => kind === 'drill')) return 'drill'
  return failures.length > 0 ? 'random' : 'none'
}
