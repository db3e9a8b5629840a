/** Has the replications run that a study asks for, keeps each one that is finished, and repeats none that is known. */
import type { ReplicationResult, Replicator, Variant, VariantResults } from '../../sim/experiment/index.ts'
import type { Progress } from '../crew/progress.ts'
import type { Runner } from '../crew/runner.ts'
import type { StudyStore } from './store.ts'

export interface Means {
  /** What is known already, and where each finished one is kept. */
  readonly store: Pick<StudyStore, 'restored' | 'finished'>
  readonly progress: Progress
  readonly crew: Runner
}

export class StoredReplicator implements Replicator {
  readonly #means: Means
  /** By variant, then by number. */
  readonly #known = new Map<string, Map<number, ReplicationResult>>()
  #done = 0

  constructor(means: Means) {
    this.#means = means
    for (const result of means.store.restored) this.#keep(result)
  }

  get done(): number {
    return this.#done
  }

  async upTo(variants: readonly Variant[], count: number): Promise<readonly VariantResults[]> {
    const { crew, progress, store } = this.#means
    const units = variants.flatMap((variant) =>
      this.#missing(variant.name, count).map((replication) => ({ variant, replication })),
    )
    progress.expect(this.#done + units.length)
    await crew.run(units, (result) => {
      store.finished(result)
      this.#keep(result)
    })
    return variants.map(({ name }) => this.#resultsOf(name, count))
  }

  #missing(variant: string, count: number): readonly number[] {
    const known = this.#known.get(variant)
    return Array.from({ length: count }, (_, i) => i + 1).filter((number) => known?.has(number) !== true)
  }

  #resultsOf(variant: string, count: number): VariantResults {
    const known = this.#known.get(variant)!
    return { variant, replications: Array.from({ length: count }, (_, i) => known.get(i + 1)!) }
  }

  #keep(result: ReplicationResult): void {
    const known = this.#known.get(result.variant) ?? new Map<number, ReplicationResult>()
    this.#known.set(result.variant, known.set(result.replication, result))
    this.#done++
  }
}
