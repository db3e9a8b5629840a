/** What concerns a task, of all that its run has written down: its decision, and what was out. */
import { ruleInWords } from '../../sim/model/index.ts'
import type { DecisionFacts, OutageFacts, TaskFacts, ToldTask } from './facts.ts'

/** Finds the decision behind each of some tasks, in one passage over the decisions of their run. */
export class DecisionsBehind {
  readonly #tasks: readonly TaskFacts[]
  readonly #sessions: ReadonlySet<string>
  readonly #best: { nearness: number; decision: DecisionFacts }[] = []

  constructor(tasks: readonly TaskFacts[]) {
    this.#tasks = tasks
    this.#sessions = new Set(tasks.map(({ session }) => session))
  }

  /** A quick look before a decision is read. */
  mayConcern(session: string): boolean {
    return this.#sessions.has(session)
  }

  see(decision: DecisionFacts): void {
    for (const [i, task] of this.#tasks.entries()) {
      const nearness = nearnessOf(decision, task)
      if (nearness > 0 && nearness >= (this.#best[i]?.nearness ?? 0)) this.#best[i] = { nearness, decision }
    }
  }

  /** By the task's place in the list; undefined: none was seen. */
  of(place: number): DecisionFacts | undefined {
    return this.#best[place]?.decision
  }
}

/** 3: made for this very task; 2: for another disk of its machine; 1: for another machine of its unit; 0: no. */
function nearnessOf(decision: DecisionFacts, task: TaskFacts): number {
  const same =
    decision.session === task.session &&
    decision.attempt === task.attempt &&
    decision.operation === task.operation &&
    decision.chosen === task.gateway
  if (!same || decision.time > (task.start ?? task.end)) return 0
  if (decision.machine !== task.machine) return task.gateway === undefined ? 0 : 1
  return decision.disk === task.disk ? 3 : 2
}

/** Something that took part was out while the task ran or waited. */
export function concerns(outage: OutageFacts, task: TaskFacts): boolean {
  const { tenant, proxy, gateway, cloudGateways, repository, sourceMover, targetMover } = task
  const during = outage.start <= task.end && (outage.end ?? task.end) >= (task.start ?? task.queued)
  const parts = [tenant, proxy, gateway, ...cloudGateways, repository, sourceMover, targetMover]
  // Who never had a gateway failed for want of any: whatever was out then may be why.
  return during && (parts.includes(outage.target) || (task.reason !== undefined && task.start === undefined))
}

/** `outages` may hold others, too. */
export function toldTask(
  task: TaskFacts,
  decision: DecisionFacts | undefined,
  outages: readonly OutageFacts[],
): ToldTask {
  return {
    ...task,
    ruleInWords: ruleInWords(task.rule ?? decision?.rule ?? ''),
    decision,
    outages: outages.filter((outage) => concerns(outage, task)),
  }
}
