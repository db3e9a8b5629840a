/**
 * Lifecycle of a session.
 *
 * | phase      | on                                   | goes to                                          |
 * | ---------- | ------------------------------------ | ------------------------------------------------ |
 * | (none)     | job-starts                           | opening                                          |
 * | opening    | session-opened (control work done)   | running                                          |
 * | running    | attempt-ended, machines failed       | retry-wait, if the job's policy and window allow |
 * | running    | attempt-ended                        | synthetic, if there is such work; else ended     |
 * | retry-wait | retry                                | running                                          |
 * | synthetic  | last synthetic task ended            | ended                                            |
 * | any        | horizon without drain                | ended (unfinished)                               |
 */
import { reachedQuota, reachesProvider } from '../cloud/index.ts'
import type { OtherCauses } from '../failures/other.ts'
import type { TenantState } from '../infrastructure/index.ts'
import { Rank } from '../rank.ts'
import type { Runtime } from '../runtime.ts'
import type { Reason, Result } from '../vocabulary.ts'
import { Attempts, endMachine } from './attempts.ts'
import { keepGoodPoint } from './chains.ts'
import { Contention } from './contention.ts'
import { startControl } from './control.ts'
import type { Dispatcher } from './dispatch.ts'
import type { JobState, MachineRun, Session, Task } from './entities.ts'
import { type Jobs, overlaps } from './jobs.ts'
import { openSession, watchWindow } from './opening.ts'
import { bookWasted, recordTask } from './reports.ts'
import { recordSession } from './session-report.ts'
import { SyntheticWork } from './synthetic.ts'
import type { Tasks } from './task.ts'
import { TaskMaker } from './task-maker.ts'

export class Sessions {
  private readonly rt: Runtime
  private readonly tasks: Tasks
  private readonly dispatcher: Dispatcher
  private readonly jobs: Jobs
  private readonly causes: OtherCauses
  private readonly attempts: Attempts
  readonly synthetic: SyntheticWork
  private readonly contention: Contention

  constructor(rt: Runtime, tasks: Tasks, dispatcher: Dispatcher, jobs: Jobs, causes: OtherCauses) {
    this.rt = rt
    this.tasks = tasks
    this.dispatcher = dispatcher
    this.jobs = jobs
    this.causes = causes
    const maker = new TaskMaker(rt)
    this.attempts = new Attempts(rt, tasks, dispatcher, causes, maker)
    this.synthetic = new SyntheticWork(rt, dispatcher, maker)
    this.contention = new Contention(rt, tasks, jobs)
  }

  /** A start of the job is due: opens a session, or skips it while the previous one is open. */
  jobStarts(state: JobState): void {
    const { sim, world, sessions, log } = this.rt
    state.scheduled++
    this.jobs.scheduleNext(state)
    if (state.current !== undefined || state.disabled > 0) {
      if (state.disabled > 0) this.jobs.startPutOff(state)
      if (sim.now >= world.warmup) this.rt.totals.skippedStarts++
      log?.('start-skipped', { job: state.job.name })
      return
    }
    const bad = this.causes.drawSession(state.job, state.wasBad, state.machines.length)
    state.wasBad = bad
    this.contention.starts(state)
    const session = openSession(this.rt, state, bad)
    if (!overlaps(state.job)) state.current = session
    sessions.add(session)
    this.contention.opened(session)
    log?.('session-opened', { session: session.id, machines: session.runs.length })
    watchWindow(this.rt, session)
    // Opening costs control work; a backup server that cannot be reached fails the attempt instead.
    const { session: cost } = world.policies.control
    const owner = { kind: 'session-control', session } as const
    const { tenant } = state
    const heard = this.rt.estate.canStart && (tenant === undefined || reachesProvider(tenant))
    const control = heard ? startControl(this.rt, cost, owner) : undefined
    if (control === undefined) sim.schedule(0, Rank.opens, { kind: 'session-opened', session })
  }

  /** Control work of the opening is done: the first attempt begins. */
  opened(session: Session): void {
    if (session.phase !== 'opening') return
    session.controlSeconds = this.rt.sim.now - session.opened
    this.attempt(session)
  }

  retry(session: Session): void {
    if (session.phase !== 'retry-wait') return
    if (session.measured) this.rt.totals.retries++
    this.attempt(session)
  }

  private attempt(session: Session): void {
    session.phase = 'running'
    this.attempts.begin(session)
  }

  /** Slots go back, the facts go out, and a failed disk takes its machine with it. */
  taskEnded(task: Task): void {
    const { run } = task
    this.dispatcher.release(task)
    recordTask(this.rt, task)
    if (task.operation === 'synthetic') {
      this.synthetic.taskEnded(task)
      return
    }
    run.pending--
    if (task.result === 'Failed') {
      if (run.reason === undefined || run.reason === 'sibling-failed') run.reason = task.reason
      for (const sibling of run.tasks) this.tasks.end(sibling, 'Failed', 'sibling-failed')
    }
    if (run.pending === 0) this.machineEnded(run)
  }

