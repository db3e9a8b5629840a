/** policies and requirements: keys. */
import type { Cloud, Policies } from '../../sim/model/index.ts'
import { DURATION, SIZE } from '../quantities/quantity.ts'
import { distribution, flag, type Leaf, number, quantity, whole } from './leaves.ts'
import { nested, type Shape } from './shape.ts'
import { timeOfDay } from './times.ts'
import { word } from './words.ts'

export interface RequirementIn {
  readonly cores?: number
  readonly memory?: number
  readonly memoryPerMachine?: number
  readonly tasksPerCore?: number
}

/** A cloud gateway only relays: what counts are connections, not cores (CC:system_requirements). */
export interface CloudGatewayNeedIn {
  readonly cores?: number
  readonly memory?: number
  readonly tasks?: number
}

export interface RequirementsIn {
  readonly level?: 'warn' | 'enforce' | 'ignore'
  readonly gateway?: RequirementIn
  readonly proxy?: RequirementIn
  readonly repository?: RequirementIn
  readonly mountServer?: RequirementIn
  readonly backupServer?: RequirementIn
  readonly wanAccelerator?: RequirementIn
  readonly cloudGateway?: CloudGatewayNeedIn
}

const requirement: Leaf<RequirementIn> = nested<RequirementIn>({
  what: 'a requirement',
  example: '{ cores: 2, memory: 4 GiB, memoryPerMachine: 4 GiB, tasksPerCore: 2 }',
  fields: {
    cores: number('Cores at least.'),
    memory: quantity(SIZE, 'Memory at least.'),
    memoryPerMachine: quantity(SIZE, 'Further memory per machine (gateways) or task processed at once.'),
    tasksPerCore: number('Tasks that one core carries.', { positive: true }),
  },
  required: [],
})

export interface PoliciesIn
  extends Partial<Omit<Policies, 'cloudGatewayTasks' | 'resume' | 'tcp' | 'control'>> {
  readonly resume?: Partial<Policies['resume']>
  readonly tcp?: Partial<Policies['tcp']>
  readonly control?: Partial<Policies['control']>
  readonly requirements?: RequirementsIn
  /** Of the cloud, not of the whole world: they stand there in it. */
  readonly cloudGatewayLoss?: Cloud['gatewayLoss']
  readonly sharing?: Cloud['sharing']
}

/** Core-seconds, written as a duration. */
const work = (description: string): Leaf<number> => quantity(DURATION, description)

export const POLICIES: Shape<PoliciesIn> = {
  what: 'the policies',
  example: '{ onGatewayLoss: affected-tasks, taskOverhead: 10 s }',
  fields: {
    onGatewayLoss: word('Default affected-tasks.', ['affected-tasks', 'whole-job']),
    resume: nested({
      what: 'the resume policy',
      example: '{ poll: 15 s, giveUp: 30 min, gateway: 0 s }',
      fields: {
        poll: quantity(DURATION, 'Look for the connection this often; default 15 s.', { positive: true }),
        giveUp: quantity(DURATION, 'Until then; default 30 min.'),
        gateway: quantity(
          DURATION,
          'More than 0: dropped connections to gateways resume too, until then; default 0 s.',
        ),
      },
      required: [],
    }),
    reselectOnRetry: flag('A retry chooses its gateway anew; default true.'),
    slotCounting: word('What a repository slot counts; default per-disk, before version 12 per-chain.', [
      'per-disk',
      'per-chain',
    ]),
    tcp: nested({
      what: 'the TCP policy',
      example: '{ streams: 5, window: 1 MiB, per: session }',
      fields: {
        streams: whole('Connections of a session; default 5.', 1),
        window: quantity(SIZE, 'Window of one; default 1 MiB.', { unlimited: true, positive: true }),
        per: word('Who has them; default session.', ['session', 'task']),
      },
      required: [],
    }),
    taskOverhead: distribution(DURATION, 'Fixed time per task before data flow; default 10 s.'),
    control: nested({
      what: 'control work',
      example: '{ session: 5 s, task: 0.5 s }',
      fields: {
        session: work('Core-seconds of the backup server per session; default 5 s.'),
        task: work('Core-seconds of the backup server per task; default 0.5 s.'),
      },
      required: [],
    }),
    requirements: nested<RequirementsIn>({
      what: 'the requirements',
      example: '{ level: warn, gateway: { cores: 2, memory: 4 GiB } }',
      fields: {
        level: word('What a machine below them gives; default warn.', ['warn', 'enforce', 'ignore']),
        gateway: requirement,
        proxy: requirement,
        repository: requirement,
        mountServer: requirement,
        backupServer: requirement,
        wanAccelerator: requirement,
        cloudGateway: nested<CloudGatewayNeedIn>({
          what: 'the requirement of cloud gateways',
          example: '{ cores: 8, memory: 8 GiB, tasks: 500 }',
          fields: {
            cores: number('Cores at least; default 8.'),
            memory: quantity(SIZE, 'Memory at least; default 8 GiB.'),
            tasks: number('Tasks at once that they are enough for; default 500.', { positive: true }),
          },
          required: [],
        }),
      },
      required: [],
      later: ['tapeServer'],
    }),
    inferredFallback: flag('Rows of the selection table without a fall-back get one; default false.'),
    overCommit: word('slow: tasks beyond what cores and memory carry slow the machine; default ignore.', [
      'ignore',
      'slow',
    ]),
    night: timeOfDay('Local time at which a night begins; default "12:00".'),
    rpo: quantity(DURATION, 'Recovery point objective; default 24 h.', { positive: true }),
    cloudGatewayLoss: word('What a task does whose cloud gateway is lost; default failover, to the next.', [
      'failover',
      'fail',
    ]),
    sharing: word('Who shares a cloud gateway equally; default per-tenant-then-task.', [
      'per-tenant-then-task',
      'per-task',
    ]),
  },
  required: [],
}
