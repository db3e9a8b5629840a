/** Who may read or write the disks of a job's machines. */
import { type Job, rulesOf, type Server } from '../../sim/model/index.ts'
import { nodeAt, pathAt } from '../names/places.ts'
import type { JobIn } from '../schema/jobs.ts'
import type { Entry } from '../schema/shape.ts'
import { habitsOf, knows, type Sort } from './habits.ts'
import { type Scope, serversAt } from './scope.ts'

export function platformOf(entry: Entry<JobIn>, sort: Sort): Job['platform'] {
  const { platform } = habitsOf(sort)
  return platform === 'hypervisor' ? (entry.data.platform ?? 'vmware') : platform
}

/** `automatic`: all managed proxies of the platform, in order of servers. */
export function proxiesOf(
  entry: Entry<JobIn>,
  sort: Sort,
  servers: readonly Server[],
  scope: Scope,
): readonly string[] {
  const { proxies = 'automatic', processing = 'on-host' } = entry.data
  const platform = platformOf(entry, sort)
  if (platform === 'none' || !rulesOf(sort).proxy) return []
  if (platform === 'hyper-v' && processing === 'on-host' && knows(sort, 'processing')) {
    if (proxies !== 'automatic') {
      scope.issues.add(
        'E-NOT-APPLICABLE',
        nodeAt(entry, 'proxies'),
        pathAt(entry, 'proxies'),
        'With `processing: on-host` the Hyper-V hosts read the data; `proxies` is for off-host.',
      )
    }
    return []
  }
  return proxies === 'automatic'
    ? allOf(platform, entry, servers, scope)
    : listedOf(platform, proxies, entry, servers, scope)
}

function allOf(
  platform: Job['platform'],
  entry: Entry<JobIn>,
  servers: readonly Server[],
  scope: Scope,
): readonly string[] {
  const found = servers
    .filter((server) => server.managed && server.roles.proxy?.platform === platform)
    .map(({ name }) => name)
  if (found.length === 0 && scope.rolesRead) {
    scope.issues.add(
      'E-NO-PROXY',
      entry.node,
      entry.path,
      `No managed server has the role proxy for the platform ${platform}, such as \`roles: { proxy: { platform: ${platform} } }\`.`,
    )
  }
  return found
}

function listedOf(
  platform: Job['platform'],
  proxies: readonly string[],
  entry: Entry<JobIn>,
  servers: readonly Server[],
  scope: Scope,
): readonly string[] {
  const listed = serversAt(scope, entry, 'proxies', proxies)
  const isProxy = (name: string): boolean =>
    servers.find((server) => server.name === name)?.roles.proxy?.platform === platform
  const stranger = listed.find((name) => !isProxy(name))
  if (stranger !== undefined && scope.rolesRead) {
    scope.issues.add(
      'E-NO-PROXY',
      nodeAt(entry, 'proxies'),
      pathAt(entry, 'proxies'),
      `\`${stranger}\` has no role proxy for the platform ${platform}.`,
    )
  }
  return listed
}
