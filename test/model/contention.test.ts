/** Jobs that want the same backups: who is put on hold, who waits, who gives way. Figures in stored.ts. */
import { describe, expect, test } from 'vitest'
import type { Job, World } from '../../sim/model/index.ts'
import { at, DAY, datastore, GB, MB, policies, restore, share, vm } from './estates.ts'
import {
  copying,
  counting,
  gb,
  moved,
  pointsOf,
  pointsSeen,
  reader,
  SERVERS,
  sessionsOf,
  source,
  stored,
  tapeServer,
  tasksOf,
  toTape,
  VAULT,
  VBR,
} from './stored.ts'
import { waited } from './worlds.ts'

const MERGING = { method: 'forever-forward', retention: { points: 2 } } as const
const SLOW = { taskRate: { full: 25 * MB, increment: 25 * MB } }
const SERVED = [...SERVERS, VBR, tapeServer(9, 10 * MB)]
/** At 50 MB/s a backup is written in its 50 s, and a merge takes 50 s more. */
const WRITING = { repositories: [share('nas', ['g1'], { write: 50 * MB }), VAULT], horizon: 3 * DAY }
const once = (type: Job['type'], from: Job, time: number, more: Partial<Job> = {}) =>
  reader(type, 'reader', from, { schedule: at(time), ...more })
const copyAt = (from: Job, time: number, more: Partial<Job> = {}) =>
  once('backup-copy', from, time, { mode: 'periodic', ...SLOW, ...more })

describe('while a merge or transform changes a chain', () => {
  // The second night: backup from 0 to 50 s past midnight, merge from 50 to 100 s.
  const nights = source(2, MERGING)

  test('a copy that reads it is on hold: from 30 to 50 s it copies, from 100 s on it goes on at its last byte', () => {
    const facts = stored([nights, copyAt(nights, DAY + 30)], WRITING)
    // 2.5 GB at 25 MB/s are 100 s of copying, of which 20 were done.
    expect(tasksOf(facts, 'reader')[0]).toMatchObject({
      start: DAY + 30,
      end: DAY + 180,
      transferSeconds: 100,
      suspendedSeconds: 50,
      durationSeconds: 150,
      resumes: 0,
      readBytes: 2.5 * GB,
      result: 'Success',
    })
    expect(tasksOf(facts, 'nightly').at(-1)).toMatchObject({
      algorithm: 'merge',
      start: DAY + 50,
      end: DAY + 100,
    })
    expect(facts.events.filter(({ event }) => event === 'transfer-held').map(({ t }) => t)).toEqual([
      DAY + 50,
    ])
  })

  test('it keeps its slots meanwhile: another copy to the target waits for all of it', () => {
    const other = source(1, { name: 'other', machines: [vm('other', 100 * GB)] })
    const second = copying('second', other, { schedule: at(DAY + 40), mode: 'periodic' })
    const facts = stored([nights, other, copyAt(nights, DAY + 30), second], {
      ...WRITING,
      repositories: [WRITING.repositories[0]!, share('vault', ['g2'], { maxTasks: 1 })],
    })
    expect(tasksOf(facts, 'second')[0]).toMatchObject({
      start: DAY + 180,
      waitedFor: 'repository',
      waitSeconds: 140,
    })
  })

  test('one that prepares is held when its data would flow', () => {
    // Overheads of 40 s: backup to 90 s, merge from 90 (data from 130) to 180 s; the copy would begin at 100 s.
    const facts = stored([nights, copyAt(nights, DAY + 60)], {
      ...WRITING,
      ...policies({ taskOverhead: 40 }),
    })
    expect(tasksOf(facts, 'reader')[0]).toMatchObject({
      start: DAY + 60,
      suspendedSeconds: 80,
      end: DAY + 280,
    })
  })

  test('new readers wait for the chain', () => {
    // Two increments to copy by then, 5 GB at 25 MB/s.
    const facts = stored([nights, copyAt(nights, DAY + 60)], WRITING)
    expect(moved(facts, 'reader')).toEqual([[DAY + 100, DAY + 300, 5]])
    expect(tasksOf(facts, 'reader')[0]).toMatchObject({ suspendedSeconds: 0 })
    expect(waited(tasksOf(facts, 'reader')[0]!)).toEqual({ chain: 40 })
  })

  test('a restore from a reverse chain stands still during its transform', () => {
    const reverse = source(1, { method: 'reverse' })
    const back = restore('back', 'nas', pointsOf(reverse), { schedule: at(40) })
    const facts = stored([reverse, back], { ...WRITING, datastores: [datastore('lun')] })
    // 100 GB at 100 MB/s take 1000 s, and the transform of 2.5 GB 50 s: from 50 to 100.
    expect(tasksOf(facts, 'back')[0]).toMatchObject({ start: 40, suspendedSeconds: 50, end: 1090 })
  })

  test('only the machine concerned is held: the other made no point that night, and none is merged', () => {
    const two = source(2, { ...MERGING, machines: [vm('a', 100 * GB), vm('b', 100 * GB)] })
    const back = restore('back', 'nas', pointsOf(two), { schedule: at(DAY + 40) })
    const facts = stored([two, back], {
      ...WRITING,
      repositories: [share('nas', ['g1'], { write: 100 * MB }), VAULT],
      datastores: [datastore('lun')],
      failures: [{ kind: 'scripted', job: 'nightly', machine: 'b', days: [20_459], attempts: 'all' }],
    })
    // The merge has 100 MB/s for itself: 25 s.
    expect(tasksOf(facts, 'back').map(({ machine, end }) => [machine, end])).toEqual([
      ['b', DAY + 40 + 1000],
      ['a', DAY + 40 + 1000 + 25],
    ])
  })

  test('a synthetic full leaves the points as they were: nobody is held', () => {
    const full = { kind: 'weekdays', days: [1], how: 'synthetic' } as const
    const facts = stored([source(2, { full }), copyAt(nights, DAY + 30)], WRITING)
    expect(tasksOf(facts, 'reader')[0]).toMatchObject({ end: DAY + 130, suspendedSeconds: 0 })
  })
})

