/**
 * Dispatch: who of the waiting starts now, and with whom (docs/model.md 3). All needs of a task are
 * taken together or none; nothing is reserved; a blocked task does not hold up those behind it.
 */
import { connect, disconnect, giveBackQuota, takeQuota } from '../cloud/index.ts'
import type { RepositoryState, ServerState, Slots } from '../infrastructure/index.ts'
import type { Runtime } from '../runtime.ts'
import { WAIT_CAUSES, type WaitCause } from '../vocabulary.ts'
import { type Assignment, pin } from './assignment.ts'
import { tellDecisions } from './decisions.ts'
import type { Chain, Session, Task } from './entities.ts'
import { changesPoints, startReading, stopReading } from './holds.ts'
import { Judge } from './judge.ts'
import type { Need } from './needs.ts'
import { countsSlots, gatewaysOf, participants, plainSlots, storesOf } from './participants.ts'
import { Queues } from './queues.ts'
import type { Tasks } from './task.ts'
import { promised, renewVolume } from './volumes.ts'

/** Needs that are looked at after the space at the repository. */
const LATER: readonly WaitCause[] = ['gateway', 'tape-drive', 'wan-accelerator']

export class Dispatcher {
  private readonly rt: Runtime
  private readonly tasks: Tasks
  private readonly queues: Queues
  private readonly judges: Judge
  private rescan = false
  /** Proxies in order of first assignment, per session attempt. */
  private readonly assigned = new Map<Session, ServerState[]>()

  constructor(rt: Runtime, tasks: Tasks) {
    this.rt = rt
    this.tasks = tasks
    this.queues = new Queues((server) => rt.touch(server))
    this.judges = new Judge(rt)
  }

  get waiting(): number {
    return this.queues.size
  }

  enqueue(task: Task): void {
    this.queues.add(task)
    this.rt.requestDispatch()
  }

  /** More than freed slots changed: every waiting task is judged anew in the next pass. */
  judgeAll(): void {
    this.rescan = true
  }

  newAttempt(session: Session): void {
    this.assigned.delete(session)
  }

  pass(): void {
    if (this.rescan) {
      this.rescan = false
      this.queues.wakeAll()
    }
    for (let task = this.queues.next(); task !== undefined; task = this.queues.next()) this.judge(task)
  }

  private judge(task: Task): void {
    const { session } = task.run
    // What it has to deal with may have changed since its session opened.
    if (task.waitingFor === undefined || task.waitingFor === 'chain') renewVolume(task)
    const judgement = this.judges.judge(task, this.assigned.get(session) ?? [])
    switch (judgement.kind) {
      case 'start':
        tellDecisions(this.rt, task, judgement.decisions)
        this.start(task, judgement.assignment)
        return
      case 'fail':
        tellDecisions(this.rt, task, judgement.decisions)
        this.tasks.refuse(task, judgement.reason)
        return
      case 'wait':
        this.wait(task, judgement.need)
    }
  }

  private wait(task: Task, need: Need): void {
    const { now } = this.rt.sim
    const { job } = task.run.state
    if (task.waitingFor === undefined) {
      if (job.waiting >= job.job.maxWaiting) {
        this.tasks.end(task, 'Failed', 'other')
        return
      }
      job.waiting++
    }
    this.settleWait(task)
    task.waitingFor = need.cause
    this.queues.put(task, need, now)
    this.queues.close(need)
  }

  private start(task: Task, assignment: Assignment): void {
    this.settleWait(task)
    this.leaveQueue(task)
    this.take(task, assignment)
    this.rt.log?.('task-started', {
      session: task.run.session.id,
      machine: task.run.state.machine.name,
      disk: task.disk,
      proxy: assignment.proxy?.server.name,
      gateway: assignment.gateway?.server.name,
    })
    this.tasks.start(task, assignment)
  }

  /** ASSUMED A-25: time since the last judgement counts for the need that was missed then. */
  private settleWait(task: Task): void {
    const { now } = this.rt.sim
    if (task.waitingFor !== undefined)
      task.waits[WAIT_CAUSES.indexOf(task.waitingFor)]! += now - task.waitingSince
    task.waitingSince = now
  }

  private leaveQueue(task: Task): void {
    this.queues.remove(task, this.rt.sim.now)
    if (task.waitingFor !== undefined) task.run.state.job.waiting--
  }

