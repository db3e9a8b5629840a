/** From runs to estimates: replications, metrics, summaries. Knows a variant only as a name and a world. */
export { combineFingerprints } from './hash.ts'
export type { CountedWarning, MetricValues } from './measures.ts'
export type { Metric, MetricUnit, Observation } from './metric.ts'
export { METRICS } from './metrics.ts'
export type { NightRow } from './nights.ts'
export {
  fromPlain,
  type PlainReplication,
  type ReplicationOptions,
  type ReplicationResult,
  ReplicationRun,
  toPlain,
  type Variant,
} from './replications.ts'
export {
  type ReplicationRow,
  type Summary,
  type SummaryRow,
  summarise,
  type VariantResults,
} from './summary.ts'
