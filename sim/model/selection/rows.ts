/**
 * The automatic-selection table of the gateway-server document, as data that reads like it: job type and
 * conditions -> ordered options for transport and for synthetic operations. "->" of the document (fail over
 * to the next available option) is the order of the list.
 *
 * `strict` rows have one option and no fall-back unless `policies.inferredFallback` (docs/model.md, Q11).
 */
import { isDirectAttached, isDirectObject, type Job } from '../input/index.ts'
import type { Option, Row, Work } from './table.ts'

const MOUNT_THEN_BACKUP: readonly Option[] = ['mount-server', 'backup-server']
const COPIES = ['backup-copy', 'file-backup-copy'] as const
const MOVES = ['move', 'copy'] as const

const isOf =
  (...types: readonly Job['type'][]) =>
  ({ job }: Work): boolean =>
    types.includes(job.type)

const toDirectObject = ({ repository }: Work): boolean => isDirectObject(repository)
const fromHost = ({ source }: Work): boolean => source !== undefined && isDirectAttached(source)
const fromDirectObject = ({ source }: Work): boolean => source !== undefined && isDirectObject(source)
const fromGatewayObject = ({ source }: Work): boolean =>
  source?.type === 'object-storage' && source.connection === 'gateway'
const all =
  (...conditions: readonly Row['applies'][]): Row['applies'] =>
  (work) =>
    conditions.every((holds) => holds(work))

type Kind = Pick<Row, 'synthetic' | 'strict'>
const SYNTHETIC: Kind = { synthetic: MOUNT_THEN_BACKUP, strict: false }
const TRANSPORT_ONLY: Kind = { synthetic: [], strict: false }
const STRICT: Kind = { synthetic: [], strict: true }

/** The four cases by kind of source that offloads (I) and moves and copies (J) to object storage share. */
function toObjectStorage(letter: string, what: string, types: readonly Job['type'][]): readonly Row[] {
  const here = all(isOf(...types), toDirectObject)
  return [
    {
      id: `${letter}1`,
      when: `${what} to object storage in direct mode, from a direct attached repository`,
      applies: all(here, fromHost),
      transport: ['source-repository'],
      ...TRANSPORT_ONLY,
      source:
        'Direct attached repository. The source backup repository is used as the gateway server. For hardened repository, the role of the gateway server is assigned to the hardened repository.',
    },
    {
      id: `${letter}3`,
      when: `${what} to object storage in direct mode, from object storage in direct mode`,
      applies: all(here, fromDirectObject),
      transport: ['source-mount-server', 'backup-server'],
      ...TRANSPORT_ONLY,
      source:
        'Object storage repository with the direct connection mode. The mount server associated with the source backup repository is used as the gateway server. If the mount server is not accessible, Veeam Backup & Replication fails over to the backup server.',
    },
    {
      id: `${letter}4`,
      when: `${what} to object storage in direct mode, from object storage in gateway mode`,
      applies: all(here, fromGatewayObject),
      transport: ['source-gateway'],
      ...TRANSPORT_ONLY,
      source:
        'Object storage repository with the gateway server connection. The gateway of the source backup repository is used.',
    },
    {
      id: `${letter}2`,
      when: `${what} to object storage in direct mode, from a share or an appliance`,
      applies: here,
      transport: ['source-gateway'],
      ...TRANSPORT_ONLY,
      source: 'Non-direct attached repository. The gateway of the source backup repository is used.',
    },
  ]
}

