/** What a copy does when one of its two gateways, or a way between them, is lost. It runs from 1000 to 1025 s. */
import { describe, expect, test } from 'vitest'
import type { Failure, Job, World } from '../../sim/model/index.ts'
import { at, attached, DAY, GB, link, MB, policies, proxy, share, vm } from './estates.ts'
import { cutOff, down } from './failing.ts'
import { copying, sessionsOf, source, stored, tasksOf } from './stored.ts'
import { GATEWAY, server } from './worlds.ts'

/** nas with g1 and g3 at hq, vault with g2 at dr. */
const FAR: Partial<World> = {
  sites: ['hq', 'dr'],
  links: [link('wan', 1000 * MB)],
  servers: [
    proxy('proxy-1', 99),
    server('g1', GATEWAY),
    server('g3', GATEWAY),
    server('g2', GATEWAY, { site: 'dr' }),
    server('host'),
  ],
  repositories: [share('nas', ['g1', 'g3']), share('vault', ['g2'], { site: 'dr' })],
}
const night = source(1)
const AT_1000: Partial<Job> = { schedule: at(1000) }
const hit = (failures: Failure[], parts: Partial<World> = {}, more: Partial<Job> = {}) =>
  stored([night, copying('offsite', night, { ...AT_1000, ...more })], { ...FAR, ...parts, failures })
const ends = (facts: ReturnType<typeof hit>) =>
  tasksOf(facts, 'offsite').map(({ end, reason, resumes }) => [end, reason, resumes])

describe('a gateway is lost: the machine fails at once', () => {
  test.each(['g1', 'g2'])('%s, at the source or at the target', (name) => {
    expect(ends(hit([down(`server/${name}`, 1010)]))).toEqual([[1010, 'server-lost', 0]])
    expect(ends(hit([cutOff(`server/${name}`, 1010, 5)]))).toEqual([[1010, 'gateway-connection-lost', 0]])
  })

  test('so does the line between the two: the source mover has no way to its gateway', () => {
    expect(ends(hit([down('link/wan', 1010, 5)]))).toEqual([[1010, 'gateway-connection-lost', 0]])
  })

  test('and the line from a host that reads its own repository', () => {
    const repositories = [attached('nas', 'host'), share('vault', ['g2'], { site: 'dr' })]
    expect(ends(hit([down('link/wan', 1010, 5)], { repositories }))).toEqual([
      [1010, 'gateway-connection-lost', 0],
    ])
    expect(ends(hit([down('server/host', 1010, 5)], { repositories }))).toEqual([[1010, 'server-lost', 0]])
  })

  test('a retry selects a gateway of the source anew', () => {
    const facts = hit([down('server/g1', 1010)], {}, { retry: { attempts: 1, wait: 100 } })
    expect(
      tasksOf(facts, 'offsite').map(({ attempt, sourceMover, end, readBytes }) => [
        attempt,
        sourceMover,
        end,
        readBytes,
      ]),
    ).toEqual([
      [1, 'g1', 1010, GB],
      [2, 'g3', 1135, 2.5 * GB],
    ])
    expect(sessionsOf(facts, 'offsite')[0]).toMatchObject({ firstResult: 'Failed', result: 'Success' })
  })

  test('its bytes count as wasted at both gateways', () => {
    const { gateways } = hit([down('server/g1', 1010)])
    const wasted = (name: string) => gateways.find(({ gateway }) => gateway === name)!.bytesWasted
    expect([wasted('g1'), wasted('g2'), wasted('g3')]).toEqual([GB, GB, 0])
  })

  const two = source(1, { machines: [vm('a', 100 * GB), vm('b', 100 * GB)] })
  const both = (parts: Partial<World>) =>
    tasksOf(
      stored([two, copying('offsite', two, AT_1000)], {
        ...FAR,
        ...parts,
        failures: [down('server/g1', 1010)],
      }),
      'offsite',
    )

  test('machines that another gateway reads go on', () => {
    expect(
      both({}).map(({ machine, sourceMover, end, reason }) => [machine, sourceMover, end, reason]),
    ).toEqual([
      ['a', 'g1', 1010, 'server-lost'],
      ['b', 'g3', 1025, undefined],
    ])
  })

  test('policy whole-job: they stop', () => {
    expect(both(policies({ onGatewayLoss: 'whole-job' })).map(({ end, reason }) => [end, reason])).toEqual([
      [1010, 'server-lost'],
      [1010, 'stopped'],
    ])
  })

  test('policy resume.gateway: a connection may come back in its time', () => {
    const resume = { resume: { poll: 15, giveUp: 1800, gateway: 60 } }
    // Looks at 1025 and 1040, back at 1030: 15 s are left.
    expect(ends(hit([cutOff('server/g1', 1010, 20)], policies(resume)))).toEqual([[1055, undefined, 1]])
  })

  test('a machine that waits for the slot of its gateway is not touched: it selects later', () => {
    const servers = FAR.servers!.map((one) =>
      one.name === 'g2' ? { ...one, roles: { gateway: { maxTasks: 1 } } } : one,
    )
    expect(
      both({ servers }).map(({ machine, start, sourceMover, reason }) => [
        machine,
        start,
        sourceMover,
        reason,
      ]),
    ).toEqual([
      ['a', 1000, 'g1', 'server-lost'],
      ['b', 1010, 'g3', undefined],
    ])
  })
})

