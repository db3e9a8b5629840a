/**
 * When a plan looks at the nights of a point, and how much error each look may spend.
 *
 * A bound with confidence 1 - a that is looked at again and again is broken by chance far more often than a. So the
 * looks share a: those up to n nights may have spent a n / max of it (a linear spending function in the sense of Lan
 * and DeMets, Biometrika 70 (1983)), and each look spends what is due since the last one that could have decided; the
 * sum is a bound whatever depends on what (Bonferroni). Two errors are kept apart, as a point cannot make both: of
 * taking for enough what is not, where every goal has the whole a because all must be met; and of taking for too
 * little what is enough, where the goals share a because one suffices.
 *
 * Where a first candidate is not shown to be enough the search goes on to the next, which is one more chance to be wrong.
 * The k-th candidate therefore has a / k to be taken for enough. (Going down from one that is enough needs no such
 * care: the first wrong step ends the way.)
 *
 * A goal on how often something happens needs a number of clean nights before it can be met at all: n with
 * (1 - p)^n <= what the look may spend. "Never" means clean nights only, and where the largest number of nights could
 * not bear one bad night it comes to the same: looking again cannot help, and the only look has the whole a: 299 nights
 * for 1 % at 95 %.
 */
import { ln, pow } from '../../kernel/index.ts'
import { type Condition, metricNamed } from '../condition.ts'
import { LEAST_NIGHTS, NEVER } from '../judge.ts'

export interface Tails {
  /** Chance of error for taking the goal as met; 0: cannot be met here. */
  readonly accept: number
  /** Chance of error for taking the goal as broken; 0: too early. */
  readonly reject: number
}

export interface Look {
  readonly nights: number
  /** In the order of the goals. */
  readonly tails: readonly Tails[]
}

export interface Looks {
  /** Ascending. */
  readonly all: readonly Look[]
  /** Nights of a first look, which tells where to search and decides only what is obvious. */
  readonly first: number
  /** By goal: one bad night, and it cannot be met any more. */
  readonly cleanOnly: readonly boolean[]
}

const USUAL = [10, 30, 60, 120, 240, 480, 960, 1920, 3840, 7680]
/** A look shortly before the last one is spent in vain. */
const APART = 1.25

/** `candidate`: 1 for the first point that is to be shown to be enough, 2 where that could not be shown, ... */
export function looksAt(
  goals: readonly Condition[],
  confidence: number,
  maxNights: number,
  candidate: number = 1,
): Looks {
  const alphas = goals.map((goal) => 1 - (goal.confidence ?? confidence))
  const plans = goals.map((goal, g) => acceptance(goal, alphas[g]! / candidate, maxNights))
  const clean = plans.map(({ clean: n }) => n).filter((n) => n < maxNights)
  const usual = USUAL.filter((n) => n * APART <= maxNights)
  const nights = [...new Set([...usual, ...clean, maxNights])].sort((a, b) => a - b)
  const rejecting = goals.map(leastToReject)
  const all = nights.map((n, i) => ({
    nights: n,
    tails: plans.map((plan, g) => ({
      accept: acceptTail(plan, nights, i, maxNights),
      reject: (alphas[g]! / goals.length) * due(nights, i, rejecting[g]!, maxNights),
    })),
  }))
  const wanted = Math.max(...goals.map(leastToLean))
  return {
    all,
    first: nights.find((n) => n >= wanted) ?? maxNights,
    cleanOnly: plans.map(({ once }) => once),
  }
}

/** Clean nights that show, with error `tail`, that something happens in at most a share `allowed` of nights. */
export function cleanNights(allowed: number, tail: number): number {
  if (allowed <= 0) return Infinity
  return allowed >= 1 ? 1 : Math.ceil(ln(tail) / ln(1 - allowed) - 1e-9)
}

/** The share of nights, or of what is observed in them, that may be bad; undefined: the goal is on a quantity. */
function allowedShare({ term, op, limit, unit }: Condition): number | undefined {
  const below = op === '<=' || op === '<'
  switch (term.of) {
    case 'mean':
      return unit === 'share' ? (below ? limit : 1 - limit) : undefined
    case 'min':
    case 'max':
      return NEVER
    case 'quantile':
      return below ? 1 - term.q : term.q
    case 'share':
      return below ? limit : 1 - limit
  }
}

interface Acceptance {
  readonly alpha: number
  /** Nights from which it can be met. */
  readonly from: number
  /** Nights that meet it if nothing bad happens in them; Infinity for means of quantities. */
  readonly clean: number
  /** No later look could meet it. */
  readonly once: boolean
}

function acceptance(goal: Condition, alpha: number, maxNights: number): Acceptance {
  const allowed = allowedShare(goal)
  if (allowed === undefined || allowed <= 0)
    return { alpha, from: leastToLean(goal), clean: Infinity, once: false }
  const isNever = goal.term.of === 'max' || goal.term.of === 'min'
  const once = isNever || (isByNight(goal) && !bearsOne(allowed, alpha, maxNights))
  let clean = cleanNights(allowed, alpha)
  // Rates may be met before, so that earlier looks have spent their part.
  const spent = (n: number): number =>
    isByNight(goal) ? 0 : Math.max(0, ...USUAL.filter((it) => it >= LEAST_NIGHTS.rate && it < n))
  while (!once && clean < maxNights && pow(1 - allowed, clean) > (alpha * (clean - spent(clean))) / maxNights)
    clean++
  return { alpha, from: isByNight(goal) ? clean : LEAST_NIGHTS.rate, clean, once }
}

/** Could the goal be met with one bad night among all? */
function bearsOne(allowed: number, alpha: number, n: number): boolean {
  if (allowed >= 1) return true
  return pow(1 - allowed, n) + n * allowed * pow(1 - allowed, n - 1) <= alpha
}

function acceptTail(
  { alpha, from, once }: Acceptance,
  nights: readonly number[],
  i: number,
  max: number,
): number {
  if (!once) return alpha * due(nights, i, from, max)
  return nights[i]! >= from && (nights[i - 1] ?? 0) < from ? alpha : 0
}

/** The part of the error that look i may spend, when looks before `from` nights spend nothing. */
function due(nights: readonly number[], i: number, from: number, max: number): number {
  if (nights[i]! < from) return 0
  const last = nights[i - 1] ?? 0
  return (nights[i]! - (last >= from ? last : 0)) / max
}

/** One value per night, or counted by nights: the exact binomial question. */
function isByNight({ term }: Condition): boolean {
  if (term.of === 'mean') return false
  if (term.of === 'min' || term.of === 'max') return true
  const { observation } = metricNamed(term.metric)
  return observation === 'replication' || observation === 'night'
}

function leastToReject(goal: Condition): number {
  if (isByNight(goal)) return 1
  return isMean(goal) ? LEAST_NIGHTS.mean : LEAST_NIGHTS.rate
}

function leastToLean(goal: Condition): number {
  return isMean(goal) ? LEAST_NIGHTS.mean : LEAST_NIGHTS.rate
}

function isMean({ term, unit }: Condition): boolean {
  return term.of === 'mean' && unit !== 'share'
}
