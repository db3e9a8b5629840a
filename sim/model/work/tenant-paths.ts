/**
 * Paths of tenants (docs/model.md 4a): every byte crosses the tenant's line and one cloud gateway, which only relays;
 * behind it the provider's gateway or host. Object storage in direct mode is written to past the gateway.
 */
import type { Path } from '../infrastructure/index.ts'
import { isAppliance, isDirectAttached, isDirectObject } from '../input/index.ts'
import { gatewayWork, sentShare, wireShare, writtenShare } from './shares.ts'
import type { Way } from './way.ts'

/** What is read at the tenant and kept by the provider. */
export function tenantBackupPath(way: Way): Path | undefined {
  const { task, builder } = way
  const { job, repository: store, tenant } = task.run.state.job
  const wire = wireShare(task)
  const x = writtenShare(task)
  builder.limit(task.taskRate, 'Source')
  way.readMachine()
  if (isDirectObject(store.repository)) {
    way.line(tenant!, 'up', wire, store.repository.site)
    way.write(store, x)
    return builder.build({ wire, repositoryWritten: x })
  }
  way.line(tenant!, 'up', wire, task.cloud!.server)
  way.relay(task.cloud!, 'up', wire)
  const mover = task.assignment!.gateway ?? store.host!
  if (!way.hop(task.cloud!, mover, wire, 'CloudGateway')) return undefined
  const attached = isDirectAttached(store.repository)
  way.compute(mover, attached ? 1 : gatewayWork(store, job.encryption), attached ? 'Target' : 'Gateway')
  const sent = sentShare(task)
  if (!attached && !way.leave(mover, store, sent)) return undefined
  way.write(store, x)
  const through = attached ? {} : { gatewayIn: wire, gatewayOut: sent }
  return builder.build({ wire, relayed: wire, repositoryWritten: x, ...through })
}

/** What the provider keeps and the tenant takes back; nothing at the tenant limits it but its line. */
export function tenantRestorePath(way: Way): Path | undefined {
  const { task, builder } = way
  const { reads, tenant } = task.run.state.job
  const store = reads!
  const stored = isAppliance(store.repository) ? 1 : 1 / task.reduction
  const wire = wireShare(task)
  builder.limit(task.taskRate, 'Source')
  way.read(store, stored)
  if (isDirectObject(store.repository)) {
    way.line(tenant!, 'down', wire, store.repository.site)
    return builder.build({ wire, repositoryRead: stored })
  }
  const mover = task.assignment!.gateway ?? store.host!
  const attached = isDirectAttached(store.repository)
  if (!attached && !way.fetch(store, mover, stored)) return undefined
  way.compute(mover, 1, attached ? 'Source' : 'Gateway')
  if (!way.hop(mover, task.cloud!, wire)) return undefined
  way.relay(task.cloud!, 'down', wire)
  way.line(tenant!, 'down', wire, task.cloud!.server)
  const through = attached ? {} : { gatewayIn: stored, gatewayOut: wire }
  return builder.build({ wire, relayed: wire, repositoryRead: stored, ...through })
}
