/** How an attempt begins: which machines take part, with what fate, and why it may be refused as a whole. */
import { localDay } from '../../calendar.ts'
import { admit } from '../cloud/index.ts'
import type { OtherCauses } from '../failures/other.ts'
import { Rank } from '../rank.ts'
import type { Runtime } from '../runtime.ts'
import type { Reason } from '../vocabulary.ts'
import { newUnit } from './assignment.ts'
import type { Dispatcher } from './dispatch.ts'
import type { JobState, MachineRun, Session } from './entities.ts'
import type { Tasks } from './task.ts'
import type { TaskMaker } from './task-maker.ts'

export class Attempts {
  private readonly rt: Runtime
  private readonly tasks: Tasks
  private readonly dispatcher: Dispatcher
  private readonly causes: OtherCauses
  private readonly maker: TaskMaker

  constructor(rt: Runtime, tasks: Tasks, dispatcher: Dispatcher, causes: OtherCauses, maker: TaskMaker) {
    this.rt = rt
    this.tasks = tasks
    this.dispatcher = dispatcher
    this.causes = causes
    this.maker = maker
  }

  begin(session: Session): void {
    const { policies } = this.rt.world
    session.attempt++
    this.dispatcher.newAttempt(session)
    const runs = session.runs.filter((run) => session.attempt === 1 || run.result === 'Failed')
    session.pending = runs.length
    this.rt.log?.('attempt-started', { session: session.id, attempt: session.attempt, machines: runs.length })
    if (runs.length === 0) {
      this.rt.sim.schedule(0, Rank.outcomes, { kind: 'attempt-ended', session })
      return
    }
    if (session.attempt === 1 || policies.reselectOnRetry) session.unit = newUnit()
    const forced = this.forcedVictim(session)
    const refusal = this.refusal(session)
    for (const run of runs) {
      if (run.idle === undefined) this.beginRun(run, run === forced, refusal)
      else this.passOver(run)
    }
  }

  /** In a bad session at least one machine fails: the one drawn when nobody fails by its own draw. */
  private forcedVictim(session: Session): MachineRun | undefined {
    if (!session.bad || session.attempt > 1) return undefined
    const { job } = session.state
    const draw = (run: MachineRun) => run.state.keys.other.value(session.k, 1, 0)
    const runs = session.runs.filter(({ idle }) => idle === undefined)
    if (runs.length === 0 || runs.some((run) => this.causes.failsFirst(job, draw(run)))) return undefined
    return runs.reduce((a, b) => (draw(b) < draw(a) ? b : a))
  }

  /** Nothing to do for this machine. */
  private passOver(run: MachineRun): void {
    run.result = run.idle
    const { job } = run.state.job
    if (job.type === 'restore') {
      this.rt.warn('W-NOTHING-TO-RESTORE', job.name, 'a machine has no restore point: nothing was restored')
    }
    endMachine(this.rt, run.session)
  }

  /** Why the attempt cannot begin. */
  private refusal(session: Session): Reason | undefined {
    const { tenant } = session.state
    if (tenant !== undefined) return admit(this.rt, session, tenant)
    return this.rt.estate.canStart ? undefined : 'server-lost'
  }

  private beginRun(run: MachineRun, forced: boolean, refusal: Reason | undefined): void {
    const { session, state } = run
    const { job } = state.job
    if (sharesGateway(state.job)) run.unit = session.unit
    else if (session.attempt === 1 || this.rt.world.policies.reselectOnRetry) run.unit = newUnit()
    const day = localDay(this.rt.world.clock, session.opened)
    const u = (sub: number) => state.keys.other.value(session.k, session.attempt, sub)
    const fate = this.causes.fateOf(job, state.machine.name, day, session.attempt, session.bad, forced, u)
    run.tasks = this.maker.transport(run, fate)
    run.pending = run.tasks.length
    run.result = undefined
    run.reason = undefined
    run.transferred = 0
    run.stored = 0
    for (const task of run.tasks) {
      if (refusal === undefined) this.dispatcher.enqueue(task)
      else this.tasks.refuse(task, refusal)
    }
  }
}

/** One machine less that the attempt goes on for; the last one ends it. */
export function endMachine({ sim }: Runtime, session: Session): void {
  if (--session.pending === 0) sim.schedule(0, Rank.outcomes, { kind: 'attempt-ended', session })
}

/** One gateway for the whole job: plug-ins, and repositories without per-machine files. */
function sharesGateway({ rules, repository }: JobState): boolean {
  const { gatewayPer } = rules
  return gatewayPer === 'job' || (gatewayPer === 'file' && !repository.repository.perMachineFiles)
}
