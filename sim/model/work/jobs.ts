/** Jobs: who they are for this replication, and when their sessions start. */
import { sample, type Uniforms } from '../../kernel/index.ts'
import type { Seconds } from '../../units.ts'
import type { Job } from '../input/index.ts'
import { Rank } from '../rank.ts'
import type { Runtime } from '../runtime.ts'
import type { JobState, Session } from './entities.ts'
import { jobStates } from './states.ts'

export class Jobs {
  readonly all: readonly JobState[]
  private readonly rt: Runtime
  private readonly arrivals = new Map<JobState, Uniforms>()

  constructor(rt: Runtime) {
    this.rt = rt
    this.all = jobStates(rt)
    for (const state of this.all) {
      const { schedule } = state.job
      if (schedule.kind === 'after')
        this.all.find((other) => other.job.name === schedule.job)?.followers.push(state)
      if (schedule.kind === 'poisson')
        this.arrivals.set(state, rt.chance.sequence(`arrivals/${state.job.name}`))
    }
  }

  /** Schedules the first start of every job. */
  begin(): void {
    for (const state of this.all) {
      if (state.job.schedule.kind === 'continuous') this.startAt(state, 0)
      else this.scheduleNext(state)
    }
  }

  /** To be called when a start happens: the next one of timed schedules. */
  scheduleNext(state: JobState): void {
    const { schedule } = state.job
    state.startDue = false
    if (schedule.kind === 'times') {
      const time = schedule.times[state.scheduled]
      if (time !== undefined) this.startAt(state, time)
    } else if (schedule.kind === 'poisson') {
      const gap = sample({ kind: 'exponential', mean: schedule.mean }, this.arrivals.get(state)!)
      this.startAt(state, this.rt.sim.now + gap)
    }
  }

  /** A session is over: chained jobs start, continuous ones start again, and those that want its points. */
  sessionEnded(session: Session): void {
    const { state, opened } = session
    const { now } = this.rt.sim
    for (const follower of state.followers) this.startAt(follower, now)
    // ASSUMED A-12: a continuous session that took no time is followed one second later, or time would stand still.
    if (state.job.schedule.kind === 'continuous') this.startAt(state, now > opened ? now : now + 1)
    for (const reader of state.readers) {
      if (reader.job.schedule.kind === 'points' && leftPointsFor(reader, session)) this.pointsAppear(reader)
    }
    if (state.pointsAppeared) {
      state.pointsAppeared = false
      this.startForPoints(state)
    }
  }

  /** New points to copy: a session that waits for its retry goes on at once (HC:backup_copy_job_retry). */
  private pointsAppear(state: JobState): void {
    const { sim } = this.rt
    if (state.current === undefined) {
      this.startForPoints(state)
      return
    }
    state.pointsAppeared = true
    const { current: session } = state
    if (session.phase === 'retry-wait' && sim.cancel(session.retryNotice)) {
      session.retryNotice = sim.schedule(0, Rank.opens, { kind: 'retry', session })
    }
  }

  /** A start was skipped because the job is disabled: one that no clock repeats is made up for. */
  startPutOff(state: JobState): void {
    const { kind } = state.job.schedule
    if (kind === 'points' || kind === 'continuous') state.startPutOff = true
  }

  enabled(state: JobState): void {
    if (!state.startPutOff) return
    state.startPutOff = false
    this.startForPoints(state)
  }

  /** Points of several jobs that appear in one instant make one start. */
  private startForPoints(state: JobState): void {
    if (state.startDue) return
    state.startDue = true
    this.startAt(state, this.rt.sim.now)
  }

  private startAt(job: JobState, time: Seconds): void {
    if (time < this.rt.world.horizon) this.rt.sim.scheduleAt(time, Rank.opens, { kind: 'job-starts', job })
  }
}

/** Sessions may overlap: arrivals and traces. */
export function overlaps(job: Job): boolean {
  return job.schedule.kind === 'poisson' || (job.schedule.kind === 'times' && job.schedule.overlapping)
}

/** The session has left points of a machine that the reader works on. */
function leftPointsFor({ machines }: JobState, { state, runs }: Session): boolean {
  if (state.rules.to !== 'repository') return false
  const good = runs.filter(({ result, idle }) => result !== 'Failed' && idle === undefined)
  const fresh = new Set(good.map((run) => run.state))
  return machines.some(({ origin }) => origin !== undefined && fresh.has(origin))
}
