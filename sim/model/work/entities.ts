/**
 * Work as it stands at the present instant: jobs, their machines, sessions, machine-runs, tasks. Data only;
 * lifecycles live in session.ts and task.ts. They refer to each other, so they stand together; values that they
 * carry have files of their own: phases.ts, assignment.ts, sums.ts.
 */
import type { ResourceId } from '../../flow/index.ts'
import type { Key, Notice } from '../../kernel/index.ts'
import type { Bytes, Seconds } from '../../units.ts'
import type {
  BusyTime,
  DatastoreState,
  RepositoryState,
  ServerState,
  Slots,
  TenantState,
} from '../infrastructure/index.ts'
import type { Job, Machine, TypeRules } from '../input/index.ts'
import type { Algorithm, Operation, Reason, Result, WaitCause } from '../vocabulary.ts'
import type { Assignment, Unit } from './assignment.ts'
import type { SessionPhase, TaskPhase } from './phases.ts'
import type { Moved, SessionTally } from './sums.ts'

/** A restore point kept at the repository. */
export interface Point {
  readonly time: Seconds
  readonly kind: 'full' | 'increment'
  readonly stored: Bytes
  /** What of it was new to the repository: less than `stored` where it was made of what is there. */
  readonly fresh: Bytes
}

/** The points of one machine that one job keeps in one repository, oldest first, and who holds them. */
export interface Chain {
  readonly points: Point[]
  /** Taken while a merge or transform changes them: who reads them is on hold meanwhile. */
  readonly changing: Slots
  /** Taken by readers that the jobs which write here must wait for. */
  readonly guarded: Slots
  /** Running tasks that read them. */
  readonly readers: Set<Task>
}

export interface MachineState {
  readonly job: JobState
  readonly machine: Machine
  readonly index: number
  /** Drawn once per replication. */
  readonly size: Bytes
  readonly used: Bytes
  /** Candidates for its source data mover (restores, replications: the proxy at the target), in order of listing. */
  readonly proxies: readonly ServerState[]
  /** Where its data lies; restores, replications: goes to. */
  readonly datastore: DatastoreState | undefined
  readonly dataSite: string
  /** The read limit that its disks share; undefined = none. */
  readonly rate: ResourceId | undefined
  /** Time of the newest point that was made, or brought by work on stored points. */
  lastGood: Seconds | undefined
  /** What the job keeps of it; undefined where nothing is kept in a repository. */
  readonly chain: Chain | undefined
  /** Work on stored points: the machine whose points are read. */
  readonly origin: MachineState | undefined
  /** Times of the origin's points that have been dealt with: copied, on tape, replicated, offloaded. */
  taken: ReadonlySet<Seconds>
  /** Keyed chance of this machine: one name per purpose, hashed once. */
  readonly keys: MachineKeys
}

export interface MachineKeys {
  readonly bytes: Key
  readonly changeRate: Key
  readonly other: Key
  readonly disks: readonly { readonly reduction: Key; readonly taskRate: Key; readonly overhead: Key }[]
}

export interface JobState {
  readonly job: Job
  readonly rules: TypeRules
  /** Whose job it is; undefined: the provider's own. */
  readonly tenant: TenantState | undefined
  /** Place in the file. */
  readonly index: number
  readonly reads: RepositoryState | undefined
  readonly writes: RepositoryState | undefined
  /** The one that gateways are chosen for and tables name: written to, else read. */
  readonly repository: RepositoryState
  /** Those that it reads and writes, the source first. */
  readonly stores: readonly RepositoryState[]
  /** Tape: where its drives are, and how many it may use at once. */
  readonly tapeServer: ServerState | undefined
  readonly drives: Slots
  /** WAN accelerators at the source and at the target. */
  readonly accelerators: readonly [ServerState, ServerState] | undefined
  /** Machines whose tape drives or WAN accelerators its tasks hold, and these slots. */
  readonly scarce: readonly { readonly server: ServerState; readonly slots: Slots }[]
  readonly machines: MachineState[]
  /** Jobs that start after this one, and those that work on its points. */
  readonly followers: JobState[]
  readonly readers: JobState[]
  /** Taken while a session is open: work that must not run beside it waits. */
  readonly atWork: Slots
  /** Open moves and copies of its backups: it does not start meanwhile. */
  disabled: number
  /** Points appeared while a session of schedule `points` was open. */
  pointsAppeared: boolean
  /** A start was skipped while moves or copies disabled the job. */
  startPutOff: boolean
  /** It is about to start because of points. */
  startDue: boolean
  /** Scheduled starts so far, skipped ones and arrivals counted: k of keyed chance. */
  scheduled: number
  opened: number
  /** The open session that makes a start skip; undefined where sessions may overlap. */
  current: Session | undefined
  lastFull: Seconds
  lastFullDay: number
  /** State of the two-state chain of other failures. */
  wasBad: boolean
  /** Tasks of this job that wait. */
  waiting: number
}

