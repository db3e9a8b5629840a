/** Each end of a job needs a machine that moves its data: what the selection table refuses before anything runs. */
import {
  isAppliance,
  isDirectAttached,
  isDirectObject,
  type JobType,
  type Repository,
  rulesOf,
} from '../../sim/model/index.ts'
import { nodeAt, pathAt } from '../names/places.ts'
import type { Checked } from './checked.ts'
import { knows, leavesPoints } from './habits.ts'
import type { DraftJob } from './jobs.ts'

export interface Ends {
  readonly source: Repository | undefined
  /** Undefined where the data do not go to a repository. */
  readonly target: Repository | undefined
}

export function endsOf({ job }: DraftJob, { world }: Checked): Ends {
  const named = (name: string | undefined): Repository | undefined =>
    world.repositories.find((repository) => repository.name === name)
  const { to } = rulesOf(job)
  return {
    source: named(job.source),
    target: to === 'repository' || to === 'nothing' ? named(job.target) : undefined,
  }
}

export function checkMovers(draft: DraftJob, checked: Checked): void {
  const ends = endsOf(draft, checked)
  checkAppliance(draft, ends, checked)
  checkOffload(draft, ends, checked)
  // Roles that could not be read may be the ones that are missed.
  if (!checked.scope.rolesRead) return
  // Behind cloud gateways there are no rows: the mount server, then the backup server, which tenants need anyway.
  if (draft.job.tenant !== undefined) return
  const refused = checkRow(draft, ends, checked)
  if (!refused) checkSynthetic(draft, ends, checked)
}

/** Chains on appliances must not grow for ever (HC: 120 points, forever-forward unsupported). */
function checkAppliance({ job, entry }: DraftJob, { target }: Ends, { scope }: Checked): void {
  if (target === undefined || !isAppliance(target) || !leavesPoints(job) || !knows(job, 'full')) return
  if (job.method === 'forever-forward') {
    scope.issues.add(
      'E-APPLIANCE-CHAIN',
      nodeAt(entry, 'method'),
      pathAt(entry, 'method'),
      `\`forever-forward\` is not supported on ${target.type}: its chains need periodic fulls; use \`forward-incremental\`.`,
    )
  } else if (job.full.kind === 'none') {
    scope.issues.add(
      'E-APPLIANCE-CHAIN',
      nodeAt(entry, 'full'),
      pathAt(entry, 'full'),
      `Chains on ${target.type} need periodic fulls, such as \`full: { on: [sat] }\`.`,
    )
  }
}

function checkOffload({ job, entry }: DraftJob, { target }: Ends, { scope }: Checked): void {
  if (job.type !== 'offload' || target === undefined || target.type === 'object-storage') return
  const message = `Backups are offloaded to object storage, but \`${target.name}\` is of type ${target.type}; name a repository with \`type: object-storage\`, or use a job of type move.`
  scope.issues.add('E-OFFLOAD-TARGET', nodeAt(entry, 'target'), pathAt(entry, 'target'), message)
}

type End = 'source' | 'target'

/** An end whose gateway the table finds nowhere, and what it looks for. */
interface Lack {
  readonly end: End
  readonly at: Repository
  readonly row: string
  readonly wants: 'backup server' | 'mount server or the backup server'
}

type Row = (draft: DraftJob, ends: Ends, hasBackupServer: boolean) => readonly Lack[]

function isAutomatic(repository: Repository | undefined): repository is Repository {
  return repository !== undefined && !isDirectAttached(repository) && repository.gateway === 'automatic'
}

/** Rows that end at the mount server, then the backup server. */
function mountOf(end: End, at: Repository | undefined, row: string): readonly Lack[] {
  const lacks = isAutomatic(at) && at.mountServer === undefined
  return lacks ? [{ end, at, row, wants: 'mount server or the backup server' }] : []
}

function backupServerOf(end: End, at: Repository | undefined, row: string, hasOne: boolean): readonly Lack[] {
  return isAutomatic(at) && !hasOne ? [{ end, at, row, wants: 'backup server' }] : []
}

/** B1 and B2; B3 is the source's own; over accelerators (B4) one of them is the gateway. */
const copies: Row = ({ job }, { source, target }) => {
  if (job.via !== undefined || source === undefined) return []
  const needsTarget = isDirectAttached(source) && target !== undefined && !isDirectObject(target)
  return [...mountOf('source', source, 'B2'), ...(needsTarget ? mountOf('target', target, 'B1') : [])]
}

/** J1 to J4 (I1 to I4 of offloads) are the source's own; J5 is the target's mount server. */
const moves: Row = (_draft, { source, target }) => [
  ...mountOf('source', source, 'I, J'),
  ...(target !== undefined && !isDirectObject(target) ? mountOf('target', target, 'J5') : []),
]

/** Rows of the selection table that need a mount server or the backup server; all others find their gateway in the job. */
const ROWS: Partial<Readonly<Record<JobType, Row>>> = {
  agent: (_draft, { target }) => mountOf('target', target, 'D1'),
  'plug-in': (_draft, { target }, has) => backupServerOf('target', target, 'E1', has),
  'backup-copy': copies,
  'file-backup-copy': copies,
  tape: ({ job }, { source }, has) =>
    source?.tapeAttached === job.target ? [] : backupServerOf('source', source, 'C2', has),
  rescan: (_draft, { target }) => mountOf('target', target, 'H1'),
  offload: moves,
  move: moves,
  copy: moves,
  'health-check': (_draft, { target }) => mountOf('target', target, 'K1'),
}

function checkRow(draft: DraftJob, ends: Ends, { scope, world }: Checked): boolean {
  const has = world.servers.some((server) => server.roles['backup-server'] !== undefined)
  const lacks = ROWS[draft.job.type]?.(draft, ends, has) ?? []
  for (const { end, at, row, wants } of lacks) {
    const role =
      wants === 'backup server' ? '`backup-server`' : '`mount-server` (in its site) or `backup-server`'
    scope.issues.add(
      'E-NO-BACKUP-SERVER',
      nodeAt(draft.entry, end),
      pathAt(draft.entry, end),
      `A job of type ${draft.job.type} reaches \`${at.name}\` through ${wants === 'backup server' ? 'the' : 'its'} ${wants} (row ${row}), but no server has the role ${role}.`,
    )
  }
  return lacks.length > 0
}

/** Synthetic work of tape jobs is done where they read. */
function checkSynthetic({ job, entry }: DraftJob, { source, target }: Ends, { scope }: Checked): void {
  const builds =
    job.method !== 'forward-incremental' || (job.full.kind !== 'none' && job.full.how === 'synthetic')
  const store = job.type === 'tape' ? source : target
  if (!builds || !isAutomatic(store) || store.mountServer !== undefined) return
  const key = job.type === 'tape' ? 'source' : 'target'
  scope.issues.add(
    'W-NO-SYNTHETIC-GATEWAY',
    nodeAt(entry, key),
    pathAt(entry, key),
    `Synthetic work on \`${store.name}\` runs on its mount server or the backup server; no server has that role, so it will fail.`,
  )
}
