/**
 * Entities of the infrastructure as they stand at the present instant. Data only: who changes them is named
 * in the room that does. A name is unique within its kind.
 */
import type { ResourceId, TransferId } from '../../flow/index.ts'
import type { Bytes, Seconds } from '../../units.ts'
import type { Datastore, Link, Repository, Server, Tenant, Throttle } from '../input/index.ts'
import { type Result, STAGES } from '../vocabulary.ts'
import { type BusyTime, Gauge } from './gauge.ts'

/** Up means neither down nor cut off; overlapping causes count. */
export class Health {
  downs = 0
  cuts = 0
  /** Maintenance: what runs ends, nothing new begins. */
  closures = 0
  /** Losses of either kind in [warmup, horizon), for the gateway tables. */
  losses = 0
  readonly impaired: Gauge = new Gauge()

  get down(): boolean {
    return this.downs > 0
  }

  /** New work may begin here. */
  get open(): boolean {
    return this.up && this.closures === 0
  }

  get up(): boolean {
    return this.downs === 0 && this.cuts === 0
  }
}

/** Slots of one kind at one entity. `limit` Infinity: never full. */
export class Slots {
  readonly limit: number
  readonly taken: Gauge = new Gauge()
  /** 1 while full with someone waiting for it. */
  readonly saturated: Gauge = new Gauge()
  /** Tasks that wait for it, alone or for any of a set that holds it. */
  private waiters = 0

  constructor(limit: number) {
    this.limit = limit
  }

  get free(): boolean {
    return this.taken.value < this.limit
  }

  take(now: Seconds): void {
    this.taken.add(1, now)
    this.judge(now)
  }

  giveBack(now: Seconds): void {
    this.taken.add(-1, now)
    this.judge(now)
  }

  /** true when it became saturated or ceased to be. */
  changeWaiters(by: number, now: Seconds): boolean {
    this.waiters += by
    return this.judge(now)
  }

  private judge(now: Seconds): boolean {
    const saturated = !this.free && this.waiters > 0 ? 1 : 0
    if (saturated === this.saturated.value) return false
    this.saturated.set(saturated, now)
    return true
  }
}

/** Bytes of measured tasks, to their end. */
export interface Account {
  bytesIn: Bytes
  bytesOut: Bytes
}

/** The role of a cloud gateway: a relay between tenants and the provider. */
export interface CloudGatewayState {
  /** Running tasks, each a connection. */
  readonly connections: Slots
  /** Carries what it relays and limits nobody: its use is the bytes/s that the choice among gateways compares. */
  readonly relayed: ResourceId
  /** Facts of the gateway tables over measured tasks. */
  readonly served: { tasks: number; wasted: Bytes } & Account
  readonly tenants: Set<TenantState>
}

export interface ServerState {
  readonly kind: 'server'
  readonly server: Server
  /** Order of listing. */
  readonly index: number
  readonly health: Health
  readonly nicIn: ResourceId
  readonly nicOut: ResourceId
  readonly compute: ResourceId
  /** Carries what it serves as gateway and limits nobody: its use is the bytes/s that selection compares. */
  readonly serving: ResourceId
  /** Tape drives; undefined: no tape server. */
  readonly drives: Slots | undefined
  /** Slots and processed bytes/s of a WAN accelerator; undefined: none. */
  readonly accelerator: { readonly slots: Slots; readonly rate: ResourceId } | undefined
  /** undefined: no cloud gateway. */
  readonly cloud: CloudGatewayState | undefined
  /** Tasks that take part here in any role. */
  readonly tasks: Gauge
  readonly proxy: Slots
  readonly gateway: Slots
  /** Running tasks in the gateway role, suspended ones included. */
  readonly gatewayTasks: Gauge
  /** Any of nic in, nic out, compute, slots. */
  readonly saturated: Gauge
  readonly overCommitted: Gauge
  readonly account: Account
  /** Facts of the gateway tables over measured tasks. */
  readonly served: { tasks: number; fallbacks: number; synthetic: number; wasted: Bytes } & Account
  /** true once it has the role, is listed or was chosen. */
  isGateway: boolean
  /** Core-seconds of control work done here, and the seconds that it took. */
  control: number
  controlTime: Seconds
}

export interface LinkState {
  readonly kind: 'link'
  readonly link: Link
  readonly index: number
  readonly health: Health
  /** Resources towards the second and towards the first of `between`. */
  readonly there: ResourceId
  readonly back: ResourceId
  readonly tasks: Gauge
  readonly account: Account
}

export interface DatastoreState {
  readonly kind: 'datastore'
  readonly datastore: Datastore
  readonly index: number
  readonly read: ResourceId
  readonly write: ResourceId
  readonly slots: Slots
  readonly account: Account
}

export interface RepositoryState {
  readonly kind: 'repository'
  readonly repository: Repository
  readonly index: number
  readonly health: Health
  readonly host: ServerState | undefined
  /** Manual list in order of listing; undefined = automatic. */
  readonly listed: readonly ServerState[] | undefined
  readonly mountServer: ServerState | undefined
  readonly read: ResourceId
  readonly write: ResourceId
  readonly readLimit: ResourceId
  readonly writeLimit: ResourceId
  readonly slots: Slots
  /** Units that hold a slot, where slots count chains. */
  readonly chains: Map<object, number>
  readonly tasks: Gauge
  readonly account: Account
  /** Bytes kept, and bytes promised to running tasks. */
  stored: Bytes
  reserved: Bytes
}

export interface TenantTally {
  tasks: number
  failed: number
  bytes: Bytes
  goodBytes: Bytes
  waited: Seconds
  /** Worst of its sessions, as it sees them and as the provider does; undefined before the first. */
  result: Result | undefined
  providerResult: Result | undefined
  /** Transfer seconds limited, per stage. */
  readonly limited: number[]
}

export interface TenantState {
  readonly kind: 'tenant'
  readonly tenant: Tenant
  /** Order of listing. */
  readonly index: number
  /** Of its own line. */
  readonly health: Health
  /** Towards the provider and back, and its bandwidth limit. */
  readonly up: ResourceId
  readonly down: ResourceId
  readonly limit: ResourceId
  /** The limit is the narrowest: it stands for both directions. */
  readonly isLimited: boolean
  /** One way, to the cloud gateways. */
  readonly latency: Seconds
  readonly slots: Slots
  /** Its own in order of listing, then those outside of its pools. */
  readonly gateways: readonly ServerState[]
  /** Of `gateways`: for when none of its own takes work. */
  readonly outside: ReadonlySet<ServerState>
  /** Towards it and from it. */
  readonly account: Account
  /** Bytes kept, and bytes promised to running tasks. */
  stored: Bytes
  reserved: Bytes
  /** Facts of the tenant table over measured tasks and sessions. */
  readonly tally: TenantTally
  /** Seconds in which at least one of its measured tasks transferred. */
  readonly active: BusyTime
  /** Its transfers that move over each cloud gateway: they share one tenant's weight. */
  readonly moving: Map<ServerState, Set<TransferId>>
}

export function emptyTally(): TenantTally {
  return {
    tasks: 0,
    failed: 0,
    bytes: 0,
    goodBytes: 0,
    waited: 0,
    result: undefined,
    providerResult: undefined,
    limited: STAGES.map(() => 0),
  }
}

export interface ThrottleState {
  readonly kind: 'throttle'
  readonly throttle: Throttle
  readonly resource: ResourceId
  active: boolean
}

export type Place = ServerState | LinkState | DatastoreState | RepositoryState | TenantState
