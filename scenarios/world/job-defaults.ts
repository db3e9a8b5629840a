/** Retries, fulls and rates of a job: as the file says, else as is usual for its type. */
import { type FullPolicy, type Job, type RetryPolicy, rulesOf } from '../../sim/model/index.ts'
import { MB } from '../../sim/units.ts'
import { nodeAt, pathAt } from '../names/places.ts'
import type { TaskRateIn } from '../schema/job-leaves.ts'
import type { JobIn } from '../schema/jobs.ts'
import type { Entry } from '../schema/shape.ts'
import { habitsOf, knows, type Sort } from './habits.ts'
import { modeOf } from './job-schedules.ts'
import type { Scope } from './scope.ts'

/** HC:backup_copy_job_retry. */
const IMMEDIATE_COPIES: RetryPolicy = { attempts: 3, wait: 3600 }
/** Between retries that are asked for where none are usual. */
const ASKED_WAIT = 600

/** docs/model.md 2: as TYPES say; continuous without wait; starts by hand and at random are not repeated. */
export function retryOf(entry: Entry<JobIn>, sort: Sort): RetryPolicy {
  const { retry, schedule } = entry.data
  const usual = modeOf(entry, sort) === 'immediate' ? IMMEDIATE_COPIES : rulesOf(sort).retry
  const unplanned =
    schedule?.at !== undefined || schedule?.poisson !== undefined || schedule?.trace !== undefined
  const wait = usual.attempts === 0 ? ASKED_WAIT : usual.wait
  return {
    attempts: retry?.attempts ?? (unplanned ? 0 : usual.attempts),
    wait: retry?.wait ?? (schedule?.continuous === true ? 0 : wait),
  }
}

export function fullOf(entry: Entry<JobIn>, sort: Sort, { issues }: Scope): FullPolicy {
  const { full } = entry.data
  if (!knows(sort, 'full') || full === 'none') return { kind: 'none' }
  if (full === undefined) return habitsOf(sort).full
  const how = full.kind ?? (rulesOf(sort).synthetic ? 'synthetic' : 'active')
  if (full.on !== undefined && full.every !== undefined) {
    issues.add(
      'E-EXCLUSIVE',
      nodeAt(entry, 'full'),
      pathAt(entry, 'full'),
      'Give `on` (weekdays) or `every` (a time after the last full), not both.',
    )
  }
  if (full.every !== undefined) return { kind: 'every', period: full.every, how }
  return { kind: 'weekdays', days: full.on ?? [5], how }
}

const FULL_RATE = 100 * MB
const INCREMENT_RATE = 25 * MB

/**
 * BP:sizing_a_backup_proxy for what reads or writes machines. ASSUMED A-94: stored points go as fast as repositories and
 * lines allow; those that a tenant copies are stored at home.
 */
export function taskRateOf(given: JobIn['taskRate'], sort: Sort): Job['taskRate'] {
  const stored =
    sort.type === 'backup-copy' || (rulesOf(sort).from === 'repository' && sort.type !== 'restore')
  const usual = stored
    ? { full: Infinity, increment: Infinity }
    : { full: FULL_RATE, increment: INCREMENT_RATE }
  if (given === undefined) return usual
  if (typeof given === 'number' || 'kind' in given) return { full: given, increment: given }
  const { full = usual.full, increment = usual.increment } = given as Partial<TaskRateIn>
  return { full, increment }
}
