export {
  admit,
  connect,
  disconnect,
  isOfTenant,
  losesGateway,
  needsConnection,
  openGateways,
  pickGateway,
  reachesProvider,
  reconnect,
  refusalOf,
  strikeOff,
} from './connections.ts'
export { layoutOf } from './layout.ts'
export { giveBackQuota, payer, reachedQuota, takeQuota } from './quota.ts'
export { TenantWeights } from './weights.ts'
