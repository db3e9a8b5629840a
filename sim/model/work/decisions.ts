/** Choices of gateways as they leave the world: what was chosen, from whom and why. */
import type { Runtime } from '../runtime.ts'
import { candidatesOf, type Decision } from '../selection/index.ts'
import type { Task } from './entities.ts'
import type { Decided } from './gateways.ts'

/** Only where the run was asked for decisions. */
export function tellDecisions(rt: Runtime, task: Task, decisions: readonly Decided[]): void {
  if (!rt.decisions || !task.run.session.measured) return
  for (const { decision, repository } of decisions) {
    const { rule, chosen, fallback, options, inaccessible } = decision
    rt.recorder.decision({
      time: rt.sim.now,
      session: task.run.session.id,
      machine: task.run.state.machine.name,
      operation: task.operation,
      rule,
      chosen: chosen?.server.name,
      reason: reasonInWords(decision),
      fallbacksTried: fallback || inaccessible ? options : [],
      candidates: candidatesOf(decision),
      disk: task.disk,
      attempt: task.attempt,
      repository: repository.repository.name,
    })
  }
}

function reasonInWords({ chosen, fallback, inaccessible, rule }: Decision): string {
  if (chosen === undefined) return inaccessible ? 'none can be reached now' : 'none is eligible'
  if (fallback) return 'the options before it are not accessible'
  return rule === 'manual' ? 'least load of the listed servers' : 'first option of the rule'
}
