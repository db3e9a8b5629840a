/**
 * Failures of other causes: a two-state chain per job, drawn at session start (docs/model.md 8), and scripted ones.
 * A failing machine fails midway: its first disk stops after a drawn share of its bytes (ASSUMED A-13).
 */
import type { Uniforms } from '../../kernel/index.ts'
import type { Share } from '../../units.ts'
import type { Job, OtherFailures, ScriptedFailure } from '../input/index.ts'
import type { Runtime } from '../runtime.ts'

export interface Fate {
  readonly kind: 'Success' | 'Warning' | 'Failed'
  /** Share of the first disk's bytes that still moves; 1 unless it fails. */
  readonly share: Share
}

const WELL: Fate = { kind: 'Success', share: 1 }

/** Sub-indices of the keyed draws of one machine in one attempt. */
const DRAW = { fails: 0, warns: 1, midway: 2 } as const

export class OtherCauses {
  private readonly rules = new Map<string, OtherFailures>()
  private readonly scripted: readonly ScriptedFailure[]
  private readonly chains = new Map<string, Uniforms>()
  private readonly rt: Runtime

  constructor(rt: Runtime) {
    this.rt = rt
    const { failures } = rt.world
    for (const failure of failures) if (failure.kind === 'other') this.rules.set(failure.job, failure)
    this.scripted = failures.filter((failure) => failure.kind === 'scripted')
  }

  /** Whether a session of the job is bad; `wasBad`: the previous one was. */
  drawSession(job: Job, wasBad: boolean, machines: number): boolean {
    const rule = this.rules.get(job.name)
    if (rule?.burst === undefined || machines === 0) return false
    let chain = this.chains.get(job.name)
    if (chain === undefined) {
      chain = this.rt.chance.sequence(`burst/${job.name}`)
      this.chains.set(job.name, chain)
    }
    const p = wasBad ? rule.burst.afterFailure : startOfBurst(rule, machines)
    return chain.next() < p
  }

  /** `forced`: the machine that fails when a bad session would otherwise hit nobody. */
  fateOf(
    job: Job,
    machine: string,
    day: number,
    attempt: number,
    bad: boolean,
    forced: boolean,
    u: (sub: number) => number,
  ): Fate {
    if (this.isScripted(job.name, machine, day, attempt)) return { kind: 'Failed', share: u(DRAW.midway) }
    const rule = this.rules.get(job.name)
    if (rule === undefined) return WELL
    if (forced || u(DRAW.fails) < failureShare(rule, attempt, bad))
      return { kind: 'Failed', share: u(DRAW.midway) }
    return u(DRAW.warns) < rule.taskWarning ? { kind: 'Warning', share: 1 } : WELL
  }

  /** The machines of a bad session's first attempt that fail by their own draw. */
  failsFirst(job: Job, u: number): boolean {
    return u < (this.rules.get(job.name)?.burst?.badShare ?? 0)
  }

  private isScripted(job: string, machine: string, day: number, attempt: number): boolean {
    return this.scripted.some(
      (one) =>
        one.job === job &&
        one.machine === machine &&
        one.days.includes(day) &&
        (one.attempts === 'all' || one.attempts.includes(attempt)),
    )
  }
}

function failureShare(rule: OtherFailures, attempt: number, bad: boolean): Share {
  if (attempt > 1) return rule.retryFailure
  if (rule.burst === undefined) return rule.taskFailure
  return bad ? rule.burst.badShare : 0
}

/**
 * p0, chosen so that the long-run share of failed first attempts is `taskFailure`: a bad session fails the
 * share f = badShare + (1 - badShare)^n / n of its n machines (at least one), the chain is bad for the share
 * pi = taskFailure / f of sessions, and pi = p0 / (1 - afterFailure + p0).
 */
export function startOfBurst(rule: OtherFailures, machines: number): Share {
  const { afterFailure, badShare } = rule.burst!
  let spared = 1
  for (let i = 0; i < machines; i++) spared *= 1 - badShare
  const pi = rule.taskFailure / (badShare + spared / machines)
  return pi >= 1 ? 1 : Math.min(1, (pi * (1 - afterFailure)) / (1 - pi))
}
