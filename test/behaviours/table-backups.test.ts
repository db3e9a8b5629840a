/** The table of automatic selection: backups and file backups. */
import { expect, test } from 'vitest'
import type { Job } from '../../sim/model/index.ts'
import {
  but,
  down,
  estate,
  GB,
  job,
  machine,
  proxy,
  SYNTHETIC_FULL,
  servedSynthetic,
  server,
  told,
} from './worlds.ts'

const FILES: Partial<Job> = { type: 'file-backup', platform: 'file' }
/** Two disks, or two files, in an order that puts the first on proxy-2, whose only slot it takes, and the next on proxy-1. */
const BOTH = { proxies: ['proxy-2', 'proxy-1'] }
const backup = (more: Partial<Job>, target = 'nas', list = [machine('vm', 20 * GB, { disks: 2 })]) =>
  told(estate([job('nightly', target, list, more)]).tasks, 'proxy', 'gateway', 'rule', 'fallback')

test('S53 VMware backup: the proxy assigned first is the gateway, a later proxy of the job is not', () => {
  expect(backup(BOTH)).toEqual([
    ['proxy-2', 'proxy-2', 'A1', false],
    ['proxy-1', 'proxy-2', 'A1', false],
  ])
})

test('S54 Hyper-V backup: the on-host or off-host proxy is the gateway', () => {
  const servers = but(server('hv-1', {}, { os: 'hyper-v' }), server('hv-2', {}, { os: 'hyper-v' }))
  const list = ['hv-1', 'hv-2'].map((host) => machine(`on-${host}`, 10 * GB, { host }))
  const of = (more: Partial<Job>) => {
    const jobs = [job('nightly', 'nas', list, { platform: 'hyper-v', ...more })]
    return told(estate(jobs, { servers }).tasks, 'proxy', 'gateway', 'rule')
  }
  expect(of({ processing: 'on-host', proxies: [] })).toEqual([
    ['hv-1', 'hv-1', 'A2'],
    ['hv-2', 'hv-2', 'A2'],
  ])
  expect(of({ processing: 'off-host', ...BOTH })).toEqual([
    ['proxy-2', 'proxy-2', 'A2'],
    ['proxy-1', 'proxy-1', 'A2'],
  ])
})

test('S55 file backup: the proxy assigned first to the share is the gateway', () => {
  const shares = ['share-1', 'share-2'].map((name) => machine(name, 10 * GB))
  expect(backup({ ...FILES, ...BOTH }, 'nas', shares)).toEqual([
    ['proxy-2', 'proxy-2', 'A3', false],
    ['proxy-1', 'proxy-1', 'A3', false],
  ])
})

test('S56 object storage in direct mode: the least loaded proxy, anew for each operation', () => {
  // Four disks of one machine: proxy-2 reads the first only, but serves every other one.
  const four = [machine('vm', 40 * GB, { disks: 4 })]
  const gateways = (more: Partial<Job>, target: string) =>
    backup({ ...BOTH, ...more }, target, four).map(([, gateway, rule]) => [gateway, rule])
  expect(gateways({}, 'bucket')).toEqual(
    ['proxy-2', 'proxy-1', 'proxy-2', 'proxy-1'].map((name) => [name, 'A4']),
  )
  expect(gateways({}, 'nas')).toEqual(Array(4).fill(['proxy-2', 'A1']))
  // A proxy of twice the cores is half as loaded by as many tasks.
  const servers = but(proxy('proxy-1', 9, { cores: 16 }))
  const jobs = [job('nightly', 'bucket', four, { ...FILES, ...BOTH, machines: machinesOf(3) })]
  expect(told(estate(jobs, { servers }).tasks, 'gateway', 'rule')).toEqual(
    ['proxy-2', 'proxy-1', 'proxy-1'].map((name) => [name, 'A4']),
  )
})

const machinesOf = (count: number) =>
  Array.from({ length: count }, (_, i) => machine(`share-${i + 1}`, 10 * GB))

test('S57 synthetic work of backups: the mount server, and the backup server when that is down', () => {
  for (const [target, more, rule] of [
    ['nas', {}, 'A1'],
    ['nas', FILES, 'A3'],
    ['bucket', {}, 'A4'],
    ['bucket', FILES, 'A4'],
  ] as const) {
    const jobs = [job('nightly', target, [], { ...more, ...SYNTHETIC_FULL })]
    expect(servedSynthetic(jobs)).toEqual([['mount', rule, false]])
    expect(servedSynthetic(jobs, { failures: [down('server/mount', 10)] })).toEqual([['bs', rule, true]])
  }
})
