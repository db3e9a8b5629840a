/**
 * What the document *Cloud Gateway* says, one test per sentence. S17 and S18 are in more-gateways.test.ts; S3 and S14 to
 * S16, which are about files and reports, in documents.test.ts.
 */
import { expect, test } from 'vitest'
import { layoutOf } from '../../sim/model/cloud/index.ts'
import type { World } from '../../sim/model/index.ts'
import { down } from '../model/failing.ts'
import { at, type Facts, GB, MB, machines, PLAIN, run, server, share } from '../model/worlds.ts'
import {
  CLOUD,
  carried,
  cloudGateway,
  inOrder,
  machine,
  narrow,
  offsite,
  provider,
  recordOf,
  tenant,
  vault,
  ways,
} from './worlds.ts'

/** Tenants t1, t2, ... with the same gateways. */
const many = (count: number, gateways: string[]) =>
  Array.from({ length: count }, (_, i) => tenant(`t${i + 1}`, gateways))
const nightly = (count: number, bytes: number, each = 1) =>
  Array.from({ length: count }, (_, i) => offsite(`t${i + 1}`, machines(each, bytes)))
const results = ({ tasks }: Facts) =>
  inOrder(tasks).map(({ tenant: who, result, reason, transferredBytes }) => [
    who,
    result,
    reason,
    transferredBytes,
  ])

test('S1 every byte of a tenant is on exactly one cloud gateway, also when its task moves on', () => {
  const facts = run(
    provider(
      [cloudGateway('cgw-1'), cloudGateway('cgw-2')],
      many(2, ['cgw-1', 'cgw-2']),
      nightly(2, 50 * GB),
      { failures: [down('server/cgw-1', 100)] },
    ),
  )
  // t1 moves 10 GB over the first, is looked at after 15 s and moves 40 GB over the second, as t2 its 50 GB.
  expect(carried(facts)).toEqual({ 'cgw-1': 10, 'cgw-2': 90 })
  expect(facts.tasks.reduce((sum, task) => sum + task.transferredBytes, 0)).toBe(100 * GB)
})

test('S2 commands need a cloud gateway too: with all of them down no job of a tenant starts', () => {
  const direct = share('bucket', 'automatic', { type: 'object-storage', connection: 'direct' })
  const facts = run(
    provider(
      [cloudGateway('cgw-1'), cloudGateway('cgw-2')],
      many(2, ['cgw-1', 'cgw-2']),
      [
        offsite('t1', [machine('vm', GB)], { schedule: at(10) }),
        offsite('t2', [machine('vm', GB)], { schedule: at(10), target: 'bucket' }),
      ],
      {
        repositories: [vault(), direct],
        failures: [down('server/cgw-1', 1), down('server/cgw-2', 2)],
      },
    ),
  )
  // Data in direct mode would not cross a gateway; asking for the session does.
  expect(results(facts)).toEqual([
    ['t1', 'Failed', 'cloud-gateways-unavailable', 0],
    ['t2', 'Failed', 'cloud-gateways-unavailable', 0],
  ])
  expect(facts.sessions.map(({ start, end }) => [start, end])).toEqual([
    [10, 10],
    [10, 10],
  ])
})

test('S4 replication to a cloud host goes through cloud gateways as a backup does', () => {
  const facts = run(
    provider(
      [narrow('cgw', 50 * MB), server('host', { 'cloud-host': {} })],
      [tenant('t1', ['cgw'])],
      [offsite('t1', [machine('vm', 10 * GB)], { type: 'replication', platform: 'none', target: 'host' })],
    ),
  )
  expect(facts.tasks).toMatchObject([
    { end: 200, cloudGateway: 'cgw', repository: 'host', bottleneck: 'CloudGateway', gateway: undefined },
  ])
  expect(carried(facts)).toEqual({ cgw: 10 })
})

test('S5 many-to-one is a first-class layout: one gateway serves four tenants at the same time', () => {
  const facts = run(provider([narrow('cgw', 100 * MB)], many(4, ['cgw']), nightly(4, 10 * GB)))
  // 25 MB/s each.
  expect(facts.tasks.map(({ start, end }) => [start, end])).toEqual(Array(4).fill([0, 400]))
  expect(facts.tenants.map(({ layout }) => layout)).toEqual(Array(4).fill('many-to-one'))
})

test('S6 one-to-many is a first-class layout: the tasks of one tenant use more than one gateway', () => {
  const gateways = [narrow('cgw-1', 100 * MB), narrow('cgw-2', 100 * MB)]
  const facts = run(provider(gateways, many(1, ['cgw-1', 'cgw-2']), nightly(1, 10 * GB, 4)))
  expect(ways(facts)).toEqual(['cgw-1', 'cgw-2', 'cgw-1', 'cgw-2'])
  // 40 GB at 200 MB/s.
  expect(facts.sessions[0]).toMatchObject({ end: 200 })
  expect(recordOf(facts, 't1')).toMatchObject({ layout: 'one-to-many', gateways: 2 })
})

test('S7 many-to-many is a first-class layout: three tenants share two gateways', () => {
  const gateways = [narrow('cgw-1', 300 * MB), narrow('cgw-2', 300 * MB)]
  const facts = run(provider(gateways, many(3, ['cgw-1', 'cgw-2']), nightly(3, 10 * GB, 2)))
  expect(ways(facts)).toEqual(['cgw-1', 'cgw-2', 'cgw-1', 'cgw-2', 'cgw-1', 'cgw-2'])
  expect(facts.tasks.map(({ end }) => end)).toEqual(Array(6).fill(100))
  expect(facts.gateways.filter(({ kind }) => kind === 'cloud')).toMatchObject([
    { tenants: 3, tasks: 3, bytesIn: 30 * GB, peakConnections: 3 },
    { tenants: 3, tasks: 3, bytesIn: 30 * GB, peakConnections: 3 },
  ])
  expect(facts.tenants.map(({ layout }) => layout)).toEqual(Array(3).fill('many-to-many'))
})