  private take(task: Task, assignment: Assignment): void {
    const { now } = this.rt.sim
    const { proxy } = assignment
    this.count(task, 1)
    if (proxy !== undefined) {
      proxy.proxy.take(now)
      const known = this.assigned.get(task.run.session)
      if (known === undefined) this.assigned.set(task.run.session, [proxy])
      else if (!known.includes(proxy)) known.push(proxy)
    }
    for (const slots of plainSlots(task)) slots.take(now)
    takeQuota(task)
    if (assignment.cloud !== undefined) connect(this.rt, task, assignment.cloud)
    for (const store of storesOf(task)) this.takeStore(task, store)
    this.takeGateways(task, assignment)
    startReading(task, now)
    if (changesPoints(task)) this.holdReaders(task.run.state.chain!)
    for (const server of participants(task, assignment)) this.occupy(server, 1)
  }

  private count({ run }: Task, by: 1 | -1): void {
    const { sim, running, runningOfTenants } = this.rt
    running.add(by, sim.now)
    if (run.state.job.tenant !== undefined) runningOfTenants.add(by, sim.now)
  }

  private takeGateways(task: Task, assignment: Assignment): void {
    const { now } = this.rt.sim
    for (const server of gatewaysOf(task, assignment)) {
      server.isGateway = true
      server.gatewayTasks.add(1, now)
      if (takesSlotAt(server, assignment)) server.gateway.take(now)
    }
    if (assignment.rule !== 'A4') pin(task.unit, assignment)
  }

  private takeStore(task: Task, store: RepositoryState): void {
    const { now } = this.rt.sim
    store.tasks.add(1, now)
    if (store === task.run.state.job.writes) store.reserved += promised(task)
    // Less space and fewer streams are left for those that had enough and wait for what comes later.
    const { capacity, streams } = store.repository
    if (
      Math.min(capacity, streams) < Number.POSITIVE_INFINITY &&
      LATER.some((cause) => this.queues.holdAny(cause))
    ) {
      this.rt.requestDispatch(true)
    }
    if (!countsSlots(task)) return
    const running = store.chains.get(task.unit) ?? 0
    store.chains.set(task.unit, running + 1)
    if (running === 0 || this.rt.world.policies.slotCounting === 'per-disk') store.slots.take(now)
  }

  private giveBackStore(task: Task, store: RepositoryState): void {
    const { now } = this.rt.sim
    store.tasks.add(-1, now)
    if (store === task.run.state.job.writes) store.reserved -= promised(task)
    if (!countsSlots(task)) return
    const running = store.chains.get(task.unit)! - 1
    if (running > 0) store.chains.set(task.unit, running)
    else store.chains.delete(task.unit)
    if (running === 0 || this.rt.world.policies.slotCounting === 'per-disk') this.free(store.slots)
  }

  /** The task has ended: its slots are given back and their queues woken. */
  release(task: Task): void {
    this.rt.requestDispatch()
    const { assignment } = task
    if (assignment === undefined) {
      this.settleWait(task)
      this.leaveQueue(task)
      return
    }
    const { now } = this.rt.sim
    this.count(task, -1)
    if (assignment.proxy !== undefined) this.free(assignment.proxy.proxy)
    for (const slots of plainSlots(task)) this.free(slots)
    giveBackQuota(task)
    disconnect(this.rt, task)
    for (const store of storesOf(task)) this.giveBackStore(task, store)
    for (const server of gatewaysOf(task, assignment)) {
      server.gatewayTasks.add(-1, now)
      if (takesSlotAt(server, assignment)) this.free(server.gateway)
    }
    stopReading(task, this.rt)
    if (changesPoints(task)) this.letReadersGo(task.run.state.chain!)
    for (const server of participants(task, assignment)) this.occupy(server, -1)
  }

  /** A merge or transform begins: who reads the chain keeps its slots and moves nothing. */
  private holdReaders({ changing, readers }: Chain): void {
    changing.take(this.rt.sim.now)
    for (const reader of readers) this.tasks.hold(reader)
  }

  private letReadersGo({ changing, readers }: Chain): void {
    this.free(changing)
    for (const reader of readers) this.tasks.letGo(reader)
  }

  free(slots: Slots): void {
    slots.giveBack(this.rt.sim.now)
    this.queues.wake(slots)
    this.rt.requestDispatch()
  }

  private occupy(server: ServerState, by: number): void {
    server.tasks.add(by, this.rt.sim.now)
    this.rt.touch(server)
  }
}

/** A gateway that a row names as the proxy takes no slot; the gateway of a source always does. */
function takesSlotAt(server: ServerState, { gateway, gatewaySlot }: Assignment): boolean {
  return server !== gateway || gatewaySlot
}
