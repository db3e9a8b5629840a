/**
 * One pure function from (operation, state) to a decision that explains itself (docs/model.md 4). The choice is
 * least load, then least bytes/s as of the last sharing, then order of listing (docs/model.md 3).
 */
import type { RepositoryState, ServerState, Topology } from '../infrastructure/index.ts'
import type { Job } from '../input/index.ts'
import type { Candidate } from '../records.ts'
import { type Objection, objection } from './eligibility.ts'
import { namesProxy, type Option, rowOf } from './rows.ts'

export interface Situation {
  readonly job: Job
  readonly repository: RepositoryState
  readonly synthetic: boolean
  /** The task's source data mover; undefined for agents and synthetic work. */
  readonly proxy: ServerState | undefined
  /** Site that a gateway must reach: the proxy's (restores: where data go), or the machine's; undefined for synthetic work. */
  readonly sourceSite: string | undefined
  /** The machine's candidates for a proxy in order of listing, and those assigned to the job in this attempt. */
  readonly proxies: readonly ServerState[]
  readonly assigned: readonly ServerState[]
  readonly backupServer: ServerState | undefined
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

export function selectGateway(situation: Situation): Decision {
  const { listed } = situation.repository
  if (listed !== undefined) return decide('manual', [listed], [], situation)
  const row = rowOf(situation.job, situation.repository.repository)
  const options = withInferred(situation.synthetic ? row.synthetic : row.transport, row.strict, situation)
  const stages = options.map((option) => serversOf(option, situation))
  return decide(row.id, stages, options, situation)
}

function withInferred(options: readonly Option[], strict: boolean, situation: Situation): readonly Option[] {
  return strict && situation.inferredFallback ? [...options, 'mount-server', 'backup-server'] : options
}

/** Candidates of an option: one choice set, except that proxies beyond the first are fail-overs in order. */
function serversOf(option: Option, situation: Situation): readonly ServerState[] {
  const { proxy, proxies, assigned, repository, backupServer } = situation
  switch (option) {
    case 'first-proxy':
      return [...new Set([...(proxy === undefined ? [] : [proxy]), ...assigned, ...proxies])]
    case 'least-loaded-proxy':
      return proxies
    case 'proxy-in-use':
    case 'restore-proxy':
      return proxy === undefined ? [] : [proxy]
    case 'mount-server':
      return repository.mountServer === undefined ? [] : [repository.mountServer]
    case 'backup-server':
      return backupServer === undefined ? [] : [backupServer]
  }
}

function decide(
  rule: string,
  stages: readonly (readonly ServerState[])[],
  options: readonly Option[],
  situation: Situation,
): Decision {
  const tried: Trial[] = []
  const waitFor: ServerState[] = []
  let first: ServerState | undefined
  for (const [i, servers] of stages.entries()) {
    const option = options[i]
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

function objectionTo(server: ServerState, { repository, sourceSite, topology, productVersion }: Situation) {
  return objection({ server, repository, sourceSite, topology, productVersion })
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
