/**
 * The immutable description of a world before time starts: plain data (structuredClone copies it), every
 * reference resolved to names that exist, every default filled in, every quantity in seconds, bytes and
 * bytes per second. `Infinity` stands for unlimited. Scenarios make it; the model only reads it.
 */
import type { WallClock } from '../../calendar.ts'
import type { Seconds } from '../../units.ts'
import type { Cloud } from './cloud.ts'
import type { Failure } from './failures.ts'
import type { Datastore, Link, Repository, Server, Throttle } from './infrastructure.ts'
import type { Job } from './jobs.ts'
import type { Policies } from './policies.ts'

export interface World {
  readonly name: string
  readonly clock: WallClock
  /** Simulated length; jobs start at t with 0 <= t < horizon. > 0. */
  readonly horizon: Seconds
  /** Sessions that start earlier appear in no table and no metric. 0 <= warmup < horizon. */
  readonly warmup: Seconds
  /** true: running sessions are finished after the horizon; false: they are cut and reported `unfinished`. */
  readonly drain: boolean
  /** 9.5, 10, 11, 12 or 13: rules that changed between versions. */
  readonly productVersion: number
  /** Names, in file order; never empty. */
  readonly sites: readonly string[]
  readonly links: readonly Link[]
  /** In file order, counted entries expanded; the order is "order of listing" for automatic choices. */
  readonly servers: readonly Server[]
  readonly datastores: readonly Datastore[]
  readonly repositories: readonly Repository[]
  readonly throttles: readonly Throttle[]
  /** Absent: no Cloud Connect. */
  readonly cloud?: Cloud
  /** In file order, counted entries expanded; then those of tenants, tenant by tenant. */
  readonly jobs: readonly Job[]
  readonly failures: readonly Failure[]
  readonly policies: Policies
}
