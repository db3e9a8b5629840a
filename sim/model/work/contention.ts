/**
 * Jobs that want the same backups (docs/model.md 3): who waits, who is put on hold, who gives way.
 *
 * - A move or copy of backups disables the jobs that make them as long as its session is open.
 * - Moves, copies, tape jobs and health checks wait (`chain`) until those jobs are at rest.
 * - A job that starts ends the tape tasks and health checks that work on its backups; a protected tape job
 *   makes it wait instead.
 * - While a merge or transform changes a chain, its readers are on hold and new ones wait.
 */
import type { Runtime } from '../runtime.ts'
import type { JobState, Session } from './entities.ts'
import type { Jobs } from './jobs.ts'
import type { Tasks } from './task.ts'

export class Contention {
  private readonly rt: Runtime
  private readonly tasks: Tasks
  private readonly jobs: Jobs

  constructor(rt: Runtime, tasks: Tasks, jobs: Jobs) {
    this.rt = rt
    this.tasks = tasks
    this.jobs = jobs
  }

  /** A job is about to open a session: what gives way to it ends. */
  starts(state: JobState): void {
    for (const reader of state.readers) {
      if (reader.rules.beside !== 'stops' || reader.job.protected) continue
      for (const session of this.rt.sessions) if (session.state === reader) this.giveWay(session, state)
    }
  }

  /** Work on the starter's backups ends as a whole, once it has begun; before that it goes on waiting. */
  private giveWay(session: Session, starter: JobState): void {
    // A check that is broken off is made up for by the next; a tape job ends with an error (HC:backup_to_tape_simple_schedule).
    const result = session.state.rules.to === 'nothing' ? 'Warning' : 'Failed'
    const runs = session.runs.filter(({ state }) => state.origin?.job === starter)
    const tasks = runs.flatMap((run) => run.tasks)
    if (tasks.every(({ phase }) => phase.name === 'waiting')) return
    for (const task of tasks) this.tasks.end(task, result, 'stopped')
  }

  opened(session: Session): void {
    session.state.atWork.take(this.rt.sim.now)
    for (const job of disabledBy(session)) job.disabled++
  }

  closed(session: Session): void {
    this.rt.freed(session.state.atWork)
    for (const job of disabledBy(session)) if (--job.disabled === 0) this.jobs.enabled(job)
  }
}

function disabledBy({ state }: Session): Iterable<JobState> {
  if (state.rules.beside !== 'rest') return []
  return new Set(state.machines.map(({ origin }) => origin!.job))
}
