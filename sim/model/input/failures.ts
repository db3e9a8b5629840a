import type { Distribution } from '../../kernel/index.ts'
import type { Seconds, Share } from '../../units.ts'

/** What can be lost: one entity by name. */
export interface Subject {
  readonly kind: 'server' | 'link' | 'repository' | 'tenant'
  readonly name: string
}

/** `every` is time up: from t = 0, then from each repair, to the next loss. */
export type Timing =
  | { readonly kind: 'random'; readonly every: Distribution; readonly lasts: Distribution }
  /** `lasts` Infinity = `for: rest`. Instants ascending. */
  | { readonly kind: 'scripted'; readonly at: readonly Seconds[]; readonly lasts: Distribution }

/**
 * The entity is down (`outage`), or up but unreachable (`connection-loss`; of a tenant its own line), or takes no new work
 * while what runs on it ends (`maintenance`; servers only).
 */
export interface Loss {
  readonly kind: 'outage' | 'connection-loss' | 'maintenance'
  readonly subject: Subject
  readonly timing: Timing
  /** Names the stream of a random timing: unique per row and entity, independent of other entities. */
  readonly stream: string
}

/** N+1 drill: the k busiest gateways are lost at an instant. */
export interface Drill {
  readonly kind: 'drill'
  readonly gateways: 'any' | 'server' | 'cloud'
  readonly k: number
  readonly at: readonly Seconds[]
  readonly lasts: Distribution
}

/** A machine of a job fails in sessions that start on a given local day. */
export interface ScriptedFailure {
  readonly kind: 'scripted'
  readonly job: string
  readonly machine: string
  /** Days since 1970-01-01. */
  readonly days: readonly number[]
  /** Attempts that fail (from 1), or all. */
  readonly attempts: 'all' | readonly number[]
}

/** Other causes: a two-state chain per job (docs/model.md 8). All are shares. */
export interface OtherFailures {
  readonly kind: 'other'
  readonly job: string
  readonly taskFailure: Share
  readonly retryFailure: Share
  readonly taskWarning: Share
  /** `afterFailure`: P(session is bad | the previous one of the job was); absent: machines fail independently. */
  readonly burst?: { readonly afterFailure: Share; readonly badShare: Share }
}

export type Failure = Loss | Drill | ScriptedFailure | OtherFailures