describe('only a connection is lost: the copy waits', () => {
  test.each([
    ['of the source', 'nas'],
    ['of the target', 'vault'],
  ])('the repository %s', (_, name) => {
    expect(ends(hit([cutOff(`repository/${name}`, 1010, 20)]))).toEqual([[1055, undefined, 1]])
    expect(ends(hit([cutOff(`repository/${name}`, 1010, DAY)]))).toEqual([
      [2810, 'repository-inaccessible', 0],
    ])
  })

  test('the line between a gateway and the share behind it', () => {
    // The gateway of the target stands at hq: only its share is beyond the line.
    const servers = FAR.servers!.map((one) => ({ ...one, site: 'hq' }))
    expect(ends(hit([down('link/wan', 1010, 20)], { servers }))).toEqual([[1055, undefined, 1]])
    // The share that is read lies beyond it, both gateways here.
    const repositories = [share('nas', ['g1', 'g3'], { site: 'dr' }), share('vault', ['g2'])]
    expect(ends(hit([down('link/wan', 1010, 20)], { servers, repositories }))).toEqual([[1055, undefined, 1]])
  })

  test('the way to the host that writes', () => {
    const repositories = [share('nas', ['g1']), attached('vault', 'g2', { site: 'dr' })]
    expect(ends(hit([down('link/wan', 1010, 20)], { repositories }))).toEqual([[1055, undefined, 1]])
    expect(ends(hit([down('server/g2', 1010, 20)], { repositories }))).toEqual([[1010, 'server-lost', 0]])
  })
})

describe('out when a copy would start', () => {
  test.each([
    ['the gateway of the target', down('server/g2', 0), 'gateway-inaccessible'],
    ['the repository of the source', down('repository/nas', 500), 'repository-inaccessible'],
    ['the repository of the target', down('repository/vault', 0), 'repository-inaccessible'],
    ['the line', down('link/wan', 0), 'gateway-inaccessible'],
  ])('%s', (_, failure, reason) => {
    expect(ends(hit([failure]))).toEqual([[1000, reason, 0]])
  })

  test('one of two gateways at the source: the other reads', () => {
    const facts = hit([down('server/g1', 500)])
    expect(tasksOf(facts, 'offsite')[0]).toMatchObject({ sourceMover: 'g3', end: 1025, result: 'Success' })
  })

  test('both gateways at the source, though that of the target is up', () => {
    expect(ends(hit([down('server/g1', 500), down('server/g3', 500)]))).toEqual([
      [1000, 'gateway-inaccessible', 0],
    ])
  })
})

test('load at the source counts in the choice of gateways: bytes that one reads for copies are bytes it serves', () => {
  // g1 reads for a fast copy, g3 for a slow one; one task each. The next machine goes to the one with fewer bytes/s.
  const pair = source(1, { machines: [vm('a', 100 * GB), vm('b', 100 * GB)] })
  const [fast, slow] = pair.machines.map((one, i) =>
    copying(
      `copy-${i}`,
      { ...pair, machines: [one] },
      {
        mode: 'periodic',
        schedule: at(1000),
        taskRate: i === 0 ? { full: 100 * MB, increment: 100 * MB } : { full: MB, increment: MB },
      },
    ),
  )
  const next = source(1, {
    name: 'next',
    machines: [vm('c', 100 * GB)],
    schedule: at(1010),
  })
  const facts = stored([pair, fast!, slow!, next], FAR)
  expect(
    [...tasksOf(facts, 'copy-0'), ...tasksOf(facts, 'copy-1')].map(({ sourceMover }) => sourceMover),
  ).toEqual(['g1', 'g3'])
  expect(tasksOf(facts, 'next')[0]).toMatchObject({ gateway: 'g3' })
})
