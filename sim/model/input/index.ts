export type { Cloud, Tenant } from './cloud.ts'
export type { Drill, Failure, Loss, OtherFailures, ScriptedFailure, Subject, Timing } from './failures.ts'
export {
  type AcceleratorRole,
  type CloudGatewayRole,
  type Datastore,
  isAppliance,
  isDirectAttached,
  isDirectObject,
  type Link,
  type Nic,
  type OperatingSystem,
  type Platform,
  type ProxyRole,
  type Repository,
  type RepositoryType,
  type Roles,
  type Server,
  type TapeServerRole,
  type Throttle,
  type Transport,
} from './infrastructure.ts'
export {
  JOB_TYPES,
  type JobType,
  type RetryPolicy,
  rulesOf,
  TENANT_TYPES,
  TYPES,
  type TypeRules,
} from './job-types.ts'
export type {
  BackupMethod,
  FullPolicy,
  Job,
  Machine,
  Schedule,
  Window,
} from './jobs.ts'
export type { Policies } from './policies.ts'
export type { World } from './world.ts'
