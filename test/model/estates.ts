/** Parts of estates for tests of volumes, paths and tables: things that limit nobody unless told otherwise. */
import type {
  Datastore,
  Failure,
  Job,
  Link,
  Machine,
  Policies,
  Repository,
  ResourceRecord,
  Throttle,
  World,
} from '../../sim/model/index.ts'
import { at, DAY, type Facts, GB, job, MB, machine, PLAIN, proxy, run, share, world } from './worlds.ts'

const UNLIMITED = Number.POSITIVE_INFINITY

/** A machine whose volume follows from its size, used space and change rate. */
export function vm(name: string, size: number, more: Partial<Machine> = {}): Machine {
  const { bytes: _, ...rest } = machine(name, 0)
  return { ...rest, size, ...more }
}

/** A direct attached Linux repository. */
export function attached(name: string, host: string, more: Partial<Repository> = {}): Repository {
  return share(name, 'automatic', { type: 'linux', host, ...more })
}

/** A Data Domain as it is by default: inflates, deduplicates at the source (10 % of a full, half of an increment). */
export function appliance(
  name: string,
  gateway: Repository['gateway'],
  more: Partial<Repository> = {},
): Repository {
  return share(name, gateway, {
    type: 'data-domain',
    decompress: true,
    sourceSideDedup: { full: 0.1, increment: 0.5 },
    ...more,
  })
}

export function link(name: string, bandwidth: number, more: Partial<Link> = {}): Link {
  return { name, between: ['hq', 'dr'], bandwidth, latency: 0, efficiency: 1, ...more }
}

export function datastore(name: string, more: Partial<Datastore> = {}): Datastore {
  return { name, site: 'hq', read: UNLIMITED, write: UNLIMITED, maxTasks: UNLIMITED, ...more }
}

export function throttle(name: string, limit: number, more: Partial<Throttle> = {}): Throttle {
  return { name, from: ['hq'], to: ['dr'], limit, restores: false, ...more }
}

/** The server is down from `from` for `lasts` seconds (for ever unless told). */
export function down(
  name: string,
  from: number,
  lasts: number = UNLIMITED,
  more: Partial<Failure> = {},
): Failure {
  return {
    kind: 'outage',
    subject: { kind: 'server', name },
    timing: { kind: 'scripted', at: [from], lasts },
    stream: `${name}-${from}`,
    ...more,
  } as Failure
}

/** Sessions at midnight of the first `count` days; the first is a Monday. */
export function nightly(count: number): Job['schedule'] {
  return at(...Array.from({ length: count }, (_, day) => day * DAY))
}

/** A restore of `list` from `source` to a datastore. */
export function restore(name: string, source: string, list: Machine[], more: Partial<Job> = {}): Job {
  return job(name, 'lun', list, { type: 'restore', source, ...more })
}

/** One machine of 40 GB over one proxy to one repository; what else is there comes from `parts`. */
export function one(repository: Repository, parts: Partial<World> = {}, jobParts: Partial<Job> = {}): World {
  return world({
    servers: [proxy('proxy-1', UNLIMITED)],
    repositories: [repository],
    jobs: [job('nightly', repository.name, [machine('vm', 40 * GB)], jobParts)],
    ...parts,
  })
}

export function resource(facts: Facts, name: string): ResourceRecord {
  return facts.resources.find((record) => record.resource === name)!
}

export function policies(more: Partial<Policies>): { readonly policies: Policies } {
  return { policies: { ...PLAIN, ...more } }
}

export { at, DAY, GB, job, MB, machine, proxy, run, share, world }
