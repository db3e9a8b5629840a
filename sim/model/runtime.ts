import type { Network } from '../flow/index.ts'
import type { Chance, Simulation } from '../kernel/index.ts'
import type { Audit } from './audit.ts'
import type { TenantWeights } from './cloud/weights.ts'
import type { ModelEvent } from './events.ts'
import type { Incident } from './failures/entities.ts'
import type { BusyTime, Estate, Gauge, Place, ServerState, Slots, Topology } from './infrastructure/index.ts'
import type { World } from './input/index.ts'
import type { Flows } from './measure/flows.ts'
import type { WarningCode } from './messages.ts'
import type { EventRecord, Recorder } from './records/index.ts'
import type { Session, Task } from './work/entities.ts'

/** What every room of the model is handed: time, chance, sharing, the estate, and where facts go. */
export interface Runtime {
  readonly world: World
  readonly sim: Simulation<ModelEvent>
  readonly network: Network
  readonly chance: Chance
  readonly estate: Estate
  readonly topology: Topology
  readonly recorder: Recorder
  /** Writes a line of the event log; undefined when nobody asked for it. */
  readonly log: ((event: string, fields: Omit<EventRecord, 't' | 'event'>) => void) | undefined
  readonly decisions: boolean
  /** Open sessions in order of opening. */
  readonly sessions: Set<Session>
  /** Whom a transfer in progress belongs to, by transfer id. */
  readonly transfers: Map<number, TransferOwner>
  /** Shares of tenants on cloud gateways. */
  readonly weights: TenantWeights
  /** Given once per code and subject, counted by the recorder's owner. */
  warn(code: WarningCode, subject: string, message: string): void
  /** Asks for sharing at the end of this instant. */
  requestShare(): void
  /** Asks for a dispatch in this instant; `rescan` when more than freed slots changed. */
  requestDispatch(rescan?: boolean): void
  /** A slot is given back: those that wait for it are asked again. */
  freed(slots: Slots): void
  /** Of each place the loss that ends last. */
  readonly losses: Map<Place, Incident>
  /** Losses of this instant, while their consequences are drawn. */
  readonly incidents: Incident[]
  /** Seconds with a transfer of a measured session in progress. */
  readonly active: BusyTime
  /** Tells that the slots or the load of a server changed: its saturation is judged when the instant is complete. */
  touch(server: ServerState): void
  /** Running tasks of the whole estate. */
  readonly running: Gauge
  readonly runningOfTenants: Gauge
  /** Checks invariants as the run goes; undefined when nobody asked for it. */
  readonly audit: Audit | undefined
  /** Bytes by gateway, repository, direction and operation. */
  readonly flows: Flows
  /** Totals that leave with the run's record. */
  readonly totals: Totals
}

/** A transfer moves a task's data, or is control work at the backup server. */
export type TransferOwner =
  | { readonly kind: 'data'; readonly task: Task }
  | { readonly kind: 'task-control'; readonly task: Task }
  | { readonly kind: 'session-control'; readonly session: Session }

export interface Totals {
  skippedStarts: number
  unfinished: number
  retries: number
}
