/** Every kind of repository, and every way to its gateways. */
import type { Repository, RepositoryType } from '../../../sim/model/index.ts'
import { appliance, attached } from '../../model/estates.ts'
import { share } from '../../model/worlds.ts'

export interface Place {
  readonly type: RepositoryType
  /** `direct`: object storage that needs no gateway of its own. */
  readonly gateway: 'host' | 'one' | 'two' | 'automatic' | 'direct'
  /** Object storage behind a gateway. */
  readonly behind: boolean
  readonly label: string
}

const ATTACHED = ['windows', 'linux', 'hardened'] as const
const SHARES = ['smb', 'nfs', 'data-domain', 'storeonce'] as const
const WAYS = ['one', 'two', 'automatic'] as const

function place(type: RepositoryType, gateway: Place['gateway'], behind = false): Place {
  const way = {
    host: '',
    one: ' (one gateway)',
    two: ' (two gateways)',
    automatic: ' (automatic)',
    direct: ' (direct)',
  }
  return { type, gateway, behind, label: `${type}${way[gateway]}` }
}

export const OBJECT_STORAGE: readonly Place[] = [
  place('object-storage', 'direct'),
  ...WAYS.map((way) => place('object-storage', way, true)),
]

export const PLACES: readonly Place[] = [
  ...ATTACHED.map((type) => place(type, 'host')),
  ...SHARES.flatMap((type) => WAYS.map((way) => place(type, way))),
  ...OBJECT_STORAGE,
]

export type Side = 'src' | 'dst'
export const SITE: Readonly<Record<Side, string>> = { src: 'hq', dst: 'dr' }

export function isAttached({ gateway }: Place): boolean {
  return gateway === 'host'
}

export function isAppliance({ type }: Place): boolean {
  return type === 'data-domain' || type === 'storeonce'
}

/** The manual list; the automatic gateway of object storage is the backup server. Undefined where there is none. */
export function listOf({ gateway, behind }: Place, side: Side): readonly string[] | undefined {
  if (gateway === 'one') return [`${side}-g1`]
  if (gateway === 'two') return [`${side}-g1`, `${side}-g2`]
  return behind ? ['bs'] : undefined
}

export function repositoryAt(where: Place, side: Side): Repository {
  const more = {
    site: SITE[side],
    mountServer: `${side}-mount`,
    type: where.type,
    connection: where.gateway === 'direct' ? ('direct' as const) : ('gateway' as const),
    maxTasks: 2,
  }
  if (isAttached(where)) return attached(side, `${side}-host`, more)
  const list = listOf(where, side) ?? 'automatic'
  return isAppliance(where) ? appliance(side, list, more) : share(side, list, more)
}
