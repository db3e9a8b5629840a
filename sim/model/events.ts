/** Everything that can happen, as data. The kernel orders these; simulate.ts hands each to its room. */
import type { LossState } from './failures/entities.ts'
import type { TenantState, ThrottleState } from './infrastructure/index.ts'
import type { Drill } from './input/index.ts'
import type { JobState, MachineRun, Session, Task } from './work/entities.ts'

export type ModelEvent =
  | { readonly kind: 'transfers-due' }
  | { readonly kind: 'loss-begins'; readonly loss: LossState }
  | { readonly kind: 'losses-take-effect' }
  | { readonly kind: 'loss-ends'; readonly loss: LossState }
  | { readonly kind: 'drill'; readonly drill: Drill }
  | { readonly kind: 'look'; readonly task: Task }
  | { readonly kind: 'task-ended'; readonly task: Task }
  | { readonly kind: 'attempt-ended'; readonly session: Session }
  | { readonly kind: 'session-ended'; readonly session: Session }
  | { readonly kind: 'window-closes'; readonly session: Session }
  | { readonly kind: 'throttle-changes'; readonly throttle: ThrottleState }
  | { readonly kind: 'lease-ends'; readonly tenant: TenantState }
  | { readonly kind: 'night-ends' }
  | { readonly kind: 'warm-up-ends' }
  | { readonly kind: 'horizon' }
  | { readonly kind: 'bucket-ends' }
  | { readonly kind: 'job-starts'; readonly job: JobState }
  | { readonly kind: 'session-opened'; readonly session: Session }
  | { readonly kind: 'retry'; readonly session: Session }
  | { readonly kind: 'synthetic-starts'; readonly run: MachineRun }
  | { readonly kind: 'dispatch' }
  | { readonly kind: 'transfer-begins'; readonly task: Task }
  | { readonly kind: 'share' }
  | { readonly kind: 'drain-limit' }
