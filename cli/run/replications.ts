/** Every replication of every variant, those known not again. */
import type { Scenario } from '../../scenarios/index.ts'
import type { ReplicationResult } from '../../sim/experiment/index.ts'
import { Interrupted } from '../crew/interrupt.ts'
import type { Runner } from '../crew/runner.ts'
import type { Unit } from '../crew/unit.ts'
import type { RunRequest } from './request.ts'
import type { RunStore } from './store.ts'

/** What is to be run, in the order of the tables. */
export function unitsOf(scenario: Scenario, { only }: Pick<RunRequest, 'only'>): readonly Unit[] {
  const numbers = only === undefined ? Array.from({ length: scenario.replications }, (_, i) => i + 1) : [only]
  return scenario.variants.flatMap((variant) => numbers.map((replication) => ({ variant, replication })))
}

/** All results in order; fewer than there are units when the run was interrupted. */
export async function runReplications(
  units: readonly Unit[],
  store: RunStore,
  crew: Runner,
): Promise<readonly ReplicationResult[]> {
  const results = [...store.restored]
  const known = new Set(results.map((it) => key(it.variant, it.replication)))
  const missing = units.filter(({ variant, replication }) => !known.has(key(variant.name, replication)))
  try {
    await crew.run(missing, (result) => {
      store.finished(result)
      results.push(result)
    })
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error
  }
  return results
}

function key(variant: string, replication: number): string {
  return `${replication} ${variant}`
}
