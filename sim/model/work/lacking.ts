/** What a started task lacks at the present instant for its data to flow: tenant, gateways, repositories, links. */
import { isOfTenant, needsConnection } from '../cloud/index.ts'
import type { Path } from '../infrastructure/index.ts'
import type { Runtime } from '../runtime.ts'
import type { Reason } from '../vocabulary.ts'
import type { Task } from './entities.ts'
import { gatewaysOf, scarceOf, sourceSite, storesOf } from './participants.ts'
import { pathOf } from './paths.ts'

/** The reason that its transfer would fail with; undefined: everything on its way is up. */
export function lacking(rt: Runtime, task: Task): Reason | undefined {
  return unreachable(rt, task) ?? (pathOf(rt, task) === undefined ? 'link-lost' : undefined)
}

/** The way of its data; undefined while anything is lacking. */
export function openPath(rt: Runtime, task: Task): Path | undefined {
  return unreachable(rt, task) === undefined ? pathOf(rt, task) : undefined
}

// ASSUMED A-22: control traffic is not routed: only a loss of the backup server itself cuts it off, no link.
function unreachable(rt: Runtime, task: Task): Reason | undefined {
  const proxy = task.assignment?.proxy
  if (isOfTenant(task) && task.run.state.job.tenant!.health.up === false) {
    return 'tenant-connection-lost'
  }
  if (needsConnection(task) && task.cloud?.health.up !== true) return 'cloud-gateways-unavailable'
  for (const { health, host } of storesOf(task)) {
    if (!health.up || host?.health.up === false) return 'repository-inaccessible'
  }
  if (gatewayCut(rt, task)) return 'gateway-connection-lost'
  const cut = proxy?.health.up === false || scarceOf(task).some(({ server }) => !server.health.up)
  return cut || !rt.estate.canStart ? 'link-lost' : undefined
}

/** The connection between source data mover and gateway is lost: the gateway's own, or no path is left. */
export function gatewayCut({ topology }: Runtime, task: Task): boolean {
  const { assignment } = task
  if (assignment === undefined) return false
  const source = sourceSite(task)
  return gatewaysOf(task, assignment).some(
    ({ health, server }) => !health.up || (source !== undefined && !topology.connected(source, server.site)),
  )
}
