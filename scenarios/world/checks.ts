/** Rules between entries: what Gateway Servers and scenario.md refuse, once all is resolved. */
import { isAppliance, isDirectAttached, type Repository, TYPES } from '../../sim/model/index.ts'
import type { Node } from '../document/tree.ts'
import { nodeAt, pathAt } from '../names/catalog.ts'
import type { Checked } from './checked.ts'
import { knows, leavesPoints } from './habits.ts'
import type { DraftJob } from './jobs.ts'
import { connectedSites } from './network.ts'
import { checkRequirements } from './requirements.ts'
import { giveWarnings } from './warnings.ts'

export function checkWorld(checked: Checked): void {
  const joined = connectedSites(checked.world.sites, checked.world.links)
  checkBackupServers(checked)
  checkCycles(checked)
  if (checked.world.jobs.length === 0) {
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
    checkAppliance(draft, checked)
    checkNeedsBackupServer(draft, checked)
    checkPaths(draft, joined, checked)
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
function checkCycles({ jobs, scope }: Checked): void {
  const before = new Map(
    jobs.map(({ job }) => [job.name, job.schedule.kind === 'after' ? job.schedule.job : undefined]),
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
    if (
      TYPES[job.type].from === 'machine' &&
      (row.data.from !== undefined || row.data.select !== undefined)
    ) {
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
}

function isEmptyList(node: Node | undefined): boolean {
  return node?.kind === 'list' && node.items.length === 0
}

function targetOf({ job }: DraftJob, { world }: Checked): Repository | undefined {
  return leavesPoints(job.type) ? world.repositories.find(({ name }) => name === job.target) : undefined
}

/** Chains on appliances must not grow for ever (HC: 120 points, forever-forward unsupported). */
function checkAppliance(draft: DraftJob, checked: Checked): void {
  const { job, entry } = draft
  const target = targetOf(draft, checked)
  if (target === undefined || !isAppliance(target) || !knows(job.type, 'full')) return
  const { issues } = checked.scope
  if (job.method === 'forever-forward') {
    issues.add(
      'E-APPLIANCE-CHAIN',
      nodeAt(entry, 'method'),
      pathAt(entry, 'method'),
      `\`forever-forward\` is not supported on ${target.type}: its chains need periodic fulls; use \`forward-incremental\`.`,
    )
  } else if (job.full.kind === 'none') {
    issues.add(
      'E-APPLIANCE-CHAIN',
      nodeAt(entry, 'full'),
      pathAt(entry, 'full'),
      `Chains on ${target.type} need periodic fulls, such as \`full: { on: [sat] }\`.`,
    )
  }
}

function hasBackupServer({ world }: Checked): boolean {
  return world.servers.some((server) => server.roles['backup-server'] !== undefined)
}

/** Rows D1 (agents) and the synthetic column end at the mount server or the backup server. */
function checkNeedsBackupServer(draft: DraftJob, checked: Checked): void {
  const { job, entry } = draft
  const target = targetOf(draft, checked)
  if (target === undefined || isDirectAttached(target) || target.gateway !== 'automatic') return
  if (target.mountServer !== undefined || hasBackupServer(checked) || !checked.scope.rolesRead) return
  const { issues } = checked.scope
  const at = [nodeAt(entry, 'target'), pathAt(entry, 'target')] as const
  if (job.type === 'agent') {
    issues.add(
      'E-NO-BACKUP-SERVER',
      ...at,
      `Agents reach \`${target.name}\` through its mount server or the backup server, but no server has the role \`mount-server\` or \`backup-server\`.`,
    )
  } else if (synthesises(job)) {
    issues.add(
      'W-NO-SYNTHETIC-GATEWAY',
      ...at,
      `Synthetic work on \`${target.name}\` runs on its mount server or the backup server; no server has that role, so it will fail.`,
    )
  }
}

function synthesises(job: DraftJob['job']): boolean {
  return job.method !== 'forward-incremental' || (job.full.kind !== 'none' && job.full.how === 'synthetic')
}

/** Sites that a job's data must be able to travel between. */
function checkPaths(draft: DraftJob, joined: (a: string, b: string) => boolean, checked: Checked): void {
  const { job, entry, machines } = draft
  const { world, scope } = checked
  const store = job.type === 'restore' ? job.source : job.target
  const repository = world.repositories.find(({ name }) => name === store)
  if (repository === undefined) return
  const home = world.servers.find(({ name }) => name === repository.host)?.site ?? repository.site
  const sites = new Map(world.servers.map((server) => [server.name, server.site]))
  const complain = (what: string, site: string, key = 'target'): void =>
    scope.issues.add(
      'E-NO-PATH',
      nodeAt(entry, key),
      pathAt(entry, key),
      `No links lead from ${what} in site \`${site}\` to the repository \`${repository.name}\` in site \`${home}\`; add one such as \`{ between: [${site}, ${home}], bandwidth: 1 Gbit/s }\`.`,
    )
  const told = new Set<string>()
  for (const { machine } of machines) {
    const site = world.datastores.find(({ name }) => name === machine.datastore)?.site ?? machine.site
    if (joined(site, home) || told.has(site)) continue
    told.add(site)
    complain(`the machine \`${machine.name}\``, site)
  }
  const nearProxy = job.proxies.some((name) => joined(sites.get(name) ?? home, home))
  if (job.proxies.length > 0 && !nearProxy)
    complain('any proxy of the job, the first', sites.get(job.proxies[0]!) ?? '', 'proxies')
  const gateways = repository.gateway === 'automatic' ? [] : repository.gateway
  if (gateways.length > 0 && !gateways.some((name) => joined(sites.get(name) ?? home, home))) {
    complain('any gateway of the repository, the first', sites.get(gateways[0]!) ?? '')
  }
}
