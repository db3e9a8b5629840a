import { describe, expect, test } from 'vitest'
import type { Repository, World } from '../../sim/model/index.ts'
import {
  appliance,
  attached,
  DAY,
  down,
  GB,
  job,
  link,
  MB,
  nightly,
  one,
  proxy,
  resource,
  run,
  share,
  vm,
  world,
} from './estates.ts'
import { GATEWAY, server } from './worlds.ts'

const UNLIMITED = Number.POSITIVE_INFINITY
const TODAY = { full: { kind: 'weekdays', days: [0], how: 'synthetic' } } as const
const BACKUP_SERVER = { 'backup-server': {} }
const MOUNT = { 'mount-server': {} }

/** One machine of 100 GB at 2:1: the increment stores 2.5 GB, the synthetic full 50 GB. */
const night = (repository: Repository, parts: Partial<World> = {}, more: Parameters<typeof job>[3] = {}) =>
  run(
    one(
      repository,
      { servers: [proxy('proxy-1', UNLIMITED), server('g1', GATEWAY)], ...parts },
      { machines: [vm('vm', 100 * GB)], reduction: 2, ...TODAY, ...more },
    ),
  )
const synthetic = (facts: ReturnType<typeof run>) =>
  facts.tasks.find(({ operation }) => operation === 'synthetic')!

describe('what synthetic work moves', () => {
  test('on a share without fast clone a synthetic full passes its gateway in and out', () => {
    const facts = night(share('nas', ['g1'], { read: 500 * MB, write: 250 * MB }))
    // 5 GB of increment at 100 MB/s; 50 GB read and written at once, the slower side decides: 200 s.
    expect(synthetic(facts)).toMatchObject({
      queued: 50,
      end: 250,
      algorithm: 'synthetic-full',
      direction: 'synthetic',
      fastClone: false,
    })
    expect(synthetic(facts).gatewayBytesIn / GB).toBeCloseTo(50, 9)
    expect(synthetic(facts).gatewayBytesOut / GB).toBeCloseTo(50, 9)
    expect(synthetic(facts).repositoryReadBytes / GB).toBeCloseTo(50, 9)
    expect(synthetic(facts).repositoryWrittenBytes / GB).toBeCloseTo(50, 9)
    expect(resource(facts, 'nas').bytesIn / GB).toBeCloseTo(52.5, 9)
    expect(resource(facts, 'nas').bytesOut / GB).toBeCloseTo(50, 9)
  })

  test('its record reads and processes the new full; nothing of it is transferred, nor in the sums of the session', () => {
    const facts = night(share('nas', ['g1'], { read: 500 * MB }))
    expect(synthetic(facts).readBytes / GB).toBeCloseTo(50, 9)
    expect(synthetic(facts).processedBytes / GB).toBeCloseTo(50, 9)
    expect(synthetic(facts).transferredBytes).toBe(0)
    expect(facts.sessions[0]).toMatchObject({
      machines: 1,
      tasks: 1,
      algorithm: 'increment',
      end: 150,
      processedBytes: 100 * GB,
    })
    expect(facts.sessions[0]!.readBytes / GB).toBeCloseTo(5, 9)
    expect(facts.sessions[0]!.transferredBytes / GB).toBeCloseTo(2.5, 9)
  })

  test('gateways count it as synthetic and keep its bytes apart in the flows', () => {
    const { gateways, flows } = night(share('nas', ['g1'], { read: 500 * MB }))
    expect(gateways[0]).toMatchObject({ tasks: 2, syntheticTasks: 1 })
    expect(flows.map(({ direction, operation, tasks }) => [direction, operation, tasks])).toEqual([
      ['backup', 'backup', 1],
      ['synthetic', 'synthetic', 1],
    ])
    expect(gateways[0]!.bytesIn / GB).toBeCloseTo(52.5, 9)
  })

  test('on a direct attached host it is local: no network, no gateway', () => {
    const host = server('host', {}, { compute: 200 * MB })
    const facts = night(attached('local', 'host'), { servers: [proxy('proxy-1', UNLIMITED), host] })
    expect(synthetic(facts)).toMatchObject({
      gateway: undefined,
      rule: 'direct-attached',
      end: 50 + 250,
      targetMover: 'host',
    })
    expect(resource(facts, 'host').bytesIn / GB).toBeCloseTo(2.5, 9)
    expect(resource(facts, 'host').bytesOut).toBe(0)
    expect(facts.gateways).toEqual([])
  })

  test.each([
    ['refs', 'windows', true],
    ['refs', 'linux', false],
    ['xfs', 'linux', true],
    ['none', 'windows', false],
  ] as const)('S25: fast clone %s with a gateway on %s is effective: %s', (fastClone, os, effective) => {
    const servers = [proxy('proxy-1', UNLIMITED), server('g1', GATEWAY, { os })]
    const facts = night(share('nas', ['g1'], { fastClone, read: 500 * MB }), { servers })
    const task = synthetic(facts)
    expect(task.fastClone).toBe(effective)
    expect(task.end).toBe(effective ? 50 : 150)
    expect(task.gatewayBytesIn / GB).toBeCloseTo(effective ? 0 : 50, 9)
    expect(task.readBytes / GB).toBeCloseTo(effective ? 0 : 50, 9)
  })

  test('virtual synthetics move nothing through the gateway of an appliance', () => {
    const repository = appliance('dd', ['g1'], {
      fastClone: 'virtual-synthetic',
      read: 500 * MB,
      write: 500 * MB,
    })
    expect(synthetic(night(repository))).toMatchObject({
      fastClone: true,
      gatewayBytesIn: 0,
      repositoryWrittenBytes: 0,
      rateBytesPerSecond: undefined,
    })
  })

  test('without them an appliance reads and writes the full inflated', () => {
    const task = synthetic(night(appliance('dd', ['g1'], { read: 500 * MB })))
    expect(task.repositoryReadBytes / GB).toBeCloseTo(100, 9)
    expect(task.repositoryWrittenBytes / GB).toBeCloseTo(100, 9)
  })

  test('a repository task rate caps synthetic work in stored bytes', () => {
    expect(synthetic(night(share('nas', ['g1'], { taskRate: 125 * MB })))).toMatchObject({
      end: 450,
      bottleneck: 'Target',
    }) // 50 GB / 125 MB/s
  })

  test('a gateway across the WAN carries the full over the link twice, once each way', () => {
    const facts = night(share('nas', ['far'], {}), {
      sites: ['hq', 'dr'],
      links: [link('wan', 100 * MB)],
      servers: [proxy('proxy-1', UNLIMITED), server('far', GATEWAY, { site: 'dr' })],
    })
    // 2.5 GB to the gateway and back, and 50 GB to it and back.
    expect(resource(facts, 'wan').bytesIn / GB).toBeCloseTo(52.5, 9)
    expect(resource(facts, 'wan').bytesOut / GB).toBeCloseTo(52.5, 9)
  })
})

