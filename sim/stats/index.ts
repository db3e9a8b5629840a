/** From numbers to estimates. Knows no subject: what the numbers count is the caller's. */
export { quantileBounds, type RankBounds, type ShareBounds, shareBounds } from './exact.ts'
export { quantileRank, Sample } from './sample.ts'
export { type MeanInterval, meanInterval, tQuantile } from './student.ts'
export { Tally } from './tally.ts'
