import type { Network } from '../../flow/index.ts'
import type { BytesPerSecond } from '../../units.ts'
import type { ServerState } from '../infrastructure/index.ts'
import type { TransferOwner } from '../runtime.ts'
import { gatewaysOf } from '../work/participants.ts'

/**
 * Bytes/s that a server takes in for the transfers it serves as gateway, as the last sharing set them: a
 * transfer that ended in this instant still counts, one begun now does not (docs/model.md 4).
 * Summed up when the first one asks after a sharing.
 */
export class ServedRates {
  private readonly network: Network
  private readonly transfers: ReadonlyMap<number, TransferOwner>
  private readonly endedNow = new Map<ServerState, BytesPerSecond>()
  private sums: Map<ServerState, BytesPerSecond> | undefined

  constructor(network: Network, transfers: ReadonlyMap<number, TransferOwner>) {
    this.network = network
    this.transfers = transfers
  }

  of(server: ServerState): BytesPerSecond {
    this.sums ??= this.sumUp()
    return this.sums.get(server) ?? 0
  }

  /** A transfer left the network at this rate. */
  ended(gateway: ServerState, rate: BytesPerSecond): void {
    add(this.endedNow, gateway, rate)
  }

  shared(): void {
    this.sums = undefined
    this.endedNow.clear()
  }

  private sumUp(): Map<ServerState, BytesPerSecond> {
    const sums = new Map(this.endedNow)
    for (const [transfer, owner] of this.transfers) {
      if (owner.kind !== 'data' || owner.task.phase.name !== 'transferring') continue
      const { assignment, reduction } = owner.task
      for (const gateway of gatewaysOf(owner.task, assignment!)) {
        add(sums, gateway, this.network.rate(transfer) / reduction)
      }
    }
    return sums
  }
}

function add(sums: Map<ServerState, BytesPerSecond>, server: ServerState, rate: BytesPerSecond): void {
  sums.set(server, (sums.get(server) ?? 0) + rate)
}