describe('tape and the job that makes the backups', () => {
  /** Backups at midnight and at `again`; the second is small. */
  const twice = (again: number, more: Partial<Job> = {}) => source(1, { schedule: at(0, again), ...more })
  const tape = (from: Job, times: readonly number[], more: Partial<Job> = {}) =>
    toTape('reader', from, { schedule: at(...times), ...more })
  const parts = { servers: SERVED, horizon: 2 * DAY }

  test('a tape job is ended by the start of the source job; what it lacks is written next time', () => {
    // 2.5 GB at 10 MB/s: 250 s, cut after 100. A second backup a day later adds 2.5 GB.
    const nights = twice(DAY)
    const facts = stored([nights, tape(nights, [DAY - 100, DAY + 3600])], parts)
    expect(
      tasksOf(facts, 'reader').map(({ end, result, reason, readBytes }) => [
        end,
        result,
        reason,
        gb(readBytes),
      ]),
    ).toEqual([
      [DAY, 'Failed', 'stopped', 1],
      [DAY + 4100, 'Success', undefined, 5],
    ])
    expect(sessionsOf(facts, 'reader')[0]).toMatchObject({ result: 'Failed', reason: 'stopped' })
    expect(sessionsOf(facts, 'nightly')[1]).toMatchObject({ start: DAY, end: DAY + 50 })
  })

  test('one that starts while the source job runs waits for its end, and writes what that has left', () => {
    const nights = twice(DAY)
    const facts = stored([nights, tape(nights, [20])], parts)
    expect(moved(facts, 'reader')).toEqual([[50, 300, 2.5]])
    expect(waited(tasksOf(facts, 'reader')[0]!)).toEqual({ chain: 30 })
  })

  test('protected: the source job waits for the machine on tape, and only for that', () => {
    const nights = twice(DAY, { machines: [vm('a', 100 * GB), vm('b', 100 * GB)] })
    const onTape = tape(nights, [DAY - 100], { protected: true, machines: pointsOf(nights).slice(0, 1) })
    const facts = stored([nights, onTape], parts)
    expect(moved(facts, 'reader')).toEqual([[DAY - 100, DAY + 150, 2.5]])
    const [a, b] = tasksOf(facts, 'nightly')
      .slice(2)
      .sort((x, y) => x.machine.localeCompare(y.machine))
    expect([a!.start, waited(a!)]).toEqual([DAY + 150, { chain: 150 }])
    expect(b!.start).toBe(DAY)
  })

  test('the whole tape job is ended for those backups, also tasks that wait for a drive', () => {
    const nights = twice(DAY, { machines: [vm('a', 100 * GB), vm('b', 100 * GB)] })
    const facts = stored([nights, tape(nights, [DAY - 100], { drives: 1 })], parts)
    expect(
      tasksOf(facts, 'reader').map(({ machine, start, end, reason }) => [machine, start, end, reason]),
    ).toEqual([
      ['a', DAY - 100, DAY, 'stopped'],
      ['b', undefined, DAY, 'stopped'],
    ])
  })

  test('a tape job that has not begun to write goes on waiting for its drive when the source job starts', () => {
    const nights = twice(DAY)
    const weekly = source(1, { name: 'weekly', machines: [vm('z', 100 * GB)] })
    // The only drive writes 2.5 GB of `weekly` at 10 MB/s from 100 s before midnight to 150 s past it.
    const first = toTape('first', weekly, { schedule: at(DAY - 100) })
    const servers = [...SERVERS, VBR, tapeServer(1, 10 * MB)]
    const facts = stored([nights, weekly, first, tape(nights, [DAY - 50])], { ...parts, servers })
    const [task] = tasksOf(facts, 'reader')
    expect(tasksOf(facts, 'reader')).toHaveLength(1)
    expect([task!.start, task!.result, waited(task!)]).toEqual([DAY + 150, 'Success', { 'tape-drive': 200 }])
    expect(sessionsOf(facts, 'nightly')[1]).toMatchObject({ start: DAY, end: DAY + 50 })
  })

  test('copies do not mind: they read while the source job adds a point', () => {
    const nights = twice(DAY)
    const facts = stored([nights, copyAt(nights, DAY - 50)], parts)
    expect(tasksOf(facts, 'reader')[0]).toMatchObject({
      end: DAY + 50,
      suspendedSeconds: 0,
      result: 'Success',
    })
  })
})

