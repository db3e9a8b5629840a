/**
 * Control work: core-seconds of the backup server, a transfer over its compute of at most one core, shared
 * with whatever data movers live there (docs/model.md 3).
 */
import type { TransferId } from '../../flow/index.ts'
import type { Runtime, TransferOwner } from '../runtime.ts'

/**
 * Starts control work; undefined when there is none to do. ASSUMED A-21: what is under way is finished though the
 * backup server is lost meanwhile; what is lacking is asked when it is done.
 */
export function startControl(rt: Runtime, coreSeconds: number, owner: TransferOwner): TransferId | undefined {
  const server = rt.estate.backupServer
  if (server === undefined || coreSeconds <= 0) return undefined
  const { compute, cores } = server.server
  // Counted in the bytes that a core would move meanwhile, so that it shares the machine with data as an equal.
  const core = compute === Number.POSITIVE_INFINITY ? 1 : compute / cores
  const transfer = rt.network.start(
    {
      path: [{ resource: server.compute, coefficient: 1 }],
      bytes: coreSeconds * core,
      cap: core,
      weight: 1,
    },
    rt.sim.now,
  )
  rt.transfers.set(transfer, owner)
  rt.requestShare()
  return transfer
}

/** Books control work that is finished. */
export function bookControl(rt: Runtime, owner: Exclude<TransferOwner, { kind: 'data' }>): void {
  const server = rt.estate.backupServer
  if (server === undefined) return
  const { control } = rt.world.policies
  const ofTask = owner.kind === 'task-control'
  server.control += ofTask ? control.task : control.session
  server.controlTime += rt.sim.now - (ofTask ? owner.task.start! : owner.session.opened)
}
