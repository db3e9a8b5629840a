/** Systems whose values are known: a replicator that simulates nothing. */
import type { ReplicationResult, Replicator, Variant, VariantResults } from '../../sim/experiment/index.ts'
import { Chance, normalQuantile } from '../../sim/kernel/index.ts'
import type { World } from '../../sim/model/index.ts'

/** Values of metrics of replication `n`, from 1. */
export type System = (n: number) => Readonly<Record<string, number | undefined>>

const SPREAD = { jobs: [{ kind: 'exponential', mean: 1 }] } as unknown as World
const CERTAIN = { jobs: [{ kind: 'deterministic' }] } as unknown as World

export function variant(name: string, certain = false): Variant {
  return { name, world: certain ? CERTAIN : SPREAD }
}

export class SyntheticReplicator implements Replicator {
  readonly #systems: Readonly<Record<string, System>>
  /** How many replications were asked for last, by variant. */
  readonly asked: Map<string, number> = new Map()

  constructor(systems: Readonly<Record<string, System>>) {
    this.#systems = systems
  }

  upTo(variants: readonly Variant[], count: number): Promise<readonly VariantResults[]> {
    return Promise.resolve(
      variants.map(({ name }) => {
        this.asked.set(name, count)
        return { variant: name, replications: replications(name, this.#systems[name]!, count) }
      }),
    )
  }
}

export function replications(name: string, system: System, count: number): readonly ReplicationResult[] {
  return Array.from({ length: count }, (_, i) => {
    const result = { variant: name, replication: i + 1, values: system(i + 1), observations: {} }
    return result as unknown as ReplicationResult
  })
}

/** Independent normal values by trial and purpose. */
export function normals(trial: number, purpose: string): (n: number) => number {
  const key = new Chance('synthetic', trial).key(purpose)
  return (n) => normalQuantile(key.value(n))
}
