/** From numbers to estimates. Knows no subject: what the numbers count is the caller's. */
export { cleanTrials, quantileBounds, quantileInterval, shareBounds } from './exact.ts'
export { type Effect, effects, type Trajectory, trajectory } from './morris.ts'
export { holm, lookTail } from './multiplicity.ts'
export { PairedTally } from './paired.ts'
export { RatioTally } from './ratio.ts'
export { quantileRank, Sample } from './sample.ts'
export { screenToBest } from './screening.ts'
export { KimNelson } from './selection.ts'
export {
  type Bounds,
  meanBounds,
  meanInterval,
  meanPValue,
  tCdf,
  tQuantile,
} from './student.ts'
export { Tally } from './tally.ts'
export { type Moments, welch } from './welch.ts'
