export type { Drill, Failure, Loss, OtherFailures, ScriptedFailure, Subject, Timing } from './failures.ts'
export {
  type Datastore,
  isAppliance,
  isDirectAttached,
  type Link,
  type Nic,
  type OperatingSystem,
  type Platform,
  type ProxyRole,
  type Repository,
  type RepositoryType,
  type Roles,
  type Server,
  type Throttle,
  type Transport,
} from './infrastructure.ts'
export type {
  BackupMethod,
  FullPolicy,
  Job,
  JobType,
  Machine,
  RetryPolicy,
  Schedule,
  Window,
} from './jobs.ts'
export type { Policies } from './policies.ts'
export type { World } from './world.ts'