describe('who does synthetic work', () => {
  const servers = [
    proxy('proxy-1', UNLIMITED),
    server('vbr', BACKUP_SERVER),
    server('mount', MOUNT),
    server('g1', GATEWAY),
  ]
  const automatic = share('nas', 'automatic', { mountServer: 'mount', read: 500 * MB })
  const helpers = (
    repository: Repository,
    more: Partial<World> = {},
    jobParts: Parameters<typeof job>[3] = {},
  ) =>
    night(repository, { servers, ...more }, jobParts).tasks.map(({ gateway, rule, fallback }) => [
      gateway,
      rule,
      fallback,
    ])

  test('S57: the mount server, while transport goes through the proxy', () => {
    expect(helpers(automatic)).toEqual([
      ['proxy-1', 'A1', false],
      ['mount', 'A1', false],
    ])
  })

  test('S57: the backup server, as a fall-back, while the mount server is down', () => {
    expect(helpers(automatic, { failures: [down('mount', 0)] })).toEqual([
      ['proxy-1', 'A1', false],
      ['vbr', 'A1', true],
    ])
  })

  test('S65: agents use the mount server for both', () => {
    expect(
      helpers(automatic, {}, { type: 'agent', platform: 'none', proxies: [], tasksPer: 'machine' }),
    ).toEqual([
      ['mount', 'D1', false],
      ['mount', 'D1', false],
    ])
  })

  test('S43: with a manual list the listed ones, never the mount server', () => {
    expect(helpers(share('nas', ['g1'], { mountServer: 'mount', read: 500 * MB }))).toEqual([
      ['g1', 'manual', false],
      ['g1', 'manual', false],
    ])
  })

  test('a repository counts one slot per chain for it, and it starts when transport of all machines is over', () => {
    const { tasks } = run(
      world({
        servers: [proxy('proxy-1', UNLIMITED), server('g1', GATEWAY)],
        repositories: [share('nas', ['g1'], { maxTasks: 2, read: 100 * MB })],
        jobs: [
          job('nightly', 'nas', [vm('a', 40 * GB, { disks: 2 }), vm('b', 40 * GB, { disks: 2 })], TODAY),
        ],
      }),
    )
    const work = tasks.filter(({ operation }) => operation === 'synthetic')
    // Two slots: two disks of 1 GB each at a time, 20 s in all; then both fulls of 40 GB at 50 MB/s.
    expect(
      work.map(({ machine: name, queued, start, end }) => [name, queued, start, Math.round(end)]),
    ).toEqual([
      ['a', 20, 20, 820],
      ['b', 20, 20, 820],
    ])
  })

  test('when it fails five repeats with doubling pauses, the session ends with a warning and keeps its increment', () => {
    const refused = night(
      share('nas', ['g1'], { read: 500 * MB }),
      { horizon: 2 * DAY, failures: [down('g1', 50, DAY / 2)] },
      { schedule: nightly(2) },
    )
    const attempts = refused.tasks.filter(
      ({ operation, session }) => operation === 'synthetic' && session === 'nightly#1',
    )
    expect(attempts.map(({ end }) => end - 50)).toEqual([0, 60, 180, 420, 900, 1860])
    expect(refused.sessions.map(({ result }) => result)).toEqual(['Warning', 'Success'])
    expect(refused.tasks.at(-1)).toMatchObject({ algorithm: 'increment' })
  })
})
