/** Tables of the whole run: summary, replications, nights. */
import type { Metric, NightRow, ReplicationRow, SummaryRow } from '../../sim/experiment/index.ts'
import { columnsOf, type Table } from '../column.ts'

const summary = columnsOf<SummaryRow>()
const replication = columnsOf<ReplicationRow>()
const night = columnsOf<NightRow>()

export const SUMMARY: Table<SummaryRow> = {
  file: 'summary.csv',
  columns: [
    summary.text('variant'),
    summary.text('metric'),
    summary.text('unit'),
    summary.number('mean'),
    summary.number('low'),
    summary.number('high'),
    summary.number('confidence'),
    summary.number('n'),
    summary.number('sd'),
    summary.number('min'),
    summary.number('p50'),
    summary.number('p95'),
    summary.number('max'),
  ],
}

/** One column per metric of the dictionary, in its order, and behind them what was added later. */
export function replicationsTable(metrics: readonly Metric[]): Table<ReplicationRow> {
  return {
    file: 'replications.csv',
    columns: [
      ...replication.origin(),
      replication.value('seed', (record) => record.seed),
      ...metrics.map(({ name }) => replication.number(name, (record) => record.values[name])),
      replication.text('fingerprint'),
    ],
  }
}

export const NIGHTS: Table<NightRow> = {
  file: 'nights.csv',
  columns: [
    ...night.origin(),
    night.day('night'),
    night.text('algorithm'),
    night.number('sessions'),
    night.number('machines'),
    night.number('machinesFailed'),
    night.number('bytes'),
    night.time('firstStart'),
    night.time('lastEnd'),
    night.number('backupWindowSeconds'),
    night.number('windowMisses'),
    night.number('rpoMisses'),
    night.number('peakTasks'),
  ],
}
