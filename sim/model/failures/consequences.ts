/**
 * What losses do to work under way, tested in this order (model.md 8):
 * a. the gateway is lost: its tasks fail at once, running or waiting, those of their machines with them;
 * b. another machine that takes part is down: fails at once;
 * c. only a connection is lost: suspended.
 */
import type { ServerState } from '../infrastructure/index.ts'
import type { Reason } from '../records.ts'
import type { Runtime } from '../runtime.ts'
import type { MachineRun, Session, Task } from '../work/entities.ts'
import { participants } from '../work/participants.ts'
import type { Tasks } from '../work/task.ts'
import { culprit } from './losses.ts'

export class Consequences {
  private readonly rt: Runtime
  private readonly tasks: Tasks

  constructor(rt: Runtime, tasks: Tasks) {
    this.rt = rt
    this.tasks = tasks
  }

  takeEffect(): void {
    const { sessions, incidents } = this.rt
    for (const session of sessions) {
      let gatewayLost = false
      for (const run of session.runs) {
        for (const task of run.tasks) if (this.strike(task)) gatewayLost = true
      }
      if (gatewayLost && this.rt.world.policies.onGatewayLoss === 'whole-job') this.stopOthers(session)
    }
    incidents.length = 0
  }

  /** true when the task lost its gateway. */
  private strike(task: Task): boolean {
    if (task.phase.name === 'ended') return false
    const lost = this.gatewayLoss(task)
    if (lost !== undefined) {
      this.fail(task, lost)
      return true
    }
    const { assignment } = task
    if (assignment === undefined) return false
    if (participants(task, assignment).some((server) => server.health.down)) this.fail(task, 'server-lost')
    else if (task.phase.name === 'transferring' && this.tasks.lacking(task) !== undefined) {
      this.tasks.suspend(task, culprit(this.rt.incidents, partsOf(task)))
    }
    return false
  }

  private gatewayLoss(task: Task): Reason | undefined {
    const gateway = task.assignment?.gateway ?? task.unit.gateway
    if (gateway === undefined) return undefined
    if (gateway.health.down) return 'server-lost'
    const mayResume = this.rt.world.policies.resume.gateway > 0 && task.assignment !== undefined
    if (!gateway.health.up && !mayResume) return 'gateway-connection-lost'
    return this.cutOff(task, gateway) ? 'gateway-connection-lost' : undefined
  }

  /** No path is left between the source mover and the gateway. */
  private cutOff(task: Task, gateway: ServerState): boolean {
    if (task.assignment === undefined || task.operation === 'synthetic') return false
    const source = task.assignment.proxy?.server.site ?? task.run.state.machine.site
    return !this.rt.topology.connected(source, gateway.server.site)
  }

  private fail(task: Task, reason: Reason): void {
    const incident = culprit(this.rt.incidents, partsOf(task))
    if (incident !== undefined) {
      incident.tasksLost++
      if (task.run.session.measured) incident.sessions.add(task.run.session.id)
    }
    this.tasks.end(task, 'Failed', reason)
  }

  /** Policy whole-job: the attempt's other machines stop too; a retry may still save them. */
  private stopOthers(session: Session): void {
    for (const run of session.runs) {
      if (isOpen(run)) for (const task of run.tasks) this.tasks.end(task, 'Failed', 'stopped')
    }
  }
}

/** Still under way, and not itself hit: its own siblings end as siblings. */
function isOpen({ tasks }: MachineRun): boolean {
  return tasks.some((task) => task.phase.name !== 'ended') && tasks.every((task) => task.result !== 'Failed')
}

function partsOf(task: Task) {
  const { repository } = task.run.state.job
  return [task.assignment?.gateway, task.unit.gateway, task.assignment?.proxy, repository.host, repository]
}
