/** A provider and its tenants, in the units of the model: 1 GB takes 10 s at 100 MB/s. */
import type { Cloud, Job, Machine, Repository, Roles, Server, Tenant, World } from '../../sim/model/index.ts'
import { GATEWAY, job, machine, server, share, world } from '../model/worlds.ts'

const UNLIMITED = Number.POSITIVE_INFINITY

export const CLOUD: Roles = { 'cloud-gateway': { maxConnections: 1000 } }

export function cloudGateway(name: string, more: Partial<Server> = {}): Server {
  return server(name, CLOUD, more)
}

/** A cloud gateway whose card takes in and sends out so many bytes/s. */
export function narrow(name: string, rate: number): Server {
  return cloudGateway(name, { nic: { in: rate, out: rate, efficiency: 1, duplex: 'full' } })
}

export function tenant(name: string, gateways: readonly string[], more: Partial<Tenant> = {}): Tenant {
  return {
    name,
    uplink: { up: UNLIMITED, down: UNLIMITED },
    latency: 0,
    maxTasks: 100,
    bandwidthLimit: UNLIMITED,
    gateways,
    ...more,
  }
}

/** A backup of the tenant's machines to `target`, at t = 0 unless told. */
export function offsite(owner: string, list: Machine[], more: Partial<Job> = {}): Job {
  return job(`${owner}/offsite`, 'vault', list, { tenant: owner, proxies: [], ...more })
}

/** The share that tenants write to, behind its own gateway. */
export function vault(more: Partial<Repository> = {}): Repository {
  return share('vault', ['g1'], more)
}

export function provider(
  gateways: readonly Server[],
  tenants: readonly Tenant[],
  jobs: readonly Job[],
  more: Partial<World> = {},
  cloud: Partial<Cloud> = {},
): World {
  return world({
    servers: [server('vcc', { 'backup-server': {} }), ...gateways, server('g1', GATEWAY)],
    repositories: [vault()],
    jobs,
    cloud: {
      balance: 'least-connections',
      gatewayLoss: 'failover',
      sharing: 'per-tenant-then-task',
      tenants,
      ...cloud,
    },
    ...more,
  })
}

export { machine }
