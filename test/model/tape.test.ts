/** Backups to tape. 2.5 GB per machine and night; figures in stored.ts. */
import { describe, expect, test } from 'vitest'
import type { Job, Repository, World } from '../../sim/model/index.ts'
import { at, attached, DAY, GB, link, MB, machine, resource, share, vm } from './estates.ts'
import { cutOff, down } from './failing.ts'
import {
  gb,
  moved,
  NAS,
  pointsOf,
  SERVERS,
  sessionsOf,
  source,
  stored,
  tapeServer,
  tasksOf,
  toTape,
  VBR,
} from './stored.ts'
import { server, waited } from './worlds.ts'

const MOUNT = server('mount', { 'mount-server': {} })
const AUTO = share('nas', 'automatic', { mountServer: 'mount' })
const night = source(1)
const AT_1000: Partial<Job> = { schedule: at(1000) }

function taped(jobs: Job[], parts: Partial<World> = {}) {
  return stored(jobs, { servers: [...SERVERS, VBR, MOUNT, server('host'), tapeServer(3, 10 * MB)], ...parts })
}
const one = (repository: Repository, more: Partial<Job> = {}, parts: Partial<World> = {}) =>
  taped([night, toTape('tape', night, { ...AT_1000, ...more })], { repositories: [repository], ...parts })
const the = (facts: ReturnType<typeof taped>) => tasksOf(facts, 'tape')[0]!

describe('drives', () => {
  test('of four jobs on three drives the fourth waits for the first free one (O15)', () => {
    // 2.5, 2, 3 and 1 GB are stored; a drive writes 10 MB/s.
    const list = [5, 4, 6, 2].map((size, i) => machine(`vm-${i + 1}`, size * GB))
    const nights = source(1, { machines: list })
    const jobs = ['A', 'B', 'C', 'D'].map((name, i) =>
      toTape(name, nights, { ...AT_1000, machines: pointsOf(nights).slice(i, i + 1) }),
    )
    const facts = taped([nights, ...jobs])
    expect(['A', 'B', 'C', 'D'].map((name) => moved(facts, name)[0])).toEqual([
      [1000, 1250, 2.5],
      [1000, 1200, 2],
      [1000, 1300, 3],
      [1200, 1300, 1],
    ])
    expect(waited(tasksOf(facts, 'D')[0]!)).toEqual({ 'tape-drive': 200 })
  })

  const three = source(1, { machines: [vm('a', 100 * GB), vm('b', 100 * GB), vm('c', 100 * GB)] })

  test.each([
    [1, [1000, 1250, 1500]],
    [2, [1000, 1000, 1250]],
    [9, [1000, 1000, 1000]],
  ])('a job limited to %i drives uses no more, though three are free', (drives, starts) => {
    const facts = taped([three, toTape('tape', three, { ...AT_1000, drives })])
    expect(tasksOf(facts, 'tape').map(({ start }) => start)).toEqual(starts)
    const waits = tasksOf(facts, 'tape').map(({ waitedFor }) => waitedFor)
    expect(waits).toEqual(starts.map((start) => (start > 1000 ? 'tape-drive' : undefined)))
  })

  test('two jobs with one drive each do not mind each other', () => {
    const half = (name: string, i: number) =>
      toTape(name, three, { ...AT_1000, drives: 1, machines: pointsOf(three).slice(i, i + 1) })
    const facts = taped([three, half('one', 0), half('two', 1)])
    expect([moved(facts, 'one')[0], moved(facts, 'two')[0]]).toEqual([
      [1000, 1250, 2.5],
      [1000, 1250, 2.5],
    ])
  })

  test('the rate of a drive is its own, in bytes written', () => {
    const facts = taped([three, toTape('tape', three, AT_1000)])
    expect(tasksOf(facts, 'tape').map(({ end, bottleneck }) => [end, bottleneck])).toEqual([
      [1250, 'Target'],
      [1250, 'Target'],
      [1250, 'Target'],
    ])
    // Compressed 2:1 on its way, half as many bytes reach the tape.
    expect(the(one(NAS, { reduction: 2 }))).toMatchObject({ end: 1125, transferredBytes: 1.25 * GB })
  })
})

