/** Jobs: their machines as drawn for this replication, and when their sessions start. */
import { type Chance, sample, type Uniforms } from '../../kernel/index.ts'
import { DAY, type Seconds } from '../../units.ts'
import type { RepositoryState, ServerState } from '../infrastructure/index.ts'
import type { Job, Machine } from '../input/index.ts'
import { Rank } from '../rank.ts'
import type { Runtime } from '../runtime.ts'
import type { JobState, MachineKeys, MachineState } from './entities.ts'
import { storedPerByte } from './volumes.ts'

export class Jobs {
  readonly all: readonly JobState[]
  private readonly rt: Runtime
  private readonly arrivals = new Map<JobState, Uniforms>()

  constructor(rt: Runtime) {
    this.rt = rt
    this.all = rt.world.jobs.map((job, index) => jobState(rt, job, index))
    for (const state of this.all) {
      this.findBackups(state)
      const { schedule } = state.job
      if (schedule.kind === 'after')
        this.all.find((other) => other.job.name === schedule.job)?.followers.push(state)
      if (schedule.kind === 'poisson')
        this.arrivals.set(state, rt.chance.sequence(`arrivals/${state.job.name}`))
    }
  }

  private findBackups({ machines }: JobState): void {
    for (const state of machines) {
      const { from, name } = state.machine
      if (from === undefined) continue
      const backup = this.all.find(({ job }) => job.name === from)
      state.backup = backup?.machines.find(({ machine }) => machine.name === name)
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
    if (schedule.kind === 'times') {
      const time = schedule.times[state.scheduled]
      if (time !== undefined) this.startAt(state, time)
    } else if (schedule.kind === 'poisson') {
      const gap = sample({ kind: 'exponential', mean: schedule.mean }, this.arrivals.get(state)!)
      this.startAt(state, this.rt.sim.now + gap)
    }
  }

  /** A session is over: chained jobs start, continuous ones start again. */
  sessionEnded(state: JobState, opened: Seconds): void {
    const { now } = this.rt.sim
    for (const follower of state.followers) this.startAt(follower, now)
    // ASSUMED A-12: a continuous session that took no time is followed one second later, or time would stand still.
    if (state.job.schedule.kind === 'continuous') this.startAt(state, now > opened ? now : now + 1)
  }

  private startAt(job: JobState, time: Seconds): void {
    if (time < this.rt.world.horizon) this.rt.sim.scheduleAt(time, Rank.opens, { kind: 'job-starts', job })
  }
}

/** Sessions may overlap: arrivals and traces. */
export function overlaps(job: Job): boolean {
  return job.schedule.kind === 'poisson' || (job.schedule.kind === 'times' && job.schedule.overlapping)
}

function jobState(rt: Runtime, job: Job, index: number): JobState {
  const { estate } = rt
  const restore = job.type === 'restore'
  const state: JobState = {
    job,
    index,
    repository: estate.repository(restore ? job.source! : job.target),
    machines: [],
    followers: [],
    scheduled: 0,
    opened: 0,
    current: undefined,
    lastFull: job.newShare < 1 ? -DAY : Number.NEGATIVE_INFINITY,
    lastFullDay: Number.NEGATIVE_INFINITY,
    wasBad: false,
    waiting: 0,
  }
  const proxies = proxySets(rt, job)
  for (const [i, machine] of job.machines.entries()) {
    state.machines.push(machineState(rt, state, machine, i, proxies(machine)))
  }
  return state
}

/** Candidates per machine; the same array for the same candidates, so that their waiters share a queue. */
function proxySets(rt: Runtime, job: Job): (machine: Machine) => readonly ServerState[] {
  const listed = job.type === 'agent' ? [] : job.proxies.map((name) => rt.estate.server(name))
  const hosts = new Map<string, readonly ServerState[]>()
  return ({ host }) => {
    if (job.platform !== 'hyper-v' || job.processing !== 'on-host' || host === undefined) return listed
    const known = hosts.get(host) ?? [rt.estate.server(host)]
    hosts.set(host, known)
    return known
  }
}

function machineState(
  rt: Runtime,
  job: JobState,
  machine: Machine,
  index: number,
  proxies: readonly ServerState[],
): MachineState {
  const { chance, network } = rt
  const store = job.job.type === 'restore' ? job.job.target : machine.datastore
  const datastore = store === undefined ? undefined : rt.estate.datastore(store)
  // A restored machine is the one that the named job protects: it has the same size.
  const subject = `${machine.from ?? job.job.name}/${machine.name}`
  const draw = (purpose: string) => chance.key(`${purpose}/${subject}`).at(0)
  const size = sample(machine.size, draw('size'))
  const used =
    'bytes' in machine.used
      ? sample(machine.used.bytes, draw('used'))
      : size * sample(machine.used.share, draw('used'))
  const rate = sample(machine.rate, draw('rate'))
  const state: MachineState = {
    job,
    machine,
    index,
    size,
    used,
    proxies,
    datastore,
    dataSite: datastore?.datastore.site ?? machine.site,
    rate: rate < Number.POSITIVE_INFINITY ? network.addResource(rate) : undefined,
    lastGood: undefined,
    points: [],
    backup: undefined,
    keys: keysOf(chance, `${job.job.name}/${machine.name}`, machine.disks),
  }
  if (job.job.type !== 'restore') giveFirstFull(rt, state, subject)
  return state
}

/** `chain`: a machine that exists already has a full one day before t = 0. */
function giveFirstFull(rt: Runtime, state: MachineState, subject: string): void {
  const { job } = state
  if (job.job.newShare > 0 && rt.chance.key(`chain/${subject}`).value(0) < job.job.newShare) return
  state.lastGood = -DAY
  // ASSUMED A-33: of a fixed volume no full is known that would fill the repository at t = 0.
  if (state.machine.bytes !== undefined) return
  const reduction = sample(job.job.reduction, state.keys.disks[0]!.reduction.at(0))
  const stored = state.used * storedPerByte(job, reduction)
  state.points.push({ time: -DAY, kind: 'full', stored })
  addStored(job.repository, stored)
}

export function addStored(repository: RepositoryState, bytes: number): void {
  repository.stored += bytes
}

function keysOf(chance: Chance, subject: string, disks: number): MachineKeys {
  return {
    bytes: chance.key(`bytes/${subject}`),
    changeRate: chance.key(`changeRate/${subject}`),
    other: chance.key(`other/${subject}`),
    disks: Array.from({ length: disks }, (_, i) => ({
      reduction: chance.key(`reduction/${subject}/${i + 1}`),
      taskRate: chance.key(`taskRate/${subject}/${i + 1}`),
      overhead: chance.key(`overhead/${subject}/${i + 1}`),
    })),
  }
}
