/** From numbers to estimates. Knows no subject: what the numbers count is the caller's. */
export { quantileBounds, shareBounds } from './exact.ts'
export { quantileRank, Sample } from './sample.ts'
export { meanInterval, tQuantile } from './student.ts'
export { Tally } from './tally.ts'
