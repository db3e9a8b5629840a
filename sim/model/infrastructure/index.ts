export { Estate, nameOf } from './estate.ts'
export { BusyTime, Gauge } from './gauge.ts'
export { bookBytes, type Path, PathBuilder } from './path.ts'
export type {
  Account,
  DatastoreState,
  LinkState,
  Place,
  RepositoryState,
  ServerState,
  ThrottleState,
} from './states.ts'
export { Health, Slots } from './states.ts'
export { type Leg, type Route, Topology } from './topology.ts'
