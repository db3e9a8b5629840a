/** Nights without a simulation: every point says what its nights are like, and the truth about it is known. */
import {
  METRICS,
  type PlanPoint,
  type ReplicationResult,
  type Replicator,
} from '../../../sim/experiment/index.ts'
import type { Failure, World } from '../../../sim/model/index.ts'
import { world } from '../../model/worlds.ts'

/** What a night came to; a metric with one observation per night is observed as it is. */
export interface Night {
  readonly values: Readonly<Record<string, number>>
  readonly counts?: ReplicationResult['counts']
  readonly observations?: Readonly<Record<string, readonly number[]>>
}

/** A world in which something may fail: so chance has a part. */
const CHANCE: Failure = {
  kind: 'other',
  job: 'nightly',
  taskFailure: 0.01,
  retryFailure: 0.01,
  taskWarning: 0,
}

export function pointOf(values: PlanPoint['values'], more: Partial<World> = {}, cost?: number): PlanPoint {
  const name = Object.entries(values)
    .map(([factor, value]) => `${factor}=${value}`)
    .join(', ')
  return { variant: { name, world: world({ failures: [CHANCE], ...more }) }, values, cost }
}

export const points = (from: number, to: number): readonly PlanPoint[] =>
  Array.from({ length: to - from + 1 }, (_, i) => pointOf({ n: from + i }))

/** `night` is asked once for each night of each point, in any order. */
export class FakeReplicator implements Replicator {
  readonly #night: (variant: string, replication: number) => Night
  readonly #known = new Map<string, ReplicationResult[]>()

  constructor(night: (variant: string, replication: number) => Night) {
    this.#night = night
  }

  upTo(variants: Parameters<Replicator['upTo']>[0], count: number): ReturnType<Replicator['upTo']> {
    return Promise.resolve(
      variants.map(({ name }) => {
        const known = this.#known.get(name) ?? []
        this.#known.set(name, known)
        while (known.length < count) known.push(resultOf(name, known.length + 1, this.#night))
        return { variant: name, replications: known.slice(0, count) }
      }),
    )
  }

  /** How many nights of each point were run. */
  get nights(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#known].map(([name, { length }]) => [name, length]))
  }
}

const PER_NIGHT: ReadonlySet<string> = new Set(
  METRICS.filter(({ observation }) => observation === 'night').map(({ name }) => name),
)

/** Shaped like a result as far as a plan looks at it. */
function resultOf(
  variant: string,
  replication: number,
  night: (variant: string, replication: number) => Night,
): ReplicationResult {
  const { values, counts = {}, observations = {} } = night(variant, replication)
  const rates = Object.entries(counts).map(([name, { part, whole }]) => [name, part / whole])
  const observed = Object.entries({
    ...Object.fromEntries(
      Object.entries(values).flatMap(([name, value]) => (PER_NIGHT.has(name) ? [[name, [value]]] : [])),
    ),
    ...observations,
  }).map(([name, list]) => [name, Float64Array.from(list)])
  return {
    variant,
    replication,
    seed: 1,
    fingerprint: '',
    values: { ...Object.fromEntries(rates), ...values },
    counts,
    observations: Object.fromEntries(observed),
    nights: [],
    warnings: [],
    gateways: [],
    load: undefined,
    tenants: undefined,
    run: {} as ReplicationResult['run'],
    sessions: 1,
    stopped: 0,
  }
}
