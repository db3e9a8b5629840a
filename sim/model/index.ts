export * from './input/index.ts'
export * from './records.ts'
export { Run, type RunOptions, simulate } from './simulate.ts'
export * from './vocabulary.ts'
