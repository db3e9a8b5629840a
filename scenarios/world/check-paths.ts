/** Sites that a job's data must be able to travel between. */
import type { Repository, World } from '../../sim/model/index.ts'
import { nodeAt, pathAt } from '../names/places.ts'
import { type Ends, endsOf } from './check-movers.ts'
import type { Checked } from './checked.ts'
import { choosesMachines } from './habits.ts'
import type { DraftJob } from './jobs.ts'

/** Something that data pass on their way to or from the repository of a job. */
interface Stop {
  readonly what: string
  readonly site: string
  /** The key of the job that names it. */
  readonly key: string
}

export function checkPaths(
  draft: DraftJob,
  joined: (a: string, b: string) => boolean,
  checked: Checked,
): void {
  const { world, scope } = checked
  const ends = endsOf(draft, checked)
  const store = ends.source ?? ends.target
  if (store === undefined) return
  const home = homeOf(store, world)
  const told = new Set<string>()
  for (const { what, site, key } of stopsOf(draft, ends, store, joined, world)) {
    if (joined(site, home) || told.has(`${key} ${site}`)) continue
    told.add(`${key} ${site}`)
    scope.issues.add(
      'E-NO-PATH',
      nodeAt(draft.entry, key),
      pathAt(draft.entry, key),
      `No links lead from ${what} in site \`${site}\` to the repository \`${store.name}\` in site \`${home}\`; add one such as \`{ between: [${site}, ${home}], bandwidth: 1 Gbit/s }\`.`,
    )
  }
}

export function homeOf(repository: Repository, world: World): string {
  return siteOf(repository.host, world) ?? repository.site
}

export function siteOf(server: string | undefined, world: World): string | undefined {
  return world.servers.find(({ name }) => name === server)?.site
}

function stopsOf(
  { job, machines }: DraftJob,
  { source, target }: Ends,
  store: Repository,
  joined: (a: string, b: string) => boolean,
  world: World,
): readonly Stop[] {
  const home = homeOf(store, world)
  // Tenants come to cloud gateways over lines of their own.
  const own = job.tenant === undefined ? machines : []
  const written = choosesMachines(job)
  const stops: Stop[] = own.map(({ machine }) => ({
    what: written ? `the datastore \`${job.target}\`` : `the machine \`${machine.name}\``,
    site: world.datastores.find(({ name }) => name === machine.datastore)?.site ?? machine.site,
    key: 'target',
  }))
  const server = (what: string, name: string, key: string): void => {
    const site = siteOf(name, world)
    if (site !== undefined) stops.push({ what, site, key })
  }
  /** Of several candidates one that has a path is enough. */
  const anyOf = (what: string, names: readonly string[], key: string): void => {
    const near = names.some((name) => joined(siteOf(name, world) ?? home, home))
    if (names[0] !== undefined && !near) server(what, names[0], key)
  }
  if (job.type === 'tape') server('the tape server', job.target, 'tapeServer')
  for (const name of job.via === undefined ? [] : [job.via.source, job.via.target])
    server(`the WAN accelerator \`${name}\``, name, 'via')
  if (source !== undefined && target !== undefined)
    stops.push({ what: `the repository \`${target.name}\``, site: homeOf(target, world), key: 'target' })
  anyOf('any proxy of the job, the first', job.proxies, 'proxies')
  anyOf('any gateway of the repository, the first', listed(store), source === undefined ? 'target' : 'source')
  if (source !== undefined) anyOf('any gateway of the target, the first', listed(target), 'target')
  return stops
}

function listed(repository: Repository | undefined): readonly string[] {
  return repository === undefined || repository.gateway === 'automatic' ? [] : repository.gateway
}
