import type { Hop, Network, ResourceId } from '../../flow/index.ts'
import type { Bytes, BytesPerSecond } from '../../units.ts'
import { STAGE_INDEX, type Stage } from '../vocabulary.ts'
import type { Account, LinkState } from './states.ts'
import type { Route } from './topology.ts'

/** Bytes per source byte booked at one entity. */
interface Entry {
  readonly account: Account
  readonly direction: 'in' | 'out'
  readonly coefficient: number
}

/**
 * What a transfer crosses, in order (docs/model.md 5): resources with a coefficient (bytes there per source byte)
 * and the stage that each stands for, the transfer's own cap, and who books the bytes.
 */
export interface Path {
  readonly hops: readonly Hop[]
  /** Index into STAGES per hop; the last entry is that of the own cap. */
  readonly stages: readonly number[]
  readonly cap: BytesPerSecond
  readonly entries: readonly Entry[]
  readonly links: readonly LinkState[]
  /** Bytes per source byte: leaving the source mover, into and out of the gateway, read and written at the repository. */
  readonly wire: number
  readonly gatewayIn: number
  readonly gatewayOut: number
  readonly repositoryRead: number
  readonly repositoryWritten: number
  /** Into and out of the gateway of the repository read from, where that is another one. */
  readonly readerIn: number
  readonly readerOut: number
  /** Through the cloud gateway. */
  readonly relayed: number
}

export type Totals = Partial<
  Pick<
    Path,
    | 'wire'
    | 'gatewayIn'
    | 'gatewayOut'
    | 'repositoryRead'
    | 'repositoryWritten'
    | 'readerIn'
    | 'readerOut'
    | 'relayed'
  >
>

/** Collects a path from its source to its target; one resource met twice counts once with the sum. */
export class PathBuilder {
  private readonly network: Network
  private readonly hops: { resource: ResourceId; coefficient: number }[] = []
  private readonly stages: number[] = []
  private readonly entries: Entry[] = []
  private readonly links: LinkState[] = []
  private cap: BytesPerSecond = Number.POSITIVE_INFINITY
  private capStage: Stage = 'Source'

  constructor(network: Network) {
    this.network = network
  }

  /** Unlimited resources limit nobody and are left out, unless their use is shown (`always`). */
  cross(resource: ResourceId, coefficient: number, stage: Stage, always = false): this {
    if (coefficient === 0 || (!always && this.network.capacity(resource) === Number.POSITIVE_INFINITY))
      return this
    const known = this.hops.find((hop) => hop.resource === resource)
    if (known !== undefined) {
      known.coefficient += coefficient
      return this
    }
    this.hops.push({ resource, coefficient })
    this.stages.push(STAGE_INDEX[stage])
    return this
  }

  book(account: Account, direction: 'in' | 'out', coefficient: number): this {
    if (coefficient > 0) this.entries.push({ account, direction, coefficient })
    return this
  }

  /** The links of a route, in the direction of travel. */
  travel(route: Route, coefficient: number): this {
    for (const { link, forward } of route.legs) {
      this.cross(forward ? link.there : link.back, coefficient, 'Network')
      this.book(link.account, forward ? 'in' : 'out', coefficient)
      this.links.push(link)
    }
    return this
  }

  /**
   * The lowest cap counts; of equal ones the first. ASSUMED A-71: a cap that equals a resource's level is named
   * before it.
   */
  limit(cap: BytesPerSecond, stage: Stage): this {
    if (cap < this.cap) {
      this.cap = cap
      this.capStage = stage
    }
    return this
  }

  build(totals: Totals): Path {
    this.stages.push(STAGE_INDEX[this.capStage])
    return {
      hops: this.hops,
      stages: this.stages,
      cap: this.cap,
      entries: this.entries,
      links: this.links,
      wire: totals.wire ?? 0,
      gatewayIn: totals.gatewayIn ?? 0,
      gatewayOut: totals.gatewayOut ?? 0,
      repositoryRead: totals.repositoryRead ?? 0,
      repositoryWritten: totals.repositoryWritten ?? 0,
      readerIn: totals.readerIn ?? 0,
      readerOut: totals.readerOut ?? 0,
      relayed: totals.relayed ?? 0,
    }
  }
}

/** Books what a stretch of transfer moved. */
export function bookBytes(path: Path, moved: Bytes): void {
  for (const { account, direction, coefficient } of path.entries) {
    if (direction === 'in') account.bytesIn += moved * coefficient
    else account.bytesOut += moved * coefficient
  }
}
