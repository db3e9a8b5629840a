/** The provider's own gateway behind the cloud gateway, and roles that share a machine. */
import { describe, expect, test } from 'vitest'
import type { Repository, World } from '../../sim/model/index.ts'
import { vm } from '../model/estates.ts'
import { cutOff, down } from '../model/failing.ts'
import { at, DAY, type Facts, GATEWAY, GB, machines, PLAIN, run, server } from '../model/worlds.ts'
import { cloudGateway, inOrder, machine, offsite, provider, tenant, vault } from './worlds.ts'

const two = [cloudGateway('cgw-1'), cloudGateway('cgw-2')]
const t1 = tenant('t1', ['cgw-1', 'cgw-2'])
const MNT = server('mnt', { 'mount-server': {} })

/** A repository whose gateway is chosen automatically. */
function automatic(more: Partial<Repository>, parts: Partial<World> = {}): Facts {
  const repositories = [vault({ gateway: 'automatic', ...more })]
  const job = offsite('t1', machines(1, 10 * GB))
  return run(provider([...two, MNT], [t1], [job], { repositories, ...parts }))
}
const served = ({ tasks }: Facts) =>
  inOrder(tasks).map(({ gateway, rule, fallback, reason }) => [gateway, rule, fallback, reason])

describe('automatic', () => {
  test('is the mount server of the repository, by the rule of Cloud Connect', () => {
    expect(served(automatic({ mountServer: 'mnt' }))).toEqual([['mnt', 'cloud', false, undefined]])
  })

  test('is the backup server when the mount server is down', () => {
    const failures = [down('server/mnt', 0)]
    expect(served(automatic({ mountServer: 'mnt' }, { failures }))).toEqual([
      ['vcc', 'cloud', true, undefined],
    ])
  })

  test('is the backup server where that is the mount server: no fall-back then', () => {
    expect(served(automatic({ mountServer: 'vcc' }))).toEqual([['vcc', 'cloud', false, undefined]])
  })

  test('keeps synthetic work with the provider: no connection, no slot of the tenant', () => {
    const nightly = offsite('t1', [vm('vm', 10 * GB)], {
      schedule: at(0, DAY),
      method: 'forever-forward',
      retention: { points: 1 },
    })
    const repositories = [vault({ gateway: 'automatic', mountServer: 'mnt' })]
    const facts = run(provider([...two, MNT], [t1], [nightly], { repositories, horizon: 2 * DAY }))
    const merges = facts.tasks.filter(({ operation }) => operation === 'synthetic')
    expect(merges).toMatchObject(Array(2).fill({ gateway: 'mnt', cloudGateways: [], transferredBytes: 0 }))
    const flows = facts.flows.filter(({ kind }) => kind === 'cloud')
    expect(flows.map(({ operation, bytesIn }) => [operation, bytesIn / GB])).toEqual([['backup', 1]])
  })
})

describe('a manual list', () => {
  test('is used by load, per machine, whatever cloud gateway the data come through', () => {
    const servers = [server('g2', GATEWAY), ...two]
    const repositories = [vault({ gateway: ['g1', 'g2'] })]
    const facts = run(provider(servers, [t1], [offsite('t1', machines(4, 10 * GB))], { repositories }))
    expect(
      inOrder(facts.tasks).map(({ gateway, rule, cloudGateway: cloud }) => [gateway, rule, cloud]),
    ).toEqual([
      ['g1', 'manual', 'cgw-1'],
      ['g2', 'manual', 'cgw-2'],
      ['g1', 'manual', 'cgw-1'],
      ['g2', 'manual', 'cgw-2'],
    ])
  })

  test('that is down fails the task; there is no fall-back', () => {
    const facts = run(
      provider(two, [t1], [offsite('t1', machines(1, GB))], { failures: [down('server/g1', 0)] }),
    )
    expect(served(facts)).toEqual([[undefined, undefined, false, 'gateway-inaccessible']])
  })
})

describe('losing the gateway behind the cloud gateway', () => {
  test('fails the machine at once: there is no move to another one', () => {
    const servers = [server('g2', GATEWAY), ...two]
    const repositories = [vault({ gateway: ['g1', 'g2'] })]
    const job = offsite('t1', machines(1, 10 * GB), { retry: { attempts: 1, wait: 600 } })
    const facts = run(
      provider(servers, [t1], [job], { repositories, failures: [down('server/g1', 50, 100)] }),
    )
    expect(inOrder(facts.tasks)).toMatchObject([
      { end: 50, gateway: 'g1', reason: 'server-lost', cloudGateway: 'cgw-1' },
      { start: 650, end: 750, result: 'Success' },
    ])
  })

  test('or its connection: the way from the cloud gateway to it is cut', () => {
    const facts = run(
      provider(two, [t1], [offsite('t1', machines(1, 10 * GB))], { failures: [cutOff('server/g1', 50, 5)] }),
    )
    expect(inOrder(facts.tasks)).toMatchObject([{ end: 50, reason: 'gateway-connection-lost' }])
  })
})

test('maintenance of a gateway keeps it from new machines', () => {
  const maintenance = {
    kind: 'maintenance' as const,
    subject: { kind: 'server' as const, name: 'g1' },
    timing: { kind: 'scripted' as const, at: [50], lasts: 1000 },
    stream: 'maintenance/g1',
  }
  const servers = [server('g2', GATEWAY), ...two]
  const repositories = [vault({ gateway: ['g1', 'g2'] })]
  const jobs = [
    offsite('t1', [machine('a', 10 * GB)]),
    offsite('t1', machines(2, GB), { name: 't1/later', schedule: at(60) }),
  ]
  const facts = run(provider(servers, [t1], jobs, { repositories, failures: [maintenance] }))
  expect(inOrder(facts.tasks).map(({ gateway, result }) => [gateway, result])).toEqual([
    ['g1', 'Success'],
    ['g2', 'Success'],
    ['g2', 'Success'],
  ])
})

test('every start of a task costs the backup server control work, for tenants as for its own jobs', () => {
  const small = { cores: 1, compute: 100e6 }
  const { servers, ...rest } = provider(two, [t1], [offsite('t1', machines(2, 10 * GB))], {
    policies: { ...PLAIN, control: { session: 5, task: 0.5 } },
  })
  const facts = run({
    ...rest,
    servers: [server('vcc', { 'backup-server': {} }, small), ...servers.slice(1)],
  })
  // 5 s for the session; two tasks share the core: 1 s each.
  expect(facts.sessions).toMatchObject([{ controlSeconds: 5, end: 106 }])
  expect(facts.tasks.map(({ start, end, controlSeconds }) => [start, end, controlSeconds])).toEqual([
    [5, 106, 1],
    [5, 106, 1],
  ])
})
