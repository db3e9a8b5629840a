/** Every replication of every variant, in slices: between them the run can be watched and stopped. */
import { setImmediate } from 'node:timers/promises'
import type { TableRecorder } from '../../output/index.ts'
import type { Scenario } from '../../scenarios/index.ts'
import { type ReplicationResult, ReplicationRun } from '../../sim/experiment/index.ts'
import type { Interrupts } from '../crew/interrupt.ts'
import type { Progress } from '../crew/progress.ts'
import type { RunRequest } from './request.ts'
import type { RunStore } from './store.ts'

/** Some milliseconds of work: quick to stop, and the pauses cost nothing. */
const SLICE_EVENTS = 20_000

export interface Work {
  readonly scenario: Scenario
  readonly request: RunRequest
  readonly tables: TableRecorder
  readonly store: RunStore
  readonly progress: Progress
  readonly interrupts: Interrupts
}

type Variant = Scenario['variants'][number]

/** All results in order; fewer than asked for when the run was interrupted. */
export async function runReplications(work: Work): Promise<readonly ReplicationResult[]> {
  const { scenario, store } = work
  const results = [...store.restored]
  const known = new Set(results.map((it) => key(it.variant, it.replication)))
  for (const variant of scenario.variants) {
    for (let replication = 1; replication <= scenario.replications; replication++) {
      if (known.has(key(variant.name, replication))) continue
      const result = await runOne(work, variant, replication, results.length)
      if (result === undefined) return results
      work.tables.flush()
      store.finished(result)
      results.push(result)
    }
  }
  return results
}

async function runOne(
  { scenario, request, tables, progress, interrupts }: Work,
  variant: Variant,
  replication: number,
  done: number,
): Promise<ReplicationResult | undefined> {
  const { events, decisions, audit, bucket } = request
  const run = new ReplicationRun(variant, {
    seed: scenario.seed,
    replication,
    tables: tables.recorder({ variant: variant.name, replication }, variant.world.clock),
    events,
    decisions,
    audit,
    bucket,
  })
  const { horizon } = variant.world
  while (!run.advance(SLICE_EVENTS)) {
    await setImmediate()
    if (interrupts.asked) return undefined
    progress.at(done, Math.min(0.99, run.now / horizon), run.now)
  }
  // Short replications, too, must let a signal through.
  await setImmediate()
  return interrupts.asked ? undefined : run.result()
}

function key(variant: string, replication: number): string {
  return `${replication} ${variant}`
}
