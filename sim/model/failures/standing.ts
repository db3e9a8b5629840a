/**
 * The loss in progress that keeps a task from beginning, by the reason that it is refused with: whoever asks for what
 * is lost suffers from the loss, not only who was at work when it began.
 */
import type { Place } from '../infrastructure/index.ts'
import type { Runtime } from '../runtime.ts'
import type { Reason } from '../vocabulary.ts'
import type { Task } from '../work/entities.ts'
import { gatewaysOf, scarceOf, storesOf } from '../work/participants.ts'
import type { Incident } from './entities.ts'

export function standingLoss(rt: Runtime, task: Task, reason: Reason): Incident | undefined {
  const { losses, sim } = rt
  if (losses.size === 0) return undefined
  for (const part of BEHIND[reason]?.(rt, task) ?? []) {
    const incident = part && losses.get(part)
    if (incident !== undefined && incident.end > sim.now) return incident
  }
  return undefined
}

/** The loss by which its cloud gateway left the list while a task prepared; it may be over by now. */
export function gatewayStrike(rt: Runtime, task: Task): Incident | undefined {
  return task.cloud === undefined
    ? standingLoss(rt, task, 'cloud-gateways-unavailable')
    : rt.losses.get(task.cloud)
}

type Parts = Iterable<Place | undefined>

/** What may be lost when a task is refused, weightiest first. */
const BEHIND: Partial<Readonly<Record<Reason, (rt: Runtime, task: Task) => Parts>>> = {
  'cloud-gateways-unavailable': ({ estate }, { run }) => [
    estate.backupServer,
    ...(run.state.job.tenant?.gateways ?? []),
  ],
  'tenant-connection-lost': (_, { run }) => [run.state.job.tenant],
  'server-lost': (rt, task) => [rt.estate.backupServer, ...machinesOf(task)],
  'link-lost': (rt, task) => [...rt.estate.links, ...machinesOf(task)],
  'repository-inaccessible': (_, task) => [...storesOf(task), ...hostsOf(task)],
  'gateway-inaccessible': (rt, task) => [
    ...gatewaysOf(task, task.unit),
    ...storesOf(task).flatMap(({ listed }) => listed ?? []),
    ...rt.estate.servers,
    ...rt.estate.links,
  ],
}

function machinesOf(task: Task): readonly (Place | undefined)[] {
  return [...hostsOf(task), ...scarceOf(task).map(({ server }) => server), ...task.run.state.proxies]
}

function hostsOf(task: Task): readonly (Place | undefined)[] {
  return storesOf(task).map(({ host }) => host)
}
