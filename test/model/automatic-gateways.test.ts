/** Who becomes the gateway without a manual list, row by row. 1 GB takes 10 s. */
import { describe, expect, test } from 'vitest'
import type { Job, Server, World } from '../../sim/model/index.ts'
import { cutOff, down } from './failing.ts'
import { at, GATEWAY, GB, job, machine, machines, PLAIN, proxy, run, server, share, world } from './worlds.ts'

const SERVERS = [
  server('bs', { 'backup-server': {} }),
  proxy('p1', 1),
  proxy('p2', 4),
  server('mount', { 'mount-server': {} }),
  server('idle', GATEWAY),
]
const AUTO = share('nas', 'automatic', { mountServer: 'mount' })

function estate(
  parts: Partial<Job>,
  more: Partial<World> = {},
  list = [machine('vm', 2 * GB, { disks: 2 })],
) {
  return run(
    world({
      servers: SERVERS,
      repositories: [AUTO],
      datastores: [{ name: 'san', site: 'hq', read: 1e12, write: 1e12, maxTasks: 99 }],
      jobs: [job('nightly', 'nas', list, { proxies: ['p1', 'p2'], ...parts })],
      ...more,
    }),
  )
}
const told = (facts: ReturnType<typeof run>) =>
  facts.tasks.map(({ proxy: source, gateway, rule, fallback }) => [source, gateway, rule, fallback])
const blind = (name: string) =>
  SERVERS.map((one) => (one.name === name ? { ...one, reaches: ['other'] } : one))

describe('A1 and A3: the proxy assigned first, then the other proxies of the job', () => {
  test('a later proxy of the same machine is not its gateway (S53)', () => {
    expect(told(estate({}))).toEqual([
      ['p1', 'p1', 'A1', false],
      ['p2', 'p1', 'A1', false],
    ])
    expect(
      told(estate({ type: 'file-backup', platform: 'file' })).map(([, gateway, rule]) => [gateway, rule]),
    ).toEqual([
      ['p1', 'A3'],
      ['p1', 'A3'],
    ])
  })

  test('per-machine files: every machine has its own first proxy; off: the job has one', () => {
    const of = (perMachineFiles: boolean) =>
      told(estate({}, { repositories: [{ ...AUTO, perMachineFiles }] }, machines(2, GB))).map(
        ([, gateway]) => gateway,
      )
    expect(of(true)).toEqual(['p1', 'p2'])
    expect(of(false)).toEqual(['p1', 'p1'])
  })

  test('a first proxy without access to the share gives way to the next: a fallback (S47)', () => {
    expect(told(estate({}, { servers: blind('p1') }))).toEqual([
      ['p1', 'p2', 'A1', true],
      ['p2', 'p2', 'A1', true],
    ])
  })

  test('without any other proxy it fails: the mount server is no option of that row', () => {
    const facts = estate({ proxies: ['p1'] }, { servers: blind('p1') })
    expect(facts.sessions[0]).toMatchObject({ result: 'Failed', reason: 'no-eligible-gateway', end: 0 })
  })

  test('the proxy as gateway needs no gateway slot, but its tasks are load', () => {
    const both: Server = { ...proxy('p1', 4), roles: { ...proxy('p1', 4).roles, gateway: { maxTasks: 1 } } }
    const facts = estate({ proxies: ['p1'] }, { servers: [both, ...SERVERS.slice(2)] }, machines(3, GB))
    expect(facts.tasks.map(({ start }) => start)).toEqual([0, 0, 0])
    expect(facts.gateways.find(({ gateway }) => gateway === 'p1')).toMatchObject({
      peakTasks: 3,
      slotUtilisation: 0,
    })
  })
})

describe('A2: Hyper-V', () => {
  const hosts = [server('h1', {}, { os: 'hyper-v' }), server('h2', {}, { os: 'hyper-v' })]
  const list = ['h1', 'h2'].map((host) => machine(`on-${host}`, GB, { host }))
  const servers = [...SERVERS, ...hosts]

  test('on-host: the host of each machine; off-host: a proxy (S54)', () => {
    const hyperV: Partial<Job> = { platform: 'hyper-v', proxies: [] }
    expect(told(estate(hyperV, { servers }, list))).toEqual([
      ['h1', 'h1', 'A2', false],
      ['h2', 'h2', 'A2', false],
    ])
    expect(told(estate({ ...hyperV, processing: 'off-host', proxies: ['p2'] }, { servers }, list))).toEqual([
      ['p2', 'p2', 'A2', false],
      ['p2', 'p2', 'A2', false],
    ])
  })

  test('on-host slots are twice the cores of the host', () => {
    const small = [...SERVERS, server('h1', {}, { os: 'hyper-v', cores: 1 })]
    const facts = estate(
      { platform: 'hyper-v', proxies: [] },
      { servers: small },
      machines(3, GB, { host: 'h1' }),
    )
    expect(facts.tasks.map(({ start }) => start)).toEqual([0, 0, 10])
  })
})