  private machineEnded(run: MachineRun): void {
    const { session } = run
    run.result = worst(run.tasks.map((task) => task.result))
    if (run.result === 'Failed') {
      if (session.attempt === 1) run.failedFirst = true
      bookWasted(run)
    } else {
      session.tally.good += run.transferred
      keepGoodPoint(run)
      if (reachedQuota(session.state)) this.rt.requestDispatch(true)
    }
    endMachine(this.rt, session)
  }

  attemptEnded(session: Session): void {
    const { job } = session.state
    const { sim } = this.rt
    const result = worst(session.runs.map((run) => run.result))
    if (session.attempt === 1) session.firstResult = result
    this.rt.log?.('attempt-ended', { session: session.id, attempt: session.attempt, result })
    const due = sim.now + job.retry.wait
    if (result === 'Failed' && session.attempt <= job.retry.attempts && !this.closedBy(session, due)) {
      session.phase = 'retry-wait'
      session.retryNotice = sim.scheduleAt(due, Rank.opens, { kind: 'retry', session })
      return
    }
    this.synthetic.begin(session)
  }

  /** Retries due at or after the closing of a window that stops work are dropped. */
  private closedBy(session: Session, due: number): boolean {
    const { window } = session.state.job
    return window !== undefined && window.atEnd !== 'finish' && due >= session.windowEnd!
  }

  windowCloses(session: Session): void {
    if (session.phase === 'ended') return
    session.missedWindow = true
    const { atEnd } = session.state.job.window!
    if (atEnd === 'finish' || session.phase === 'synthetic') return
    this.rt.log?.('window-closed', { session: session.id })
    for (const run of session.runs) {
      if (run.result !== undefined) continue
      if (atEnd === 'graceful' && run.tasks.some((task) => task.phase.name !== 'waiting')) continue
      for (const task of run.tasks) this.cut(session, task)
    }
    if (session.phase === 'opening') this.cutOpening(session)
  }

  private cut(session: Session, task: Task): void {
    if (task.phase.name === 'ended') return
    session.stopped = true
    this.tasks.end(task, 'Failed', 'window-closed')
  }

  /** The window closed before any task was queued: the attempt creates its tasks and fails them. */
  private cutOpening(session: Session): void {
    session.controlSeconds = this.rt.sim.now - session.opened
    this.attempt(session)
    for (const run of session.runs) for (const task of run.tasks) this.cut(session, task)
  }

  /** A tenant's lease has ended: what it waits for or runs ends with it. */
  leaseEnds(tenant: TenantState): void {
    for (const { state, runs } of this.rt.sessions) {
      if (state.tenant !== tenant) continue
      for (const run of runs) {
        for (const task of run.tasks)
          if (task.operation !== 'synthetic') this.tasks.end(task, 'Failed', 'lease-expired')
      }
    }
  }

  sessionEnded(session: Session): void {
    const transport = worst(session.runs.map((run) => run.result))
    const result = session.syntheticFailed !== undefined && transport === 'Success' ? 'Warning' : transport
    this.close(session, result, undefined)
    this.rt.log?.('session-ended', { session: session.id, result })
    this.jobs.sessionEnded(session)
  }

  /** The horizon without drain: what runs is reported as unfinished. */
  cutOff(session: Session): void {
    for (const run of session.runs) {
      // Its retry is still to come: neither failed nor good.
      if (session.phase === 'retry-wait' && run.result === 'Failed') run.result = undefined
      for (const task of run.tasks) {
        if (task.phase.name === 'ended') continue
        this.tasks.end(task, undefined, 'unfinished')
        if (session.measured) this.rt.totals.unfinished++
        this.dispatcher.release(task)
        recordTask(this.rt, task)
      }
    }
    this.close(session, undefined, 'unfinished')
  }

  private close(session: Session, result: Result | undefined, reason: Reason | undefined): void {
    const { sessions, sim, network } = this.rt
    session.phase = 'ended'
    sim.cancel(session.windowNotice)
    sessions.delete(session)
    this.dispatcher.newAttempt(session)
    if (session.state.current === session) session.state.current = undefined
    this.contention.closed(session)
    for (const resource of session.streams.values()) network.removeResource(resource)
    recordSession(this.rt, session, result, reason)
  }
}

/** Any Failed -> Failed; else any Warning -> Warning; else Success (nothing to do included). */
function worst(results: readonly (Result | undefined)[]): Result {
  if (results.includes('Failed')) return 'Failed'
  return results.includes('Warning') ? 'Warning' : 'Success'
}
