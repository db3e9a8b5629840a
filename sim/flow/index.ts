/** The room of sharing: resources with capacities, transfers in progress, weighted max-min fair rates. */
export { Network } from './network.ts'
export { dueTolerance } from './time.ts'
export type {
  Hop,
  ResourceId,
  TransferEnd,
  TransferId,
  TransferSpec,
} from './types.ts'
