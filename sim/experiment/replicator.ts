/**
 * Replications as a procedure asks for them. Comparing, planning and stopping decide on the way how many nights they
 * need; who runs those nights, on how many processors and whether some are known already, is not theirs to know.
 */
import { type ReplicationResult, ReplicationRun, type Variant, type VariantResults } from './replications.ts'

export interface Replicator {
  /**
   * The first `count` replications of each variant, in the order of their numbers; those known are not run again.
   * A variant is known by its name. Rejects when the work is broken off.
   */
  upTo(variants: readonly Variant[], count: number): Promise<readonly VariantResults[]>
}

/** Runs everything itself and keeps all of it. */
export class MemoryReplicator implements Replicator {
  readonly #seed: number | string
  readonly #known = new Map<string, ReplicationResult[]>()

  constructor(seed: number | string) {
    this.#seed = seed
  }

  upTo(variants: readonly Variant[], count: number): Promise<readonly VariantResults[]> {
    return Promise.resolve(variants.map((variant) => this.#resultsOf(variant, count)))
  }

  #resultsOf(variant: Variant, count: number): VariantResults {
    const known = this.#known.get(variant.name) ?? []
    this.#known.set(variant.name, known)
    while (known.length < count) {
      known.push(replicate(variant, this.#seed, known.length + 1))
    }
    return { variant: variant.name, replications: known.slice(0, count) }
  }
}

/** One replication from its start to its end. */
export function replicate(variant: Variant, seed: number | string, replication: number): ReplicationResult {
  const run = new ReplicationRun(variant, { seed, replication })
  while (!run.advance(Number.MAX_SAFE_INTEGER));
  return run.result()
}
