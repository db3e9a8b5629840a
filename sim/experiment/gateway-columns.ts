/** The numeric columns of gateways.csv, which `gateways.<column>` and `gateways.max.<column>` are made of. */
import type { GatewayRecord } from '../model/index.ts'
import type { Meaning } from './metric.ts'

/** Columns of GatewayRecord that hold numbers. */
export type GatewayColumn = {
  [K in keyof GatewayRecord]: GatewayRecord[K] extends number | undefined ? K : never
}[keyof GatewayRecord]

export interface GatewayColumnMeaning {
  readonly column: GatewayColumn
  readonly meaning: Meaning
}

/** Keyed by column, so that a new numeric column without a meaning does not compile. */
const COLUMNS: Readonly<Record<GatewayColumn, Meaning>> = {
  tasks: ['count', undefined, 'Task attempts that a gateway served'],
  fallbackTasks: ['count', 'low', 'Task attempts for which a gateway was not the first option of the rule'],
  syntheticTasks: ['count', undefined, 'Synthetic operations that a gateway served'],
  tenants: ['count', undefined, 'Tenants that a gateway served'],
  bytesIn: ['B', undefined, 'Bytes into a gateway'],
  bytesOut: ['B', undefined, 'Bytes out of a gateway'],
  bytesWasted: ['B', 'low', 'Bytes into a gateway for machines that failed in that attempt'],
  meanTasks: ['count', undefined, 'Running tasks of a gateway, averaged over time'],
  peakTasks: ['count', undefined, 'Most tasks that ran on a gateway at once'],
  peakConnections: ['count', undefined, 'Most connections that a gateway held at once'],
  nicUtilisation: ['share', undefined, 'Use of the busier direction of the network card of a gateway'],
  computeUtilisation: ['share', undefined, 'Use of the compute of a gateway'],
  slotUtilisation: ['share', undefined, 'Use of the task slots of a gateway with a limit'],
  saturatedSeconds: ['s', 'low', 'Time in which a gateway was saturated'],
  saturatedShare: ['share', 'low', 'Share of time in which a gateway was saturated'],
  overCommittedSeconds: [
    's',
    'low',
    'Time in which a gateway ran more tasks than its cores or memory are sized for',
  ],
  downSeconds: ['s', 'low', 'Time in which a gateway was down or cut off'],
  availability: ['share', 'high', 'Share of time in which a gateway was up and connected'],
  losses: ['count', 'low', 'Losses of a gateway'],
}

export const GATEWAY_COLUMNS: readonly GatewayColumnMeaning[] = (
  Object.keys(COLUMNS) as readonly GatewayColumn[]
).map((column) => ({ column, meaning: COLUMNS[column] }))
