/** sites, links, servers, datastores, repositories, throttles: their keys. */
import type {
  Nic,
  OperatingSystem,
  Platform,
  Repository,
  RepositoryType,
  Transport,
} from '../../sim/model/index.ts'
import { DURATION, RATE, SHARE, SIZE } from '../quantities/quantity.ts'
import { flag, type Leaf, leaf, number, quantity, text, whole } from './leaves.ts'
import { either, mapSchema, nested, type Shape } from './shape.ts'
import { timeOfDay } from './times.ts'
import { automaticOrNames, names, weekdays, word } from './words.ts'

const name = (what: string): Leaf<string> => text(`Name of the ${what}, unique among its kind.`, ['hq'])
const count: Leaf<number> = whole(
  'Makes this many, named `name-1` ... `name-N` (also for 1; 0 makes none).',
  0,
  { max: 1_000_000 },
)
const unlimited = { unlimited: true, positive: true } as const
const cost: Leaf<number> = number('Weighs combinations in `plan`; no effect on a run.')

export interface SiteIn {
  readonly name?: string
}

export const SITE: Shape<SiteIn> = {
  what: 'a site',
  example: '{ name: hq }',
  fields: { name: name('site') },
  required: ['name'],
}

export interface LinkIn {
  readonly name?: string
  readonly between?: readonly string[]
  readonly bandwidth?: number
  readonly latency?: number
  readonly roundTrip?: number
  readonly efficiency?: number
  readonly cost?: number
}

export const LINK: Shape<LinkIn> = {
  what: 'a link',
  example: '{ name: wan, between: [hq, dr], bandwidth: 1 Gbit/s, latency: 20 ms }',
  fields: {
    name: name('link'),
    between: names('The two sites it joins.', ['hq', 'dr']),
    bandwidth: quantity(RATE, 'Nominal rate per direction (full duplex).', unlimited),
    latency: quantity(DURATION, 'One-way latency; default 0 s.'),
    roundTrip: quantity(DURATION, 'Round-trip time, instead of `latency`.'),
    efficiency: quantity(SHARE, 'Usable share of the nominal rate; default 0.9.', { positive: true, max: 1 }),
    cost,
  },
  required: ['name', 'between', 'bandwidth'],
}

const NIC: Shape<Partial<Nic>> = {
  what: 'a network card',
  example: '{ in: 10 Gbit/s, out: 1 Gbit/s }',
  fields: {
    in: quantity(RATE, 'Rate towards the machine.', unlimited),
    out: quantity(RATE, 'Rate from the machine.', unlimited),
    efficiency: quantity(SHARE, 'Usable share of the nominal rate; default 0.9.', { positive: true, max: 1 }),
    duplex: word('half: both directions share the smaller rate.', ['full', 'half']),
  },
  required: [],
}

export interface ProxyIn {
  readonly maxTasks?: number
  readonly platform?: Platform
  readonly transport?: Transport
  readonly taskRate?: number
}

export interface RolesIn {
  readonly 'backup-server'?: object
  readonly proxy?: ProxyIn
  readonly gateway?: { readonly maxTasks?: number }
  readonly 'mount-server'?: object
}

const slots = (description: string): Leaf<number> => whole(description, 1, { unlimited: true })
const LATER_ROLES = ['tape-server', 'wan-accelerator', 'cloud-gateway', 'cloud-host'] as const
const bare = (what: string): Leaf<object> => nested<object>({ what, example: '{}', fields: {}, required: [] })

const ROLE_MAP: Shape<RolesIn> = {
  what: 'roles',
  example: '{ proxy: { maxTasks: 8 }, gateway: {} }',
  fields: {
    'backup-server': bare('the role backup-server, which has no settings'),
    proxy: nested<ProxyIn>({
      what: 'the role proxy',
      example: '{ maxTasks: 8, platform: vmware }',
      fields: {
        maxTasks: slots('Task slots; default 2 x cores.'),
        platform: word('What it protects; default vmware.', ['vmware', 'hyper-v', 'file']),
        transport: word('How it reads; default hot-add.', ['hot-add', 'san', 'nbd']),
        taskRate: quantity(RATE, 'Cap of one task in source bytes; default none.', unlimited),
      },
      required: [],
    }),
    gateway: nested<{ readonly maxTasks?: number }>({
      what: 'the role gateway',
      example: '{ maxTasks: 16 }',
      fields: { maxTasks: slots('Task slots; default none: load is shared, never refused.') },
      required: [],
    }),
    'mount-server': bare('the role mount-server, which has no settings'),
  },
  required: [],
  later: LATER_ROLES,
}

