/** Jobs that a run of this length never sees. */
import type { Job } from '../../sim/model/index.ts'
import { nodeAt, pathAt } from '../names/places.ts'
import type { Checked } from './checked.ts'

export function warnOfNeverStarting({ world, jobs, scope }: Checked): void {
  const starting = startingJobs(world.jobs)
  for (const { job, entry } of jobs) {
    if (starting.has(job.name)) continue
    scope.issues.add(
      'W-NEVER-STARTS',
      nodeAt(entry, 'schedule'),
      pathAt(entry, 'schedule'),
      `\`${job.name}\` has no start within the horizon${whyNot(job)}; lengthen \`horizon\`, move \`start\`, or change the schedule.`,
    )
  }
}

/** Those with a time of their own, then those that they set off. */
function startingJobs(jobs: readonly Job[]): ReadonlySet<string> {
  const starting = new Set<string>()
  for (let before = -1; before < starting.size; ) {
    before = starting.size
    for (const job of jobs) if (starts(job, starting)) starting.add(job.name)
  }
  return starting
}

function starts({ schedule, machines }: Job, starting: ReadonlySet<string>): boolean {
  if (schedule.kind === 'times') return schedule.times.length > 0
  if (schedule.kind === 'after') return starting.has(schedule.job)
  if (schedule.kind !== 'points') return true
  return machines.some(({ from }) => from !== undefined && starting.has(from))
}

function whyNot({ schedule }: Job): string {
  if (schedule.kind === 'after') return `: \`${schedule.job}\` has none`
  return schedule.kind === 'points' ? ': no job that it follows has one' : ''
}
