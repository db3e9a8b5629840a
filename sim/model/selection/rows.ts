/**
 * The automatic-selection table of the gateway-server document, as data that reads like it: job type and
 * conditions -> ordered options for transport and for synthetic operations. "->" of the document (fail over
 * to the next available option) is the order of the list.
 *
 * `strict` rows have one option and no fall-back unless `policies.inferredFallback` (docs/model.md, Q11).
 */
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
  | 'mount-server'
  | 'backup-server'

export interface Row {
  readonly id: string
  readonly when: string
  readonly applies: (job: Job, repository: Repository) => boolean
  readonly transport: readonly Option[]
  readonly synthetic: readonly Option[]
  readonly strict: boolean
  /** The document's sentence. */
  readonly source: string
}

const MOUNT_THEN_BACKUP: readonly Option[] = ['mount-server', 'backup-server']

const directObject = (repository: Repository) =>
  repository.type === 'object-storage' && repository.connection === 'direct'

/** In this order; the first that applies decides. */
export const ROWS: readonly Row[] = [
  {
    id: 'A4',
    when: 'backup or file backup to object storage in direct mode',
    applies: (job, repository) => isBackup(job) && directObject(repository),
    transport: ['least-loaded-proxy'],
    synthetic: MOUNT_THEN_BACKUP,
    strict: false,
    source:
      'it assigns the role of a gateway server to the least loaded available proxy before each operation',
  },
  {
    id: 'A1',
    when: 'backup, VMware vSphere',
    applies: (job) => job.type === 'backup' && job.platform === 'vmware',
    transport: ['first-proxy'],
    synthetic: MOUNT_THEN_BACKUP,
    strict: false,
    source: 'backup proxy that was assigned first to process workload data for a backup job',
  },
  {
    id: 'A2',
    when: 'backup, Microsoft Hyper-V',
    applies: (job) => job.type === 'backup' && job.platform === 'hyper-v',
    transport: ['proxy-in-use'],
    synthetic: MOUNT_THEN_BACKUP,
    strict: false,
    source: 'backup proxy (onhost or offhost)',
  },
  {
    id: 'A3',
    when: 'file backup',
    applies: (job) => job.type === 'file-backup',
    transport: ['first-proxy'],
    synthetic: MOUNT_THEN_BACKUP,
    strict: false,
    source: 'backup proxy that was assigned first to process the file share',
  },
  {
    id: 'D1',
    when: 'agent backup',
    applies: (job) => job.type === 'agent',
    transport: MOUNT_THEN_BACKUP,
    synthetic: MOUNT_THEN_BACKUP,
    strict: false,
    source:
      'mount server associated with the backup repository; if the mount server is not accessible, fails over to the backup server',
  },
  {
    id: 'F1',
    when: 'restore',
    applies: (job) => job.type === 'restore',
    transport: ['restore-proxy'],
    synthetic: [],
    strict: true,
    source: 'backup proxy used for a restore operation',
  },
]

function isBackup(job: Job): boolean {
  return job.type === 'backup' || job.type === 'file-backup'
}

/** The row of a job and the repository that needs a gateway; every job type of this version has one. */
export function rowOf(job: Job, repository: Repository): Row {
  const row = ROWS.find((candidate) => candidate.applies(job, repository))
  if (row === undefined) throw new RangeError(`no row of the table applies to a ${job.type} job`)
  return row
}

/** Where a row names the proxy, the gateway is a proxy and needs no gateway slot of its own. */
export function namesProxy(option: Option): boolean {
  return option !== 'mount-server' && option !== 'backup-server'
}
