/** What the selection table is made of: rows of conditions and options. */
import type { Job, Repository } from '../input/index.ts'

/** Words of the table for who may serve. */
export type Option =
  /** The proxy of the unit's first task, then the job's other proxies in order of assignment. */
  | 'first-proxy'
  /** Hyper-V: the on-host or off-host proxy in use. */
  | 'proxy-in-use'
  /** The least loaded proxy of the job, chosen anew for each task. */
  | 'least-loaded-proxy'
  /** The proxy used for the restore. */
  | 'restore-proxy'
  /** The proxy assigned at the target of a replication. */
  | 'target-proxy'
  /** Of the repository that the gateway is for. */
  | 'mount-server'
  | 'backup-server'
  /** The server that holds the source repository; of object storage in direct mode its mount server, then the backup server. */
  | 'source-repository'
  /** The list of the source repository; if automatic, its mount server, then the backup server. */
  | 'source-gateway'
  /** The mount server of the source, then the backup server. */
  | 'source-mount-server'
  /** The accelerator on the side of the repository that needs a gateway; of two the target's. */
  | 'wan-accelerator'
  | 'tape-server'

/** What a row is chosen by: a job and the repositories that it reads and writes. */
export interface Work {
  readonly job: Job
  /** The repository that the gateway is for: written to, else read. */
  readonly repository: Repository
  /** Read from. */
  readonly source: Repository | undefined
}

export interface Row {
  readonly id: string
  readonly when: string
  readonly applies: (work: Work) => boolean
  readonly transport: readonly Option[]
  readonly synthetic: readonly Option[]
  readonly strict: boolean
  /** The document's sentence. */
  readonly source: string
}

const PROXIES: ReadonlySet<Option> = new Set([
  'first-proxy',
  'proxy-in-use',
  'least-loaded-proxy',
  'restore-proxy',
  'target-proxy',
])

/** Where a row names the proxy, the gateway is a proxy and needs no gateway slot of its own. */
export function namesProxy(option: Option): boolean {
  return PROXIES.has(option)
}

/** Where a row begins with the source, its gateway reads the source itself. */
export function namesSource({ transport }: Row): boolean {
  return transport[0]!.startsWith('source-')
}
