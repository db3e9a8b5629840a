/** Where accelerators stand, and how many drives there are: what the file says of a way, held against the machines on it. */
import { isDirectObject } from '../../sim/model/index.ts'
import type { Node } from '../document/tree.ts'
import { nodeAt, pathAt } from '../names/places.ts'
import { endsOf } from './check-movers.ts'
import { homeOf, siteOf } from './check-paths.ts'
import type { Checked } from './checked.ts'
import type { DraftJob } from './jobs.ts'

export function checkWays(draft: DraftJob, checked: Checked): void {
  checkVia(draft, checked)
  checkDrives(draft, checked)
}

function checkVia(draft: DraftJob, checked: Checked): void {
  const { job, entry } = draft
  const { via } = job
  const { source, target } = endsOf(draft, checked)
  if (via === undefined || source === undefined || target === undefined) return
  const { world, scope } = checked
  if (isDirectObject(target)) {
    const message = `Accelerators stand between data movers; to object storage in direct mode the source repository writes itself (row B3): remove \`via\`, or use \`connection: gateway\` for \`${target.name}\`.`
    scope.issues.add('E-VIA', nodeAt(entry, 'via'), pathAt(entry, 'via'), message)
    return
  }
  const ends = [
    { what: 'first', name: via.source, of: 'source', store: source.name, home: homeOf(source, world) },
    { what: 'second', name: via.target, of: 'target', store: target.name, home: homeOf(target, world) },
  ]
  const sites = ends.map(({ name }) => siteOf(name, world))
  const reversed = sites[0] === ends[1]!.home && sites[1] === ends[0]!.home
  for (const [i, { what, name, of, store, home }] of ends.entries()) {
    const site = sites[i]
    if (site === undefined || site === home) continue
    const hint = reversed ? `; turn them round: \`[${via.target}, ${via.source}]\`` : ''
    const message = `The ${what} accelerator stands at the ${of}: expected is one in site \`${home}\`, where \`${store}\` is, but \`${name}\` is in site \`${site}\`, and the data take a detour${hint}.`
    scope.issues.add('W-VIA-PLACE', ...itemOf(draft, i), message)
  }
}

/** The place of one of the two accelerators. */
function itemOf({ entry }: DraftJob, i: number): readonly [Node, string] {
  const map = nodeAt(entry, 'via')
  const list = map.kind === 'map' ? (map.entries.get('wanAccelerators')?.value ?? map) : map
  const path = `${pathAt(entry, 'via')}.wanAccelerators`
  const item = list.kind === 'list' ? list.items[i] : undefined
  return item === undefined ? [list, path] : [item, `${path}[${i}]`]
}

function checkDrives({ job, entry }: DraftJob, { world, scope }: Checked): void {
  const role = world.servers.find(({ name }) => name === job.target)?.roles['tape-server']
  if (job.type !== 'tape' || role === undefined || job.drives <= role.drives) return
  const has = role.drives === 1 ? 'one drive' : `${role.drives} drives`
  const message = `The job may use ${job.drives} drives at once, but the tape server \`${job.target}\` has ${has}; it never uses more.`
  scope.issues.add('W-DRIVES', nodeAt(entry, 'drives'), pathAt(entry, 'drives'), message)
}
