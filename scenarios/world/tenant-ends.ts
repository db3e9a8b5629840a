/** Where the jobs of tenants may write: to cloud repositories and cloud hosts of the provider. */
import type { Server } from '../../sim/model/index.ts'
import { type Catalog, isNamedIn } from '../names/catalog.ts'
import { nodeAt, pathAt } from '../names/places.ts'
import { resolveOne } from '../names/references.ts'
import type { JobIn } from '../schema/jobs.ts'
import type { Entry } from '../schema/shape.ts'
import { type Scope, serverNamed } from './scope.ts'

/** Empty when it is wrong, which is reported here. */
export function cloudTargetOf(
  entry: Entry<JobIn>,
  target: string,
  toHost: boolean,
  servers: readonly Server[],
  scope: Scope,
): string {
  const { names, issues } = scope
  const at = [nodeAt(entry, 'target'), pathAt(entry, 'target')] as const
  const catalog = toHost ? names.servers : names.repositories
  const found = isNamedIn(catalog, target) ? undefined : otherKind(target, toHost, names)
  if (found !== undefined) {
    issues.add(
      'E-CLOUD-TARGET',
      ...at,
      `\`${target}\` is a ${found}; ${WANTED[toHost ? 'host' : 'repository']}.`,
    )
    return ''
  }
  if (!toHost) return resolveOne(catalog, target, ...at, issues) ?? ''
  return cloudHostNamed(target, at, servers, scope)
}

const WANTED = {
  host: 'a replication of a tenant goes to a server with the role cloud-host, such as `roles: [cloud-host]`',
  repository: 'a tenant writes to cloud repositories only, so name one of `repositories`',
} as const

/** What a name is that was taken for something else. */
function otherKind(
  name: string,
  toHost: boolean,
  names: { readonly datastores: Catalog; readonly servers: Catalog; readonly repositories: Catalog },
): string | undefined {
  const others = [names.datastores, toHost ? names.repositories : names.servers]
  return others.find((catalog) => isNamedIn(catalog, name))?.what
}

function cloudHostNamed(
  wanted: string,
  at: readonly [Parameters<typeof serverNamed>[2], string],
  servers: readonly Server[],
  scope: Scope,
): string {
  const found = serverNamed(scope, wanted, ...at)
  if (found === undefined || scope.unmanaged.has(found)) return ''
  const { roles } = servers.find(({ name }) => name === found)!
  if (roles['cloud-host'] === undefined && scope.rolesRead)
    scope.issues.add('E-CLOUD-TARGET', ...at, `\`${found}\` has not the role cloud-host; ${WANTED.host}.`)
  return found
}
