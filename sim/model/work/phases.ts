/** Phases of sessions and tasks; each carries what exists only in it. Who changes them: session.ts and task.ts. */
import type { TransferId } from '../../flow/index.ts'
import type { Notice } from '../../kernel/index.ts'
import type { Bytes, Seconds } from '../../units.ts'
import type { Incident } from '../failures/entities.ts'
import type { Path } from '../infrastructure/index.ts'

export type SessionPhase = 'opening' | 'running' | 'retry-wait' | 'synthetic' | 'ended'

export type TaskPhase =
  | { readonly name: 'waiting' }
  | { readonly name: 'preparing'; readonly control: TransferId | undefined; readonly notice: Notice }
  | { readonly name: 'transferring'; readonly transfer: TransferId; readonly segment: Segment }
  | {
      readonly name: 'suspended'
      readonly since: Seconds
      readonly looks: number
      readonly giveUp: Seconds
      readonly incident: Incident | undefined
      readonly notice: Notice
    }
  /** Its points are being changed: it keeps its slots and moves nothing. */
  | { readonly name: 'held'; readonly since: Seconds }
  | { readonly name: 'ended' }

/** A stretch of transfer without interruption. */
export interface Segment {
  readonly path: Path
  readonly began: Seconds
  readonly bytes: Bytes
  /** Use integrals of the path's resources when it began. */
  readonly integrals: Float64Array
}
