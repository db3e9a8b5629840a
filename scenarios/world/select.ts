/** Which of the machines that other jobs left in a repository an entry of `machines` chooses. */
import type { Job } from '../../sim/model/index.ts'
import { didYouMean, type Issues } from '../issues.ts'
import { globOf } from '../names/glob.ts'
import { nodeAt, pathAt } from '../names/places.ts'
import type { MachineIn } from '../schema/machines.ts'
import type { Entry } from '../schema/shape.ts'
import type { PlacedMachine } from './machines.ts'

/** A machine in a repository, and the job that left its points there. */
export interface Kept {
  readonly from: string
  readonly placed: PlacedMachine
}

export function selected(
  entry: Entry<MachineIn>,
  kept: readonly Kept[],
  whose: string,
  issues: Issues,
): readonly Kept[] {
  const { select } = entry.data
  if (select === undefined) return kept
  const chosen = new Set<Kept>()
  select.forEach((wanted, i) => {
    const found = matching(wanted, kept)
    for (const one of found) chosen.add(one)
    if (found.length === 0 && kept.length > 0) notFound(entry, wanted, i, kept, whose, issues)
  })
  return kept.filter((one) => chosen.has(one))
}

/** A base name stands for its counted machines, as everywhere. */
function matching(wanted: string, kept: readonly Kept[]): readonly Kept[] {
  const pattern = globOf(wanted)
  return kept.filter(
    ({ placed: { machine } }) => pattern.test(machine.name) || isNumbered(machine.name, wanted),
  )
}

export function isNumbered(name: string, base: string): boolean {
  return name.startsWith(`${base}-`) && /^\d+$/.test(name.slice(base.length + 1))
}

function notFound(
  entry: Entry<MachineIn>,
  wanted: string,
  i: number,
  kept: readonly Kept[],
  whose: string,
  issues: Issues,
): void {
  const node = nodeAt(entry, 'select')
  const at = node.kind === 'list' ? (node.items[i] ?? node) : node
  const names = kept.slice(0, 1000).map(({ placed: { machine } }) => machine.name)
  const message = `${whose} has no machine \`${wanted}\`.${didYouMean(wanted, names)}`
  issues.add('E-REFERENCE', at, pathAt(entry, 'select'), message)
}

/** What a machine is, its backup knows. */
const OWN = [
  'name',
  'count',
  'disks',
  'size',
  'used',
  'changeRate',
  'bytes',
  'datastore',
  'host',
  'site',
  'rate',
  'inventory',
] as const

export function refuseOwn(row: Entry<MachineIn>, job: Job, issues: Issues): void {
  for (const key of OWN) {
    if (row.data[key] === undefined) continue
    const message = `A ${job.type} takes \`${key}\` from the job that made the backup, as in \`{ from: nightly, select: vm-* }\`.`
    issues.add('E-NOT-APPLICABLE', nodeAt(row, key), pathAt(row, key), message)
  }
}
