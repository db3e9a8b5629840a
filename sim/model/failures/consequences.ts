/**
 * What losses do to work under way, tested in this order (docs/model.md 8):
 * a. the gateway is lost: its tasks fail at once, running or waiting, those of their machines with them;
 * b. another machine that takes part is down: fails at once;
 * c. only a connection is lost: suspended.
 */
import { losesGateway, strikeOff } from '../cloud/index.ts'
import type { Place } from '../infrastructure/index.ts'
import type { Runtime } from '../runtime.ts'
import type { Reason } from '../vocabulary.ts'
import type { MachineRun, Session, Task } from '../work/entities.ts'
import { gatewayCut, lacking } from '../work/lacking.ts'
import { gatewaysOf, participants, scarceOf, storesOf } from '../work/participants.ts'
import type { Tasks } from '../work/task.ts'
import { blame, noteTenant } from './entities.ts'
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
      strikeOff(session)
      let gatewayLost = false
      for (const run of session.runs) {
        for (const task of run.tasks) if (this.strike(task)) gatewayLost = true
      }
      if (gatewayLost && this.rt.world.policies.onGatewayLoss === 'whole-job') this.stopOthers(session)
    }
    incidents.length = 0
  }

  /** true when an attempt's machine lost its gateway. */
  private strike(task: Task): boolean {
    if (task.phase.name === 'ended') return false
    const lost = this.gatewayLoss(task)
    if (lost !== undefined) {
      this.fail(task, lost)
      return task.operation !== 'synthetic'
    }
    const { assignment } = task
    if (this.leavesGateway(task)) return false
    // Before data flows a loss matters only if it still lasts when the transfer would begin.
    if (assignment === undefined || task.phase.name === 'preparing') return false
    if (participants(task, assignment).some((server) => server.health.down)) this.fail(task, 'server-lost')
    else if (this.isBroken(task)) {
      const incident = culprit(this.rt.incidents, this.partsOf(task))
      if (incident !== undefined) noteTenant(incident, task.run)
      this.tasks.suspend(task, incident)
    }
    return false
  }

  private gatewayLoss(task: Task): Reason | undefined {
    const gateways = gatewaysOf(task, task.assignment ?? task.unit)
    if (gateways.length === 0) return undefined
    if (gateways.some(({ health }) => health.down)) return 'server-lost'
    const cut = gateways.some(({ health }) => !health.up) || gatewayCut(this.rt, task)
    // ASSUMED A-24: only what is started may resume; a disk that waits for the gateway fails, and its machine with it.
    const mayResume = this.rt.world.policies.resume.gateway > 0 && task.assignment !== undefined
    return cut && !mayResume ? 'gateway-connection-lost' : undefined
  }

  /** A tenant's task lost its cloud gateway. Before data flows a loss matters only if it still lasts when they would. */
  private leavesGateway(task: Task): boolean {
    if (task.assignment === undefined || task.phase.name === 'preparing' || !losesGateway(task)) return false
    const gateways = task.cloud === undefined ? task.run.state.job.tenant!.gateways : [task.cloud]
    const incident = culprit(this.rt.incidents, gateways)
    if (incident !== undefined) noteTenant(incident, task.run)
    this.tasks.leaveGateway(task, incident)
    return true
  }

  /** A transfer lost its connection, even if another route is left: that one is taken when it resumes. */
  private isBroken(task: Task): boolean {
    if (task.phase.name !== 'transferring') return false
    const { links } = task.phase.segment.path
    return links.some((link) => !link.health.up) || lacking(this.rt, task) !== undefined
  }

  private fail(task: Task, reason: Reason): void {
    const incident = culprit(this.rt.incidents, this.partsOf(task))
    if (incident !== undefined) blame(incident, task.run)
    this.tasks.end(task, 'Failed', reason)
  }

  /** What a task depends on: machines, repository, and the links that its data crosses. */
  private partsOf(task: Task): (Place | undefined)[] {
    const { assignment, unit, phase } = task
    const stores = storesOf(task)
    const movers = [
      assignment?.proxy,
      ...stores.map(({ host }) => host),
      ...scarceOf(task).map(({ server }) => server),
    ]
    const links = phase.name === 'transferring' ? phase.segment.path.links : []
    const gateways = gatewaysOf(task, assignment ?? unit)
    const { tenant } = task.run.state.job
    return [...gateways, task.cloud, tenant, ...movers, ...stores, ...links, this.rt.estate.backupServer]
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
