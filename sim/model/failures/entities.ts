import type { Distribution, Uniforms } from '../../kernel/index.ts'
import type { Seconds } from '../../units.ts'
import type { LinkState, RepositoryState, ServerState, TenantState } from '../infrastructure/index.ts'

/** A process of losses of one entity (renewal or scripted), or one loss made by a drill. */
export interface LossState {
  readonly kind: 'outage' | 'connection-loss' | 'maintenance' | 'drill'
  readonly subject: ServerState | LinkState | RepositoryState | TenantState
  readonly lasts: Distribution
  readonly chance: Uniforms
  /** Time up until the next loss; undefined: scripted. */
  readonly every: Distribution | undefined
  /** The loss in progress or the last one. */
  current: Incident | undefined
}

/** One loss, with what it did. */
export interface Incident {
  readonly loss: LossState
  readonly start: Seconds
  end: Seconds
  tasksLost: number
  tasksResumed: number
  readonly sessions: Set<string>
  readonly tenants: Set<string>
}

/** The machine-run of a task that a loss hits. */
interface Sufferer {
  readonly session: { readonly id: string; readonly measured: boolean }
  readonly state: { readonly job: { readonly tenant: TenantState | undefined } }
}

/** A task ends because of the loss. */
export function blame(incident: Incident, { session, state }: Sufferer): void {
  incident.tasksLost++
  if (session.measured) incident.sessions.add(session.id)
  noteTenant(incident, { session, state })
}

/** A tenant feels the loss. */
export function noteTenant(incident: Incident, { session, state }: Sufferer): void {
  const { tenant } = state.job
  if (tenant !== undefined && session.measured) incident.tenants.add(tenant.tenant.name)
}
