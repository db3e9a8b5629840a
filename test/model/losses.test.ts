/** What a loss does depends on what was lost (docs/model.md 8). One machine of 10 GB takes 100 s. */
import { describe, expect, test } from 'vitest'
import type { Failure, Policies, World } from '../../sim/model/index.ts'
import { cutOff, down } from './failing.ts'
import {
  at,
  GATEWAY,
  GB,
  job,
  MB,
  machine,
  machines,
  PLAIN,
  proxy,
  run,
  server,
  share,
  world,
} from './worlds.ts'

const link = (name: string, more = {}) => ({
  name,
  between: ['hq', 'dr'] as const,
  bandwidth: Number.POSITIVE_INFINITY,
  latency: 0,
  efficiency: 1,
  ...more,
})

/** Proxy and backup server at hq; gateways g1 and g2 and the share at dr. */
const FAR: Partial<World> = {
  sites: ['hq', 'dr'],
  links: [link('wan')],
  servers: [
    server('bs', { 'backup-server': {} }),
    proxy('proxy-1', 100),
    server('g1', GATEWAY, { site: 'dr' }),
    server('g2', GATEWAY, { site: 'dr' }),
  ],
  repositories: [share('nas', ['g1', 'g2'], { site: 'dr' })],
  jobs: [job('nightly', 'nas', [machine('vm', 10 * GB)])],
}

function hit(failures: Failure[], more: Partial<World> = {}) {
  return run(world({ ...FAR, ...more, failures }))
}
const ends = (facts: ReturnType<typeof run>) => facts.tasks.map(({ end, reason }) => [end, reason])
const policies = (more: Partial<Policies>): Policies => ({ ...PLAIN, ...more })

