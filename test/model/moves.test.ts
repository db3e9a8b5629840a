/** Moves, copies, offloads and checks of stored points. Figures in stored.ts. */
import { describe, expect, test } from 'vitest'
import type { Job, World } from '../../sim/model/index.ts'
import { at, DAY, GB, link, MB, proxy, share, throttle, vm } from './estates.ts'
import {
  copying,
  counting,
  gb,
  moved,
  NAS,
  pointsOf,
  pointsSeen,
  reader,
  sessionsOf,
  source,
  stored,
  tasksOf,
  VAULT,
} from './stored.ts'
import { GATEWAY, server } from './worlds.ts'

const once = (type: Job['type'], from: Job, time: number, more: Partial<Job> = {}) =>
  reader(type, type, from, { schedule: at(time), ...more })
/** A check of `nas` itself. */
const check = (from: Job, time: number, more: Partial<Job> = {}) => {
  const { source: _, ...job } = once('health-check', from, time, { target: 'nas', ...more })
  return job
}

describe('moves and copies of backups', () => {
  const nights = source(2)
  const two = { horizon: 2 * DAY }

  test('a move takes the whole chain, and the job begins anew with a full', () => {
    const facts = stored([nights, once('move', nights, 1000)], two)
    expect(moved(facts, 'move')).toEqual([[1000, 1525, 52.5]])
    expect(tasksOf(facts, 'nightly').map(({ algorithm, readBytes }) => [algorithm, gb(readBytes)])).toEqual([
      ['increment', 5],
      ['full', 100],
    ])
  })

  test('a move gives back the room at the source: the full of the next night needs it', () => {
    const capacity = (type: Job['type']) =>
      sessionsOf(
        stored(
          [{ ...nights, full: { kind: 'weekdays', days: [1], how: 'active' } }, once(type, nights, 1000)],
          {
            ...two,
            repositories: [share('nas', ['g1'], { capacity: 60 * GB }), VAULT],
          },
        ),
        'nightly',
      ).map(({ reason }) => reason)
    expect(capacity('move')).toEqual([undefined, undefined])
    expect(capacity('copy')).toEqual([undefined, 'repository-full'])
  })

  test('a copy leaves the chain where it is: the job goes on with increments', () => {
    const facts = stored([nights, once('copy', nights, 1000)], two)
    expect(moved(facts, 'copy')).toEqual([[1000, 1525, 52.5]])
    expect(tasksOf(facts, 'nightly').map(({ algorithm }) => algorithm)).toEqual(['increment', 'increment'])
  })

  test('what was moved lies at the target, point by point', () => {
    const move = once('move', nights, DAY + 1000)
    const facts = stored(
      [nights, move, counting('left', nights, at(DAY + 9000)), counting('there', move, at(DAY + 9000))],
      two,
    )
    expect([pointsSeen(facts, 'left'), pointsSeen(facts, 'there')]).toEqual([[0], [3]])
  })

  test('a move that failed leaves everything where it was', () => {
    const facts = stored([nights, once('move', nights, 1000)], {
      ...two,
      failures: [{ kind: 'scripted', job: 'move', machine: 'vm', days: [20_458], attempts: 'all' }],
    })
    expect(sessionsOf(facts, 'move')[0]).toMatchObject({ result: 'Failed', reason: 'other' })
    expect(tasksOf(facts, 'nightly')[1]).toMatchObject({ algorithm: 'increment' })
  })

  test('without a chain there is nothing to move', () => {
    const fresh = source(1, { newShare: 1, schedule: at(5000) })
    expect(sessionsOf(stored([fresh, once('move', fresh, 1000)]), 'move')[0]).toMatchObject({
      result: 'Success',
      tasks: 0,
    })
  })

  test('throttles between data movers hold for moves and not for copies', () => {
    const parts: Partial<World> = {
      servers: [proxy('proxy-1', 9), server('g1', GATEWAY), server('g2', GATEWAY, { site: 'dr' })],
      sites: ['hq', 'dr'],
      links: [link('wan', 1000 * MB)],
      repositories: [
        { ...NAS, type: 'linux', host: 'g1', gateway: 'automatic' },
        { ...VAULT, site: 'dr' },
      ],
      throttles: [throttle('slow', 50 * MB)],
    }
    const end = (type: Job['type']) =>
      tasksOf(stored([nights, once(type, nights, 1000)], parts), type)[0]!.end
    expect([end('move'), end('copy')]).toEqual([1000 + 1050, 1000 + 525])
  })
})

describe('offloads', () => {
  test('carry what is new to object storage, and leave the chain alone', () => {
    const bucket = share('bucket', ['g2'], { type: 'object-storage' })
    const nights = source(2)
    const offload = once('offload', nights, 0, { target: 'bucket', schedule: at(1000, DAY + 1000) })
    const facts = stored([nights, offload], { repositories: [NAS, bucket], horizon: 2 * DAY })
    expect(moved(facts, 'offload')).toEqual([
      [1000, 1025, 2.5],
      [DAY + 1000, DAY + 1025, 2.5],
    ])
    expect(tasksOf(facts, 'nightly').map(({ algorithm }) => algorithm)).toEqual(['increment', 'increment'])
  })
})

describe('health checks and rescans', () => {
  const nights = source(1)

  test('a health check reads the newest full: 50 GB, and nothing leaves the gateway', () => {
    const facts = stored([nights, check(nights, 1000)])
    expect(tasksOf(facts, 'health-check')[0]).toMatchObject({
      end: 1500,
      direction: 'check',
      gatewayBytesOut: 0,
    })
    expect(gb(tasksOf(facts, 'health-check')[0]!.gatewayBytesIn)).toBe(50)
    expect(facts.flows.at(-1)).toMatchObject({
      gateway: 'g1',
      operation: 'health-check',
      direction: 'check',
      bytesOut: 0,
    })
  })

  test('it ignores the rate limit of the repository, which copies obey', () => {
    const parts = { repositories: [share('nas', ['g1'], { rateLimit: 50 * MB }), VAULT] }
    const end = (...jobs: Job[]) => stored([nights, ...jobs], parts)
    expect(moved(end(check(nights, 1000)), 'health-check')).toEqual([[1000, 1500, 50]])
    expect(moved(end(copying('offsite', nights)), 'offsite')).toEqual([[50, 100, 2.5]])
  })

  test('of two checks of one repository each reads at full speed', () => {
    const both = source(1, { machines: [vm('a', 100 * GB), vm('b', 100 * GB)] })
    const parts = { repositories: [share('nas', ['g1'], { rateLimit: 50 * MB }), VAULT] }
    expect(moved(stored([both, check(both, 1000)], parts), 'health-check').map(([, end]) => end)).toEqual([
      1500, 1500,
    ])
  })

  test('a rescan reads one MiB per point', () => {
    expect(pointsSeen(stored([nights, counting('rescan', nights, at(1000))]), 'rescan')).toEqual([2])
  })

  test('a rescan passes over backups whose job is running, and reads the others', () => {
    const other = source(1, { name: 'other', machines: [vm('other', 100 * GB)], schedule: at(5000) })
    const rescan = {
      ...counting('rescan', nights, at(20)),
      machines: [...pointsOf(nights), ...pointsOf(other)],
    }
    const facts = stored([nights, other, rescan])
    expect(tasksOf(facts, 'rescan').map(({ machine: name, readBytes }) => [name, readBytes])).toEqual([
      ['other', 1_048_576],
    ])
    expect(sessionsOf(facts, 'rescan')[0]).toMatchObject({ result: 'Success', machines: 0 })
  })
})
