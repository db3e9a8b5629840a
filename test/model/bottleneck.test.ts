import { describe, expect, test } from 'vitest'
import { BUSY_STAGES, STAGES, type World } from '../../sim/model/index.ts'
import {
  attached,
  datastore,
  GB,
  link,
  MB,
  machine,
  one,
  policies,
  proxy,
  run,
  share,
  throttle,
} from './estates.ts'
import { GATEWAY, server } from './worlds.ts'

const UNLIMITED = Number.POSITIVE_INFINITY
const FAST = { taskRate: { full: UNLIMITED, increment: UNLIMITED } }
const NAS = share('nas', ['g1'])
const SLOW = 50 * MB
const card = (incoming: number, outgoing: number) =>
  ({ in: incoming, out: outgoing, efficiency: 1, duplex: 'full' }) as const
const DR = { sites: ['hq', 'dr'], links: [link('wan', 10_000 * MB)] }
const nbd = { maxTasks: 4, platform: 'vmware', transport: 'nbd', taskRate: UNLIMITED } as const

const usual = [proxy('proxy-1', 4), server('g1', GATEWAY)]
const slowProxy = (more: Parameters<typeof proxy>[2]) => [proxy('proxy-1', 4, more), server('g1', GATEWAY)]
const slowGateway = (more: Parameters<typeof proxy>[2]) => [proxy('proxy-1', 4), server('g1', GATEWAY, more)]

describe('who limits a transfer', () => {
  const cases: [string, string, World][] = [
    [
      'a datastore',
      'Source',
      one(
        NAS,
        { servers: usual, datastores: [datastore('san', { read: SLOW })] },
        { ...FAST, machines: [machine('vm', 40 * GB, { datastore: 'san' })] },
      ),
    ],
    [
      'the rate of the machine',
      'Source',
      one(NAS, { servers: usual }, { ...FAST, machines: [machine('vm', 40 * GB, { rate: SLOW })] }),
    ],
    [
      'the task rate of the job',
      'Source',
      one(NAS, { servers: usual }, { taskRate: { full: SLOW, increment: SLOW } }),
    ],
    ['compute of the proxy', 'Proxy', one(NAS, { servers: slowProxy({ compute: SLOW }) }, FAST)],
    [
      'the card of a proxy that reads over it',
      'Proxy',
      one(
        NAS,
        {
          servers: [server('proxy-1', { proxy: nbd }, { nic: card(SLOW, UNLIMITED) }), server('g1', GATEWAY)],
        },
        FAST,
      ),
    ],
    [
      'the card of the proxy on the way out',
      'Network',
      one(NAS, { servers: slowProxy({ nic: card(UNLIMITED, SLOW) }) }, FAST),
    ],
    [
      'a link',
      'Network',
      one(share('nas', ['g1'], { site: 'dr' }), { ...DR, links: [link('wan', SLOW)], servers: usual }, FAST),
    ],
    [
      'TCP over a long line',
      'Network',
      one(
        share('nas', ['g1'], { site: 'dr' }),
        {
          ...DR,
          links: [link('wan', 10_000 * MB, { latency: 0.05 })],
          servers: usual,
          ...policies({ tcp: { streams: 5, window: MB, per: 'session' } }),
        },
        FAST,
      ),
    ],
    [
      'the card of the gateway on the way in',
      'Network',
      one(NAS, { servers: slowGateway({ nic: card(SLOW, UNLIMITED) }) }, FAST),
    ],
    ['compute of the gateway', 'Gateway', one(NAS, { servers: slowGateway({ compute: SLOW }) }, FAST)],
    [
      'the card of the gateway on the way out',
      'Gateway',
      one(NAS, { servers: slowGateway({ nic: card(UNLIMITED, SLOW) }) }, FAST),
    ],
    ['the repository', 'Target', one(share('nas', ['g1'], { write: SLOW }), { servers: usual }, FAST)],
    [
      'the host of a direct attached repository',
      'Target',
      one(attached('local', 'g1'), { servers: slowGateway({ compute: SLOW }) }, FAST),
    ],
    [
      'the rate limit of the repository',
      'Throttling',
      one(share('nas', ['g1'], { rateLimit: SLOW }), { servers: usual }, FAST),
    ],
    [
      'a network traffic rule',
      'Throttling',
      one(
        share('nas', ['g1'], { site: 'dr' }),
        {
          ...DR,
          servers: [proxy('proxy-1', 4), server('g1', GATEWAY, { site: 'dr' })],
          throttles: [throttle('slow', SLOW)],
        },
        FAST,
      ),
    ],
  ]
  test.each(cases)('%s is %s', (_, stage, parts) => {
    const { tasks, sessions } = run(parts)
    expect(tasks[0]!.end).toBeCloseTo(800, 6)
    expect(tasks[0]).toMatchObject({
      bottleneck: stage,
      limited: STAGES.map((name) => (name === stage ? 1 : 0)),
    })
    expect(sessions[0]).toMatchObject({ bottleneck: stage })
  })

  test('of equal limits the earlier on the path', () => {
    const servers = [proxy('proxy-1', 4, { compute: SLOW }), server('g1', GATEWAY, { compute: SLOW })]
    expect(run(one(share('nas', ['g1'], { write: SLOW }), { servers }, FAST)).tasks[0]!.bottleneck).toBe(
      'Proxy',
    )
  })
})

