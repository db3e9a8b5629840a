/** Jobs and their machines as drawn for one replication, and the points that are there at t = 0. */
import { type Chance, sample } from '../../kernel/index.ts'
import { DAY } from '../../units.ts'
import { type ServerState, Slots } from '../infrastructure/index.ts'
import { type Job, type Machine, rulesOf } from '../input/index.ts'
import type { Runtime } from '../runtime.ts'
import { addStored } from './chains.ts'
import type { JobState, MachineKeys, MachineState, Point } from './entities.ts'
import { emptyChain } from './points.ts'
import { storedPerByte } from './volumes.ts'

/** In order of the file. Jobs that work on the points of others are made after those. */
export function jobStates(rt: Runtime): readonly JobState[] {
  const { jobs } = rt.world
  const made = new Map<string, JobState>()
  const make = (job: Job): JobState => {
    const known = made.get(job.name)
    if (known !== undefined) return known
    const sources = new Set(job.machines.map(({ from }) => from))
    for (const source of jobs) if (sources.has(source.name)) make(source)
    const state = jobState(rt, job, jobs.indexOf(job), made)
    made.set(job.name, state)
    return state
  }
  return jobs.map(make)
}

function jobState(rt: Runtime, job: Job, index: number, others: ReadonlyMap<string, JobState>): JobState {
  const { estate } = rt
  const rules = rulesOf(job)
  const { from, to } = rules
  const writes =
    to === 'repository'
      ? estate.repository(job.target)
      : to === 'host'
        ? estate.cloudHost(job.target)
        : undefined
  const read = to === 'nothing' ? job.target : job.source
  const reads = from === 'repository' && read !== undefined ? estate.repository(read) : undefined
  const tapeServer = to === 'drive' ? estate.server(job.target) : undefined
  const accelerators = job.via && ([estate.server(job.via.source), estate.server(job.via.target)] as const)
  const state: JobState = {
    job,
    rules,
    tenant: job.tenant === undefined ? undefined : estate.tenant(job.tenant),
    index,
    reads,
    writes,
    repository: (writes ?? reads)!,
    stores: [reads, writes].filter((store) => store !== undefined),
    tapeServer,
    drives: new Slots(tapeServer === undefined ? Number.POSITIVE_INFINITY : job.drives),
    accelerators,
    scarce:
      tapeServer === undefined
        ? (accelerators ?? []).map((server) => ({ server, slots: server.accelerator!.slots }))
        : [{ server: tapeServer, slots: tapeServer.drives! }],
    machines: [],
    followers: [],
    readers: [],
    atWork: new Slots(1),
    disabled: 0,
    pointsAppeared: false,
    startPutOff: false,
    startDue: false,
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
    const origin = machine.from === undefined ? undefined : originOf(others.get(machine.from), machine)
    state.machines.push(machineState(rt, state, machine, i, proxies(machine), origin))
    if (origin !== undefined && !origin.job.readers.includes(state)) origin.job.readers.push(state)
  }
  return state
}

/** Of the same name, or `job/name` where machines of several jobs share it. */
function originOf(job: JobState | undefined, { name }: Machine): MachineState | undefined {
  return job?.machines.find(
    ({ machine }) => machine.name === name || `${job.job.name}/${machine.name}` === name,
  )
}

/** Candidates per machine; the same array for the same candidates, so that their waiters share a queue. */
function proxySets(rt: Runtime, job: Job): (machine: Machine) => readonly ServerState[] {
  const listed = rulesOf(job).proxy ? job.proxies.map((name) => rt.estate.server(name)) : []
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
  origin: MachineState | undefined,
): MachineState {
  const { chance, network } = rt
  const { target, name } = job.job
  // What a tenant restores goes to a place of its own, which limits nothing.
  const store = job.rules.to !== 'datastore' ? machine.datastore : target === '' ? undefined : target
  const datastore = store === undefined ? undefined : rt.estate.datastore(store)
  const subject = `${name}/${machine.name}`
  const drawn = origin ?? sizeOf(chance, subject, machine)
  const rate = sample(machine.rate, chance.key(`rate/${subject}`).at(0))
  const state: MachineState = {
    job,
    machine,
    index,
    size: drawn.size,
    used: drawn.used,
    proxies,
    datastore,
    dataSite: datastore?.datastore.site ?? machine.site,
    rate: rate < Number.POSITIVE_INFINITY ? network.addResource(rate) : undefined,
    lastGood: undefined,
    chain: job.writes && emptyChain(),
    origin,
    taken: new Set(),
    keys: keysOf(chance, subject, Math.max(machine.disks, job.job.channels)),
  }
  if (isThereAtStart(rt, job.job, subject)) {
    if (origin === undefined) giveFirstFull(state)
    else takeWhatIsThere(state, origin)
  }
  return state
}

/** Properties of things are drawn once per replication. */
function sizeOf(chance: Chance, subject: string, machine: Machine): Pick<MachineState, 'size' | 'used'> {
  const draw = (purpose: string) => chance.key(`${purpose}/${subject}`).at(0)
  const size = sample(machine.size, draw('size'))
  if ('bytes' in machine.used) return { size, used: sample(machine.used.bytes, draw('used')) }
  return { size, used: size * sample(machine.used.share, draw('used')) }
}

/** `chain`: a machine that exists already has a full one day before t = 0, copied where copies are made. */
function isThereAtStart({ chance }: Runtime, { newShare }: Job, subject: string): boolean {
  return newShare === 0 || chance.key(`chain/${subject}`).value(0) >= newShare
}

function giveFirstFull(state: MachineState): void {
  const { job } = state
  state.lastGood = -DAY
  // ASSUMED A-33: of a fixed volume no full is known that would fill the repository at t = 0.
  if (state.machine.bytes !== undefined) return
  const reduction = sample(job.job.reduction, state.keys.disks[0]!.reduction.at(0))
  const stored = state.used * storedPerByte(job, reduction)
  keep(state, { time: -DAY, kind: 'full', stored, fresh: stored })
}

/** What jobs bring from one place to another is there already; moves and copies of backups are made once. */
const CONTINUED: ReadonlySet<Job['type']> = new Set([
  'backup-copy',
  'file-backup-copy',
  'offload',
  'tape',
  'replication',
])

function takeWhatIsThere(state: MachineState, origin: MachineState): void {
  const { job } = state
  if (!CONTINUED.has(job.job.type)) return
  state.lastGood = origin.lastGood
  const points = origin.chain?.points ?? []
  state.taken = new Set(points.map(({ time }) => time))
  if (job.writes === undefined) return
  const reduction = sample(job.job.reduction, state.keys.disks[0]!.reduction.at(0))
  for (const { time, kind, stored: bytes } of points) {
    const stored = bytes * storedPerByte(job, reduction)
    keep(state, { time, kind, stored, fresh: stored })
  }
}

function keep({ job, chain }: MachineState, point: Point): void {
  chain!.points.push(point)
  addStored(job, point.stored)
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
