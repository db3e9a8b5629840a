/** repositories: keys. */
import type { Repository, RepositoryType } from '../../sim/model/index.ts'
import { DURATION, FREQUENCY, SIZE } from '../quantities/quantity.ts'
import { name, rate, share, slots, UNLIMITED } from './common.ts'
import { flag, type Leaf, leaf, mapped, passOn, quantity, text, whole } from './leaves.ts'
import { either, nested, type Shape } from './shape.ts'
import { automaticOrNames, word } from './words.ts'

export interface DedupIn {
  readonly full?: number
  readonly increment?: number
}

export interface RepositoryIn
  extends Partial<
    Omit<Repository, 'type' | 'used' | 'sourceSideDedup' | 'host' | 'mountServer' | 'tapeAttached'>
  > {
  readonly type?: RepositoryType
  readonly host?: string
  readonly mountServer?: string
  readonly tapeAttached?: string
  /** A share of the capacity (at most 1), or bytes. */
  readonly used?: { readonly share: number } | { readonly bytes: number }
  readonly sourceSideDedup?: number | DedupIn
  readonly parallelOperations?: number
  readonly objectSize?: number
  readonly putLatency?: number
  readonly putRate?: number
  readonly prefixes?: number
}

const usedShare = share('Share of the capacity.')
const usedBytes = quantity(SIZE, 'Bytes.')

type Used = { readonly share: number } | { readonly bytes: number }

/** `60 %` of the size, or `120 GiB`: the units tell. */
const used: Leaf<Used> = leaf<Used>(
  {
    anyOf: [{ type: 'number', minimum: 0, maximum: 1 }, { type: 'string' }],
    description:
      'What is in use at t = 0 besides the simulated chains: a share of the capacity or a size; default 0.',
    examples: ['60 %', '24 TiB'],
  },
  (value) => {
    const isSize = typeof value === 'string' && /B\s*$/.test(value)
    if (!isSize) return mapped(passOn(usedShare, value), (share) => ({ share }))
    return mapped(passOn(usedBytes, value), (bytes) => ({ bytes }))
  },
)

export const REPOSITORY_TYPES: readonly RepositoryType[] = [
  'windows',
  'linux',
  'hardened',
  'smb',
  'nfs',
  'data-domain',
  'storeonce',
  'object-storage',
]

export const REPOSITORY: Shape<RepositoryIn> = {
  what: 'a repository',
  example: '{ name: nas, type: smb, write: 800 MB/s, maxTasks: 8 }',
  fields: {
    name: name('repository', 'nas'),
    type: word(
      'windows, linux, hardened: direct attached to a `host`; the others are reached through gateways.',
      REPOSITORY_TYPES,
    ),
    site: text('Site; default that of its host, else the first.', ['hq']),
    host: text('Server of a direct attached repository.', ['repo-1']),
    write: rate('Write throughput; default unlimited.'),
    read: rate('Read throughput; default unlimited.'),
    maxTasks: slots('Task slots; default 4, appliances 10, object storage unlimited.'),
    taskRate: rate('Cap of one task; default none, object storage 213.3 MB/s (64 puts x 0.5 MB / 150 ms).'),
    capacity: quantity(SIZE, 'Usable size; default unlimited.', UNLIMITED),
    used,
    rateLimit: rate('Separate budgets for reads and writes, split equally between tasks; default none.'),
    perMachineFiles: flag('One backup file per machine; default true.'),
    gateway: automaticOrNames('Who may be its gateway; default automatic.', ['gw']),
    connection: word('Object storage: how it is reached; default gateway with a list of them, else direct.', [
      'direct',
      'gateway',
    ]),
    fabric: word('Appliances: how they are reached; default lan.', ['lan', 'fibre-channel']),
    mountServer: text('Default: the server with that role in the site, else the backup server.', ['mount-1']),
    allSquash: flag('NFS: the export maps all users; default false.'),
    fastClone: word('Block cloning for synthetic work; default none.', [
      'none',
      'refs',
      'xfs',
      'virtual-synthetic',
    ]),
    sourceSideDedup: either(
      share('Share of bytes that leave the gateway, full and increment.'),
      nested<DedupIn>({
        what: 'source-side deduplication',
        example: '{ full: 0.1, increment: 0.5 }',
        fields: { full: share('Share for fulls.'), increment: share('Share for increments.') },
        required: [],
      }),
      'Share of bytes that leave the gateway towards the appliance; default { full: 0.1, increment: 0.5 } on appliances.',
    ),
    decompress: flag('Data is inflated before it is stored; default true on appliances, else false.'),
    parallelOperations: whole('Object storage: parallel puts of one task; default 64.', 1),
    objectSize: quantity(SIZE, 'Object storage: size of a block before compression; default 1 MiB.', {
      positive: true,
    }),
    putLatency: quantity(DURATION, 'Object storage: time of one put; default 150 ms.', { positive: true }),
    putRate: quantity(FREQUENCY, 'Object storage: puts that one prefix takes; default 3500 /s.', UNLIMITED),
    prefixes: whole('Object storage: prefixes that its objects are spread over; default 1.', 1),
    streams: slots('Data Domain: I/O streams at once, one more fails; default 270.'),
    catalyst: word('StoreOnce: wan compresses once more what crosses the line; default lan.', ['lan', 'wan']),
    tapeAttached: text('The tape server with a direct connection to it; default none.', ['tape-1']),
  },
  required: ['name', 'type'],
}
