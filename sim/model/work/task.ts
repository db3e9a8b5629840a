/**
 * Lifecycle of a task, from its slots to its end.
 *
 * | phase         | on                | goes to                                                    |
 * | ------------- | ----------------- | ---------------------------------------------------------- |
 * | waiting       | start (dispatch)  | preparing                                                  |
 * | preparing     | control done      | preparing (overhead)                                       |
 * | preparing     | transfer-begins   | transferring; suspended if a connection is lacking; ended  |
 * | transferring  | transfer finished | ended                                                      |
 * | transferring  | suspend           | suspended                                                  |
 * | suspended     | look              | suspended; preparing (resumes in this instant); ended      |
 * | transferring  | hold              | held, while its points are being changed                   |
 * | held          | let go            | preparing (resumes in this instant)                        |
 * | any but ended | end               | ended                                                      |
 *
 * A task never calls its session: it schedules `task-ended`.
 */
import { NO_NOTICE, sample } from '../../kernel/index.ts'
import type { Seconds } from '../../units.ts'
import { disconnect, losesGateway, reconnect } from '../cloud/index.ts'
import { blame, type Incident } from '../failures/entities.ts'
import { gatewayStrike, standingLoss } from '../failures/standing.ts'
import type { Path } from '../infrastructure/index.ts'
import { Rank } from '../rank.ts'
import type { Runtime } from '../runtime.ts'
import type { Reason, Result } from '../vocabulary.ts'
import type { Assignment } from './assignment.ts'
import { startControl } from './control.ts'
import type { Task } from './entities.ts'
import { fastCloneEffective } from './fast-clone.ts'
import { isHeld } from './holds.ts'
import { gatewayCut, lacking, openPath } from './lacking.ts'
import { participants } from './participants.ts'
import { pathOf } from './paths.ts'
import { closeSegment, limits, moveAtOnce, openSegment } from './segment.ts'

export class Tasks {
  private readonly rt: Runtime

  constructor(rt: Runtime) {
    this.rt = rt
  }

  /** Slots are taken: control work, then the fixed overhead, then data. */
  start(task: Task, assignment: Assignment): void {
    const { sim, world } = this.rt
    task.assignment = assignment
    task.start = sim.now
    const control = startControl(this.rt, world.policies.control.task, { kind: 'task-control', task })
    if (control === undefined) this.prepare(task)
    else task.phase = { name: 'preparing', control, notice: NO_NOTICE }
  }

  controlDone(task: Task): void {
    task.moved.control = this.rt.sim.now - task.start!
    this.prepare(task)
  }

  private prepare(task: Task): void {
    const { sim, world } = this.rt
    const { run, disk, attempt } = task
    const key = run.state.keys.disks[disk - 1]!.overhead
    const overhead = sample(world.policies.taskOverhead, key.at(run.session.k, attempt))
    const notice = sim.schedule(overhead, Rank.begins, { kind: 'transfer-begins', task })
    task.phase = { name: 'preparing', control: undefined, notice }
  }

  /** Data flows, unless a machine is down or a connection is lacking: that counts as the first loss. */
  transferBegins(task: Task): void {
    if (participants(task, task.assignment!).some((server) => server.health.down)) {
      this.refuse(task, 'server-lost')
      return
    }
    if (losesGateway(task) && this.leaveGateway(task, gatewayStrike(this.rt, task))) return
    if (isHeld(task)) {
      task.phase = { name: 'held', since: this.rt.sim.now }
      return
    }
    const path = openPath(this.rt, task)
    if (path === undefined) {
      this.wait(task, undefined)
      return
    }
    if (fastCloneEffective(task)) task.left = 0
    this.flow(task, path)
  }

  private flow(task: Task, path: Path): void {
    const limited = task.left > 0 && limits(this.rt, path)
    if (limited) {
      openSegment(this.rt, task, path)
      return
    }
    if (task.left > 0) {
      const { name } = task.run.state.job.job
      this.rt.warn('W-UNLIMITED-TRANSFER', name, 'nothing limits its transfers: they take no time')
    }
    moveAtOnce(this.rt, task, path)
    this.finish(task)
  }

  /** It cannot begin; a loss in progress may be the cause. */
  refuse(task: Task, reason: Reason): void {
    const incident = standingLoss(this.rt, task, reason)
    if (incident !== undefined) blame(incident, task.run)
    this.end(task, 'Failed', reason)
  }

  /** All bytes moved: the outcome is what other failures, or a quota, decided beforehand. */
  finish(task: Task): void {
    if (task.fate === 'Failed') this.end(task, 'Failed', task.fateReason)
    else this.end(task, task.fate, undefined)
  }

  /** Its cloud gateway is lost: it goes on through another one of its list at the next poll. true when it ended instead. */
  leaveGateway(task: Task, incident: Incident | undefined): boolean {
    const { gatewayLoss } = this.rt.world.cloud!
    if (gatewayLoss === 'fail' || task.run.session.cloud.length === 0) {
      if (incident !== undefined) blame(incident, task.run)
      this.end(task, 'Failed', 'cloud-gateways-unavailable')
      return true
    }
    if (task.phase.name === 'transferring') this.suspend(task, incident)
    disconnect(this.rt, task)
    return false
  }