describe('the gateway is lost: the machine fails at once, nobody moves to another one', () => {
  test.each([
    ['down', down('server/g1', 40, 10), 'server-lost'],
    ['its connection', cutOff('server/g1', 40, 10), 'gateway-connection-lost'],
    ['its connection for no time', cutOff('server/g1', 40, 0), 'gateway-connection-lost'],
    ['no path from the source mover', down('link/wan', 40, 10), 'gateway-connection-lost'],
  ])('%s', (_, failure, reason) => {
    const { tasks } = hit([failure])
    expect(tasks).toHaveLength(1)
    expect(tasks[0]).toMatchObject({ end: 40, reason, gateway: 'g1', readBytes: 4 * GB })
  })

  test('a proxy that is also the gateway counts as gateway', () => {
    const facts = hit([cutOff('server/proxy-1', 40, 10)], {
      repositories: [share('nas', 'automatic', { site: 'hq' })],
    })
    expect(ends(facts)).toEqual([[40, 'gateway-connection-lost']])
  })

  test('running and waiting disks of its machines fail in that instant, others go on (S52)', () => {
    const facts = hit([down('server/g1', 40, 10)], {
      servers: [...FAR.servers!.filter(({ name }) => name !== 'proxy-1'), proxy('proxy-1', 3)],
      jobs: [
        job('nightly', 'nas', [machine('a', 20 * GB, { disks: 2 }), machine('b', 20 * GB, { disks: 2 })]),
      ],
    })
    // Three slots: both disks of a on g1, the first of b on g2.
    expect(
      facts.tasks.map(({ machine: name, gateway, end, reason }) => [name, gateway, end, reason]),
    ).toEqual([
      ['a', 'g1', 40, 'server-lost'],
      ['a', 'g1', 40, 'server-lost'],
      ['b', 'g2', 100, undefined],
      ['b', 'g2', 140, undefined],
    ])
  })

  test('a disk that waits ends with the reason of its gateway', () => {
    const facts = hit([down('server/g1', 40, 10)], {
      servers: [...FAR.servers!.filter(({ name }) => name !== 'proxy-1'), proxy('proxy-1', 1)],
      jobs: [job('nightly', 'nas', [machine('a', 20 * GB, { disks: 2 })])],
    })
    expect(facts.tasks.map(({ start, end, reason }) => [start, end, reason])).toEqual([
      [0, 40, 'server-lost'],
      [undefined, 40, 'server-lost'],
    ])
  })

  test('of a single-file chain, all machines fail that still run or wait', () => {
    const facts = hit([down('server/g1', 40, 10)], {
      servers: [...FAR.servers!.filter(({ name }) => name !== 'proxy-1'), proxy('proxy-1', 2)],
      repositories: [share('nas', ['g1', 'g2'], { site: 'dr', perMachineFiles: false })],
      jobs: [
        job('nightly', 'nas', [
          machine('a', 2 * GB),
          machine('b', 10 * GB),
          machine('c', 10 * GB),
          machine('d', GB),
        ]),
      ],
    })
    expect(facts.tasks.map(({ machine: name, end, reason }) => [name, end, reason])).toEqual([
      ['a', 20, undefined],
      ['b', 40, 'server-lost'],
      ['c', 40, 'server-lost'],
      ['d', 40, 'server-lost'],
    ])
  })

  test('a path lost for part of a unit fails only the machines that need it', () => {
    const facts = hit([down('link/wan', 40, 1000)], {
      servers: [...FAR.servers!, proxy('proxy-2', 100, { site: 'dr' })],
      repositories: [share('nas', ['g1'], { site: 'dr', perMachineFiles: false })],
      jobs: [
        job('nightly', 'nas', [machine('here', 10 * GB), machine('there', 10 * GB, { site: 'dr' })], {
          proxies: ['proxy-1', 'proxy-2'],
        }),
      ],
    })
    expect(
      facts.tasks.map(({ machine: name, proxy: source, end, reason }) => [name, source, end, reason]),
    ).toEqual([
      ['here', 'proxy-1', 40, 'gateway-connection-lost'],
      ['there', 'proxy-2', 100, undefined],
    ])
  })

  test('policy whole-job: the others stop too, a retry may save them', () => {
    const retry = { attempts: 1, wait: 60 }
    const facts = hit([down('server/g1', 40, 10)], {
      jobs: [job('nightly', 'nas', machines(2, 10 * GB), { retry })],
      policies: policies({ onGatewayLoss: 'whole-job' }),
    })
    expect(facts.tasks.map(({ attempt, gateway, end, reason }) => [attempt, gateway, end, reason])).toEqual([
      [1, 'g1', 40, 'server-lost'],
      [1, 'g2', 40, 'stopped'],
      [2, 'g1', 200, undefined],
      [2, 'g2', 200, undefined],
    ])
  })

  test('whole-job is set off by gateways only: a lost proxy stops nobody else', () => {
    const facts = hit([down('server/proxy-1', 40, 10)], {
      servers: [...FAR.servers!, proxy('proxy-2', 100)],
      jobs: [job('nightly', 'nas', machines(2, 10 * GB), { proxies: ['proxy-1', 'proxy-2'] })],
      policies: policies({ onGatewayLoss: 'whole-job' }),
    })
    expect(ends(facts)).toEqual([
      [40, 'server-lost'],
      [100, undefined],
    ])
  })

  test('whole-job is set off by attempts only: synthetic work elsewhere goes on', () => {
    const whole = (name: string) => {
      const { bytes: _, ...more } = machine(name, 100 * GB)
      return more
    }
    // Increments of 5 GB share 100 MB/s until 100 s; then each gateway works off a full.
    const facts = hit([down('server/g1', 200, 10)], {
      repositories: [share('nas', ['g1', 'g2'], { site: 'dr', read: 100 * MB, write: 100 * MB })],
      jobs: [
        job('nightly', 'nas', [whole('a'), whole('b')], {
          full: { kind: 'weekdays', days: [0], how: 'synthetic' },
        }),
      ],
      policies: policies({ onGatewayLoss: 'whole-job' }),
    })
    const synthetic = facts.tasks.filter(({ operation }) => operation === 'synthetic')
    const ofB = synthetic.filter((task) => task.machine === 'b')
    expect(synthetic.map(({ reason }) => reason)).toContain('server-lost')
    expect(ofB.map(({ gateway, reason }) => [gateway, reason])).toEqual([['g2', undefined]])
  })

  test('policy resume.gateway: the connection may come back within its own time', () => {
    const resuming = (failure: Failure, gateway: number) =>
      ends(hit([failure], { policies: policies({ resume: { poll: 15, giveUp: 1800, gateway } }) }))
    expect(resuming(cutOff('server/g1', 40, 20), 60)).toEqual([[130, undefined]])
    expect(resuming(down('link/wan', 40, 20), 60)).toEqual([[130, undefined]])
    expect(resuming(cutOff('server/g1', 40, 70), 60)).toEqual([[100, 'gateway-connection-lost']])
    expect(resuming(down('server/g1', 40, 20), 60)).toEqual([[40, 'server-lost']])
  })

  test('outside any run it changes nothing (S51)', () => {
    expect(ends(hit([down('server/g1', 100, 10), down('server/g2', 500, 10)]))).toEqual([[100, undefined]])
  })
})