/** In this order; the first that applies decides. */
export const ROWS: readonly Row[] = [
  {
    id: 'A4',
    when: 'backup or file backup to object storage in direct mode',
    applies: all(isOf('backup', 'file-backup'), toDirectObject),
    transport: ['least-loaded-proxy'],
    ...SYNTHETIC,
    source:
      'it assigns the role of a gateway server to the least loaded available proxy before each operation',
  },
  {
    id: 'A1',
    when: 'backup, VMware vSphere',
    applies: all(isOf('backup'), ({ job }) => job.platform === 'vmware'),
    transport: ['first-proxy'],
    ...SYNTHETIC,
    source: 'Backup proxy that was assigned first to process workload data / file share for a backup job.',
  },
  {
    id: 'A2',
    when: 'backup, Microsoft Hyper-V',
    applies: all(isOf('backup'), ({ job }) => job.platform === 'hyper-v'),
    transport: ['proxy-in-use'],
    ...SYNTHETIC,
    source: 'Backup proxy (onhost or offhost).',
  },
  {
    id: 'A3',
    when: 'file backup',
    applies: isOf('file-backup'),
    transport: ['first-proxy'],
    ...SYNTHETIC,
    source: 'Backup proxy that was assigned first to process workload data / file share for a backup job.',
  },
  {
    id: 'B4',
    when: 'backup copy over WAN accelerators',
    applies: all(isOf('backup-copy'), ({ job }) => job.via !== undefined),
    transport: ['wan-accelerator'],
    ...SYNTHETIC,
    source:
      'For backup copy jobs that work over WAN accelerators, the role of a gateway server is assigned to source or target WAN accelerator (depending on the shared folder backup repository location).',
  },
  {
    id: 'B3',
    when: 'backup copy or file backup copy to object storage in direct mode',
    applies: all(isOf(...COPIES), toDirectObject),
    transport: ['source-repository'],
    ...SYNTHETIC,
    source:
      'For backup copy and file copy jobs to an object storage repository with the direct connection mode, the source backup repository is used as the gateway server.',
  },
  {
    id: 'B1',
    when: 'backup copy or file backup copy from a direct attached repository',
    applies: all(isOf(...COPIES), fromHost),
    transport: MOUNT_THEN_BACKUP,
    ...SYNTHETIC,
    source:
      'Direct attached repository. The mount server associated with the backup repository is used as the gateway server. If the mount server is not accessible, Veeam Backup & Replication fails over to the backup server.',
  },
  {
    id: 'B2',
    when: 'backup copy or file backup copy from a repository behind a gateway',
    applies: isOf(...COPIES),
    transport: ['source-gateway'],
    ...SYNTHETIC,
    source:
      'Backup repository with the gateway server connection. The gateway of the source backup repository is used.',
  },
  {
    id: 'C1',
    when: 'tape, repository directly connected to the tape device',
    applies: all(isOf('tape'), ({ job, source }) => source?.tapeAttached === job.target),
    transport: ['tape-server'],
    ...SYNTHETIC,
    source:
      'If there is a direct connection between a backup repository and tape device, the role of a gateway server is assigned to the tape server.',
  },
  {
    id: 'C2',
    when: 'tape, otherwise',
    applies: isOf('tape'),
    transport: ['backup-server'],
    ...SYNTHETIC,
    source: 'Otherwise, the role of a gateway server is assigned to the backup server.',
  },
  {
    id: 'D1',
    when: 'agent backup',
    applies: isOf('agent'),
    transport: MOUNT_THEN_BACKUP,
    ...SYNTHETIC,
    source:
      'Mount server associated with the backup repository. If the mount server is not accessible, Veeam Backup & Replication fails over to the backup server.',
  },
  {
    id: 'E1',
    when: 'backup by a plug-in (Oracle RMAN, SAP HANA, SAP on Oracle, Microsoft SQL Server, DB2)',
    applies: isOf('plug-in'),
    transport: ['backup-server'],
    ...STRICT,
    source: 'Backup server.',
  },
  {
    id: 'F1',
    when: 'restore',
    applies: isOf('restore'),
    transport: ['restore-proxy'],
    ...STRICT,
    source: 'Backup proxy used for a restore operation.',
  },
  {
    id: 'G1',
    when: 'replication from backup',
    applies: isOf('replication'),
    transport: ['target-proxy'],
    ...STRICT,
    source: 'Target backup proxy assigned for a replication operation.',
  },
  {
    id: 'H1',
    when: 'repository rescan',
    applies: isOf('rescan'),
    transport: ['mount-server'],
    ...STRICT,
    source: 'Mount server associated with the backup repository.',
  },
  ...toObjectStorage('I', 'offload', ['offload']),
  ...toObjectStorage('J', 'move or copy', MOVES),
  {
    id: 'J5',
    when: 'move or copy to another repository that is not direct attached',
    applies: isOf(...MOVES),
    transport: MOUNT_THEN_BACKUP,
    ...TRANSPORT_ONLY,
    source:
      'If you copy or move backups to other non-direct attached backup repository, the role of the gateway server is assigned to mount server. If mount server is not accessible, Veeam Backup & Replication fails over to the backup server.',
  },
  {
    id: 'K1',
    when: 'health check',
    applies: isOf('health-check'),
    transport: ['mount-server'],
    ...STRICT,
    source: 'Mount server associated with the backup repository.',
  },
]

/** The row of a job and the repositories that it works on; every job type has one for repositories that need a gateway. */
export function rowOf(work: Work): Row {
  const row = ROWS.find((candidate) => candidate.applies(work))
  if (row === undefined) throw new RangeError(`no row of the table applies to a ${work.job.type} job`)
  return row
}