describe('shares of transfer time', () => {
  /** 40 and 20 GB through a gateway of 150 MB/s, at most 100 MB/s each: 75 + 75 until 267 s, then 100 alone until 467 s. */
  const facts = run(
    one(
      NAS,
      { servers: slowGateway({ compute: 150 * MB }) },
      { machines: [machine('big', 40 * GB), machine('small', 20 * GB)] },
    ),
  )
  const big = facts.tasks.find((task) => task.machine === 'big')!
  const share7 = (stage: (typeof STAGES)[number]) => big.limited![STAGES.indexOf(stage)]! * 7

  test('each stage has the share of time in which it limited', () => {
    expect(big.end).toBeCloseTo(1400 / 3, 6)
    expect([share7('Gateway'), share7('Source')]).toEqual([expect.closeTo(4, 9), expect.closeTo(3, 9)])
    expect(big.bottleneck).toBe('Gateway')
    expect(big.limited!.reduce((a, b) => a + b)).toBeCloseTo(1, 12)
  })

  test('busy figures are utilisations: they need not sum to 1', () => {
    const busy = (stage: (typeof BUSY_STAGES)[number]) => big.busy![BUSY_STAGES.indexOf(stage)]
    // Its own cap: 40 GB at 100 MB/s are 400 of 467 s. The gateway: 60 GB at 150 MB/s are 400 of 467 s, too.
    expect(busy('Source')).toBeCloseTo(6 / 7, 9)
    expect(busy('Target')).toBeCloseTo(6 / 7, 9)
    expect(busy('Network')).toBe(0)
    expect(busy('Proxy')).toBeUndefined()
    expect(big.veeamBottleneck).toBe('Source')
  })

  test('the product calls a busy gateway Target, a busy card Network', () => {
    const veeam = (more: Parameters<typeof slowGateway>[0]) =>
      run(one(NAS, { servers: slowGateway(more) }, FAST)).tasks[0]!.veeamBottleneck
    expect(veeam({ compute: SLOW })).toBe('Target')
    expect(veeam({ nic: card(UNLIMITED, SLOW) })).toBe('Target')
    expect(veeam({ nic: card(SLOW, UNLIMITED) })).toBe('Network')
  })

  test('Throttling stands before the busiest stage', () => {
    const { tasks } = run(
      one(
        share('nas', ['g1'], { rateLimit: 60 * MB }),
        { servers: usual },
        { machines: [machine('vm', 40 * GB)] },
      ),
    )
    expect(tasks[0]).toMatchObject({ bottleneck: 'Throttling', veeamBottleneck: 'Throttling' })
    expect(tasks[0]!.busy![BUSY_STAGES.indexOf('Source')]).toBeCloseTo(0.6, 9)
  })

  test('of a session: the time of all its tasks', () => {
    // Gateway: 2 x 267 s, Source: 200 s.
    expect(facts.sessions[0]).toMatchObject({ bottleneck: 'Gateway' })
  })
})