describe('another machine that takes part is down: fails at once', () => {
  test('the proxy', () => {
    expect(ends(hit([down('server/proxy-1', 40, 10)]))).toEqual([[40, 'server-lost']])
  })

  test('the host of a direct attached repository', () => {
    const attached = { repositories: [share('nas', 'automatic', { type: 'linux', host: 'g2', site: 'dr' })] }
    expect(ends(hit([down('server/g2', 40, 10)], attached))).toEqual([[40, 'server-lost']])
  })
})

describe('several losses of one instant are applied first', () => {
  test('gateway before proxy, machine before connection, whatever their order in the file', () => {
    const both = [cutOff('server/proxy-1', 40, 5), down('server/g1', 40, 5)]
    for (const failures of [both, [...both].reverse()]) {
      expect(ends(hit(failures))).toEqual([[40, 'server-lost']])
    }
    const connections = [cutOff('repository/nas', 40, 5), cutOff('server/g1', 40, 5)]
    for (const failures of [connections, [...connections].reverse()]) {
      const { tasks, outages } = hit(failures)
      expect(tasks[0]).toMatchObject({ end: 40, reason: 'gateway-connection-lost' })
      expect(outages.filter(({ tasksLost }) => tasksLost > 0).map(({ target }) => target)).toEqual(['g1'])
    }
  })

  test('overlapping causes: down while any is active', () => {
    const { gateways } = hit([
      down('server/g2', 10, 30),
      cutOff('server/g2', 20, 60),
      down('server/g2', 200, 5),
    ])
    // 10-80 and 200-205.
    expect(gateways.find(({ gateway }) => gateway === 'g2')).toMatchObject({ downSeconds: 75 })
  })
})

describe('random losses', () => {
  test('`every` is time up: from t = 0, then from each repair', () => {
    const timing = { kind: 'random', every: 1000, lasts: 100 } as const
    const { outages } = hit(
      [{ kind: 'outage', subject: { kind: 'server', name: 'g2' }, timing, stream: 'g2' }],
      { jobs: [job('nightly', 'nas', [machine('vm', GB)], { schedule: at(0) })], horizon: 3500 },
    )
    expect(outages.map(({ start, end }) => [start, end])).toEqual([
      [1000, 1100],
      [2100, 2200],
      [3200, 3300],
    ])
  })
})

describe('a loss that is there when a task asks', () => {
  const blamed = (failures: Failure[], more: Partial<World> = {}) =>
    hit(failures, {
      jobs: [job('nightly', 'nas', [machine('vm', 10 * GB)], { schedule: at(60) })],
      ...more,
    }).outages.map(({ target, tasksLost, sessionsFailed }) => [target, tasksLost, sessionsFailed])

  test.each([
    ['both gateways', [down('server/g1', 50), down('server/g2', 50)], ['g1', 1, 1]],
    ['the proxy', [down('server/proxy-1', 50)], ['proxy-1', 1, 1]],
    ['the repository', [down('repository/nas', 50)], ['nas', 1, 1]],
    ['the link', [down('link/wan', 50)], ['wan', 1, 1]],
    ['the backup server', [down('server/bs', 50)], ['bs', 1, 1]],
  ])('is blamed: %s', (_, failures, row) => {
    expect(blamed(failures)[0]).toEqual(row)
  })

  test('one that has ended is not blamed', () => {
    expect(blamed([down('server/g1', 50, 5)])).toEqual([['g1', 0, 0]])
  })
})