const roleNames = Object.keys(ROLE_MAP.fields) as (keyof RolesIn & string)[]
const roleMap = nested<RolesIn>(ROLE_MAP)
const roleWord = word('A role.', roleNames, LATER_ROLES)

/** A list of roles is the map with empty settings. */
const roles: Leaf<RolesIn> = leaf<RolesIn>(
  {
    anyOf: [{ type: 'array', items: { type: 'string', enum: roleNames } }, mapSchema(ROLE_MAP)],
    description:
      'Roles of the machine, as a list or as a map with settings; they share its network card and compute.',
    examples: [['gateway'], { proxy: { maxTasks: 8 } }],
  },
  (value) => {
    const isList = Array.isArray(value) || typeof value === 'string'
    const list: readonly unknown[] = Array.isArray(value) ? value : [value]
    if (isList) {
      for (const [i, item] of list.entries()) {
        const read = roleWord.safeParse(item)
        if (!read.success) return { ...firstOf(read.error.issues), path: Array.isArray(value) ? [i] : [] }
      }
    }
    const map = isList ? Object.fromEntries(list.map((item) => [String(item), {}])) : (value ?? {})
    const read = roleMap.safeParse(map)
    return read.success ? { value: read.data } : firstOf(read.error.issues)
  },
)

type ReadIssues = readonly { readonly message: string; readonly path: PropertyKey[] }[]

function firstOf(issues: ReadIssues): { code: string; says: string; path: (string | number)[] } {
  const first = issues[0] as ReadIssues[number] & { readonly params?: { readonly code?: string } }
  return {
    code: first.params?.code ?? 'E-VALUE',
    says: first.message,
    path: first.path.map((step) => (typeof step === 'number' ? step : String(step))),
  }
}

export interface ServerIn {
  readonly name?: string
  readonly count?: number
  readonly site?: string
  readonly os?: OperatingSystem
  readonly cores?: number
  readonly memory?: number
  readonly nic?: number | Partial<Nic>
  readonly compute?: number
  readonly virtual?: boolean
  readonly managed?: boolean
  readonly reaches?: readonly string[]
  readonly fibreChannel?: readonly string[]
  readonly roles?: RolesIn
  readonly cost?: number
}

export const SERVER: Shape<ServerIn> = {
  what: 'a server',
  example: '{ name: gw, count: 4, cores: 8, nic: 10 Gbit/s, roles: [gateway] }',
  fields: {
    name: name('server'),
    count,
    site: text('Site it stands in; default the first site.', ['hq']),
    os: word('Operating system; default windows.', ['windows', 'linux', 'hyper-v', 'appliance']),
    cores: whole('Processor cores; default 8.', 1, { max: 4096 }),
    memory: quantity(SIZE, 'Memory; default 32 GiB.', { positive: true }),
    nic: either(
      quantity(RATE, 'Rate of the card in each direction.', unlimited),
      nested<Partial<Nic>>(NIC),
      'Network card; default 10 Gbit/s each direction, efficiency 0.9, full duplex.',
    ),
    compute: quantity(
      RATE,
      'Data-mover throughput; default cores x 150 MB/s, of a machine that is only a proxy cores x 100 MB/s.',
      unlimited,
    ),
    virtual: flag('A virtual machine; for the report only. Default false.'),
    managed: flag(
      'false: exists, but is not part of the backup infrastructure and can serve no role. Default true.',
    ),
    reaches: names('Repositories it can open; default all.', ['nas']),
    fibreChannel: names('Appliances it can open over Fibre Channel; default none.', ['dd']),
    roles,
    cost,
  },
  required: ['name'],
}

export interface DatastoreIn {
  readonly name?: string
  readonly site?: string
  readonly read?: number
  readonly write?: number
  readonly maxTasks?: number
}

export const DATASTORE: Shape<DatastoreIn> = {
  what: 'a datastore',
  example: '{ name: san, site: hq, read: 2 GB/s, write: 2 GB/s, maxTasks: 10 }',
  fields: {
    name: name('datastore'),
    site: text('Site it stands in; default the first site.', ['hq']),
    read: quantity(RATE, 'Read throughput; default unlimited.', unlimited),
    write: quantity(RATE, 'Write throughput; default unlimited.', unlimited),
    maxTasks: slots('Tasks that may read or write it at once; default unlimited.'),
  },
  required: ['name'],
}

