/** servers and their roles: keys. */
import type {
  AcceleratorRole,
  CloudGatewayRole,
  Nic,
  OperatingSystem,
  Platform,
  TapeServerRole,
  Transport,
} from '../../sim/model/index.ts'
import { PURE, SIZE } from '../quantities/quantity.ts'
import { cost, counter, efficiency, name, rate, slots } from './common.ts'
import { flag, type Leaf, leaf, passOn, quantity, text, whole } from './leaves.ts'
import { either, mapSchema, nested, type Shape } from './shape.ts'
import { names, word } from './words.ts'

const NIC: Shape<Partial<Nic>> = {
  what: 'a network card',
  example: '{ in: 10 Gbit/s, out: 1 Gbit/s }',
  fields: {
    in: rate('Rate towards the machine.'),
    out: rate('Rate from the machine.'),
    efficiency: efficiency(),
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
  readonly 'tape-server'?: Partial<TapeServerRole>
  readonly 'wan-accelerator'?: Partial<AcceleratorRole>
  readonly 'cloud-gateway'?: Partial<CloudGatewayRole>
  readonly 'cloud-host'?: object
}

const pure = quantity(PURE, '')

/** A number of at least 1: what is sent cannot be more than what came in. */
function factor(description: string): Leaf<number> {
  return leaf({ type: 'number', minimum: 1, description }, (value) => {
    const read = passOn(pure, value)
    if (!('value' in read) || read.value >= 1) return read
    return { code: 'E-RANGE', says: `Found \`${read.value}\`, expected at least \`1\`.` }
  })
}

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
        taskRate: rate('Cap of one task in source bytes; default none.'),
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
    'tape-server': nested<Partial<TapeServerRole>>({
      what: 'the role tape-server',
      example: '{ drives: 3, driveRate: 160 MB/s }',
      fields: {
        drives: whole('Tape drives; default 1.', 1, { max: 10_000 }),
        driveRate: rate('Of each drive, in bytes written; default 160 MB/s.'),
      },
      required: [],
    }),
    'wan-accelerator': nested<Partial<AcceleratorRole>>({
      what: 'the role wan-accelerator',
      example: '{ reduction: 10, rate: 62.5 MB/s }',
      fields: {
        reduction: factor('Bytes in per byte sent over the line, at least 1; default 10.'),
        rate: rate('Bytes that it processes, shared by its tasks; default 62.5 MB/s.'),
        maxTasks: slots('Tasks at once; default 1.'),
      },
      required: [],
    }),
    'cloud-gateway': nested<Partial<CloudGatewayRole>>({
      what: 'the role cloud-gateway',
      example: '{ maxConnections: 1000 }',
      fields: { maxConnections: slots('Tasks at once, each a connection; default 1000.') },
      required: [],
    }),
    'cloud-host': bare('the role cloud-host, which has no settings'),
  },
  required: [],
}

const roleNames = Object.keys(ROLE_MAP.fields) as (keyof RolesIn & string)[]
const roleMap = nested<RolesIn>(ROLE_MAP)
const roleWord = word('A role.', roleNames)

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
    for (const [i, item] of isList ? list.entries() : []) {
      const read = passOn(roleWord, item, Array.isArray(value) ? [i] : [])
      if (!('value' in read)) return read
    }
    const map = isList ? Object.fromEntries(list.map((item) => [String(item), {}])) : (value ?? {})
    return passOn(roleMap, map)
  },
)

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
    name: name('server', 'gw'),
    count: counter(1_000_000),
    site: text('Site it stands in; default the first site.', ['hq']),
    os: word('Operating system; default windows.', ['windows', 'linux', 'hyper-v', 'appliance']),
    cores: whole('Processor cores; default 8.', 1, { max: 4096 }),
    memory: quantity(SIZE, 'Memory; default 32 GiB.', { positive: true }),
    nic: either(
      rate('Rate of the card in each direction.'),
      nested<Partial<Nic>>(NIC),
      'Network card; default 10 Gbit/s each direction, efficiency 0.9, full duplex.',
    ),
    compute: rate(
      'Data-mover throughput; default cores x 150 MB/s, of a machine that is only a proxy cores x 100 MB/s, only a cloud gateway cores x 312 MB/s.',
    ),
    virtual: flag('A virtual machine; only `gatesim report` tells of it. Default false.'),
    managed: flag(
      'false: exists, but is not part of the backup infrastructure and can serve no role. Default true.',
    ),
    reaches: names('Repositories it can open; default all.', ['nas']),
    fibreChannel: names('Appliances it can open over Fibre Channel; default none.', ['dd']),
    roles,
    cost: cost(),
  },
  required: ['name'],
}
