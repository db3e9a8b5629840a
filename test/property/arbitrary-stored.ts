/** Random work on the points that other jobs leave: copies, tape, replicas, offloads, moves, checks. */
import fc from 'fast-check'
import { type Job, type JobType, type Repository, TYPES } from '../../sim/model/index.ts'
import { job, MB } from '../model/worlds.ts'
import { instant } from './arbitrary-failures.ts'

const UNLIMITED = Number.POSITIVE_INFINITY

const STORED: readonly JobType[] = [
  'backup-copy',
  'tape',
  'restore',
  'replication',
  'rescan',
  'offload',
  'move',
  'copy',
  'health-check',
]

/** How long points are kept, and what becomes of them. */
export const keeping: fc.Arbitrary<Pick<Job, 'method' | 'retention' | 'full'>> = fc
  .record({
    method: fc.constantFrom<Job['method']>('forward-incremental', 'forever-forward', 'reverse'),
    points: fc.integer({ min: 1, max: 3 }),
    fulls: fc.boolean(),
  })
  .map(({ method, points, fulls }) => ({
    method,
    retention: { points },
    full: fulls ? { kind: 'every', period: 1000, how: 'synthetic' } : { kind: 'none' },
  }))

export interface StoredParts {
  readonly type: JobType
  /** Which of the jobs before it leaves the points. */
  readonly of: number
  readonly target: number
  readonly starts: 'times' | 'after' | 'points'
  readonly times: readonly number[]
  readonly attempts: number
  readonly wait: number
  readonly priority: Job['priority']
  readonly mode: NonNullable<Job['mode']>
  readonly via: boolean
  readonly protected: boolean
  readonly drives: number
  readonly newShare: number
  readonly keeping: Pick<Job, 'method' | 'retention' | 'full'>
  readonly window: number | undefined
}

export const storedWork: fc.Arbitrary<StoredParts> = fc.record({
  type: fc.constantFrom(...STORED),
  of: fc.nat(5),
  target: fc.nat(2),
  starts: fc.constantFrom<StoredParts['starts']>('times', 'after', 'points'),
  times: fc.uniqueArray(instant, { minLength: 1, maxLength: 3 }),
  attempts: fc.integer({ min: 0, max: 2 }),
  wait: fc.constantFrom(0, 100),
  priority: fc.constantFrom<Job['priority']>('normal', 'high'),
  mode: fc.constantFrom<StoredParts['mode']>('immediate', 'periodic'),
  via: fc.boolean(),
  protected: fc.boolean(),
  drives: fc.constantFrom(1, 2),
  newShare: fc.constantFrom(0, 1),
  keeping,
  window: fc.option(fc.integer({ min: 500, max: 5000 }), { nil: undefined, freq: 4 }),
})

/** Each works on the points of a job before it, the last ones on those of copies and moves. */
export function withStored(
  makers: readonly Job[],
  parts: readonly StoredParts[],
  repositories: readonly Repository[],
): Job[] {
  const all = [...makers]
  for (const [i, one] of parts.entries()) {
    const origins = all.filter(({ type }) => TYPES[type].to === 'repository')
    if (origins.length === 0) return all
    all.push(storedJob(one, `stored-${i + 1}`, origins[one.of % origins.length]!, repositories))
  }
  return all
}

function storedJob(parts: StoredParts, name: string, origin: Job, repositories: readonly Repository[]): Job {
  const { starts, times, attempts, wait, priority, newShare, window } = parts
  const isFile = origin.platform === 'file'
  const type = parts.type === 'backup-copy' && isFile ? 'file-backup-copy' : parts.type
  const site = repositories.find((store) => store.name === origin.target)!.site
  const ends = endsOf(type, parts, origin.target, repositories)
  const goesToDatastore = TYPES[type].to === 'datastore'
  const list = origin.machines.map((machine) => ({
    ...machine,
    rate: UNLIMITED,
    from: origin.name,
    ...(goesToDatastore ? { datastore: ends.target } : { site }),
  }))
  const copies = type === 'backup-copy' || type === 'file-backup-copy'
  const byPoints = starts === 'points' && (copies || type === 'offload')
  return job(name, ends.target, list, {
    ...parts.keeping,
    type,
    platform: isFile ? 'file' : 'none',
    source: ends.source,
    proxies: TYPES[type].proxy ? ['p1', 'p2'] : [],
    schedule: byPoints
      ? { kind: 'points' }
      : starts === 'after'
        ? { kind: 'after', job: origin.name }
        : { kind: 'times', times: [...times].sort((a, b) => a - b), manual: false, overlapping: false },
    retry: { attempts, wait },
    priority,
    newShare,
    mode: parts.mode,
    drives: parts.drives,
    protected: type === 'tape' && parts.protected,
    reduction: goesToDatastore ? 2 : 1,
    taskRate: { full: 200 * MB, increment: 200 * MB },
    ...(type === 'backup-copy' && parts.via ? { via: { source: 'w1', target: 'w2' } } : {}),
    ...(window === undefined ? {} : { window: { from: 0, to: window, atEnd: 'stop' as const } }),
  } as Partial<Job>)
}

/** Offloads go to object storage, and nothing back to where it lies. */
function endsOf(
  type: JobType,
  { target }: StoredParts,
  source: string,
  repositories: readonly Repository[],
): Pick<Job, 'source' | 'target'> {
  const { to } = TYPES[type]
  if (to === 'nothing') return { target: source }
  if (to === 'drive') return { source, target: 'tape' }
  if (to === 'datastore') return { source, target: target === 0 ? 'store-hq' : 'store-dr' }
  const fits = (store: Repository) => type !== 'offload' || store.type === 'object-storage'
  const others = repositories.filter((store) => store.name !== source && fits(store))
  return { source, target: others[target % others.length]!.name }
}
