/** Rules between entries: what Gateway Servers and scenario.md refuse, once all is resolved. */
import { rulesOf } from '../../sim/model/index.ts'
import type { Node } from '../document/tree.ts'
import { nodeAt, pathAt } from '../names/places.ts'
import { checkCloud, checkTenantJob } from './check-cloud.ts'
import { checkMovers } from './check-movers.ts'
import { checkPaths } from './check-paths.ts'
import { checkWays } from './check-ways.ts'
import type { Checked } from './checked.ts'
import { knows } from './habits.ts'
import type { DraftJob } from './jobs.ts'
import { connectedSites } from './network.ts'
import { checkRequirements } from './requirements.ts'
import { giveWarnings } from './warnings.ts'

export function checkWorld(checked: Checked): void {
  const joined = connectedSites(checked.world.sites, checked.world.links)
  checkBackupServers(checked)
  checkCycles(checked)
  checkCloud(checked)
  // A job that could not be read may be all there is.
  if (checked.world.jobs.length === 0 && checked.scope.names.jobs.broken.size === 0) {
    checked.scope.issues.add(
      'E-NO-JOBS',
      checked.document,
      'jobs',
      'A scenario needs at least one job, or nothing happens.',
    )
  }
  const looked = new Set<unknown>()
  for (const draft of checked.jobs) {
    // Jobs of one counted entry have the same machines.
    if (!looked.has(draft.entry)) checkMachines(draft, checked)
    looked.add(draft.entry)
    checkMovers(draft, checked)
    checkPaths(draft, joined, checked)
    checkWays(draft, checked)
    checkTenantJob(draft, joined, checked)
  }
  checkRequirements(checked)
  giveWarnings(checked)
}

function checkBackupServers({ servers, scope }: Checked): void {
  const all = servers.filter(({ value }) => value.roles['backup-server'] !== undefined)
  if (all.length < 2) return
  const { value, entry } = all[1]!
  const message = `\`${all[0]!.value.name}\` and \`${value.name}\` are both backup servers; exactly one is allowed.`
  scope.issues.add('E-TWO-BACKUP-SERVERS', nodeAt(entry, 'roles'), pathAt(entry, 'roles'), message)
}

/** `after` must lead back to a schedule with times. */
function checkCycles({ world, jobs, scope }: Checked): void {
  const before = new Map(
    world.jobs.map(({ name, schedule }) => [name, schedule.kind === 'after' ? schedule.job : undefined]),
  )
  const done = new Set<string>()
  for (const { job, entry } of jobs) {
    const chain: string[] = []
    let name: string | undefined = job.name
    while (name !== undefined && !done.has(name) && !chain.includes(name)) {
      chain.push(name)
      name = before.get(name)
    }
    for (const link of chain) done.add(link)
    if (name === undefined || !chain.includes(name)) continue
    const circle = [...chain.slice(chain.indexOf(name)), name].map((link) => `\`${link}\``).join(' after ')
    scope.issues.add(
      'E-AFTER-CYCLE',
      nodeAt(entry, 'schedule'),
      pathAt(entry, 'schedule'),
      `Jobs wait for each other in a circle: ${circle}.`,
    )
  }
}

function checkMachines({ job, entry, machines, machineEntries }: DraftJob, { scope }: Checked): void {
  const { issues } = scope
  const names = new Set<string>()
  for (const { machine, entry: row } of machines) {
    if (names.has(machine.name)) {
      issues.add(
        'E-DUPLICATE-NAME',
        nodeAt(row, 'name'),
        pathAt(row, 'name'),
        `A second machine of \`${job.name}\` is named \`${machine.name}\`; names are unique in a job.`,
      )
    }
    names.add(machine.name)
  }
  for (const row of machineEntries) {
    if (rulesOf(job).from === 'machine' && (row.data.from !== undefined || row.data.select !== undefined)) {
      const key = row.data.from === undefined ? 'select' : 'from'
      issues.add(
        'E-NOT-APPLICABLE',
        nodeAt(row, key),
        pathAt(row, key),
        `\`${key}\` is for work on stored points, such as restores and copies.`,
      )
    }
    if (
      job.platform === 'hyper-v' &&
      job.processing === 'on-host' &&
      job.type === 'backup' &&
      !row.node.entries.has('host')
    ) {
      issues.add(
        'E-HYPERV-HOST',
        row.node,
        row.path,
        'With `processing: on-host` a machine names the server that runs it, such as `host: hv-1`.',
      )
    }
  }
  // `count: 0` and an empty inventory leave none on purpose, or have been reported.
  if (machineEntries.length === 0 && isEmptyList(entry.node.entries.get('machines')?.value)) {
    issues.add(
      'E-NO-MACHINES',
      nodeAt(entry, 'machines'),
      pathAt(entry, 'machines'),
      'A job needs at least one machine, as in `machines: [{ name: vm, size: 200 GiB }]`.',
    )
  }
  if (knows(job, 'jobs') && isEmptyList(entry.node.entries.get('jobs')?.value)) {
    issues.add(
      'E-NO-MACHINES',
      nodeAt(entry, 'jobs'),
      pathAt(entry, 'jobs'),
      'An empty list takes the machines of no job; name at least one, as in `jobs: [nightly]`, or remove `jobs` to take all.',
    )
  }
}

function isEmptyList(node: Node | undefined): boolean {
  return node?.kind === 'list' && node.items.length === 0
}
