/** Tasks of an attempt: one per disk (or machine), with the volumes and the fate drawn for them. */
import { sample } from '../../kernel/index.ts'
import type { Fate } from '../failures/other.ts'
import type { Runtime } from '../runtime.ts'
import { type Algorithm, type Operation, WAIT_CAUSES } from '../vocabulary.ts'
import { newUnit } from './assignment.ts'
import type { MachineRun, MachineState, Task } from './entities.ts'
import { nothingMoved } from './sums.ts'
import { keptPerByte } from './volumes.ts'

/** The flag of a job; an immediate copy takes over that of the job whose points it copies (HC:job_priorities). */
const HIGH = 400

export class TaskMaker {
  private readonly rt: Runtime
  private sequence = 0

  constructor(rt: Runtime) {
    this.rt = rt
  }

  /** Transport tasks of one machine in the present attempt. */
  transport(run: MachineRun, fate: Fate): Task[] {
    const { job, reads } = run.state.job
    const count = tasksOf(run)
    return Array.from({ length: count }, (_, i) => {
      const keys = run.state.keys.disks[i]!
      const { k } = run.session
      const failing = i === 0 && fate.kind === 'Failed'
      const rate = run.algorithm === 'increment' ? job.taskRate.increment : job.taskRate.full
      const reduction = sample(job.reduction, keys.reduction.at(k))
      // What a replica holds is inflated; the points say what is stored, inflated too where the repository wants it so.
      // A tenant's replication reads machines, and those are as large as they are.
      const fromPoints = job.type === 'replication' && reads !== undefined
      const perStored = fromPoints ? 1 / keptPerByte(reads, reduction) : 1
      return this.make(run, i + 1, job.type, run.algorithm, {
        bytes: (run.read / count) * perStored * (failing ? fate.share : 1),
        processed: (run.processed / count) * perStored,
        reduction,
        taskRate: sample(rate, keys.taskRate.at(k)),
        fate: failing ? 'Failed' : fate.kind === 'Warning' ? 'Warning' : 'Success',
        unit: run.unit,
      })
    })
  }

  /** The synthetic task of one machine. */
  synthetic(run: MachineRun): Task {
    const { algorithm, bytes } = run.synthetic!
    return this.make(run, 1, 'synthetic', algorithm, {
      bytes,
      processed: bytes,
      reduction: 1,
      taskRate: Number.POSITIVE_INFINITY,
      fate: 'Success',
      unit: newUnit(),
    })
  }

  private make(
    run: MachineRun,
    disk: number,
    operation: Operation,
    algorithm: Algorithm,
    volume: Pick<Task, 'bytes' | 'processed' | 'reduction' | 'taskRate' | 'fate' | 'unit'>,
  ): Task {
    const { now } = this.rt.sim
    this.rt.audit?.taskMade()
    return {
      run,
      disk,
      attempt: operation === 'synthetic' ? run.synthetic!.attempts : run.session.attempt,
      operation,
      algorithm,
      sequence: this.sequence++,
      priority: priorityOf(run.state),
      queued: now,
      bytes: volume.bytes,
      processed: volume.processed,
      reduction: volume.reduction,
      taskRate: volume.taskRate,
      fate: volume.fate,
      fateReason: 'other',
      unit: volume.unit,
      phase: { name: 'waiting' },
      waitingSince: now,
      waitingFor: undefined,
      waits: WAIT_CAUSES.map(zero),
      assignment: undefined,
      start: undefined,
      cloud: undefined,
      clouds: run.state.job.tenant && new Map(),
      left: volume.bytes,
      moved: nothingMoved(),
      ended: now,
      result: undefined,
      reason: undefined,
    }
  }
}

function tasksOf({ state }: MachineRun): number {
  const { tasksPer, channels } = state.job.job
  const { task } = state.job.rules
  if (task === 'channel') return channels
  return task !== 'machine' && tasksPer === 'disk' ? state.machine.disks : 1
}

function priorityOf({ job: { job, rules }, origin }: MachineState): number {
  const { priority } = rules
  const lifted = job.priority === 'high' || (job.mode === 'immediate' && origin?.job.job.priority === 'high')
  return lifted ? Math.max(HIGH, priority) : priority
}

const zero = () => 0
