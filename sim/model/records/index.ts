/**
 * Facts that leave the world. One flat record per thing that happened; times in virtual seconds, volumes in
 * bytes, rates in bytes/s, booleans as such, `undefined` where unknown or not applicable. The model states
 * facts; means, shares over replications and intervals are made above it.
 *
 * Field names are the columns of docs/outputs.md; tables print them in that order.
 */
export * from './estate.ts'
export * from './run.ts'
export * from './work.ts'
