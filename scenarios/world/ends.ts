/** Where the data of a job come from, by which way, and where they go. */
import { type Job, rulesOf, type Server } from '../../sim/model/index.ts'
import type { Node } from '../document/tree.ts'
import { nodeAt, pathAt } from '../names/places.ts'
import { resolveOne } from '../names/references.ts'
import type { JobIn } from '../schema/jobs.ts'
import type { Entry } from '../schema/shape.ts'
import { choosesMachines, knows, type Sort } from './habits.ts'
import { type Scope, serverAt, serverNamed } from './scope.ts'
import { cloudTargetOf } from './tenant-ends.ts'

export function targetOf(entry: Entry<JobIn>, sort: Sort, servers: readonly Server[], scope: Scope): string {
  const { to } = rulesOf(sort)
  if (to === 'drive') return tapeServerOf(entry, servers, scope)
  // A tenant restores to itself.
  if (!knows(sort, 'target')) return ''
  const { names, issues } = scope
  const { target } = entry.data
  if (!entry.node.entries.has('target')) {
    const message = `A job of type ${sort.type} needs \`target\`: a ${TARGETS[to]}.`
    issues.add('E-MISSING', entry.node, entry.path, message)
  }
  if (target === undefined) return ''
  if (sort.tenant !== undefined) return cloudTargetOf(entry, target, to === 'host', servers, scope)
  const catalog = to === 'datastore' ? names.datastores : names.repositories
  return resolveOne(catalog, target, nodeAt(entry, 'target'), pathAt(entry, 'target'), issues) ?? ''
}

const TARGETS = {
  repository: 'repository, as in `target: nas`',
  datastore: 'datastore, as in `target: san`',
  host: 'cloud host of the provider, as in `target: host-1`',
  drive: 'tape server',
  nothing: 'repository, as in `target: nas`',
} as const

/** As named, else the first with drives. */
function tapeServerOf(entry: Entry<JobIn>, servers: readonly Server[], scope: Scope): string {
  const withDrives = servers.filter(({ roles, managed }) => managed && roles['tape-server'] !== undefined)
  const given = serverAt(scope, entry, 'tapeServer', entry.data.tapeServer)
  const isNamed = entry.node.entries.has('tapeServer')
  const found = isNamed ? given : withDrives[0]?.name
  const reported = isNamed && (given === undefined || scope.unmanaged.has(given))
  if (!scope.rolesRead || reported) return found ?? ''
  if (!withDrives.some(({ name }) => name === found)) {
    const who = isNamed ? `\`${found}\` has no role` : 'no server has the role'
    scope.issues.add(
      'E-NO-TAPE-SERVER',
      nodeAt(entry, 'tapeServer'),
      pathAt(entry, 'tapeServer'),
      `A tape job needs drives, but ${who} tape-server, such as \`roles: { tape-server: { drives: 3 } }\`.`,
    )
  }
  return found ?? ''
}

/** Undefined also where it follows from the machines that are chosen. */
export function sourceOf(entry: Entry<JobIn>, sort: Sort, target: string, scope: Scope): string | undefined {
  const { names, issues } = scope
  const { source } = entry.data
  if (!knows(sort, 'source')) return undefined
  if (!entry.node.entries.has('source') && !choosesMachines(sort)) {
    issues.add(
      'E-MISSING',
      entry.node,
      entry.path,
      `A job of type ${sort.type} needs \`source\`, the repository it reads, as in \`source: nas\`.`,
    )
  }
  if (source === undefined) return undefined
  const at = [nodeAt(entry, 'source'), pathAt(entry, 'source')] as const
  const found = resolveOne(names.repositories, source, ...at, issues)
  if (found !== undefined && found === target && rulesOf(sort).to === 'repository') {
    issues.add('E-SAME-REPOSITORY', ...at, `\`${found}\` is source and target; name two repositories.`)
  }
  return found
}

/** The pair of accelerators between the two repositories of a backup copy. */
export function viaOf(entry: Entry<JobIn>, sort: Sort, servers: readonly Server[], scope: Scope): Job['via'] {
  const wanted = entry.data.via?.wanAccelerators
  if (wanted === undefined || !knows(sort, 'via')) return undefined
  const map = nodeAt(entry, 'via')
  const list = map.kind === 'map' ? (map.entries.get('wanAccelerators')?.value ?? map) : map
  const path = `${pathAt(entry, 'via')}.wanAccelerators`
  if (wanted.length !== 2 || wanted[0] === wanted[1]) {
    const found = wanted.length === 2 ? 'the same twice' : `${wanted.length}`
    const message = `Two servers are expected, the source and the target accelerator, such as \`[wan-hq, wan-dr]\`; found ${found}.`
    scope.issues.add('E-VIA', list, path, message)
    return undefined
  }
  const [source, target] = wanted.map((name, i) => acceleratorAt(name, list, i, path, servers, scope))
  return source === undefined || target === undefined ? undefined : { source, target }
}

function acceleratorAt(
  wanted: string,
  list: Node,
  i: number,
  path: string,
  servers: readonly Server[],
  scope: Scope,
): string | undefined {
  const at = list.kind === 'list' ? (list.items[i] ?? list) : list
  const found = serverNamed(scope, wanted, at, `${path}[${i}]`)
  const role = servers.find(({ name }) => name === found)?.roles['wan-accelerator']
  if (found !== undefined && role === undefined && scope.rolesRead && !scope.unmanaged.has(found)) {
    const message = `\`${found}\` has no role wan-accelerator, such as \`roles: [wan-accelerator]\`.`
    scope.issues.add('E-NO-WAN-ACCELERATOR', at, `${path}[${i}]`, message)
  }
  return found
}
