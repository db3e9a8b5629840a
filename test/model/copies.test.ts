/** Backup copies: what they copy, what they keep, whom they need. Figures in stored.ts. */
import { describe, expect, test } from 'vitest'
import type { Job } from '../../sim/model/index.ts'
import { at, attached, DAY, down, GB, proxy, share, vm } from './estates.ts'
import {
  copying,
  counting,
  gb,
  moved,
  NAS,
  pointsSeen,
  reader,
  SERVERS,
  sessionsOf,
  source,
  stored,
  tasksOf,
  VAULT,
} from './stored.ts'
import { GATEWAY, server, waited } from './worlds.ts'

const NOON = DAY / 2
/** At noon of the first `count` days. */
const noons = (count: number) => at(...Array.from({ length: count }, (_, day) => NOON + day * DAY))
const periodic = (name: string, from: Job, times: Job['schedule'], more: Partial<Job> = {}) =>
  reader('backup-copy', name, from, { mode: 'periodic', schedule: times, ...more })

describe('what is copied', () => {
  test('an existing copy holds what is there at the beginning: only the increment of the night travels', () => {
    const nights = source(1)
    expect(moved(stored([nights, copying('offsite', nights)]), 'offsite')).toEqual([[50, 75, 2.5]])
  })

  test('a new copy begins with the full: 52.5 GB in the first night, 2.5 in the second', () => {
    const nights = source(2)
    const facts = stored([nights, copying('offsite', nights, { newShare: 1 })], { horizon: 2 * DAY })
    expect(moved(facts, 'offsite')).toEqual([
      [50, 575, 52.5],
      [DAY + 50, DAY + 75, 2.5],
    ])
    expect(tasksOf(facts, 'offsite').map(({ algorithm }) => algorithm)).toEqual(['full', 'increment'])
  })

  test('nothing to do is a success without a task', () => {
    const nights = source(1)
    const facts = stored([nights, periodic('offsite', nights, at(NOON, NOON + 3600))])
    expect(
      sessionsOf(facts, 'offsite').map(({ result, tasks, readBytes }) => [result, tasks, gb(readBytes)]),
    ).toEqual([
      ['Success', 1, 2.5],
      ['Success', 0, 0],
    ])
    expect(sessionsOf(facts, 'offsite')[1]).toMatchObject({
      machines: 1,
      machinesFailed: 0,
      durationSeconds: 0,
    })
  })

  test('nights that a copy missed add up: the gateway of the target is down for two of three', () => {
    const nights = source(3)
    const facts = stored([nights, periodic('offsite', nights, noons(3))], {
      horizon: 3 * DAY,
      failures: [down('g2', 0, 2 * DAY)],
    })
    expect(sessionsOf(facts, 'offsite').map(({ result, readBytes }) => [result, gb(readBytes)])).toEqual([
      ['Failed', 0],
      ['Failed', 0],
      ['Success', 7.5],
    ])
  })

  test('a copy of a copy starts when that has ended and reads the same bytes', () => {
    const nights = source(1)
    const second = copying('second', nights)
    const third = copying('third', second, { target: 'nas', newShare: 1 })
    const facts = stored([nights, second, third])
    // The full that the second copy held from the start, and the increment: 52.5 GB out of the vault.
    expect(moved(facts, 'second')).toEqual([[50, 75, 2.5]])
    expect(moved(facts, 'third')).toEqual([[75, 600, 52.5]])
    expect(tasksOf(facts, 'third')[0]).toMatchObject({ sourceMover: 'g2', gateway: 'g1', repository: 'nas' })
  })

  test('a copy may name its own reduction: the source reads 2.5 GB, the target keeps 1.25', () => {
    const nights = source(1)
    const [task] = tasksOf(stored([nights, copying('offsite', nights, { reduction: 2 })]), 'offsite')
    expect([task!.repositoryReadBytes, task!.transferredBytes, task!.repositoryWrittenBytes].map(gb)).toEqual(
      [2.5, 1.25, 1.25],
    )
  })
})

describe('what a copy keeps', () => {
  const late = { horizon: 5 * DAY, failures: [down('g2', 0, 2 * DAY)] }
  const rescan = at(4 * DAY)

  test('immediate: one point for each that it read, after missed nights too', () => {
    const nights = source(3)
    const offsite = copying('offsite', nights)
    const facts = stored([nights, offsite, counting('count', offsite, rescan)], late)
    // The full, and three increments in one go after the third night.
    expect(pointsSeen(facts, 'count')).toEqual([4])
  })

  test('periodic: one point, the latest state', () => {
    const nights = source(3)
    const offsite = periodic('offsite', nights, noons(3))
    const facts = stored([nights, offsite, counting('count', offsite, rescan)], late)
    expect(pointsSeen(facts, 'count')).toEqual([2])
  })

  test('its own retention, by merges through the gateway of the target', () => {
    const nights = source(3)
    const offsite = copying('offsite', nights, { method: 'forever-forward', retention: { points: 2 } })
    const facts = stored([nights, offsite, counting('count', offsite, rescan)], { horizon: 5 * DAY })
    expect(tasksOf(facts, 'offsite').map(({ algorithm, gateway }) => [algorithm, gateway])).toEqual([
      ['increment', 'g2'],
      ['increment', 'g2'],
      ['merge', 'g2'],
      ['increment', 'g2'],
      ['merge', 'g2'],
    ])
    const merge = tasksOf(facts, 'offsite')[2]!
    expect([merge.repositoryReadBytes, merge.repositoryWrittenBytes].map(gb)).toEqual([2.5, 2.5])
    // What the source keeps is its own affair: 14 points.
    expect(pointsSeen(facts, 'count')).toEqual([2])
  })

  test('a synthetic full of its own, as large as the full it has', () => {
    const nights = source(2)
    const full = { kind: 'weekdays', days: [1], how: 'synthetic' } as const
    const facts = stored([nights, copying('offsite', nights, { full })], {
      horizon: 2 * DAY,
      repositories: [NAS, share('vault', ['g2'], { read: 500e6 })],
    })
    const [, , synthetic] = tasksOf(facts, 'offsite')
    expect(synthetic).toMatchObject({ algorithm: 'synthetic-full', start: DAY + 75, gateway: 'g2' })
    // 50 GB read at 500 MB/s.
    expect([gb(synthetic!.repositoryReadBytes), synthetic!.end]).toEqual([50, DAY + 175])
  })

  test('what no room is left for fails: capacity sees the copies that are there', () => {
    const nights = source(2)
    const facts = stored([nights, copying('offsite', nights)], {
      horizon: 2 * DAY,
      repositories: [NAS, share('vault', ['g2'], { capacity: 54 * GB })],
    })
    expect(sessionsOf(facts, 'offsite').map(({ reason }) => reason)).toEqual([undefined, 'repository-full'])
  })
})

