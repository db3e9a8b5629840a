/** Figures that decide volumes and that nobody gave: named until the file gives them. */
import { isAppliance, rulesOf } from '../../sim/model/index.ts'
import type { Checked } from './checked.ts'

/** Which assumption holds for whom, in order of first use. */
type Assumed = Map<string, Set<string>>

export function tellAssumed(checked: Checked): void {
  const assumed: Assumed = new Map()
  for (const draft of checked.jobs) assumeForJob(draft, assumed)
  for (const { value, entry } of checked.repositories) {
    if (isAppliance(value) && entry.data.sourceSideDedup === undefined) {
      note(assumed, '`sourceSideDedup` 10 % of a full and 50 % of an increment', value.name)
    }
  }
  for (const { value, entry } of checked.servers) {
    const role = entry.data.roles?.['wan-accelerator']
    if (role !== undefined && role.reduction === undefined)
      note(assumed, '`reduction` 10 of a WAN accelerator', entry.data.name ?? value.name)
  }
  if (assumed.size === 0) return
  const list = [...assumed].map(([figure, names]) => `${figure} (${[...names].join(', ')})`)
  const { scope, document } = checked
  scope.issues.add('W-ASSUMED', document, '', `Assumed for want of a figure: ${list.join('; ')}.`)
}

function assumeForJob({ job, entry, machineEntries }: Checked['jobs'][number], assumed: Assumed): void {
  if (rulesOf(job).from === 'repository') return
  const name = entry.data.name ?? job.name
  if (entry.data.reduction === undefined) note(assumed, '`reduction` 2', name)
  for (const { data } of machineEntries) {
    if (data.bytes !== undefined) continue
    if (data.changeRate === undefined) note(assumed, '`changeRate` 5 % a day', name)
    if (data.inventory !== undefined) continue
    if (data.used === undefined) note(assumed, '`used` 100 %', name)
    if (data.disks === undefined && job.tasksPer === 'disk') note(assumed, '`disks` 1', name)
  }
}

function note(assumed: Assumed, figure: string, name: string): void {
  const names = assumed.get(figure)
  if (names === undefined) assumed.set(figure, new Set([name]))
  else names.add(name)
}
