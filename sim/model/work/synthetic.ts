/** Synthetic work of a session, after its transport: one task per machine, repeated when it fails. */
import { reachedQuota } from '../cloud/index.ts'
import { Rank } from '../rank.ts'
import type { Runtime } from '../runtime.ts'
import { planSynthetic, syntheticDone } from './chains.ts'
import type { Dispatcher } from './dispatch.ts'
import type { MachineRun, Session, Task } from './entities.ts'
import type { TaskMaker } from './task-maker.ts'

/** Pauses before repeats double from one minute (docs/model.md 2). */
const RETRIES = 5
const FIRST_WAIT = 60

export class SyntheticWork {
  private readonly rt: Runtime
  private readonly dispatcher: Dispatcher
  private readonly maker: TaskMaker

  constructor(rt: Runtime, dispatcher: Dispatcher, maker: TaskMaker) {
    this.rt = rt
    this.dispatcher = dispatcher
    this.maker = maker
  }

  /** Transport is over: the session ends with the last of its synthetic work, or now if there is none. */
  begin(session: Session): void {
    const runs = session.runs.filter(planSynthetic)
    session.phase = 'synthetic'
    session.pending = runs.length
    if (runs.length === 0) this.endSession(session)
    for (const run of runs) this.start(run)
  }

  start(run: MachineRun): void {
    run.synthetic!.attempts++
    run.tasks = [this.maker.synthetic(run)]
    this.dispatcher.enqueue(run.tasks[0]!)
  }

  taskEnded({ run, result, reason }: Task): void {
    const { session } = run
    const work = run.synthetic!
    if (result === 'Failed' && work.attempts <= RETRIES) {
      let wait = FIRST_WAIT
      for (let i = 1; i < work.attempts; i++) wait *= 2
      this.rt.sim.schedule(wait, Rank.opens, { kind: 'synthetic-starts', run })
      return
    }
    if (result === 'Failed') {
      session.syntheticFailed ??= reason
    } else {
      syntheticDone(run)
      if (reachedQuota(session.state)) this.rt.requestDispatch(true)
    }
    if (--session.pending === 0) this.endSession(session)
  }

  private endSession(session: Session): void {
    this.rt.sim.schedule(0, Rank.outcomes, { kind: 'session-ended', session })
  }
}
