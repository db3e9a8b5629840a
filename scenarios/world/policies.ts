/** policies of a world: defaults filled in. */
import type { Policies } from '../../sim/model/index.ts'
import { DAY } from '../../sim/units.ts'
import type { PoliciesIn } from '../schema/policies.ts'

export function policiesOf(given: Partial<PoliciesIn>, version: number): Policies {
  const { resume, tcp, control } = given
  return {
    onGatewayLoss: given.onGatewayLoss ?? 'affected-tasks',
    resume: { poll: resume?.poll ?? 15, giveUp: resume?.giveUp ?? 1800, gateway: resume?.gateway ?? 0 },
    reselectOnRetry: given.reselectOnRetry ?? true,
    slotCounting: given.slotCounting ?? (version >= 12 ? 'per-disk' : 'per-chain'),
    tcp: { streams: tcp?.streams ?? 5, window: tcp?.window ?? 2 ** 20, per: tcp?.per ?? 'session' },
    taskOverhead: given.taskOverhead ?? 10,
    control: { session: control?.session ?? 5, task: control?.task ?? 0.5 },
    inferredFallback: given.inferredFallback ?? false,
    overCommit: given.overCommit ?? 'ignore',
    ...cloudGatewayTasks(given),
    night: given.night ?? DAY / 2,
    rpo: given.rpo ?? DAY,
  }
}

/** Only where the file says otherwise than the system requirements. */
function cloudGatewayTasks({ requirements }: Partial<PoliciesIn>): Pick<Policies, 'cloudGatewayTasks'> {
  if (requirements?.level === 'ignore') return { cloudGatewayTasks: Infinity }
  const tasks = requirements?.cloudGateway?.tasks
  return tasks === undefined ? {} : { cloudGatewayTasks: tasks }
}
