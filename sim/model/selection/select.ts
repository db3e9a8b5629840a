/**
 * One pure function from (operation, state) to a decision that explains itself (docs/model.md 4). The choice is
 * least load, then least bytes/s as of the last sharing, then order of listing (docs/model.md 3).
 */
import type { RepositoryState, ServerState, Topology } from '../infrastructure/index.ts'
import type { Job } from '../input/index.ts'
import type { Candidate } from '../records/index.ts'
import { type Objection, objection } from './eligibility.ts'
import { rowOf } from './rows.ts'
import { namesProxy, type Option } from './table.ts'

export interface Situation {
  readonly job: Job
  /** The repository that the gateway is for: written to, else read. Never a direct attached one. */
  readonly repository: RepositoryState
  /** Read from by the job; undefined where machines are read. */
  readonly source: RepositoryState | undefined
  /** The gateway reads the source itself and must open it too. */
  readonly opensSource: boolean
  /** Of the synthetic column. */
  readonly synthetic: boolean
  /** The task's source data mover; undefined where no proxy takes part. */
  readonly proxy: ServerState | undefined
  /** Site that a gateway must reach: of the source data mover, of the machine, or where data go; undefined: none but the repositories. */
  readonly sourceSite: string | undefined
  /** The machine's candidates for a proxy in order of listing, and those assigned to the job in this attempt. */
  readonly proxies: readonly ServerState[]
  readonly assigned: readonly ServerState[]
  readonly backupServer: ServerState | undefined
  readonly tapeServer: ServerState | undefined
  /** WAN accelerators at the source and at the target. */
  readonly accelerators: readonly [ServerState, ServerState] | undefined
  readonly topology: Topology
  readonly productVersion: number
  readonly inferredFallback: boolean
  /** Bytes/s that a server's served transfers bring in now. */
  readonly bytesPerSecond: (server: ServerState) => number
}

export interface Decision {
  readonly rule: string
  readonly chosen: ServerState | undefined
  /** Not the first option of its rule. */
  readonly fallback: boolean
  readonly takesSlot: boolean
  /** All eligible ones are full: wait for one of these. Empty otherwise. */
  readonly full: readonly ServerState[]
  /** None eligible: some are kept out only for now. */
  readonly inaccessible: boolean
  readonly options: readonly Option[]
  readonly tried: readonly Trial[]
}

/** A server that was looked at. */
export interface Trial {
  readonly server: ServerState
  readonly objection: Objection | undefined
}

/** Servers of one option, of which the best is taken before the next stage is looked at. */
interface Stage {
  /** undefined: a manual list. */
  readonly option: Option | undefined
  readonly servers: readonly ServerState[]
}

/** The gateway of the repository that the work is for. */
export function selectGateway(situation: Situation): Decision {
  const { repository, job, source, synthetic } = situation
  if (repository.listed !== undefined) return decide('manual', listOf(repository), situation)
  if (job.tenant !== undefined && !synthetic) {
    // "Behind a cloud gateway": docs/model.md 4a, ASSUMED A-82.
    const mount: readonly Stage[] = [one('mount-server', repository.mountServer)]
    return decide('cloud', [...mount, one('backup-server', situation.backupServer)], situation)
  }
  const row = rowOf({ job, repository: repository.repository, source: source?.repository })
  const options = withInferred(synthetic ? row.synthetic : row.transport, row.strict, situation)
  return decide(
    row.id,
    options.flatMap((option) => stagesOf(option, situation)),
    situation,
  )
}

/** The gateway of the repository that is read, where another one serves the target or none is needed there. */
export function selectReader(situation: Situation & { readonly source: RepositoryState }): Decision {
  const { source, accelerators } = situation
  const own = { ...situation, repository: source, opensSource: false, sourceSite: undefined }
  if (source.listed !== undefined) return decide('manual', listOf(source), own)
  if (accelerators !== undefined) {
    return decide('B4', [{ option: 'wan-accelerator', servers: [accelerators[0]] }], own)
  }
  return decide('source-gateway', gatewayOf(source, 'source-gateway', own), own)
}

function withInferred(options: readonly Option[], strict: boolean, situation: Situation): readonly Option[] {
  return strict && situation.inferredFallback ? [...options, 'mount-server', 'backup-server'] : options
}

function listOf({ listed }: RepositoryState): readonly Stage[] {
  return [{ option: undefined, servers: listed! }]
}