  /** Only a connection is lost: the task keeps its slots and moves nothing until a look finds it back. */
  suspend(task: Task, incident: Incident | undefined): void {
    this.interrupt(task)
    this.wait(task, incident)
  }

  private wait(task: Task, incident: Incident | undefined): void {
    const { resume } = this.rt.world.policies
    const giveUp = gatewayCut(this.rt, task) ? resume.gateway : resume.giveUp
    this.rt.log?.('transfer-suspended', this.names(task))
    this.lookAgain(task, this.rt.sim.now, 1, giveUp, incident)
  }

  private lookAgain(
    task: Task,
    since: Seconds,
    looks: number,
    giveUp: Seconds,
    incident: Incident | undefined,
  ): void {
    const at = since + Math.min(looks * this.rt.world.policies.resume.poll, giveUp)
    const notice = this.rt.sim.scheduleAt(at, Rank.looks, { kind: 'look', task })
    task.phase = { name: 'suspended', since, looks, giveUp, incident, notice }
  }

  /** Its points are being changed (HC:backup_copying_process): who waits for a connection or prepares is held later. */
  hold(task: Task): void {
    if (task.phase.name !== 'transferring') return
    this.interrupt(task)
    task.phase = { name: 'held', since: this.rt.sim.now }
    this.rt.log?.('transfer-held', this.names(task))
  }

  letGo(task: Task): void {
    const { phase } = task
    if (phase.name !== 'held') return
    this.resume(task, phase.since)
  }

  private interrupt(task: Task): void {
    if (task.phase.name !== 'transferring') return
    const { transfer, segment } = task.phase
    closeSegment(this.rt, task, segment, this.rt.network.stop(transfer, this.rt.sim.now))
  }

  /** Rules of the network changed: transfers under way cross those that hold now, over the links they took. */
  applyThrottles(): void {
    for (const session of this.rt.sessions) {
      for (const run of session.runs) {
        for (const task of run.tasks) {
          if (task.phase.name !== 'transferring') continue
          const { segment } = task.phase
          this.interrupt(task)
          this.flow(task, pathOf(this.rt, task, segment.path.links)!)
        }
      }
    }
  }

  look(task: Task): void {
    const { phase } = task
    if (phase.name !== 'suspended') return
    const { sim } = this.rt
    if (reconnect(this.rt, task) === 'none') {
      if (phase.incident !== undefined) blame(phase.incident, task.run)
      this.end(task, 'Failed', 'cloud-gateways-unavailable')
      return
    }
    const missing = lacking(this.rt, task)
    if (missing !== undefined) {
      if (sim.now < phase.since + phase.giveUp) {
        this.lookAgain(task, phase.since, phase.looks + 1, phase.giveUp, phase.incident)
        return
      }
      if (phase.incident !== undefined) blame(phase.incident, task.run)
      this.end(task, 'Failed', missing)
      return
    }
    task.moved.resumes++
    if (phase.incident !== undefined) phase.incident.tasksResumed++
    this.rt.log?.('transfer-resumed', this.names(task))
    this.resume(task, phase.since)
  }

  /** Its data flow again in this instant. */
  private resume(task: Task, since: Seconds): void {
    this.leaveSuspension(task, since)
    const notice = this.rt.sim.schedule(0, Rank.begins, { kind: 'transfer-begins', task })
    task.phase = { name: 'preparing', control: undefined, notice }
  }

  private leaveSuspension(task: Task, since: Seconds): void {
    task.moved.suspended += this.rt.sim.now - since
  }

  /** Ends a task in whatever phase it is; its slots are given back with the outcome. */
  end(task: Task, result: Result | undefined, reason: Reason | undefined): void {
    const { sim, network, transfers } = this.rt
    const { phase } = task
    switch (phase.name) {
      case 'ended':
        return
      case 'waiting':
        break
      case 'preparing':
        sim.cancel(phase.notice)
        if (phase.control !== undefined) {
          transfers.delete(phase.control)
          network.stop(phase.control, sim.now)
          task.moved.control = sim.now - task.start!
          this.rt.requestShare()
        }
        break
      case 'transferring':
        // A finished transfer has left the network already and closed its segment.
        if (transfers.has(phase.transfer)) {
          closeSegment(this.rt, task, phase.segment, network.stop(phase.transfer, sim.now))
        }
        break
      case 'held':
        this.leaveSuspension(task, phase.since)
        break
      case 'suspended':
        sim.cancel(phase.notice)
        this.leaveSuspension(task, phase.since)
        break
    }
    task.phase = { name: 'ended' }
    task.ended = sim.now
    task.result = result
    task.reason = reason
    sim.schedule(0, Rank.outcomes, { kind: 'task-ended', task })
  }

  private names(task: Task): { session: string; machine: string; disk: number } {
    const { run, disk } = task
    return { session: run.session.id, machine: run.state.machine.name, disk }
  }
}
