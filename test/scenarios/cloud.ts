/** A provider in small: two cloud gateways, a cloud repository, a cloud host, three tenants. */
import { scenario } from './helpers.ts'

export const OFFSITE =
  '{ name: offsite, target: store, schedule: { daily: "21:00" }, machines: [{ count: 4, size: 120 GiB }] }'

export interface Provider {
  /** Entries of `tenants`. */
  readonly tenants?: readonly string[]
  /** Jobs of the usual tenants. */
  readonly jobs?: readonly string[]
  /** Further keys of `cloud`. */
  readonly cloud?: string
  readonly gateways?: string
  readonly sections?: Readonly<Record<string, string>>
}

export function tenant(keys: string, jobs: readonly string[] = [OFFSITE]): string {
  return `{ uplink: 100 Mbit/s, maxTasks: 4, ${keys}, jobs: [${jobs.join(', ')}] }`
}

const SERVERS: readonly string[] = [
  '{ name: vbr, cores: 24, memory: 64 GiB, roles: [backup-server, mount-server] }',
  '{ name: repo, cores: 16, memory: 64 GiB }',
  '{ name: gw, memory: 64 GiB, roles: [gateway] }',
  '{ name: host, roles: [cloud-host] }',
  '{ name: plain }',
]
const GATEWAYS = '{ name: cgw, count: 2, roles: [cloud-gateway] }'

export function provider({
  tenants,
  jobs,
  cloud = '',
  gateways = GATEWAYS,
  sections,
}: Provider = {}): string {
  const listed = tenants ?? [tenant('name: tenant, count: 3, latency: 15 ms', jobs)]
  return scenario({
    servers: `[${[...SERVERS, gateways].join(', ')}]`,
    datastores: '[{ name: san }]',
    repositories:
      '[{ name: store, type: windows, host: repo, maxTasks: 32 }, { name: nas, type: smb, gateway: [gw] }, { name: once, type: storeonce, gateway: [gw] }, { name: bucket, type: object-storage }]',
    failures: '[{ server: repo, at: 5 h, for: 30 min }]',
    jobs: '[]',
    cloud: `{ ${cloud === '' ? '' : `${cloud}, `}tenants: [${listed.join(', ')}] }`,
    ...sections,
  })
}
