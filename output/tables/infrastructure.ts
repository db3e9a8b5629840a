/** Tables of what carried the work: gateways, resources, flows, load over time, outages. */
import type {
  FlowRecord,
  GatewayRecord,
  LoadRecord,
  OutageRecord,
  ResourceRecord,
} from '../../sim/model/index.ts'
import { columnsOf, type Table } from '../column.ts'

const gateway = columnsOf<GatewayRecord>()
const resource = columnsOf<ResourceRecord>()
const flow = columnsOf<FlowRecord>()
const load = columnsOf<LoadRecord>()
const outage = columnsOf<OutageRecord>()

export const GATEWAYS: Table<GatewayRecord> = {
  file: 'gateways.csv',
  columns: [
    ...gateway.origin(),
    gateway.text('gateway'),
    gateway.text('kind'),
    gateway.text('site'),
    gateway.text('roles', (record) => record.roles.join(' ')),
    gateway.number('tasks'),
    gateway.number('fallbackTasks'),
    gateway.number('syntheticTasks'),
    gateway.number('tenants'),
    gateway.number('bytesIn'),
    gateway.number('bytesOut'),
    gateway.number('bytesWasted'),
    gateway.number('meanTasks'),
    gateway.number('peakTasks'),
    gateway.number('peakConnections'),
    gateway.number('nicUtilisation'),
    gateway.number('computeUtilisation'),
    gateway.number('slotUtilisation'),
    gateway.number('saturatedSeconds'),
    gateway.number('saturatedShare'),
    gateway.number('overCommittedSeconds'),
    gateway.number('downSeconds'),
    gateway.number('availability'),
    gateway.number('losses'),
  ],
}

export const RESOURCES: Table<ResourceRecord> = {
  file: 'resources.csv',
  columns: [
    ...resource.origin(),
    resource.text('resource'),
    resource.text('kind'),
    resource.text('site'),
    resource.text('roles', (record) => record.roles.join(' ')),
    resource.number('bytesIn'),
    resource.number('bytesOut'),
    resource.number('meanTasks'),
    resource.number('peakTasks'),
    resource.number('inUtilisation'),
    resource.number('outUtilisation'),
    resource.number('computeUtilisation'),
    resource.number('slotUtilisation'),
    resource.number('controlUtilisation'),
    resource.number('saturatedSeconds'),
    resource.number('saturatedShare'),
    resource.number('downSeconds'),
    resource.number('availability'),
  ],
}

export const FLOWS: Table<FlowRecord> = {
  file: 'flows.csv',
  columns: [
    ...flow.origin(),
    flow.text('gateway'),
    flow.text('kind'),
    flow.text('tenant'),
    flow.text('repository'),
    flow.text('direction'),
    flow.text('operation'),
    flow.number('tasks'),
    flow.number('bytesIn'),
    flow.number('bytesOut'),
  ],
}

export const LOAD: Table<LoadRecord> = {
  file: 'load.csv',
  columns: [
    ...load.origin(),
    load.time('time'),
    load.text('gateway'),
    load.number('tasks'),
    load.number('bytesInPerSecond'),
    load.number('bytesOutPerSecond'),
    load.number('utilisation'),
    load.number('saturated'),
    load.number('down'),
  ],
}

export const OUTAGES: Table<OutageRecord> = {
  file: 'outages.csv',
  columns: [
    ...outage.origin(),
    outage.text('target'),
    outage.text('kind'),
    outage.time('start'),
    outage.time('end'),
    outage.number('tasksLost'),
    outage.number('tasksResumed'),
    outage.number('sessionsFailed'),
    outage.number('tenantsAffected'),
  ],
}
