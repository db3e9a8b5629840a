import type { Distribution } from '../../kernel/index.ts'
import type { Bytes, Seconds } from '../../units.ts'

/** Rules of the whole world; defaults in docs/scenario.md. */
export interface Policies {
  readonly onGatewayLoss: 'affected-tasks' | 'whole-job'
  /** Resume after a lost connection: look every `poll` until `giveUp`; `gateway` > 0 lets dropped gateway connections resume too. */
  readonly resume: { readonly poll: Seconds; readonly giveUp: Seconds; readonly gateway: Seconds }
  readonly reselectOnRetry: boolean
  readonly slotCounting: 'per-disk' | 'per-chain'
  readonly tcp: { readonly streams: number; readonly window: Bytes; readonly per: 'session' | 'task' }
  /** Fixed time per task before data flows, drawn per task and attempt. */
  readonly taskOverhead: Distribution
  /** Core-seconds of the backup server per session opened and per task started; 0 turns it off. */
  readonly control: { readonly session: number; readonly task: number }
  readonly inferredFallback: boolean
  readonly overCommit: 'ignore' | 'slow'
  /** Tasks of tenants at once that a cloud gateway is sized for; Infinity: nobody is warned. Default 500 (CC:system_requirements). */
  readonly cloudGatewayTasks?: number
  /** Local time of day at which a night begins, seconds after midnight. */
  readonly night: Seconds
  readonly rpo: Seconds
}
