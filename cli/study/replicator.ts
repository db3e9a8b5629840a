/** Runs the replications that a study asks for, keeps each one that is finished, and repeats none that is known. */
import { setImmediate } from 'node:timers/promises'
import {
  type ReplicationResult,
  ReplicationRun,
  type Replicator,
  type Variant,
  type VariantResults,
} from '../../sim/experiment/index.ts'
import { Interrupted, type Interrupts } from '../crew/interrupt.ts'
import type { Progress } from '../crew/progress.ts'
import type { StudyStore } from './store.ts'

/** Some milliseconds of work: quick to stop, and the pauses cost nothing. */
const SLICE_EVENTS = 20_000

export interface Means {
  readonly seed: number | string
  /** What is known already, and where each finished one is kept. */
  readonly store: Pick<StudyStore, 'restored' | 'finished'>
  readonly progress: Progress
  readonly interrupts: Interrupts
}

interface Unit {
  readonly variant: Variant
  readonly replication: number
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
    const units = variants.flatMap((variant) =>
      this.#missing(variant.name, count).map((replication) => ({ variant, replication })),
    )
    this.#means.progress.expect(this.#done + units.length)
    for (const unit of units) {
      const result = await this.#run(unit)
      this.#means.store.finished(result)
      this.#keep(result)
    }
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

  async #run({ variant, replication }: Unit): Promise<ReplicationResult> {
    const { seed, progress, interrupts } = this.#means
    const run = new ReplicationRun(variant, { seed, replication })
    const { horizon } = variant.world
    let over: boolean
    do {
      over = run.advance(SLICE_EVENTS)
      // Short replications, too, must let a signal through.
      await setImmediate()
      if (interrupts.asked) throw new Interrupted()
      progress.at(this.#done, Math.min(0.99, run.now / horizon), run.now)
    } while (!over)
    return run.result()
  }
}