describe('health checks', () => {
  const check = (from: Job, time: number) => {
    const { source: _, ...job } = once('health-check', from, time, { target: 'nas' })
    return job
  }

  test('one gives way to the job that starts: its session ends with a warning', () => {
    const nights = source(1, { schedule: at(0, 1100) })
    const facts = stored([nights, check(nights, 1000)])
    // Of 50 GB it read 100 s at 100 MB/s.
    expect(tasksOf(facts, 'reader')[0]).toMatchObject({
      end: 1100,
      result: 'Warning',
      reason: 'stopped',
      readBytes: 10 * GB,
    })
    expect(sessionsOf(facts, 'reader')[0]).toMatchObject({ result: 'Warning', end: 1100, machines: 0 })
    expect(sessionsOf(facts, 'nightly')[1]).toMatchObject({ result: 'Success', start: 1100 })
  })

  test('it waits for the job that runs', () => {
    const nights = source(1)
    const facts = stored([nights, check(nights, 20)])
    expect(tasksOf(facts, 'reader')[0]).toMatchObject({ start: 50, end: 550, waitedFor: 'chain' })
  })
})

describe('moves and copies of backups', () => {
  test.each(['move', 'copy'] as const)('a %s disables the source job: its starts are skipped', (type) => {
    // 52.5 GB at 100 MB/s: from 1000 to 1525 s.
    const nights = source(1, { schedule: at(0, 1100, 1600) })
    const facts = stored([nights, once(type, nights, 1000)])
    expect(sessionsOf(facts, 'nightly').map(({ start }) => start)).toEqual([0, 1600])
    expect(facts.runs[0]!.skippedStarts).toBe(1)
  })

  test.each(['move', 'copy'] as const)(
    'a %s waits for the session that runs, and takes what that has left',
    (type) => {
      const nights = source(1, { schedule: at(0, 5000) })
      const facts = stored([nights, once(type, nights, 20)])
      expect(moved(facts, 'reader')).toEqual([[50, 575, 52.5]])
      expect(waited(tasksOf(facts, 'reader')[0]!)).toEqual({ chain: 30 })
    },
  )

  test('nothing of a moved chain is lost, though a point was on its way when the move began', () => {
    const nights = source(1)
    const move = once('move', nights, 20)
    const parts: Partial<World> = { horizon: DAY }
    const facts = stored([nights, move, counting('count', move, at(5000))], parts)
    expect(pointsSeen(facts, 'count')).toEqual([2])
  })
})
