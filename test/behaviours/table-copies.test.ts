/** The table of automatic selection: backup copies and file backup copies. */
import { expect, test } from 'vitest'
import type { Job, Repository, World } from '../../sim/model/index.ts'
import { scenario } from '../scenarios/helpers.ts'
import {
  at,
  attached,
  but,
  down,
  estate,
  foundAt,
  GB,
  HOUR,
  job,
  machine,
  mountDown,
  otherwise,
  passed,
  servedSynthetic,
  servedWork,
  share,
  told,
  workOn,
  workOnMonday,
} from './worlds.ts'

const COPIES = ['backup-copy', 'file-backup-copy'] as const

test('S58 copy from a direct attached repository: the mount server, else the backup server', () => {
  for (const type of COPIES)
    for (const source of ['disk', 'hardened']) {
      const jobs = workOn(type, source, 'nas')
      expect(servedWork(jobs)).toEqual([['mount', 'B1', false]])
      expect(servedWork(jobs, mountDown)).toEqual([['bs', 'B1', true]])
    }
})

test('S59 copy from a repository behind a gateway: that gateway serves again', () => {
  for (const type of COPIES) {
    expect(servedWork(workOn(type, 'listed', 'nas'))).toEqual([['g1', 'B2', false]])
    expect(servedWork(workOn(type, 'vault', 'nas'))).toEqual([['g2', 'B2', false]])
  }
  // It reads and writes: 10 GB in from one share, 10 GB out to the other, and nobody in between.
  const copy = estate(workOn('backup-copy', 'listed', 'nas')).tasks.at(-1)!
  expect(copy).toMatchObject({
    sourceMover: 'g1',
    targetMover: 'g1',
    gatewayBytesIn: 10 * GB,
    gatewayBytesOut: 10 * GB,
  })
})

test('S60 copy to object storage in direct mode: the source repository is the gateway', () => {
  for (const type of COPIES) {
    expect(servedWork(workOn(type, 'disk', 'bucket'))).toEqual([['host', 'B3', false]])
    expect(servedWork(workOn(type, 'hardened', 'bucket'))).toEqual([['host', 'B3', false]])
    expect(servedWork(workOn(type, 'listed', 'bucket'))).toEqual([['g1', 'B3', false]])
    // In gateway mode object storage is a repository like others, with a list of its own.
    expect(servedWork(workOn(type, 'disk', 'vault'))).toEqual([['g2', 'manual', false]])
  }
})

/** From `near` in the head office over a pair of accelerators to `far` in the other site. */
const overWan = (near: Repository, far: Repository): [Job[], Partial<World>] => [
  [
    job('nightly', 'near', [machine('vm', 10 * GB)]),
    job('work', 'far', [machine('vm', 10 * GB, { from: 'nightly' })], {
      type: 'backup-copy',
      source: 'near',
      schedule: at(HOUR),
      via: { source: 'wan-hq', target: 'wan-dr' },
    }),
  ],
  { servers: but(otherwise('wan-dr', { site: 'dr' })), repositories: [near, far] },
]
const FAR = { site: 'dr', mountServer: 'mount' }
const nearShare = share('near', 'automatic')
const nearDisk = attached('near', 'host')
const farShare = share('far', 'automatic', FAR)

test('S61 copy over WAN accelerators: the accelerator on the side of the share is the gateway', () => {
  const farDisk = attached('far', 'wan-dr', FAR)
  expect(servedWork(...overWan(nearShare, farDisk))).toEqual([['wan-hq', 'B4', false]])
  expect(servedWork(...overWan(nearDisk, farShare))).toEqual([['wan-dr', 'B4', false]])
  // Two shares: the target one serves the target, and the source one reads.
  const two = overWan(nearShare, farShare)
  expect(servedWork(...two)).toEqual([['wan-dr', 'B4', false]])
  const facts = estate(...two)
  expect(told(facts.tasks, 'sourceMover', 'targetMover').at(-1)).toEqual(['wan-hq', 'wan-dr'])
  // Between them 10 GB cross as one.
  expect(passed(facts, 'wan')).toEqual([1, 0])
})

test('S62 file backup copy over WAN accelerators is refused', () => {
  const text = (source: string, copy: string) =>
    scenario({
      servers: `[
  { name: vbr, cores: 24, memory: 64 GiB, roles: [backup-server, mount-server] }, { name: wan, count: 2, roles: [wan-accelerator] },
  { name: proxy, roles: [proxy] }, { name: files, roles: { proxy: { platform: file } } }]`,
      repositories: '[{ name: nas, type: smb }, { name: far, type: smb }]',
      jobs: `[{ name: nightly, type: ${source}, target: nas, machines: [{ name: vm, size: 1 GiB }] },
  { name: copy, type: ${copy}, source: nas, target: far, via: »{ wanAccelerators: [wan-1, wan-2] } }]`,
      failures: '[]',
    })
  expect(foundAt(text('file-backup', 'file-backup-copy'))).toEqual(['E-FILE-COPY-VIA'])
  expect(foundAt(text('backup', 'backup-copy'))).toEqual([])
})

test('S63 synthetic work of copies: the mount server, else the backup server, on the direct and the WAN path', () => {
  for (const [jobs, rule] of [
    [workOnMonday('backup-copy', 'disk', 'nas'), 'B1'],
    [workOnMonday('backup-copy', 'disk', 'nas', { via: { source: 'wan-hq', target: 'wan-dr' } }), 'B4'],
  ] as const) {
    expect(servedSynthetic(jobs)).toEqual([['mount', rule, false]])
    // The increment of 2 GB is copied by 01:00:20; then the mount server goes.
    expect(servedSynthetic(jobs, { failures: [down('server/mount', HOUR + 20)] })).toEqual([
      ['bs', rule, true],
    ])
  }
})