describe('A4: object storage in direct mode', () => {
  const object = share('nas', 'automatic', {
    type: 'object-storage',
    connection: 'direct',
    mountServer: 'mount',
  })

  test('the least loaded proxy is chosen before each operation: it may change within one machine (S56)', () => {
    // Loads per core are equal at first: listing; then whoever serves fewest.
    const facts = estate({}, { repositories: [object] }, [machine('vm', 4 * GB, { disks: 4 })])
    expect(told(facts)).toEqual([
      ['p1', 'p1', 'A4', false],
      ['p2', 'p2', 'A4', false],
      ['p2', 'p1', 'A4', false],
      ['p2', 'p2', 'A4', false],
    ])
  })

  test('of equal loads the order of listing decides, not who moves the data', () => {
    const servers = [...SERVERS.filter(({ name }) => name !== 'p1'), proxy('p1', 4, { site: 'dr' })]
    const facts = estate(
      {},
      {
        sites: ['hq', 'dr'],
        links: [{ name: 'wan', between: ['hq', 'dr'], bandwidth: 1e12, latency: 0, efficiency: 1 }],
        servers,
        repositories: [object],
      },
      [machine('vm', GB)],
    )
    expect(told(facts)).toEqual([['p2', 'p1', 'A4', false]])
  })
})

describe('D1: agents', () => {
  const agent: Partial<Job> = { type: 'agent', platform: 'none', proxies: [] }
  const pc = [machine('pc', 2 * GB)]

  test('the mount server; if it is not accessible, the backup server (R15, S65)', () => {
    expect(told(estate(agent, {}, pc))).toEqual([[undefined, 'mount', 'D1', false]])
    for (const failure of [down('server/mount', 0), cutOff('server/mount', 0, 100)]) {
      expect(told(estate({ ...agent, schedule: at(10) }, { failures: [failure] }, pc))).toEqual([
        [undefined, 'bs', 'D1', true],
      ])
    }
  })

  test('a mount server that is only full is waited for', () => {
    const full = SERVERS.map((one) =>
      one.name === 'mount' ? server('mount', { 'mount-server': {}, gateway: { maxTasks: 1 } }) : one,
    )
    const facts = estate(agent, { servers: full }, machines(2, GB))
    expect(facts.tasks.map(({ gateway, start, waitedFor }) => [gateway, start, waitedFor])).toEqual([
      ['mount', 0, undefined],
      ['mount', 10, 'gateway'],
    ])
  })

  test('both out: the attempt fails, though an idle gateway stands by', () => {
    const facts = estate(agent, { failures: [down('server/mount', 0)], servers: blind('bs') }, pc)
    expect(facts.sessions[0]).toMatchObject({ result: 'Failed', reason: 'gateway-inaccessible' })
  })
})

describe('F1: restores', () => {
  const restore: Partial<Job> = { type: 'restore', source: 'nas', target: 'san', proxies: ['p1'] }

  test('the proxy of the restore is the gateway (S67), bytes flow towards the datastore (S21)', () => {
    const facts = estate(restore, {}, [machine('vm', GB)])
    expect(told(facts)).toEqual([['p1', 'p1', 'F1', false]])
    expect(facts.tasks[0]).toMatchObject({
      direction: 'restore',
      repositoryReadBytes: GB,
      repositoryWrittenBytes: 0,
    })
  })

  test('no fall-back, unless the policy infers one: mount server, then backup server', () => {
    const servers = blind('p1')
    expect(estate(restore, { servers }, [machine('vm', GB)]).sessions[0]).toMatchObject({
      reason: 'no-eligible-gateway',
    })
    const policies = { ...PLAIN, inferredFallback: true }
    expect(told(estate(restore, { servers, policies }, [machine('vm', GB)]))).toEqual([
      ['p1', 'mount', 'F1', true],
    ])
    const failures = [down('server/mount', 0)]
    const later = { ...restore, schedule: at(10) }
    expect(told(estate(later, { servers, policies, failures }, [machine('vm', GB)]))).toEqual([
      ['p1', 'bs', 'F1', true],
    ])
  })

  test('with the inferred fall-back the proxy still needs no gateway slot', () => {
    const both: Server = { ...proxy('p1', 4), roles: { ...proxy('p1', 4).roles, gateway: { maxTasks: 1 } } }
    const policies = { ...PLAIN, inferredFallback: true }
    const facts = estate(restore, { servers: [both, ...SERVERS.slice(2)], policies }, machines(2, GB))
    expect(facts.tasks.map(({ gateway, start }) => [gateway, start])).toEqual([
      ['p1', 0],
      ['p1', 0],
    ])
  })
})
