/** Jobs that want the same backups at the same time: nothing is lost, and everybody gets his turn. */
import { describe, expect, test } from 'vitest'
import type { Job, World } from '../../sim/model/index.ts'
import { link, vm } from './estates.ts'
import { at, GB, job, machine, proxy, run, server, share, world } from './worlds.ts'

const stored = [vm('vm', 10 * GB, { from: 'nightly' })]

function estate(jobs: readonly Job[], more: Partial<World> = {}): World {
  return world({
    servers: [
      server('bs', { 'backup-server': {} }),
      proxy('proxy-1', 4),
      server('g', { gateway: { maxTasks: 8 } }),
      server('tape', { 'tape-server': { drives: 2, driveRate: Number.POSITIVE_INFINITY } }),
    ],
    repositories: [share('nas', ['g']), share('far', ['g']), share('farther', ['g'])],
    jobs,
    ...more,
  })
}

const nightly = (more: Partial<Job> = {}): Job => job('nightly', 'nas', [vm('vm', 10 * GB)], more)
const move = (more: Partial<Job> = {}): Job =>
  job('leave', 'far', stored, { type: 'move', source: 'nas', proxies: [], ...more })

describe('a move that starts while its backups grow', () => {
  test('moves what is there when the job is at rest, and the job begins anew with a full', () => {
    // 0.5 GB until t = 5; the move opens at t = 2 and waits for it.
    const { tasks } = run(estate([nightly({ schedule: at(0, 1000) }), move({ schedule: at(2) })]))
    const [moved] = tasks.filter((task) => task.operation === 'move')
    expect(moved).toMatchObject({ start: 5, readBytes: 10.5 * GB, waitedFor: 'chain' })
    const [, again] = tasks.filter((task) => task.operation === 'backup')
    expect(again).toMatchObject({ algorithm: 'full', readBytes: 10 * GB })
  })

  test('of two moves of the same backups the second finds nothing', () => {
    const second = job('late', 'farther', stored, {
      type: 'move',
      source: 'nas',
      proxies: [],
      schedule: at(3),
    })
    const { tasks, resources } = run(
      estate([nightly({ schedule: at(0) }), move({ schedule: at(2) }), second]),
    )
    const moves = tasks.filter((task) => task.operation === 'move')
    expect(moves.map((task) => task.readBytes)).toEqual([10.5 * GB, 0])
    expect(resources.find(({ resource }) => resource === 'farther')).toMatchObject({ bytesIn: 0 })
  })
})

describe('a job that a move kept from starting', () => {
  test('starts again at once when it is continuous', () => {
    // 1 GB a session: the move waits for the first one until t = 10, and moves until t = 20.
    const restless = job('nightly', 'nas', [machine('vm', 1 * GB)], { schedule: { kind: 'continuous' } })
    const { sessions } = run(estate([restless, move({ schedule: at(7) })], { horizon: 1000 }))
    const [moved] = sessions.filter((session) => session.job === 'leave')
    const after = sessions.filter(({ job: name, start }) => name === 'nightly' && start >= moved!.end)
    expect(moved).toMatchObject({ end: 20 })
    expect(after[0]).toMatchObject({ start: 20 })
    expect(after).toHaveLength(98)
  })

  test('makes up for points that appeared meanwhile', () => {
    const copy = job('copies', 'far', stored, {
      type: 'backup-copy',
      mode: 'immediate',
      source: 'nas',
      proxies: [],
      schedule: { kind: 'points' },
    })
    const away = job('leave', 'farther', [vm('vm', 10 * GB, { from: 'copies' })], {
      type: 'move',
      source: 'far',
      proxies: [],
      schedule: at(1),
    })
    const { sessions } = run(estate([nightly({ schedule: at(2) }), copy, away]))
    const [moved] = sessions.filter((session) => session.job === 'leave')
    const [copied] = sessions.filter((session) => session.job === 'copies')
    expect(moved!.end).toBeGreaterThan(7)
    expect(copied).toMatchObject({ start: moved!.end, result: 'Success' })
  })
})

describe('a protected tape job', () => {
  const tape = (from: string, source: string): Job =>
    job('archive', 'tape', [vm('vm', 10 * GB, { from })], {
      type: 'tape',
      source,
      proxies: [],
      newShare: 1,
      protected: true,
      schedule: at(0),
    })

  test('makes the backup wait', () => {
    const { tasks } = run(estate([tape('nightly', 'nas'), nightly({ schedule: at(10) })]))
    expect(tasks.find((task) => task.operation === 'backup')).toMatchObject({
      start: 100,
      waitedFor: 'chain',
    })
  })

  test('makes a copy that writes to its source wait too', () => {
    const copy = job('copies', 'far', stored, {
      type: 'backup-copy',
      source: 'nas',
      proxies: [],
      schedule: at(10),
    })
    const { tasks } = run(estate([tape('copies', 'far'), copy, nightly({ schedule: at(0) })]))
    expect(tasks.find((task) => task.operation === 'backup-copy')).toMatchObject({
      start: 100,
      waitedFor: 'chain',
    })
  })
})

describe('a way that is lost before work on stored points begins', () => {
  const apart: Partial<World> = {
    sites: ['hq', 'dr'],
    links: [link('wan', 1 * GB)],
    failures: [
      {
        kind: 'outage',
        subject: { kind: 'link', name: 'wan' },
        timing: { kind: 'scripted', at: [0], lasts: Number.POSITIVE_INFINITY },
        stream: 'wan',
      },
    ],
    servers: [
      server('bs', { 'backup-server': {} }),
      server('here'),
      server('there', {}, { site: 'dr' }),
      server('tape', { 'tape-server': { drives: 1, driveRate: 1 * GB } }, { site: 'dr' }),
    ],
    repositories: [
      share('nas', 'automatic', { type: 'linux', host: 'here' }),
      share('far', 'automatic', { type: 'linux', host: 'there', site: 'dr' }),
    ],
  }
  const idle = nightly({ schedule: at(), proxies: [] })

  test.each([
    ['backup-copy', 'far'],
    ['move', 'far'],
    ['tape', 'tape'],
  ] as const)('fails a %s from a direct attached repository at once', (type, target) => {
    const work = job('work', target, stored, {
      type,
      source: 'nas',
      proxies: [],
      newShare: 1,
      schedule: at(10),
    })
    const { tasks } = run(estate([idle, work], apart))
    expect(tasks).toMatchObject([{ end: 10, start: undefined, reason: 'link-lost' }])
  })
})
