/** The unit of work: one replication of one variant, and what all units of a crew are asked for. */
import type { CsvForm, RecordedTables } from '../../output/index.ts'
import {
  keepObservations,
  type ReplicationResult,
  ReplicationRun,
  type Variant,
} from '../../sim/experiment/index.ts'
import type { Recorder } from '../../sim/model/index.ts'

export interface Unit {
  readonly variant: Variant
  /** From 1. */
  readonly replication: number
}

/** Plain data that structuredClone copies. */
export interface Orders {
  readonly seed: number | string
  readonly events?: boolean | undefined
  readonly decisions?: boolean | undefined
  readonly audit?: boolean | undefined
  /** Width of a row of load.csv in seconds. */
  readonly bucket?: number | undefined
  /** Metrics whose observations are kept; of all when undefined. */
  readonly keep?: readonly string[] | undefined
  /** Tables that grow with each unit; none when undefined. */
  readonly tables?: { readonly asked: RecordedTables; readonly form: CsvForm } | undefined
}

export function startUnit(
  { variant, replication }: Unit,
  orders: Orders,
  tables: Recorder | undefined,
): ReplicationRun {
  const { seed, events, decisions, audit, bucket } = orders
  // One night of each variant is shown over time; what is kept of the others stays small.
  const load = tables !== undefined && replication === 1
  return new ReplicationRun(variant, { seed, replication, tables, events, decisions, audit, bucket, load })
}

export function resultOf(run: ReplicationRun, { keep }: Orders): ReplicationResult {
  const result = run.result()
  return keep === undefined ? result : keepObservations(result, keep)
}

/** How much of the unit is over, below 1; the end of the horizon is not yet the end of the work. */
export function partOf(run: ReplicationRun, { variant }: Unit): number {
  return Math.min(0.99, run.now / variant.world.horizon)
}
