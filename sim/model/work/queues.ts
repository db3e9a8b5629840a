/**
 * Queues of waiting tasks: each waits in the queue of the one need that it misses (docs/model.md 3).
 * A freed slot wakes the queues that it can serve; a pass merges them by key.
 */
import { PriorityQueue } from '@datastructures-js/priority-queue'
import type { Seconds } from '../../units.ts'
import type { ServerState, Slots } from '../infrastructure/index.ts'
import type { WaitCause } from '../vocabulary.ts'
import type { Task } from './entities.ts'
import type { Need } from './needs.ts'

/** Order among waiting tasks, fixed when a task is queued. */
export function byKey(a: Task, b: Task): number {
  const x = a.run
  const y = b.run
  return (
    b.priority - a.priority ||
    y.session.startClass - x.session.startClass ||
    x.session.opened - y.session.opened ||
    x.state.job.index - y.state.job.index ||
    x.state.index - y.state.index ||
    a.disk - b.disk ||
    a.sequence - b.sequence
  )
}

class WaitQueue {
  readonly need: Need
  readonly tasks: PriorityQueue<Task> = new PriorityQueue<Task>(byKey)

  constructor(need: Need) {
    this.need = need
  }
}

/** All queues, with the one that each task waits in. Tasks that ended while waiting are passed over. */
export class Queues {
  private readonly queues = new Map<Need, WaitQueue>()
  private readonly servedBy = new Map<Slots, WaitQueue[]>()
  private readonly whereabouts = new Map<Task, WaitQueue>()
  private readonly awake = new Set<WaitQueue>()
  private readonly fresh: WaitQueue = new WaitQueue({ cause: 'control', members: [], servers: [] })

  private readonly saturationChanged: (server: ServerState) => void

  constructor(saturationChanged: (server: ServerState) => void) {
    this.saturationChanged = saturationChanged
  }

  get size(): number {
    return this.whereabouts.size
  }

  /** A task that was queued and not yet judged. */
  add(task: Task): void {
    this.fresh.tasks.enqueue(task)
    this.whereabouts.set(task, this.fresh)
    this.awake.add(this.fresh)
  }

  /** The task misses `need` and waits there. */
  put(task: Task, need: Need, now: Seconds): void {
    let queue = this.queues.get(need)
    if (queue === undefined) {
      queue = new WaitQueue(need)
      this.queues.set(need, queue)
      for (const slots of need.members) {
        const served = this.servedBy.get(slots)
        if (served === undefined) this.servedBy.set(slots, [queue])
        else served.push(queue)
      }
    }
    this.remove(task, now)
    this.whereabouts.set(task, queue)
    this.changeWaiters(need, 1, now)
    queue.tasks.enqueue(task)
  }

  /** The task waits no longer; its entry is passed over when its turn comes. */
  remove(task: Task, now: Seconds): void {
    const queue = this.whereabouts.get(task)
    if (queue === undefined) return
    this.whereabouts.delete(task)
    this.changeWaiters(queue.need, -1, now)
  }

  private changeWaiters({ members, servers }: Need, by: number, now: Seconds): void {
    for (let i = 0; i < members.length; i++) {
      const changed = members[i]!.changeWaiters(by, now)
      if (changed && servers[i] !== undefined) this.saturationChanged(servers[i]!)
    }
  }

  /** A slot is free again. */
  wake(slots: Slots): void {
    for (const queue of this.servedBy.get(slots) ?? []) {
      if (!queue.tasks.isEmpty()) this.awake.add(queue)
    }
  }

  /** Whether somebody may wait for a need of this cause. */
  holdAny(cause: WaitCause): boolean {
    for (const { need, tasks } of this.queues.values()) {
      if (need.cause === cause && !tasks.isEmpty()) return true
    }
    return false
  }

  /** Every waiting task is to be judged anew. */
  wakeAll(): void {
    for (const queue of this.queues.values()) {
      for (const task of queue.tasks.toArray()) {
        if (this.whereabouts.get(task) === queue) this.fresh.tasks.enqueue(task)
      }
      queue.tasks.clear()
    }
    if (!this.fresh.tasks.isEmpty()) this.awake.add(this.fresh)
  }

  /** Takes the next woken task by key; undefined when the turn is over. */
  next(): Task | undefined {
    let first: WaitQueue | undefined
    for (const queue of this.awake) {
      this.skipGone(queue)
      const head = queue.tasks.front()
      if (head === null) this.awake.delete(queue)
      else if (first === undefined || byKey(head, first.tasks.front()!) < 0) first = queue
    }
    return first?.tasks.dequeue() ?? undefined
  }

  /** The need is missed again: its other waiters need not be asked in this pass. */
  close(need: Need): void {
    const queue = this.queues.get(need)
    if (queue !== undefined) this.awake.delete(queue)
  }

  private skipGone(queue: WaitQueue): void {
    for (let head = queue.tasks.front(); head !== null; head = queue.tasks.front()) {
      if (head.phase.name === 'waiting') return
      queue.tasks.dequeue()
    }
  }
}
