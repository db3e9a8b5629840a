/** What comes first when several things happen at once. 10 GB take 100 s. */
import { describe, expect, test } from 'vitest'
import type { Failure, World } from '../../sim/model/index.ts'
import { cutOff, down } from './failing.ts'
import { at, GATEWAY, GB, job, machine, machines, PLAIN, proxy, run, server, share, world } from './worlds.ts'

const HERE: Partial<World> = {
  servers: [proxy('proxy-1', 1), server('g1', GATEWAY)],
  repositories: [share('nas', ['g1'])],
  jobs: [job('nightly', 'nas', [machine('vm', 10 * GB)])],
}
const hit = (failures: Failure[], more: Partial<World> = {}) => run(world({ ...HERE, ...more, failures }))

describe('within one instant', () => {
  test('a transfer that ends has ended before a loss', () => {
    expect(hit([down('server/g1', 100, 10)]).tasks[0]).toMatchObject({ end: 100, result: 'Success' })
  })

  test('a completion a hair before an event is executed at the event', () => {
    const { tasks } = hit([down('server/g1', 100 + 5e-10, 10)])
    expect(tasks[0]).toMatchObject({ end: 100 + 5e-10, result: 'Success' })
    expect(hit([down('server/g1', 100 - 1e-6, 10)]).tasks[0]).toMatchObject({ result: 'Failed' })
  })

  test('a gateway that returns serves those who start then', () => {
    const jobs = [job('nightly', 'nas', [machine('vm', GB)], { schedule: at(50) })]
    expect(hit([down('server/g1', 20, 30)], { jobs }).tasks[0]).toMatchObject({
      start: 50,
      result: 'Success',
    })
  })

  test('a gateway that is lost serves nobody who starts then', () => {
    const jobs = [job('nightly', 'nas', [machine('vm', GB)], { schedule: at(50) })]
    expect(hit([down('server/g1', 50, 30)], { jobs }).tasks[0]).toMatchObject({ start: undefined, end: 50 })
    // Lost for no time: back before anybody asks.
    expect(hit([cutOff('server/g1', 50, 0)], { jobs }).tasks[0]).toMatchObject({
      start: 50,
      result: 'Success',
    })
  })

  test('a slot given back is taken in the same instant', () => {
    const jobs = [job('nightly', 'nas', machines(3, GB))]
    expect(hit([], { jobs }).tasks.map(({ start }) => start)).toEqual([0, 10, 20])
  })

  test('a task that ends when the window closes has ended', () => {
    const window = { from: 0, to: 100, atEnd: 'stop' } as const
    const jobs = [job('nightly', 'nas', [machine('vm', 10 * GB)], { window })]
    expect(hit([], { jobs }).sessions[0]).toMatchObject({ end: 100, result: 'Success', missedWindow: false })
  })

  test('starts of one instant are ordered by key, not by who came first', () => {
    const jobs = ['low', 'high'].map((name) =>
      job(name, 'nas', [machine(name, GB)], { priority: name === 'high' ? 'high' : 'normal' }),
    )
    expect(hit([], { jobs }).tasks.map(({ machine: name }) => name)).toEqual(['high', 'low'])
  })
})

describe('a transfer that takes no time', () => {
  test('0 bytes end where they begin', () => {
    const jobs = [job('nightly', 'nas', machines(3, 0))]
    expect(hit([], { jobs }).tasks.map(({ start, end, result }) => [start, end, result])).toEqual(
      Array(3).fill([0, 0, 'Success']),
    )
  })

  test('nothing limits it: the same, with a warning once per job', () => {
    const UNLIMITED = Number.POSITIVE_INFINITY
    const jobs = [
      job('nightly', 'nas', machines(3, GB), { taskRate: { full: UNLIMITED, increment: UNLIMITED } }),
    ]
    const facts = hit([], { jobs })
    expect(facts.sessions[0]).toMatchObject({ end: 0, result: 'Success', transferredBytes: 3 * GB })
    expect(new Set(facts.warnings.map(({ code, subject }) => `${code} ${subject}`))).toEqual(
      new Set(['W-UNLIMITED-TRANSFER nightly']),
    )
  })
})

describe('the route between sites', () => {
  const link = (name: string, between: [string, string], latency: number) => ({
    name,
    between,
    latency,
    bandwidth: 1e12,
    efficiency: 1,
  })
  const usedLinks = (links: World['links']) => {
    const facts = hit([], {
      sites: ['hq', 'mid', 'dr'],
      links,
      servers: [proxy('proxy-1', 1), server('g1', GATEWAY, { site: 'dr' })],
      repositories: [share('nas', ['g1'], { site: 'dr' })],
      policies: { ...PLAIN, tcp: { streams: 1000, window: 1e12, per: 'task' } },
    })
    return facts.resources
      .filter(({ kind, bytesIn, bytesOut }) => kind === 'link' && bytesIn + bytesOut > 0)
      .map(({ resource }) => resource)
  }
  const around = [link('a', ['hq', 'mid'], 0.01), link('b', ['mid', 'dr'], 0.01)]

  test('has the lowest latency, then fewer links, then those that come earlier in the file', () => {
    expect(usedLinks([link('direct', ['hq', 'dr'], 0.03), ...around])).toEqual(['a', 'b'])
    expect(usedLinks([...around, link('direct', ['hq', 'dr'], 0.02)])).toEqual(['direct'])
    expect(usedLinks([link('second', ['hq', 'dr'], 0.02), link('first', ['dr', 'hq'], 0.02)])).toEqual([
      'second',
    ])
    expect(usedLinks([...around, link('c', ['mid', 'dr'], 0.01)])).toEqual(['a', 'b'])
  })
})

describe('a repository with little room', () => {
  test('fails who waits for a gateway as soon as another one has taken the room', () => {
    const agent = { type: 'agent', platform: 'none', proxies: [] } as const
    const { tasks } = hit([], {
      servers: [proxy('proxy-1', 3), server('mount', { gateway: { maxTasks: 1 } })],
      repositories: [
        share('nas', 'automatic', { mountServer: 'mount', capacity: 15 * GB }),
        share('other', 'automatic', { mountServer: 'mount' }),
      ],
      jobs: [
        job('holds', 'other', [machine('x', 20 * GB)], agent),
        job('waits', 'nas', [machine('y', 10 * GB)], { ...agent, schedule: at(10) }),
        job('takes', 'nas', [machine('z', 10 * GB)], { schedule: at(50) }),
      ],
    })
    // y had room at 10 s and waits for the mount server; z needs no gateway slot and is promised 10 of 15 GB.
    expect(
      tasks.map(({ machine: name, start, end, waitedFor, reason }) => [name, start, end, waitedFor, reason]),
    ).toEqual([
      ['y', undefined, 50, 'gateway', 'repository-full'],
      ['z', 50, 150, undefined, undefined],
      ['x', 0, 200, undefined, undefined],
    ])
  })
})