export interface DedupIn {
  readonly full?: number
  readonly increment?: number
}

export interface RepositoryIn
  extends Partial<Omit<Repository, 'type' | 'used' | 'sourceSideDedup' | 'host' | 'mountServer'>> {
  readonly type?: RepositoryType
  readonly host?: string
  readonly mountServer?: string
  /** A share of the capacity (at most 1), or bytes. */
  readonly used?: { readonly share: number } | { readonly bytes: number }
  readonly sourceSideDedup?: number | DedupIn
  readonly parallelOperations?: number
  readonly objectSize?: number
  readonly putLatency?: number
}

const share = (description: string): Leaf<number> => quantity(SHARE, description, { max: 1 })
const usedShare = share('Share of the capacity.')
const usedBytes = quantity(SIZE, 'Bytes.')

/** `60 %` of the size, or `120 GiB`: the unit tells. */
const used: Leaf<{ readonly share: number } | { readonly bytes: number }> = leaf(
  {
    anyOf: [{ type: 'number', minimum: 0, maximum: 1 }, { type: 'string' }],
    description:
      'What is in use at t = 0 besides the simulated chains: a share of the capacity or a size; default 0.',
    examples: ['60 %', '24 TiB'],
  },
  (value) => {
    const isSize = typeof value === 'string' && /B\s*$/.test(value)
    const read = (isSize ? usedBytes : usedShare).safeParse(value)
    if (!read.success) return firstOf(read.error.issues)
    return { value: isSize ? { bytes: read.data } : { share: read.data } }
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
    name: name('repository'),
    type: word(
      'windows, linux, hardened: direct attached to a `host`; the others are reached through gateways.',
      REPOSITORY_TYPES,
    ),
    site: text('Site; default that of its host, else the first.', ['hq']),
    host: text('Server of a direct attached repository.', ['repo-1']),
    write: quantity(RATE, 'Write throughput; default unlimited.', unlimited),
    read: quantity(RATE, 'Read throughput; default unlimited.', unlimited),
    maxTasks: slots('Task slots; default 4, appliances 10, object storage unlimited.'),
    taskRate: quantity(
      RATE,
      'Cap of one task; default none, object storage 213.3 MB/s (64 puts x 0.5 MB / 150 ms).',
      unlimited,
    ),
    capacity: quantity(SIZE, 'Usable size; default unlimited.', unlimited),
    used,
    rateLimit: quantity(
      RATE,
      'Separate budgets for reads and writes, split equally between tasks; default none.',
      unlimited,
    ),
    perMachineFiles: flag('One backup file per machine; default true.'),
    gateway: automaticOrNames('Who may be its gateway; default automatic.', ['gw']),
    connection: word('Object storage: how it is reached; default direct.', ['direct', 'gateway']),
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
  },
  required: ['name', 'type'],
  later: ['tapeAttached', 'streams', 'catalyst', 'putRate', 'prefixes'],
}

export interface ThrottleIn {
  readonly name?: string
  readonly from?: readonly string[]
  readonly to?: readonly string[]
  readonly limit?: number
  readonly active?: { readonly from?: number; readonly to?: number; readonly days?: readonly number[] }
  readonly restores?: boolean
}

export const THROTTLE: Shape<ThrottleIn> = {
  what: 'a throttle',
  example: '{ name: day, from: [hq], to: [dr], limit: 4 Mbit/s, active: { from: "08:00", to: "18:00" } }',
  fields: {
    name: name('throttle'),
    from: names('Sites or servers on one side.', ['hq']),
    to: names('Sites or servers on the other side.', ['dr']),
    limit: quantity(RATE, 'Rate shared equally between the running jobs that match.', unlimited),
    active: nested({
      what: 'the time a throttle holds',
      example: '{ from: "08:00", to: "18:00", days: [mon, fri] }',
      fields: {
        from: timeOfDay('Local time of day at which it begins.'),
        to: timeOfDay('Local time of day at which it ends.', true),
        days: weekdays('Days on which it begins; default all.'),
      },
      required: ['from', 'to'],
    }),
    restores: flag('true: also restores; default false.'),
  },
  required: ['name', 'from', 'to', 'limit'],
}