describe('who brings the data to the tape server', () => {
  const way = (facts: ReturnType<typeof taped>, ...names: string[]) =>
    names.map((name) =>
      [name, gb(resource(facts, name).bytesIn), gb(resource(facts, name).bytesOut)].join(' '),
    )

  test('C2: the backup server, in and out of it', () => {
    const facts = one(AUTO)
    expect(the(facts)).toMatchObject({
      gateway: 'vbr',
      rule: 'C2',
      sourceMover: 'vbr',
      targetMover: 'library',
      direction: 'copy',
    })
    expect(way(facts, 'vbr', 'library')).toEqual(['vbr 2.5 2.5', 'library 2.5 0'])
    expect(facts.flows.at(-1)).toMatchObject({
      gateway: 'vbr',
      repository: 'nas',
      operation: 'tape',
      direction: 'copy',
    })
  })

  test('C1: the tape server itself, where it is connected to the repository', () => {
    const facts = one({ ...AUTO, tapeAttached: 'library' })
    expect(the(facts)).toMatchObject({ gateway: 'library', rule: 'C1', sourceMover: 'library' })
    expect(way(facts, 'vbr', 'library')).toEqual(['vbr 0 0', 'library 2.5 0'])
  })

  test('a connection to another tape server does not count', () => {
    expect(the(one({ ...AUTO, tapeAttached: 'elsewhere' }))).toMatchObject({ gateway: 'vbr', rule: 'C2' })
  })

  test('a list goes before the row', () => {
    expect(the(one({ ...NAS, tapeAttached: 'library' }))).toMatchObject({ gateway: 'g1', rule: 'manual' })
  })

  test('a direct attached source is read by its host: no gateway', () => {
    const facts = one(attached('nas', 'host'))
    expect(the(facts)).toMatchObject({
      gateway: undefined,
      rule: 'direct-attached',
      sourceMover: 'host',
      end: 1250,
    })
    // The host took in the 2.5 GB of the backup before.
    expect(way(facts, 'host', 'library')).toEqual(['host 2.5 2.5', 'library 2.5 0'])
    expect(facts.flows.filter(({ operation }) => operation === 'tape')).toEqual([])
  })

  test('across a line between sites it crosses once', () => {
    const library = { ...tapeServer(1, 10 * MB), site: 'dr' }
    const facts = one(
      AUTO,
      {},
      { sites: ['hq', 'dr'], links: [link('wan', 5 * MB)], servers: [...SERVERS, VBR, MOUNT, library] },
    )
    expect(the(facts)).toMatchObject({ end: 1500, bottleneck: 'Network' })
    expect(way(facts, 'wan')).toEqual(['wan 2.5 0'])
  })
})

describe('what is written', () => {
  const two = { horizon: 2 * DAY }
  const nights = source(2)
  const daily = { schedule: at(1000, DAY + 1000) }

  test('points that are not on tape yet: of a new job the whole chain first', () => {
    const facts = taped([nights, toTape('tape', nights, { ...daily, newShare: 1 })], two)
    expect(tasksOf(facts, 'tape').map(({ algorithm, readBytes }) => [algorithm, gb(readBytes)])).toEqual([
      ['full', 52.5],
      ['increment', 2.5],
    ])
  })

  test('nothing new is a success without a task', () => {
    const facts = taped([nights, toTape('tape', nights, { schedule: at(1000, 5000) })])
    expect(sessionsOf(facts, 'tape').map(({ result, tasks }) => [result, tasks])).toEqual([
      ['Success', 1],
      ['Success', 0],
    ])
  })

  test('a job that waited for a source which left nothing writes nothing, and succeeds', () => {
    const failures = [
      { kind: 'scripted', job: 'nightly', machine: 'vm', days: [20_458], attempts: 'all' },
    ] as const
    const facts = taped([night, toTape('tape', night, { schedule: at(20) })], { failures })
    expect(sessionsOf(facts, 'tape')[0]).toMatchObject({ result: 'Success', readBytes: 0 })
    expect(the(facts)).toMatchObject({ waitedFor: 'chain', durationSeconds: 0 })
  })

  test('a synthesised full is as large as the newest full and comes through the mount server', () => {
    const full = { kind: 'weekdays', days: [1], how: 'synthetic' } as const
    const facts = taped([nights, toTape('tape', nights, { ...daily, full })], {
      ...two,
      repositories: [AUTO],
    })
    expect(
      tasksOf(facts, 'tape').map(({ operation, algorithm, gateway, rule, readBytes }) =>
        [operation, algorithm, gateway, rule, gb(readBytes)].join(' '),
      ),
    ).toEqual(['tape increment vbr C2 2.5', 'tape synthetic-full mount C2 50'])
  })

  test('a synthesised full by the backup server while the mount server is down', () => {
    const full = { kind: 'weekdays', days: [0], how: 'synthetic' } as const
    const failures = [down('server/mount', 0)]
    expect(the(one(AUTO, { full }, { failures }))).toMatchObject({
      gateway: 'vbr',
      rule: 'C2',
      fallback: true,
    })
  })

  test('with a synthesised full the points that it stands for are dealt with', () => {
    const full = { kind: 'weekdays', days: [0], how: 'synthetic' } as const
    const facts = taped([nights, toTape('tape', nights, { ...daily, full, newShare: 1 })], two)
    expect(tasksOf(facts, 'tape').map(({ readBytes }) => gb(readBytes))).toEqual([50, 2.5])
  })
})

describe('losses', () => {
  const hit = (failure: ReturnType<typeof down>) => {
    const { end, reason, suspendedSeconds } = the(one(AUTO, {}, { failures: [failure] }))
    return [end, reason, suspendedSeconds]
  }

  test('the tape server is down: the machine fails at once', () => {
    expect([hit(down('server/library', 1100)), hit(down('server/library', 0))]).toEqual([
      [1100, 'server-lost', 0],
      [1000, 'server-lost', 0],
    ])
  })

  test('its connection is lost: suspended, resumed with the drive', () => {
    // 100 s written; looks at 1115 and 1130, back at 1120.
    expect(hit(cutOff('server/library', 1100, 20))).toEqual([1280, undefined, 30])
    expect(hit(cutOff('server/library', 1100, DAY))).toEqual([2900, 'link-lost', 1800])
  })
})