test('S8 the layout follows from who may use what, and has the name of the document', () => {
  const named = (tenants: number, gateways: number) =>
    layoutOf({ tenants: many(tenants, ['cgw-1', 'cgw-2', 'cgw-3'].slice(0, gateways)) }).name
  expect([named(3, 1), named(1, 3), named(3, 3), named(1, 1)]).toEqual([
    'many-to-one',
    'one-to-many',
    'many-to-many',
    'one-to-one',
  ])
})

test('S9 flows on a shared gateway are fenced off: what fails for one tenant changes nothing for the other', () => {
  const shared = (more: Partial<World>) =>
    run(provider([narrow('cgw', 100 * MB)], many(2, ['cgw']), nightly(2, 10 * GB, 2), more))
  const ofOther = (facts: Facts) => results(facts).filter(([who]) => who === 't2')
  const well = shared({})
  const job = 't1/offsite'
  const bad = shared({
    failures: [
      { kind: 'scripted', job, machine: 'vm-1', days: [20_458], attempts: 'all' },
      { kind: 'scripted', job, machine: 'vm-2', days: [20_458], attempts: 'all' },
    ],
  })
  expect(recordOf(bad, 't1')).toMatchObject({ tenantResult: 'Failed', failed: 2, goodBytes: 0 })
  expect(ofOther(bad)).toEqual(ofOther(well))
  const counters = ({
    bytes,
    goodBytes,
    tasks,
    failed,
    tenantResult,
    providerResult,
  }: Facts['tenants'][0]) => [bytes, goodBytes, tasks, failed, tenantResult, providerResult]
  expect(counters(recordOf(bad, 't2'))).toEqual(counters(recordOf(well, 't2')))
})

test('S10 what a gateway carried for its tenants sums to its total, to the byte', () => {
  const facts = run(
    provider(
      [narrow('cgw', 70 * MB)],
      many(3, ['cgw']),
      [1_234_567_891, 333_333_333, 77_777_777].map((bytes, i) => offsite(`t${i + 1}`, machines(2, bytes))),
    ),
  )
  const parts = facts.flows.filter(({ kind }) => kind === 'cloud')
  expect(parts.map(({ tenant: who, bytesIn }) => [who, Math.round(bytesIn)])).toEqual([
    ['t3', 155_555_554],
    ['t2', 666_666_666],
    ['t1', 2_469_135_782],
  ])
  expect(Math.round(facts.gateways.find(({ kind }) => kind === 'cloud')!.bytesIn)).toBe(3_291_358_002)
})

/**
 * A backup server of two cores that move 100 MB/s each. t1 and t2 move 2 x 50 GB each, t3 begins at 100 s. Opening a
 * session takes 5 core-seconds.
 */
function controlBeside(colocated: boolean): Facts {
  const small = { cores: 2, compute: 200 * MB }
  const vcc = server('vcc', { 'backup-server': {}, ...(colocated ? CLOUD : {}) }, small)
  const where = colocated ? 'vcc' : 'cgw'
  return run(
    provider(
      [],
      many(3, [where]),
      [...nightly(2, 50 * GB, 2), offsite('t3', [machine('vm', GB)], { schedule: at(100) })],
      {
        servers: [vcc, cloudGateway('cgw', small), server('g1', { gateway: { maxTasks: 100 } })],
        policies: { ...PLAIN, control: { session: 5, task: 0 } },
      },
    ),
  )
}

test('S11 a cloud gateway on the backup server makes control slower than a dedicated one', () => {
  const opening = (colocated: boolean) =>
    controlBeside(colocated).sessions.find(({ tenant: who }) => who === 't3')!.controlSeconds
  // Alone a core works off 5 core-seconds in 5 s. Beside two tenants it is one of three with equal shares of 200 MB/s:
  // 500 MB at 66.7 MB/s.
  expect(opening(false)).toBeCloseTo(5, 6)
  expect(opening(true)).toBeCloseTo(7.5, 6)
})

test('S12 a backup server that relays much as a cloud gateway brings the advice of a dedicated one', () => {
  // 201 GB and 7.5 s of control work through 200 MB/s keep the cores busy for 1012.5 s of a day.
  expect(controlBeside(true).warnings).toEqual([
    {
      code: 'W-DEDICATED-GATEWAY-ADVISED',
      subject: 'vcc',
      message:
        "the backup server is a cloud gateway too, and tenants' traffic loads it: saturated 1.2 % of the measured time",
    },
  ])
  expect(controlBeside(false).warnings).toEqual([])
})

test('S13 a dedicated gateway takes the load of the data off the backup server', () => {
  const used = (colocated: boolean) =>
    controlBeside(colocated).resources.find(({ resource }) => resource === 'vcc')!
  // Three sessions of 5 core-seconds in a day of 2 cores; 201 GB of data besides.
  expect(used(false).computeUtilisation).toBeCloseTo(7.5 / 86_400, 12)
  expect(used(true).computeUtilisation).toBeCloseTo((7.5 + 201_000 / 200) / 86_400, 12)
  expect(used(true).controlUtilisation).toBeCloseTo(7.5 / 86_400, 12)
  expect([used(false).bytesIn, used(true).bytesIn]).toEqual([0, 201 * GB])
})
