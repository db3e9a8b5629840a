/**
 * What is allowed of tenants and cloud gateways, but worth a word (docs/model.md 4a). How many tasks really come together
 * on a cloud gateway is said after a run, by what was measured (sim/model/measure/sizing.ts).
 */
import { nodeAt, pathAt } from '../names/places.ts'
import type { Checked } from './checked.ts'
import type { BuiltCloud } from './cloud.ts'
import { tasksAtRepositories } from './cloud-load.ts'

/** CC:system_requirements: tasks at once of 8 cores and 8 GB. */
export const ENOUGH_FOR = 500

export function warnOfCloud(checked: Checked): void {
  const { cloud } = checked
  if (cloud === undefined) return
  warnOfRepositories(checked)
  warnOfLeases(cloud, checked)
}

function inWords(tasks: number): string {
  return Number.isFinite(tasks) ? `${tasks}` : 'any number of'
}

function warnOfRepositories({ world, repositories, scope }: Checked): void {
  const asked = tasksAtRepositories(world)
  for (const { value, entry } of repositories) {
    const tasks = asked.get(value.name) ?? 0
    if (tasks <= value.maxTasks) continue
    const message = `The limits of its tenants allow ${inWords(tasks)} tasks at once on \`${value.name}\`, which has ${value.maxTasks} slots; for tenants only their own limits count, so it is overloaded.`
    const at = [nodeAt(entry, 'maxTasks'), pathAt(entry, 'maxTasks')] as const
    scope.issues.add('W-TENANT-LIMITS-EXCEED-REPOSITORY', ...at, message)
  }
}

function warnOfLeases({ tenants }: BuiltCloud, { scope }: Checked): void {
  const told = new Set<unknown>()
  for (const { value, entry } of tenants) {
    if (value.leaseUntil === undefined || value.leaseUntil > 0 || told.has(entry)) continue
    told.add(entry)
    const message = `The lease of \`${value.name}\` ends before the run begins: it is never served.`
    scope.issues.add('W-LEASE-EXPIRED', nodeAt(entry, 'leaseUntil'), pathAt(entry, 'leaseUntil'), message)
  }
}
