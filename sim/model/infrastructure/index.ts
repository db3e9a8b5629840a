export { Estate, nameOf } from './estate.ts'
export { BusyTime, Gauge } from './gauge.ts'
export { bookBytes, type Path, PathBuilder } from './path.ts'
export type {
  CloudGatewayState,
  DatastoreState,
  LinkState,
  Place,
  RepositoryState,
  ServerState,
  TenantState,
  ThrottleState,
} from './states.ts'
export { Health, Slots } from './states.ts'
export { type Route, retrace, Topology } from './topology.ts'
