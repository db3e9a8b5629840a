/** A provider and its tenants, in the units of the model: 1 GB takes 10 s at 100 MB/s. */
import type {
  Cloud,
  Failure,
  Job,
  Machine,
  Repository,
  Roles,
  Server,
  TaskRecord,
  Tenant,
  TenantRecord,
  World,
} from '../../sim/model/index.ts'
import { type Facts, GATEWAY, GB, job, machine, run, server, share, world } from '../model/worlds.ts'

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

/** Two gateways that limit nobody, and one tenant with one machine: the usual scene of a loss. */
export function twoGateways(bytes: number, more: Partial<World> = {}, cloud: Partial<Cloud> = {}): Facts {
  return run(
    provider(
      [cloudGateway('cgw-1'), cloudGateway('cgw-2')],
      [tenant('t1', ['cgw-1', 'cgw-2'])],
      [offsite('t1', [machine('vm', bytes)])],
      more,
      cloud,
    ),
  )
}

/** The server takes no new work from `at` on for `lasts` seconds. */
export function maintained(name: string, at: number, lasts: number = UNLIMITED): Failure {
  return {
    kind: 'maintenance',
    subject: { kind: 'server', name },
    timing: { kind: 'scripted', at: [at], lasts },
    stream: `maintenance/${name}`,
  }
}

/** GB that each cloud gateway took in. */
export function carried({ gateways }: Facts): Record<string, number> {
  const cloud = gateways.filter(({ kind }) => kind === 'cloud')
  return Object.fromEntries(cloud.map(({ gateway, bytesIn }) => [gateway, bytesIn / GB]))
}

/** Cloud gateways that each task went through, in order of its machines. */
export function ways({ tasks }: Facts): string[] {
  return inOrder(tasks).map(({ cloudGateways }) => cloudGateways.join(' '))
}

/** By tenant and machine, numbers by value. */
export function inOrder(tasks: readonly TaskRecord[]): TaskRecord[] {
  const name = ({ tenant: whose, machine: of, disk, attempt }: TaskRecord) =>
    `${whose} ${of} ${disk} ${attempt}`
  return [...tasks].sort((a, b) => name(a).localeCompare(name(b), 'en', { numeric: true }))
}

export function recordOf({ tenants }: Facts, name: string): TenantRecord {
  return tenants.find(({ tenant: of }) => of === name)!
}

export { machine }
