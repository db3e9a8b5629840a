/** One replication: wires the rooms of the model to the kernel and hands every event to its room. */
import { Network } from '../flow/index.ts'
import { Chance, Simulation } from '../kernel/index.ts'
import type { Seconds } from '../units.ts'
import { Audit } from './audit.ts'
import { Clockwork } from './clockwork.ts'
import { TenantWeights } from './cloud/index.ts'
import type { ModelEvent } from './events.ts'
import { Consequences } from './failures/consequences.ts'
import { Losses } from './failures/losses.ts'
import { OtherCauses } from './failures/other.ts'
import { BusyTime, Estate, Gauge, Topology } from './infrastructure/index.ts'
import type { World } from './input/index.ts'
import { Flows } from './measure/index.ts'
import { Rank } from './rank.ts'
import type { Recorder } from './records/index.ts'
import type { Runtime, TransferOwner } from './runtime.ts'
import { Sharing } from './sharing.ts'
import { Dispatcher } from './work/dispatch.ts'
import { Jobs } from './work/jobs.ts'
import { Sessions } from './work/session.ts'
import { Tasks } from './work/task.ts'

export interface RunOptions {
  readonly seed: number | string
  /** From 1. */
  readonly replication: number
  readonly recorder: Recorder
  readonly events?: boolean
  readonly decisions?: boolean
  readonly audit?: boolean
  /** Width of the buckets of load records; default: horizon / 288 rounded up (docs/model.md). */
  readonly bucket?: Seconds | undefined
}

/** One replication that can be advanced in slices, so that a caller can show progress and be interrupted. */
export class Run {
  private readonly rt: Runtime
  private readonly sim: Simulation<ModelEvent>
  private readonly tasks: Tasks
  private readonly dispatcher: Dispatcher
  private readonly sessions: Sessions
  private readonly losses: Losses
  private readonly consequences: Consequences
  private readonly sharing: Sharing
  private readonly clockwork: Clockwork
  private readonly jobs: Jobs
  private readonly answer: Handlers
  private dispatchPending = false
  private finished = false

  constructor(world: World, options: RunOptions) {
    const network = new Network({ saturationChanged: (resource) => this.sharing.saturationChanged(resource) })
    this.sim = new Simulation<ModelEvent>({
      handle: (event) => (this.answer[event.kind] as (event: ModelEvent) => void)(event),
      instantBegins: (time) => this.instantBegins(time),
    })
    const chance = new Chance(options.seed, options.replication)
    const estate = new Estate(world, network, chance)
    const { recorder } = options
    const transfers = new Map<number, TransferOwner>()
    this.rt = {
      world,
      sim: this.sim,
      network,
      chance,
      estate,
      topology: new Topology(estate.links),
      recorder,
      log:
        options.events === true
          ? (event, fields) => recorder.event({ t: this.sim.now, event, ...fields })
          : undefined,
      decisions: options.decisions === true,
      sessions: new Set(),
      transfers,
      weights: new TenantWeights(network, world.cloud),
      warn: (code, subject, message) => recorder.warning({ code, subject, message }),
      requestShare: () => this.sharing.request(),
      requestDispatch: (rescan) => this.requestDispatch(rescan === true),
      freed: (slots) => this.dispatcher.free(slots),
      losses: new Map(),
      incidents: [],
      active: new BusyTime(),
      running: new Gauge(),
      runningOfTenants: new Gauge(),
      audit: options.audit === true ? new Audit(network, estate) : undefined,
      touch: (server) => this.sharing.touch(server),
      flows: new Flows(),
      totals: { skippedStarts: 0, unfinished: 0, retries: 0 },
    }
    const { rt } = this
    this.tasks = new Tasks(rt)
    this.dispatcher = new Dispatcher(rt, this.tasks)
    this.jobs = new Jobs(rt)
    rt.audit?.watch(this.jobs.all)
    this.sessions = new Sessions(rt, this.tasks, this.dispatcher, this.jobs, new OtherCauses(rt))
    this.losses = new Losses(rt)
    this.consequences = new Consequences(rt, this.tasks)
    this.sharing = new Sharing(rt)
    this.clockwork = new Clockwork(rt, options.bucket)
    this.answer = this.handlers()
    this.clockwork.begin()
    this.losses.begin()
    this.jobs.begin()
  }

