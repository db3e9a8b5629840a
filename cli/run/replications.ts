/** Every replication of every variant, those known not again. */
import type { Scenario } from '../../scenarios/index.ts'
import {
  type OpenRule,
  type ReplicationResult,
  type Replicator,
  replicateUntil,
  type Stopping,
} from '../../sim/experiment/index.ts'
import { Interrupted } from '../crew/interrupt.ts'
import type { Progress } from '../crew/progress.ts'
import type { Runner } from '../crew/runner.ts'
import type { Unit } from '../crew/unit.ts'
import type { RunRequest } from './request.ts'
import type { RunStore } from './store.ts'

/** What is to be run, in the order of the tables. */
function unitsOf(
  scenario: Pick<Scenario, 'variants' | 'replications'>,
  { only }: Pick<RunRequest, 'only'>,
): readonly Unit[] {
  const numbers = only === undefined ? Array.from({ length: scenario.replications }, (_, i) => i + 1) : [only]
  return scenario.variants.flatMap((variant) => numbers.map((replication) => ({ variant, replication })))
}

/** What came of a run, or of the part of it that was done before it was interrupted. */
export interface Ended {
  readonly results: readonly ReplicationResult[]
  /** As far as was known: stopping rules decide on the way. */
  readonly total: number
  readonly interrupted: boolean
  /** Stopping rules that the most replications allowed did not meet. */
  readonly open: readonly OpenRule[]
}

/** All that the scenario wants, those known not again. */
export async function runReplications(
  scenario: Scenario,
  request: Pick<RunRequest, 'only'>,
  { store, crew, progress }: { readonly store: RunStore; readonly crew: Runner; readonly progress: Progress },
): Promise<Ended> {
  const results = [...store.restored]
  const known = new Set(results.map((it) => key(it.variant, it.replication)))
  let total = 0
  const run = async (units: readonly Unit[]): Promise<void> => {
    const missing = units.filter(({ variant, replication }) => !known.has(key(variant.name, replication)))
    total = results.length + missing.length
    progress.expect(total)
    await crew.run(missing, (result) => {
      store.finished(result)
      known.add(key(result.variant, result.replication))
      results.push(result)
    })
  }
  try {
    const open = await (scenario.stopping === undefined || request.only !== undefined
      ? run(unitsOf(scenario, request)).then(() => [])
      : untilMet(scenario, scenario.stopping, results, run))
    return { results, total, interrupted: false, open }
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error
    return { results, total, interrupted: true, open: [] }
  }
}

async function untilMet(
  scenario: Scenario,
  stopping: Stopping,
  results: readonly ReplicationResult[],
  run: (units: readonly Unit[]) => Promise<void>,
): Promise<readonly OpenRule[]> {
  const replicator: Replicator = {
    async upTo(variants, count) {
      await run(unitsOf({ variants: scenario.variants, replications: count }, {}))
      return variants.map(({ name }) => ({
        variant: name,
        replications: results.filter((it) => it.variant === name).slice(0, count),
      }))
    },
  }
  return (await replicateUntil(replicator, scenario.variants, stopping)).open
}

function key(variant: string, replication: number): string {
  return `${replication} ${variant}`
}
