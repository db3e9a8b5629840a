/** Tables of the work done: sessions and task attempts. */
import {
  BUSY_STAGES,
  type BusyStage,
  type SessionRecord,
  STAGES,
  type Stage,
  type TaskRecord,
} from '../../sim/model/index.ts'
import { type Column, columnsOf, type Table } from '../column.ts'
import { namesText } from './names.ts'

const session = columnsOf<SessionRecord>()
const task = columnsOf<TaskRecord>()

export const SESSIONS: Table<SessionRecord> = {
  file: 'sessions.csv',
  columns: [
    ...session.origin(),
    session.text('session'),
    session.text('job'),
    session.text('jobType'),
    session.text('tenant'),
    session.day('night'),
    session.time('start'),
    session.time('end'),
    session.number('durationSeconds'),
    session.text('result'),
    session.text('firstResult'),
    session.text('providerResult'),
    session.text('reason'),
    session.number('attempts'),
    session.number('machines'),
    session.number('machinesFailed'),
    session.number('tasks'),
    session.number('tasksFailed'),
    session.number('processedBytes'),
    session.number('readBytes'),
    session.number('transferredBytes'),
    session.number('goodBytes'),
    session.number('rateBytesPerSecond'),
    session.text('algorithm'),
    session.text('bottleneck'),
    session.text('veeamBottleneck'),
    session.number('waitSeconds'),
    session.flag('missedWindow'),
  ],
}

export const TASKS: Table<TaskRecord> = {
  file: 'tasks.csv',
  columns: [
    ...task.origin(),
    task.text('session'),
    task.text('job'),
    task.text('jobType'),
    task.text('tenant'),
    task.text('machine'),
    task.number('disk'),
    task.number('attempt'),
    task.text('operation'),
    task.text('algorithm'),
    task.text('proxy'),
    task.text('gateway'),
    task.text('cloudGateway'),
    task.text('repository'),
    task.text('rule'),
    task.flag('fallback'),
    task.day('night'),
    task.time('queued'),
    task.time('start'),
    task.time('end'),
    task.number('waitSeconds'),
    task.text('waitedFor'),
    task.number('durationSeconds'),
    task.number('transferSeconds'),
    task.number('suspendedSeconds'),
    task.number('resumes'),
    task.number('processedBytes'),
    task.number('readBytes'),
    task.number('transferredBytes'),
    task.number('gatewayBytesIn'),
    task.number('gatewayBytesOut'),
    task.number('repositoryReadBytes'),
    task.number('repositoryWrittenBytes'),
    task.number('rateBytesPerSecond'),
    task.text('result'),
    task.text('reason'),
    task.text('bottleneck'),
    ...STAGES.map(limitedBy),
    ...BUSY_STAGES.map(busy),
    task.text('veeamBottleneck'),
    task.text('cloudGateways', (record) => namesText(record.cloudGateways)),
    task.text('sourceMover'),
    task.text('targetMover'),
    task.text('direction'),
    task.flag('fastClone'),
    task.number('controlSeconds'),
  ],
}

function limitedBy(stage: Stage, index: number): Column<TaskRecord> {
  return task.number(`limited${stage}`, (record) => record.limited?.[index])
}

function busy(stage: BusyStage, index: number): Column<TaskRecord> {
  return task.number(`busy${stage}`, (record) => record.busy?.[index])
}
