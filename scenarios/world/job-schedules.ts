/** When a job starts: as the file says, else as is usual for its type. */
import type { Job } from '../../sim/model/index.ts'
import { resolveOne } from '../names/references.ts'
import type { JobIn } from '../schema/jobs.ts'
import type { Entry } from '../schema/shape.ts'
import { scheduleOf } from '../time/schedule.ts'
import { habitsOf, knows, type Sort } from './habits.ts'
import type { Scope } from './scope.ts'
import { readTrace } from './trace.ts'
import { monthly, NO_STARTS, usualSchedule } from './usual-schedules.ts'

/** A copy with a schedule copies by the clock, one without as points appear. */
export function modeOf(entry: Entry<JobIn>, sort: Sort): Job['mode'] {
  if (!knows(sort, 'mode')) return undefined
  return entry.data.mode ?? (entry.node.entries.has('schedule') ? 'periodic' : 'immediate')
}

export function scheduleAt(entry: Entry<JobIn>, sort: Sort, scope: Scope): Job['schedule'] {
  const { schedule } = entry.data
  const node = entry.node.entries.get('schedule')?.value
  if (node === undefined) return silent(entry, sort, scope)
  const path = `${entry.path}.schedule`
  if (modeOf(entry, sort) === 'immediate') {
    scope.issues.add(
      'E-EXCLUSIVE',
      node,
      path,
      'Immediate copies start when restore points appear; remove `schedule` (a `window` may limit the hours), or use `mode: periodic`.',
    )
  }
  if (schedule === undefined) return NO_STARTS
  const at = (key: string) => (node.kind === 'map' && node.entries.get(key)?.value) || node
  return scheduleOf(schedule, node, {
    clock: scope.clock,
    end: scope.horizon,
    job: (reference) => resolveOne(scope.names.jobs, reference, at('after'), `${path}.after`, scope.issues),
    trace: (file) => readTrace(file, at('trace'), `${path}.trace`, scope),
    complain: (code, key, message) =>
      scope.issues.add(code, at(key), key === '' ? path : `${path}.${key}`, message),
  })
}

function silent(entry: Entry<JobIn>, sort: Sort, scope: Scope): Job['schedule'] {
  const { schedule } = habitsOf(sort)
  if (schedule === 'manual') {
    scope.issues.add(
      'E-MISSING',
      entry.node,
      entry.path,
      `A ${sort.type} is started by hand: say when, as in \`schedule: { at: "23:00" }\`.`,
    )
  }
  return usualSchedule(
    schedule,
    { clock: scope.clock, end: scope.horizon },
    modeOf(entry, sort) === 'periodic',
  )
}

/** What is checked decides the day of a health check, and is known last. */
export function onItsDay(job: Job, entry: Entry<JobIn>, onFriday: boolean, scope: Scope): Job {
  if (!onFriday || job.type !== 'health-check' || entry.node.entries.has('schedule')) return job
  return { ...job, schedule: monthly({ clock: scope.clock, end: scope.horizon }, true) }
}
