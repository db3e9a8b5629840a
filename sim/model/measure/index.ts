export { Flows } from './flows.ts'
export { Ledger, resourcesOf } from './ledger.ts'
export { bucketWidth, LoadTable } from './load.ts'
export { outageRecord, Tables } from './tables.ts'