  /** Executes up to `events` events; true when the run is over and its final records are written. */
  advance(events: number): boolean {
    if (!this.finished && this.sim.run({ events }) === 'done') {
      this.finished = true
      this.clockwork.finish(this.losses.incidents)
    }
    return this.finished
  }

  get now(): Seconds {
    return this.sim.now
  }

  private instantBegins(time: Seconds): void {
    this.rt.audit?.instantBegins(time)
    this.sharing.instantBegins(time)
  }

  private requestDispatch(rescan: boolean): void {
    if (rescan) this.dispatcher.judgeAll()
    if (this.dispatchPending) return
    this.dispatchPending = true
    this.sim.schedule(0, Rank.dispatch, { kind: 'dispatch' })
  }

  private dispatch(): void {
    this.dispatchPending = false
    this.dispatcher.pass()
    this.rt.audit?.dispatched(this.dispatcher.waiting)
  }

  private transfersDue(): void {
    for (const owner of this.sharing.takeDue()) {
      if (owner.kind === 'data') this.tasks.finish(owner.task)
      else if (owner.kind === 'task-control') this.tasks.controlDone(owner.task)
      else this.sim.schedule(0, Rank.opens, { kind: 'session-opened', session: owner.session })
    }
  }

  private cutOff(): void {
    for (const session of [...this.rt.sessions]) this.sessions.cutOff(session)
    this.sim.stop()
  }

  /** After the horizon a run is over when nobody works any more; outages alone do not keep it going. */
  private stopIfIdle(): void {
    if (this.clockwork.over && this.rt.sessions.size === 0) this.sim.stop()
  }

  private horizon(): void {
    this.clockwork.horizon(this.jobs.all)
    if (this.rt.world.drain) this.stopIfIdle()
    else this.cutOff()
  }

  /** Who answers to which event. */
  private handlers(): Handlers {
    const { tasks, sessions, losses, consequences, sharing, clockwork } = this
    return {
      'transfers-due': () => this.transfersDue(),
      'loss-begins': ({ loss }) => losses.lossBegins(loss),
      'losses-take-effect': () => consequences.takeEffect(),
      'loss-ends': ({ loss }) => losses.lossEnds(loss),
      drill: ({ drill }) => losses.drill(drill),
      look: ({ task }) => tasks.look(task),
      'task-ended': ({ task }) => sessions.taskEnded(task),
      'attempt-ended': ({ session }) => sessions.attemptEnded(session),
      'session-ended': ({ session }) => {
        sessions.sessionEnded(session)
        this.stopIfIdle()
      },
      'window-closes': ({ session }) => sessions.windowCloses(session),
      'lease-ends': ({ tenant }) => sessions.leaseEnds(tenant),
      'throttle-changes': ({ throttle }) => clockwork.throttleChanges(throttle, tasks),
      'night-ends': () => clockwork.nightEnds(this.jobs.all),
      'warm-up-ends': () => clockwork.warmUpEnds(),
      horizon: () => this.horizon(),
      'bucket-ends': () => clockwork.bucketEnds(),
      'job-starts': ({ job }) => sessions.jobStarts(job),
      'session-opened': ({ session }) => sessions.opened(session),
      retry: ({ session }) => sessions.retry(session),
      'synthetic-starts': ({ run }) => sessions.synthetic.start(run),
      dispatch: () => this.dispatch(),
      'transfer-begins': ({ task }) => tasks.transferBegins(task),
      share: () => sharing.share(),
      'drain-limit': () => this.cutOff(),
    }
  }
}

type Handlers = {
  readonly [K in ModelEvent['kind']]: (event: Extract<ModelEvent, { readonly kind: K }>) => void
}

/** Runs one replication to its end. */
export function simulate(world: World, options: RunOptions): void {
  const run = new Run(world, options)
  while (!run.advance(1_000_000));
}
