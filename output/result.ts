/** What a whole run came to: the text of the estimates' tables and of result.json. */

import type { WallClock } from '../sim/calendar.ts'
import type {
  ComparisonRow,
  ReplicationResult,
  Selection,
  Summary,
  SummaryRow,
  ValueRow,
} from '../sim/experiment/index.ts'
import { METRICS } from '../sim/experiment/index.ts'
import type { Sink } from './chunks.ts'
import type { Table } from './column.ts'
import { type CellPrinter, CsvWriter } from './csv.ts'
import { finite } from './events.ts'
import type { CsvForm } from './form.ts'
import { NIGHTS, replicationsTable, SUMMARY } from './tables/estimates.ts'
import type { PlanDocument } from './tables/plan.ts'
import type { Sensitivity } from './tables/sensitivity.ts'

export const RESULT_FILE = 'result.json'

/** Machines in the role, and how many of them are virtual. */
export interface CloudGateways {
  readonly count: number
  readonly virtual: number
}

export interface ResultVariant {
  readonly name: string
  readonly factors: Readonly<Record<string, string | number>>
  readonly fingerprint: string
  /** The wall clock at t = 0: the tables know only wall clocks. */
  readonly start: string
  /** That tenants and cloud gateways really have, in the words of the document; absent without tenants. */
  readonly layout?: string
  /** Absent without tenants. */
  readonly cloudGateways?: CloudGateways
}

export interface ResultWarning {
  readonly code: string
  readonly message: string
  /** A place in the scenario, or the subject of the run. */
  readonly at: string
}

export interface ResultSource {
  readonly file: string
  readonly set?: readonly string[]
  readonly factors?: readonly string[]
  readonly constraints?: readonly string[]
  readonly seed?: string
}

export interface TableForm extends CsvForm {
  /** Width of a row of load.csv in seconds; absent: chosen by the horizon. */
  readonly bucket?: number
}

/** result.json: everything a program needs to compare or to check, nothing that differs between equal runs. */
export interface ResultDocument {
  readonly gatesim: string
  /** The command that makes the same result. */
  readonly command: string
  readonly scenario: { readonly name: string; readonly hash: string }
  /** What the scenario was made of: its file and the options that changed it, as they were given. */
  readonly source: ResultSource
  /** How the tables are written. */
  readonly tables: TableForm
  readonly seed: number | string
  readonly replications: number
  /** Of a replay: the number of the only replication in it. */
  readonly replication?: number
  readonly fingerprint: string
  readonly variants: readonly ResultVariant[]
  readonly summary: readonly SummaryRow[]
  /** Empty unless variants were compared. */
  readonly comparison: readonly ComparisonRow[]
  /** Of `plan` only. */
  readonly plan?: PlanDocument
  /** Of `compare --best`. */
  readonly selection?: Selection
  /** Of `sensitivity`. */
  readonly sensitivity?: Sensitivity
  /** Of `value`. */
  readonly value?: readonly ValueRow[]
  readonly warnings: readonly ResultWarning[]
}

export function resultJson(document: ResultDocument): string {
  return `${JSON.stringify(document, finite, 2)}\n`
}

/** Files written when all replications are over. */
export function estimateFiles(): readonly string[] {
  return [SUMMARY, replicationsTable(METRICS), NIGHTS].map((table) => table.file)
}

/** summary.csv, replications.csv and nights.csv. */
export function writeEstimates(
  summary: Summary,
  results: readonly ReplicationResult[],
  printer: CellPrinter,
  clockOf: (variant: string) => WallClock,
  open: (file: string) => Sink,
): void {
  const table = <R>(of: Table<R>): CsvWriter<R> => {
    const writer = new CsvWriter(of, printer, open(of.file))
    writer.header()
    return writer
  }
  const rows = table(SUMMARY)
  for (const row of summary.rows) rows.row(row, { variant: row.variant, replication: 0 })
  rows.flush()
  const replications = table(replicationsTable(METRICS))
  for (const row of summary.replications) replications.row(row, row)
  replications.flush()
  const nights = table(NIGHTS)
  for (const result of results) {
    printer.useClock(clockOf(result.variant))
    for (const night of result.nights) nights.row(night, result)
  }
  nights.flush()
}
