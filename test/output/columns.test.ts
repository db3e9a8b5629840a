import { expect, test } from 'vitest'
import {
  DECISIONS,
  FLOWS,
  GATEWAYS,
  LOAD,
  NIGHTS,
  OUTAGES,
  RESOURCES,
  replicationsTable,
  SESSIONS,
  SUMMARY,
  TASKS,
  TENANTS,
} from '../../output/index.ts'
import { METRICS } from '../../sim/experiment/index.ts'

/** Typed from the contract: a name or a place that changes here breaks somebody's spreadsheet. */
const CONTRACT = {
  'summary.csv': 'variant,metric,unit,mean,low,high,confidence,n,sd,min,p50,p95,max',
  'sessions.csv':
    'variant,replication,session,job,jobType,tenant,night,start,end,durationSeconds,result,firstResult,providerResult,reason,attempts,machines,machinesFailed,tasks,tasksFailed,processedBytes,readBytes,transferredBytes,goodBytes,rateBytesPerSecond,algorithm,bottleneck,veeamBottleneck,waitSeconds,missedWindow',
  'tasks.csv':
    'variant,replication,session,job,jobType,tenant,machine,disk,attempt,operation,algorithm,proxy,gateway,cloudGateway,repository,rule,fallback,night,queued,start,end,waitSeconds,waitedFor,durationSeconds,transferSeconds,suspendedSeconds,resumes,processedBytes,readBytes,transferredBytes,gatewayBytesIn,gatewayBytesOut,repositoryReadBytes,repositoryWrittenBytes,rateBytesPerSecond,result,reason,bottleneck,limitedSource,limitedProxy,limitedNetwork,limitedGateway,limitedCloudGateway,limitedWan,limitedTarget,limitedThrottling,busySource,busyProxy,busyNetwork,busyTarget,veeamBottleneck,cloudGateways,sourceMover,targetMover,direction,fastClone,controlSeconds',
  'gateways.csv':
    'variant,replication,gateway,kind,site,roles,tasks,fallbackTasks,syntheticTasks,tenants,bytesIn,bytesOut,bytesWasted,meanTasks,peakTasks,peakConnections,nicUtilisation,computeUtilisation,slotUtilisation,saturatedSeconds,saturatedShare,overCommittedSeconds,downSeconds,availability,losses',
  'resources.csv':
    'variant,replication,resource,kind,site,roles,bytesIn,bytesOut,meanTasks,peakTasks,inUtilisation,outUtilisation,computeUtilisation,slotUtilisation,controlUtilisation,saturatedSeconds,saturatedShare,downSeconds,availability',
  'flows.csv':
    'variant,replication,gateway,kind,tenant,repository,direction,operation,tasks,bytesIn,bytesOut',
  'nights.csv':
    'variant,replication,night,algorithm,sessions,machines,machinesFailed,bytes,firstStart,lastEnd,backupWindowSeconds,windowMisses,rpoMisses,peakTasks',
  'load.csv':
    'variant,replication,time,gateway,tasks,bytesInPerSecond,bytesOutPerSecond,utilisation,saturated,down',
  'tenants.csv':
    'variant,replication,tenant,layout,gateways,tasks,failed,bytes,meanRate,tenantResult,providerResult,bytesUp,bytesDown,goodBytes,waitSeconds,quotaUsed,share,limitedBy',
  'outages.csv':
    'variant,replication,target,kind,start,end,tasksLost,tasksResumed,sessionsFailed,tenantsAffected',
  'decisions.csv':
    'variant,replication,time,session,machine,operation,rule,chosen,reason,fallbacksTried,candidates,disk,attempt,source,repository',
} as const

const TABLES = [
  SUMMARY,
  SESSIONS,
  TASKS,
  GATEWAYS,
  RESOURCES,
  FLOWS,
  NIGHTS,
  LOAD,
  OUTAGES,
  TENANTS,
  DECISIONS,
]

test.each(TABLES.map((table) => [table.file, table.columns.map((column) => column.name)] as const))(
  '%s has the columns of the contract, in its order',
  (file, names) => {
    expect(names.join(',')).toBe(CONTRACT[file as keyof typeof CONTRACT])
  },
)

test('every table of the contract exists', () => {
  expect(TABLES.map((table) => table.file).sort()).toEqual(Object.keys(CONTRACT).sort())
})

test('replications.csv opens with who and which, then has one column per metric and the fingerprint', () => {
  const names = replicationsTable(METRICS).columns.map((column) => column.name)
  expect(names.slice(0, 3)).toEqual(['variant', 'replication', 'seed'])
  expect(names.slice(3)).toEqual([...METRICS.map((metric) => metric.name), 'fingerprint'])
})
