/** Puts the facts of a replication into the tables, each row with its variant and replication. */
import type { WallClock } from '../sim/calendar.ts'
import type {
  DecisionRecord,
  EventRecord,
  FlowRecord,
  GatewayRecord,
  LoadRecord,
  OutageRecord,
  Recorder,
  ResourceRecord,
  SessionRecord,
  TaskRecord,
  TenantRecord,
} from '../sim/model/index.ts'
import type { Sink } from './chunks.ts'
import type { Origin, Table } from './column.ts'
import { type CellPrinter, CsvWriter } from './csv.ts'
import { EVENTS_FILE, EventWriter } from './events.ts'
import { DECISIONS } from './tables/decisions.ts'
import { FLOWS, GATEWAYS, LOAD, OUTAGES, RESOURCES } from './tables/infrastructure.ts'
import { TENANTS } from './tables/tenants.ts'
import { SESSIONS, TASKS } from './tables/work.ts'

export interface RecordedTables {
  readonly events: boolean
  readonly decisions: boolean
  /** Cloud Connect: some variant has tenants. */
  readonly tenants: boolean
}

/** Files that grow while replications run, in the order in which they are listed to people. */
export function recordedFiles(asked: RecordedTables): readonly string[] {
  const always = [SESSIONS, TASKS, GATEWAYS, RESOURCES, FLOWS, LOAD, OUTAGES].map((table) => table.file)
  const tenants = asked.tenants ? [TENANTS.file] : []
  return [
    ...always,
    ...tenants,
    ...(asked.decisions ? [DECISIONS.file] : []),
    ...(asked.events ? [EVENTS_FILE] : []),
  ]
}

/** The tables of a run while it runs. One for all replications; `recorder` speaks for one of them. */
export class TableRecorder {
  readonly #printer: CellPrinter
  readonly #sessions: CsvWriter<SessionRecord>
  readonly #tasks: CsvWriter<TaskRecord>
  readonly #gateways: CsvWriter<GatewayRecord>
  readonly #resources: CsvWriter<ResourceRecord>
  readonly #flows: CsvWriter<FlowRecord>
  readonly #load: CsvWriter<LoadRecord>
  readonly #outages: CsvWriter<OutageRecord>
  readonly #tenants: CsvWriter<TenantRecord> | undefined
  readonly #decisions: CsvWriter<DecisionRecord> | undefined
  readonly #events: EventWriter | undefined

  /** `open` gives the sink of a file; it is called once for each of `recordedFiles`. */
  constructor(asked: RecordedTables, printer: CellPrinter, open: (file: string) => Sink) {
    this.#printer = printer
    const table = <R>(of: Table<R>): CsvWriter<R> => new CsvWriter(of, printer, open(of.file))
    this.#sessions = table(SESSIONS)
    this.#tasks = table(TASKS)
    this.#gateways = table(GATEWAYS)
    this.#resources = table(RESOURCES)
    this.#flows = table(FLOWS)
    this.#load = table(LOAD)
    this.#outages = table(OUTAGES)
    this.#tenants = asked.tenants ? table(TENANTS) : undefined
    this.#decisions = asked.decisions ? table(DECISIONS) : undefined
    this.#events = asked.events ? new EventWriter(open(EVENTS_FILE)) : undefined
  }

  /** Names of columns, at the top of new files. */
  headers(): void {
    for (const table of this.#tables()) table.header()
  }

  /** One at a time: the clock is that of the variant's world. */
  recorder(at: Origin, clock: WallClock): Recorder {
    this.#printer.useClock(clock)
    return {
      session: (record) => this.#sessions.row(record, at),
      task: (record) => this.#tasks.row(record, at),
      gateway: (record) => this.#gateways.row(record, at),
      resource: (record) => this.#resources.row(record, at),
      flow: (record) => this.#flows.row(record, at),
      load: (record) => this.#load.row(record, at),
      tenant: (record) => this.#tenants?.row(record, at),
      outage: (record) => this.#outages.row(record, at),
      decision: (record) => this.#decisions?.row(record, at),
      event: (record: EventRecord) => this.#events?.line(record, at),
      // Nights, warnings and totals reach the tables of estimates through the experiment.
      night: () => {},
      warning: () => {},
      end: () => {},
    }
  }

  /** Hands everything over to the sinks. */
  flush(): void {
    for (const table of this.#tables()) table.flush()
    this.#events?.flush()
  }

  #tables(): readonly { header(): void; flush(): void }[] {
    const asked = [this.#tenants, this.#decisions].filter((table) => table !== undefined)
    return [
      this.#sessions,
      this.#tasks,
      this.#gateways,
      this.#resources,
      this.#flows,
      this.#load,
      this.#outages,
      ...asked,
    ]
  }
}
