/** What a plan is asked, and what it answers. */
import type { ComparisonRow } from '../compare.ts'
import type { Condition } from '../condition.ts'
import type { Judgement } from '../judge.ts'
import type { Variant } from '../replications.ts'

export type Value = string | number

/** One combination of values that may be chosen. */
export interface PlanPoint {
  readonly variant: Variant
  /** By name of the factor; the same factors at every point. */
  readonly values: Readonly<Record<string, Value>>
  /** Of its servers and links; undefined where the scenario gives none. */
  readonly cost?: number | undefined
}

export interface PlanProblem {
  /** At least one; unique names of variants. */
  readonly points: readonly PlanPoint[]
  /** All must be met; at least one. */
  readonly goals: readonly Condition[]
  /** Of every verdict on a point, in (0, 1). */
  readonly confidence: number
  /** No point gets more replications; from 1. */
  readonly maxNights: number
}

/** `undecided`: neither was shown by the largest number of nights; `open`: looked at and left. */
export type PointVerdict = 'feasible' | 'infeasible' | 'undecided' | 'open'

/** What one goal came to at one point. */
export interface GoalFinding extends Judgement {
  readonly goal: Condition
  /** Replications that the judgement is made of. */
  readonly nights: number
}

export interface PlannedPoint {
  readonly variant: string
  readonly values: Readonly<Record<string, Value>>
  readonly cost: number | undefined
  readonly verdict: PointVerdict
  /** Decided by one replication because chance has no part. */
  readonly exact: boolean
  /** Replications that were run. */
  readonly nights: number
  /** In the order of the goals. */
  readonly findings: readonly GoalFinding[]
  /** The goal that decided, or that is furthest from being decided: its place among the goals. */
  readonly decisive: number
  /** Mean over replications, bytes per second. */
  readonly throughput: number | undefined
  /** The stage that limited most of the transfer time; undefined: nothing was transferred. */
  readonly bottleneck: { readonly stage: string; readonly share: number } | undefined
}

/** What one step from a point to the next brings, on the nights that both have. */
export interface Step {
  readonly from: string
  readonly to: string
  /** The metrics of the goals, and how long the nights are. */
  readonly rows: readonly ComparisonRow[]
}

export interface Plan {
  /** Names of the factors. */
  readonly factors: readonly string[]
  /** Some factor goes from less to more. */
  readonly ordered: boolean
  readonly goals: readonly Condition[]
  readonly confidence: number
  readonly maxNights: number
  /** What a replication is: one night, or several that hang together. */
  readonly unit: 'night' | 'run'
  /** Points that were looked at, cheapest first. */
  readonly points: readonly PlannedPoint[]
  /** How many there are to choose from. */
  readonly size: number
  /** Name of the cheapest point that was shown to be enough; undefined: none was. */
  readonly chosen: string | undefined
  /** Of the chosen point: one step lower in one factor. */
  readonly below: readonly string[]
  /** Some point is better than one that has more of everything. */
  readonly anomalies: readonly Anomaly[]
  /** From one lower to the chosen point, and from it one higher. */
  readonly steps: readonly Step[]
  /** Without a choice: from this point on, one more brings less than 1 %; undefined: it still does. */
  readonly flatFrom: string | undefined
  /** What the scenario has of failures: the answer covers no others. */
  readonly failures: 'none' | 'random' | 'drill'
}

/** `lower` is enough, or looks so, though `higher`, which has more, is or does not. */
export interface Anomaly {
  readonly lower: string
  readonly higher: string
}
