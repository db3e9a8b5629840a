import { describe, expect, test } from 'vitest'
import { at, GB, job, MB, machine, one, proxy, run, share, world } from './estates.ts'
import { GATEWAY, machines, server } from './worlds.ts'

const UNLIMITED = Number.POSITIVE_INFINITY
const FAST = { taskRate: { full: UNLIMITED, increment: UNLIMITED } }
const NAS = share('nas', ['g1'])
const card = (incoming: number, outgoing: number) =>
  ({ in: incoming, out: outgoing, efficiency: 1, duplex: 'full' }) as const
const usual = [proxy('proxy-1', 4), server('g1', GATEWAY)]
const slowGateway = (more: Parameters<typeof proxy>[2]) => [proxy('proxy-1', 4), server('g1', GATEWAY, more)]

describe('saturation of a gateway', () => {
  const seconds = (facts: ReturnType<typeof run>) => facts.gateways[0]!.saturatedSeconds

  test('from 99.9 % of its card on', () => {
    const loaded = (rate: number) =>
      seconds(
        run(
          one(
            NAS,
            { servers: slowGateway({ nic: card(100 * MB, UNLIMITED) }) },
            { taskRate: { full: rate, increment: rate } },
          ),
        ),
      )
    expect(loaded(99.95 * MB)).toBeCloseTo(40_000 / 99.95, 6)
    expect(loaded(99.8 * MB)).toBe(0)
  })

  test('never of what has no limit', () => {
    expect(seconds(run(one(NAS, { servers: usual })))).toBe(0)
  })

  const narrow = [proxy('proxy-1', 99), server('g1', { gateway: { maxTasks: 4 } })]

  test('of its slots: while all are taken and someone waits for one', () => {
    // Ten tasks of 100 s on four slots: full and waited for until 200 s; the last two leave slots free.
    const facts = run(one(NAS, { servers: narrow }, { machines: machines(10, 10 * GB) }))
    expect(seconds(facts)).toBe(200)
    expect(facts.gateways[0]).toMatchObject({
      peakTasks: 4,
      saturatedShare: expect.closeTo(200 / 86_400, 12),
    })
    expect(seconds(run(one(NAS, { servers: narrow }, { machines: machines(4, 10 * GB) })))).toBe(0)
  })

  test('it begins when the first one has to wait, not when the last slot was taken', () => {
    const facts = run(
      world({
        servers: [proxy('proxy-1', 99), server('g1', { gateway: { maxTasks: 1 } })],
        repositories: [NAS],
        jobs: [
          job('early', 'nas', [machine('vm', 40 * GB)]),
          job('late', 'nas', [machine('vm', 10 * GB)], { schedule: at(100) }),
        ],
      }),
    )
    expect(seconds(facts)).toBe(300)
    expect(
      facts.events
        .filter(({ event }) => event === 'saturated' || event === 'relieved')
        .map(({ t, event }) => [t, event]),
    ).toEqual([
      [100, 'saturated'],
      [400, 'relieved'],
    ])
  })

  test('overlapping causes count once', () => {
    const servers = [
      proxy('proxy-1', 99),
      server('g1', { gateway: { maxTasks: 2 } }, { compute: 100 * MB, nic: card(100 * MB, 100 * MB) }),
    ]
    expect(seconds(run(one(NAS, { servers }, { ...FAST, machines: machines(4, 10 * GB) })))).toBeCloseTo(
      400,
      6,
    )
  })
})