describe('whom a copy needs', () => {
  const two = source(1, { machines: [vm('a', 100 * GB), vm('b', 100 * GB)] })

  test('a slot at the source and one at the target: the scarcer side governs', () => {
    const of = (atSource: number, atTarget: number) =>
      tasksOf(
        stored([{ ...two, proxies: ['proxy-1'] }, copying('offsite', two)], {
          repositories: [
            share('nas', ['g1'], { maxTasks: atSource }),
            share('vault', ['g2'], { maxTasks: atTarget }),
          ],
        }),
        'offsite',
      ).map((task) => [task.waitSeconds, waited(task)])
    const oneByOne = [
      [0, {}],
      [25, { repository: 25 }],
    ]
    expect(of(2, 1)).toEqual(oneByOne)
    expect(of(1, 2)).toEqual(oneByOne)
    expect(of(2, 2)).toEqual([
      [0, {}],
      [0, {}],
    ])
  })

  test('a slot of the gateway at the source, if that counts tasks', () => {
    const servers = [proxy('proxy-1', 9), server('g1', { gateway: { maxTasks: 1 } }), server('g2', GATEWAY)]
    const facts = stored([two, copying('offsite', two)], { servers })
    // The two backups pass g1 one after the other (100 s), and so do the copies.
    expect(moved(facts, 'offsite')).toEqual([
      [100, 125, 2.5],
      [125, 150, 2.5],
    ])
    expect(waited(tasksOf(facts, 'offsite')[1]!)).toEqual({ gateway: 25 })
  })

  test('both gateways carry its bytes: in and out of the one at the source, in and out of the other (S20)', () => {
    const nights = source(1)
    const facts = stored([nights, copying('offsite', nights, { reduction: 2 })])
    expect(
      facts.flows.map(({ gateway, repository, operation, direction, tasks, bytesIn, bytesOut }) =>
        [gateway, repository, operation, direction, tasks, gb(bytesIn), gb(bytesOut)].join(' '),
      ),
    ).toEqual([
      'g1 nas backup backup 1 2.5 2.5',
      'g2 vault backup-copy copy 1 1.25 1.25',
      'g1 nas backup-copy copy 1 2.5 1.25',
    ])
    expect(
      facts.gateways.map(({ gateway, tasks, bytesIn, bytesOut }) => [
        gateway,
        tasks,
        gb(bytesIn),
        gb(bytesOut),
      ]),
    ).toEqual([
      ['g1', 2, 5, 3.75],
      ['g2', 1, 1.25, 1.25],
    ])
    expect(tasksOf(facts, 'offsite')[0]).toMatchObject({
      sourceMover: 'g1',
      targetMover: 'g2',
      rule: 'manual',
    })
  })

  test('between two direct attached hosts no gateway is needed', () => {
    const servers = [proxy('proxy-1', 9), server('left'), server('right')]
    const nights = source(1)
    const facts = stored([nights, copying('offsite', nights)], {
      servers,
      repositories: [attached('nas', 'left'), attached('vault', 'right')],
    })
    expect(moved(facts, 'offsite')).toEqual([[50, 75, 2.5]])
    expect([facts.gateways, facts.flows]).toEqual([[], []])
    expect(
      facts.resources.map(({ resource, bytesIn, bytesOut }) => [resource, gb(bytesIn), gb(bytesOut)]),
    ).toEqual([
      ['proxy-1', 0, 2.5],
      ['left', 2.5, 2.5],
      ['right', 2.5, 0],
      ['nas', 2.5, 2.5],
      ['vault', 2.5, 0],
    ])
  })

  test('a gateway that both repositories list reads and writes: one move through it, counted once', () => {
    const nights = source(1)
    const facts = stored([nights, copying('offsite', nights)], {
      servers: SERVERS.slice(0, 2),
      repositories: [NAS, { ...VAULT, gateway: ['g1'] }],
    })
    const rows = facts.flows.map((row) => [row.gateway, row.repository, row.tasks, gb(row.bytesIn)].join(' '))
    expect(rows).toEqual(['g1 nas 1 2.5', 'g1 vault 1 2.5'])
  })
})
