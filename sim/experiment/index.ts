/** From runs to estimates: replications, metrics, summaries. Knows a variant only as a name and a world. */
export {
  type Baseline,
  type BaselineComparison,
  baselineOf,
  type Change,
  compareWithBaseline,
  type KeptVariant,
} from './baseline.ts'
export { isCertain } from './certain.ts'
export { type Compared, type ComparisonRow, compareVariants } from './compare.ts'
export {
  COMPARISONS,
  type Comparison,
  type Condition,
  estimate,
  holds,
  metricNamed,
  type Term,
} from './condition.ts'
export { type Expectation, testExpectation } from './expectation.ts'
export { combineFingerprints } from './hash.ts'
export {
  withFasterCards,
  withFasterLinks,
  withLessData,
  withMoreRepositorySlots,
  withMoreSlots,
} from './improve.ts'
export { judge } from './judge.ts'
export { keepObservations } from './keep.ts'
export { coarserRates, type GatewayLoad } from './load.ts'
export type { Metric, MetricUnit } from './metric.ts'
export { METRICS } from './metrics.ts'
export type { NightRow } from './nights.ts'
export {
  type GoalFinding,
  type Plan,
  type PlannedPoint,
  type PlanPoint,
  plan,
  type Step,
} from './plan/index.ts'
export {
  fromPlain,
  type PlainReplication,
  type ReplicationResult,
  ReplicationRun,
  toPlain,
  type Variant,
  type VariantResults,
} from './replications.ts'
export { MemoryReplicator, type Replicator, replicate } from './replicator.ts'
export { type ScreeningRow, screen, screeningWalks } from './screening.ts'
export {
  type Selection,
  type SelectionRequest,
  selectBest,
} from './select.ts'
export { type Difference, type SwingRow, swings } from './sensitivity.ts'
export {
  type OpenRule,
  replicateUntil,
  type Stopping,
  type StoppingRule,
} from './stopping.ts'
export { type ReplicationRow, type Summary, type SummaryRow, summarise } from './summary.ts'
export { HELD_BACK, type TenantsFound } from './tenants.ts'
export { type ValueRow, valueOfChanges } from './value.ts'
