import type { Bytes, BytesPerSecond, Seconds, Share } from '../../units.ts'

/** A network link between two sites; `bandwidth` holds in each direction (full duplex). */
export interface Link {
  readonly name: string
  readonly between: readonly [string, string]
  /** Nominal rate per direction, > 0. */
  readonly bandwidth: BytesPerSecond
  /** One way, >= 0. */
  readonly latency: Seconds
  /** Usable share of the nominal rate, default 0.9. */
  readonly efficiency: Share
}

export type OperatingSystem = 'windows' | 'linux' | 'hyper-v' | 'appliance'
export type Platform = 'vmware' | 'hyper-v' | 'file'
export type Transport = 'hot-add' | 'san' | 'nbd'

export interface ProxyRole {
  /** Task slots, >= 1; default 2 x cores. */
  readonly maxTasks: number
  readonly platform: Platform
  readonly transport: Transport
  /** Cap of one task in source bytes/s; Infinity = none. */
  readonly taskRate: BytesPerSecond
}

/** Roles of a machine; a key is present when the machine has the role. */
export interface Roles {
  readonly 'backup-server'?: Record<string, never>
  readonly proxy?: ProxyRole
  readonly gateway?: { readonly maxTasks: number }
  readonly 'mount-server'?: Record<string, never>
  readonly 'tape-server'?: TapeServerRole
  readonly 'wan-accelerator'?: AcceleratorRole
  readonly 'cloud-gateway'?: CloudGatewayRole
  readonly 'cloud-host'?: Record<string, never>
}

export interface CloudGatewayRole {
  /** Running tasks at once, each a connection; a full one is passed over. */
  readonly maxConnections: number
}

export interface TapeServerRole {
  /** >= 1 */
  readonly drives: number
  /** Of each drive, in bytes written. */
  readonly driveRate: BytesPerSecond
}

/** One of a pair: what the source one sends is smaller by its `reduction`. */
export interface AcceleratorRole {
  /** Bytes in per byte sent, >= 1. */
  readonly reduction: number
  /** Processed bytes/s, shared by its tasks. */
  readonly rate: BytesPerSecond
  readonly maxTasks: number
}

export interface Nic {
  readonly in: BytesPerSecond
  readonly out: BytesPerSecond
  readonly efficiency: Share
  /** half: both directions share the smaller of `in` and `out`. */
  readonly duplex: 'full' | 'half'
}

export interface Server {
  readonly name: string
  readonly site: string
  readonly os: OperatingSystem
  readonly cores: number
  readonly memory: Bytes
  /** Nominal rates; usable = rate x efficiency. */
  readonly nic: Nic
  /** Data-mover throughput of the machine (default by role, docs/assumptions.md). */
  readonly compute: BytesPerSecond
  readonly virtual: boolean
  /** Repositories it can open; `all` unless the file lists some. */
  readonly reaches: 'all' | readonly string[]
  /** Appliances it can open over Fibre Channel. */
  readonly fibreChannel: readonly string[]
  readonly roles: Roles
  /** Not part of the backup infrastructure when false; then no role, list or reference may name it. */
  readonly managed: boolean
}

export interface Datastore {
  readonly name: string
  readonly site: string
  readonly read: BytesPerSecond
  readonly write: BytesPerSecond
  /** Tasks that may read or write it at once. */
  readonly maxTasks: number
}

export type RepositoryType =
  | 'windows'
  | 'linux'
  | 'hardened'
  | 'smb'
  | 'nfs'
  | 'data-domain'
  | 'storeonce'
  | 'object-storage'

export type FastClone = 'none' | 'refs' | 'xfs' | 'virtual-synthetic'

export interface Repository {
  readonly name: string
  readonly type: RepositoryType
  readonly site: string
  /** The server of a direct attached repository (windows, linux, hardened); absent for all others. */
  readonly host?: string
  readonly read: BytesPerSecond
  readonly write: BytesPerSecond
  readonly maxTasks: number
  /** Cap of one task in bytes written or read at the repository; Infinity = none. */
  readonly taskRate: BytesPerSecond
  /** Usable size; Infinity = not limited. Bytes at t = 0 that no simulated chain accounts for: `used`. */
  readonly capacity: Bytes
  readonly used: Bytes
  /** Separate budgets of this size for reads and writes; Infinity = none. */
  readonly rateLimit: BytesPerSecond
  readonly perMachineFiles: boolean
  /** `automatic` (the rows of the table) or the manual list in order of listing. */
  readonly gateway: 'automatic' | readonly string[]
  /** Object storage only: `direct` or `gateway`; others `gateway`. */
  readonly connection: 'direct' | 'gateway'
  readonly fabric: 'lan' | 'fibre-channel'
  /** Resolved: as given, else the server with that role in the site, else the backup server; absent when there is none. */
  readonly mountServer?: string
  readonly allSquash: boolean
  readonly fastClone: FastClone
  /** Share of bytes that leave the gateway towards the appliance; 1 and 1 without source-side deduplication. */
  readonly sourceSideDedup: { readonly full: Share; readonly increment: Share }
  /** Data is inflated before it is stored. */
  readonly decompress: boolean
  /** Data Domain: I/O streams at once; one more fails at its start. Infinity for all others. */
  readonly streams: number
  /** StoreOnce over a slow line (`wan`): what crosses it is compressed once more. */
  readonly catalyst: 'lan' | 'wan'
  /** The tape server with a direct connection to it. */
  readonly tapeAttached?: string
}

/** Direct attached repositories run the data mover on their host and never get a gateway (S19). */
export function isDirectAttached(repository: Repository): boolean {
  return repository.host !== undefined
}

/** Object storage that proxies write to themselves. */
export function isDirectObject({ type, connection }: Repository): boolean {
  return type === 'object-storage' && connection === 'direct'
}

/** Deduplicating appliances. */
export function isAppliance(repository: Repository): boolean {
  return repository.type === 'data-domain' || repository.type === 'storeonce'
}

/** A network traffic rule between sites, servers or tenants (either direction). */
export interface Throttle {
  readonly name: string
  /** Names of sites, servers or tenants. */
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly limit: BytesPerSecond
  /** Local times of day in which it holds (to <= from: past midnight) and weekdays (0 = Monday); absent = always. */
  readonly active?: { readonly from: Seconds; readonly to: Seconds; readonly days: readonly number[] }
  /** true: also restores. */
  readonly restores: boolean
}
