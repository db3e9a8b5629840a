/**
 * Bandwidth is shared once per instant, when it is complete (Rank.share), and one notice is kept for the
 * earliest completion. Completions due within the tolerance of an instant belong to it.
 */
import { dueTolerance, type ResourceId } from '../flow/index.ts'
import { NO_NOTICE, type Notice } from '../kernel/index.ts'
import type { ServerState } from './infrastructure/index.ts'
import { Rank } from './rank.ts'
import type { Runtime, TransferOwner } from './runtime.ts'
import { bookControl } from './work/control.ts'
import { closeSegment } from './work/segment.ts'

export class Sharing {
  private readonly rt: Runtime
  private pending = false
  private due: Notice = NO_NOTICE
  private dueAt = Number.POSITIVE_INFINITY
  private readonly serverOf = new Map<ResourceId, ServerState>()
  private readonly touched = new Set<ServerState>()

  constructor(rt: Runtime) {
    this.rt = rt
    for (const state of rt.estate.servers) {
      for (const id of [state.nicIn, state.nicOut, state.compute]) this.serverOf.set(id, state)
    }
  }

  request(): void {
    if (this.pending) return
    this.pending = true
    this.rt.sim.schedule(0, Rank.share, { kind: 'share' })
  }

  /** Slots, load or saturation of a server changed. */
  touch(server: ServerState): void {
    this.touched.add(server)
    this.request()
  }

  saturationChanged(resource: ResourceId): void {
    const server = this.serverOf.get(resource)
    if (server !== undefined) this.touched.add(server)
  }

  /** A completion due a hair after this instant is executed in it. */
  instantBegins(time: number): void {
    if (this.dueAt > time && this.dueAt <= time + dueTolerance(time)) this.expect(time)
  }

  /** Transfers that end now, in order of their start; data transfers have closed their segments. */
  takeDue(): TransferOwner[] {
    const { sim, network, transfers } = this.rt
    // A hair before the next event: executed at its instant.
    const next = sim.nextTime()
    if (next > sim.now && next <= sim.now + dueTolerance(sim.now)) {
      this.expect(next)
      return []
    }
    this.due = NO_NOTICE
    this.dueAt = Number.POSITIVE_INFINITY
    const owners: TransferOwner[] = []
    for (const end of network.takeDue(sim.now)) {
      const owner = transfers.get(end.id)!
      transfers.delete(end.id)
      if (owner.kind === 'data' && owner.task.phase.name === 'transferring') {
        closeSegment(this.rt, owner.task, owner.task.phase.segment, end)
      } else if (owner.kind !== 'data') {
        bookControl(this.rt, owner)
      }
      owners.push(owner)
    }
    this.request()
    return owners
  }

  share(): void {
    const { sim, network } = this.rt
    this.pending = false
    for (const server of this.touched) this.slowWhenOverCommitted(server)
    this.rt.weights.settle(sim.now)
    network.share(sim.now)
    this.rt.audit?.shared()
    for (const server of this.touched) this.judgeSaturation(server)
    this.touched.clear()
    const due = network.nextDue()
    if (due !== this.dueAt) this.expect(due)
  }

  private expect(due: number): void {
    const { sim } = this.rt
    sim.cancel(this.due)
    this.dueAt = due
    this.due =
      due < Number.POSITIVE_INFINITY
        ? sim.scheduleAt(Math.max(due, sim.now), Rank.transfersEnd, { kind: 'transfers-due' })
        : NO_NOTICE
  }

  /** A gateway is saturated while any of nic in, nic out, compute or slots is. */
  private judgeSaturation(state: ServerState): void {
    const { sim, network, log } = this.rt
    const slots = state.isGateway ? state.gateway : state.proxy
    const saturated =
      slots.saturated.value > 0 ||
      (state.cloud?.connections.saturated.value ?? 0) > 0 ||
      [state.nicIn, state.nicOut, state.compute].some((id) => network.isSaturated(id))
    if (saturated === state.saturated.value > 0) return
    state.saturated.set(saturated ? 1 : 0, sim.now)
    log?.(saturated ? 'saturated' : 'relieved', { server: state.server.name })
  }

  /** Tasks beyond what cores and memory carry (docs/assumptions.md, the soft knee); the policy may slow the machine. */
  private slowWhenOverCommitted(state: ServerState): void {
    const { sim, network, world } = this.rt
    const limit = comfortableTasks(state)
    const over = state.tasks.value > limit
    if (over !== state.overCommitted.value > 0) state.overCommitted.set(over ? 1 : 0, sim.now)
    if (world.policies.overCommit === 'slow' && state.server.compute < Number.POSITIVE_INFINITY) {
      const capacity = state.server.compute * (over ? limit / state.tasks.value : 1)
      if (capacity !== network.capacity(state.compute)) network.setCapacity(state.compute, capacity, sim.now)
    }
  }
}

const FOUR_GIB = 4 * 1_073_741_824

function comfortableTasks({ server }: ServerState): number {
  return Math.max(1, Math.min(2 * server.cores, (server.memory - FOUR_GIB) / FOUR_GIB))
}