export interface Session {
  readonly id: string
  readonly state: JobState
  /** Ordinal of its scheduled start. */
  readonly k: number
  readonly opened: Seconds
  readonly night: number
  /** Starts at or after the warm-up: appears in tables and metrics. */
  readonly measured: boolean
  /** 30 scheduled, 10 manual (docs/model.md 3). */
  readonly startClass: number
  readonly fullRun: 'active' | 'synthetic' | 'none'
  /** In a bad state of the other failures. */
  readonly bad: boolean
  readonly runs: MachineRun[]
  phase: SessionPhase
  attempt: number
  firstResult: Result | undefined
  /** Ends of its window; undefined without one. */
  windowEnd: Seconds | undefined
  windowNotice: Notice
  retryNotice: Notice
  /** Cut by the end of its window. */
  stopped: boolean
  missedWindow: boolean
  /** Shared TCP streams per ordered links (policy tcp per session). */
  readonly streams: Map<string, ResourceId>
  /** Its gateway for the attempt, where files are not per machine. */
  unit: Unit
  /** Of tenants: cloud gateways that the present attempt may use, in order of listing. */
  cloud: readonly ServerState[]
  /** Seconds in which at least one of its tasks transferred. */
  readonly transferring: BusyTime
  controlSeconds: Seconds
  /** Machine-runs whose attempt still goes on; in the synthetic phase those with work left. */
  pending: number
  /** Synthetic work failed for good. */
  syntheticFailed: Reason | undefined
  readonly tally: SessionTally
}

/** One machine in one session: the unit of failure and of retry. */
export interface MachineRun {
  readonly session: Session
  readonly state: MachineState
  algorithm: Algorithm
  /** Volumes of the whole machine in every attempt, from when its work may begin. */
  processed: Bytes
  read: Bytes
  /** Points of the origin that it deals with. */
  points: readonly Point[]
  /** Result of work that finds nothing to do; undefined: there is work. */
  readonly idle: Result | undefined
  unit: Unit
  /** Tasks of the present attempt. */
  tasks: Task[]
  pending: number
  /** Result of the present or last attempt; undefined while it runs. */
  result: Result | undefined
  reason: Reason | undefined
  failedFirst: boolean
  /** Bytes transferred in the present attempt. */
  transferred: Bytes
  /** What it will keep at the repository when it succeeds. */
  stored: Bytes
  /** Synthetic work after its transport, and how often it was tried. */
  synthetic: SyntheticWork | undefined
}

export interface SyntheticWork {
  readonly algorithm: 'synthetic-full' | 'merge' | 'transform'
  /** Stored bytes read and written at the repository. */
  readonly bytes: Bytes
  /** Increments that a merge takes in. */
  readonly merged: number
  attempts: number
}

export interface Task {
  readonly run: MachineRun
  readonly disk: number
  readonly attempt: number
  readonly operation: Operation
  algorithm: Algorithm
  /** Order among tasks with equal keys. */
  readonly sequence: number
  /** Type priority of the dispatch key. */
  readonly priority: number
  readonly queued: Seconds
  /** Source bytes to move; less than the volume when it is to fail midway. */
  bytes: Bytes
  processed: Bytes
  readonly reduction: number
  /** Cap in source bytes/s from the job. */
  readonly taskRate: number
  /** Outcome decided by other failures, applied at the end of its transfer. */
  fate: 'Success' | 'Warning' | 'Failed'
  /** With which a fate of Failed is told. */
  fateReason: Reason
  /** Where it takes gateways from. */
  readonly unit: Unit
  phase: TaskPhase
  /** Waiting: since when and for what; undefined before its first dispatch. */
  waitingSince: Seconds
  waitingFor: WaitCause | undefined
  readonly waits: number[]
  assignment: Assignment | undefined
  start: Seconds | undefined
  /** The cloud gateway whose connection it holds. */
  cloud: ServerState | undefined
  /** Of tenants: all cloud gateways that it went through in order, with its bytes there. */
  readonly clouds: Map<ServerState, Bytes> | undefined
  left: Bytes
  moved: Moved
  /** Set when it ends. */
  ended: Seconds
  result: Result | undefined
  reason: Reason | undefined
}
