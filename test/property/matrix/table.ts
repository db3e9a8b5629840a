/**
 * The selection table of the document (Gateway Servers, automatic selection), written down a second time by hand:
 * which row serves which work, and with which machines.
 */
import type { JobType } from '../../../sim/model/index.ts'
import { isAttached, listOf, type Place } from './places.ts'

export interface Combination {
  readonly type: JobType
  readonly platform: 'vmware' | 'hyper-v' | 'file' | 'none'
  readonly source: Place | undefined
  readonly target: Place | undefined
  /** Over WAN accelerators. */
  readonly via: boolean
  /** The tape server is directly connected to the source. */
  readonly tapeAttached: boolean
  readonly label: string
}

export interface Expected {
  readonly rule: string
  /** Who may be the gateway; empty: nobody. */
  readonly gateways: readonly string[]
  /** Who may move the data at their source instead of the gateway; undefined: nobody but the gateway or a proxy. */
  readonly readers: readonly string[] | undefined
}

export const PROXIES = ['p1', 'p2'] as const
export const PROXIES_AT_TARGET = ['r1', 'r2'] as const
export const ACCELERATORS = ['wan-hq', 'wan-dr'] as const

const TARGET_MOUNT = ['dst-mount', 'bs']

type Row = readonly [rule: string, gateways: readonly string[]]

/** Work that reads machines, or one repository: [towards object storage in direct mode, towards anything else]. */
function ofOneRepository({ type, platform, source, tapeAttached }: Combination, direct: boolean): Row {
  switch (type) {
    case 'backup':
      if (direct) return ['A4', PROXIES]
      return [platform === 'hyper-v' ? 'A2' : 'A1', PROXIES]
    case 'file-backup':
      return [direct ? 'A4' : 'A3', PROXIES]
    case 'agent':
      return ['D1', TARGET_MOUNT]
    case 'plug-in':
      return ['E1', ['bs']]
    case 'tape':
      return tapeAttached ? ['C1', ['tape']] : ['C2', ['bs']]
    case 'restore':
      return ['F1', PROXIES_AT_TARGET]
    case 'replication':
      return ['G1', PROXIES_AT_TARGET]
    case 'rescan':
      return ['H1', ['dst-mount']]
    case 'health-check':
      return ['K1', ['dst-mount']]
    default:
      throw new Error(`${type} of ${source?.label} has two repositories`)
  }
}

/** "The gateway of the source": its list, else its mount server, then the backup server. "The source itself": its host. */
function gatewayOfSource(source: Place): readonly string[] {
  return listOf(source, 'src') ?? (isAttached(source) ? ['src-host'] : ['src-mount', 'bs'])
}

function ofTwoRepositories({ type, via }: Combination, source: Place, direct: boolean): Row {
  const copies = type === 'backup-copy' || type === 'file-backup-copy'
  if (copies) {
    if (via) return ['B4', [ACCELERATORS[1]]]
    if (direct) return ['B3', gatewayOfSource(source)]
    return isAttached(source) ? ['B1', TARGET_MOUNT] : ['B2', gatewayOfSource(source)]
  }
  if (!direct) return ['J5', TARGET_MOUNT]
  const letter = type === 'offload' ? 'I' : 'J'
  const fromObject = source.behind ? '4' : '3'
  const number = isAttached(source) ? '1' : source.type === 'object-storage' ? fromObject : '2'
  return [`${letter}${number}`, gatewayOfSource(source)]
}

export function expectedOf(one: Combination): Expected {
  const { source, target } = one
  const served = (target ?? source)!
  const direct = served.gateway === 'direct'
  const readers = readersOf(one)
  if (isAttached(served)) {
    // The accelerator beside the share is the gateway, though it serves the source.
    const beside = one.via && readers?.[0] === ACCELERATORS[0]
    return beside
      ? { rule: 'B4', gateways: readers!, readers }
      : { rule: 'direct-attached', gateways: [], readers }
  }
  const list = listOf(served, target === undefined ? 'src' : 'dst')
  if (list !== undefined) return { rule: 'manual', gateways: list, readers }
  const two = source !== undefined && target !== undefined
  const [rule, gateways] = two ? ofTwoRepositories(one, source, direct) : ofOneRepository(one, direct)
  return { rule, gateways, readers }
}

/** Who reads the source where the gateway of the target does not. */
function readersOf({ type, source, target, via }: Combination): readonly string[] | undefined {
  if (source === undefined) return undefined
  if (isAttached(source)) return ['src-host']
  const copies = type === 'backup-copy' || type === 'file-backup-copy'
  const list = listOf(source, 'src')
  if (target === undefined) return undefined
  // To object storage in direct mode the gateway of the source serves the target too.
  const own = target.gateway === 'direct'
  if (!copies && !isAttached(target)) return own ? undefined : list
  return list ?? (via ? [ACCELERATORS[0]] : ['src-mount', 'bs'])
}