/** "Gateway of a repository": its list; if automatic its mount server, then the backup server (docs/model.md 4). */
function gatewayOf(
  repository: RepositoryState,
  option: Option,
  { backupServer }: Situation,
): readonly Stage[] {
  if (repository.listed !== undefined) return [{ option, servers: repository.listed }]
  return [one(option, repository.mountServer), one('backup-server', backupServer)]
}

const one = (option: Option, server: ServerState | undefined): Stage => ({
  option,
  servers: server === undefined ? [] : [server],
})

/** Candidates of an option: one choice set, except that proxies beyond the first are fail-overs in order. */
function stagesOf(option: Option, situation: Situation): readonly Stage[] {
  const { proxy, proxies, assigned, repository, source, accelerators } = situation
  switch (option) {
    case 'first-proxy': {
      const first = proxy === undefined ? [] : [proxy]
      return [{ option, servers: [...new Set([...first, ...assigned, ...proxies])] }]
    }
    case 'least-loaded-proxy':
      return [{ option, servers: proxies }]
    case 'proxy-in-use':
    case 'restore-proxy':
    case 'target-proxy':
      return [one(option, proxy)]
    case 'mount-server':
      return [one(option, repository.mountServer)]
    case 'backup-server':
      return [one(option, situation.backupServer)]
    case 'source-repository':
      return source!.host === undefined ? gatewayOf(source!, option, situation) : [one(option, source!.host)]
    case 'source-gateway':
      return gatewayOf(source!, option, situation)
    case 'source-mount-server':
      return [one(option, source!.mountServer)]
    case 'wan-accelerator':
      return [one(option, accelerators?.[1])]
    case 'tape-server':
      return [one(option, situation.tapeServer)]
  }
}

function decide(rule: string, stages: readonly Stage[], situation: Situation): Decision {
  const tried: Trial[] = []
  const waitFor: ServerState[] = []
  const options = stages.flatMap(({ option }) => (option === undefined ? [] : [option]))
  let first: ServerState | undefined
  for (const [i, { option, servers }] of stages.entries()) {
    const takesSlot = option === undefined || !namesProxy(option)
    first ??= servers[0]
    const trials = servers.map((server) => ({ server, objection: objectionTo(server, situation) }))
    tried.push(...trials.filter(({ server }) => !tried.some((other) => other.server === server)))
    const eligible = trials.filter((trial) => trial.objection === undefined).map(({ server }) => server)
    const free = takesSlot ? eligible.filter((server) => server.gateway.free) : eligible
    const inOrder = option === 'first-proxy'
    const chosen = inOrder ? free[0] : leastLoaded(free, situation)
    if (chosen !== undefined) {
      const fallback = i > 0 || (inOrder && chosen !== first)
      return { rule, chosen, fallback, takesSlot, full: [], inaccessible: false, options, tried }
    }
    waitFor.push(...eligible)
    if (eligible.length > 0) break
  }
  const inaccessible = tried.some((trial) => trial.objection?.passing === true)
  const nobody = { chosen: undefined, fallback: false, takesSlot: false }
  return { rule, ...nobody, full: waitFor, inaccessible, options, tried }
}

function objectionTo(
  server: ServerState,
  { repository, source, opensSource, sourceSite, topology, productVersion }: Situation,
) {
  const repositories = opensSource ? [repository, source!] : [repository]
  return objection({ server, repositories, sourceSite, topology, productVersion })
}

/** Running tasks in the gateway role, of all jobs and repositories, per slot or core. */
export function loadOf(server: ServerState): number {
  const { gatewayTasks, gateway, server: machine } = server
  return gatewayTasks.value / (gateway.limit === Number.POSITIVE_INFINITY ? machine.cores : gateway.limit)
}

/** Rates within 1e-9 relative are equal (docs/model.md 4). */
const SAME_RATE = 1e-9

function leastLoaded(servers: readonly ServerState[], situation: Situation): ServerState | undefined {
  let best: ServerState | undefined
  for (const server of servers) {
    if (best === undefined || lighter(server, best, situation)) best = server
  }
  return best
}

function lighter(a: ServerState, b: ServerState, { bytesPerSecond }: Situation): boolean {
  const difference = loadOf(a) - loadOf(b)
  if (difference !== 0) return difference < 0
  const [x, y] = [bytesPerSecond(a), bytesPerSecond(b)]
  return x < y && y - x > SAME_RATE * y
}

/** The candidates as the decision table shows them. */
export function candidatesOf(decision: Decision): Candidate[] {
  return decision.tried.map(({ server, objection: no }) => ({
    server: server.server.name,
    eligible: no === undefined,
    why: no?.why,
    tasks: server.gatewayTasks.value,
    load: loadOf(server),
    site: server.server.site,
  }))
}
