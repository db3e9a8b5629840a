/** machines of a job: keys. */
import type { Distribution } from '../../sim/kernel/index.ts'
import { RATE, SHARE, SIZE } from '../quantities/quantity.ts'
import { counter, UNLIMITED } from './common.ts'
import { distribution, type Leaf, leaf, mapped, passOn, text, whole } from './leaves.ts'
import type { Shape } from './shape.ts'
import { names } from './words.ts'

export interface MachineIn {
  readonly name?: string
  readonly count?: number
  readonly disks?: number
  readonly size?: Distribution
  readonly used?: { readonly share: Distribution } | { readonly bytes: Distribution }
  readonly changeRate?: Distribution
  readonly bytes?: Distribution
  readonly datastore?: string
  readonly host?: string
  readonly site?: string
  readonly rate?: Distribution
  readonly inventory?: string
  readonly from?: string
  readonly select?: readonly string[]
}

const usedShare = distribution(SHARE, '', { max: 1 })
const usedBytes = distribution(SIZE, '')

type Used = { readonly share: Distribution } | { readonly bytes: Distribution }

/** `60 %` of the size, or `120 GiB`: the units tell. */
const used: Leaf<Used> = leaf<Used>(
  {
    anyOf: [{ type: 'number', minimum: 0, maximum: 1 }, { type: 'string' }, { type: 'object' }],
    description: 'Used space: a share of the size, or a size; a constant or a distribution. Default 100 %.',
    examples: ['60 %', '120 GiB'],
  },
  (value) => {
    const isSize = /\d\s*[kKMGTP]?i?B\b/.test(JSON.stringify(value ?? ''))
    if (!isSize) return mapped(passOn(usedShare, value), (share) => ({ share }))
    return mapped(passOn(usedBytes, value), (bytes) => ({ bytes }))
  },
)

export const MACHINE: Shape<MachineIn> = {
  what: 'a machine',
  example: '{ name: vm, count: 60, disks: 2, size: 200 GiB, used: 60 % }',
  fields: {
    name: text('Name of the machine, file share or computer, unique in its job.', ['vm']),
    count: counter(1_000_000),
    disks: whole('Disks; volumes are split evenly over them. Default 1.', 1, { max: 1000 }),
    size: distribution(SIZE, 'Provisioned size.', { positive: true }),
    used,
    changeRate: distribution(SHARE, 'Share of the used space that changes per day; default 5 %.', { max: 1 }),
    bytes: distribution(SIZE, 'Bytes read by every run, instead of size, used and changeRate.'),
    datastore: text('Datastore its disks lie on; default none: no read limit.', ['san']),
    host: text('Hyper-V: the server that runs it.', ['hv-1']),
    site: text('Site; default that of its datastore or host, else the first.', ['hq']),
    rate: distribution(RATE, 'Read limit of the machine, shared by its disks; default none.', UNLIMITED),
    inventory: text('RVTools vInfo export (CSV): one machine per powered-on, non-template row.', [
      'vinfo.csv',
    ]),
    from: text('Work on stored points: the job that left them.', ['nightly']),
    select: names('Work on stored points: which machines; default all.', ['vm-*']),
  },
  required: [],
}
