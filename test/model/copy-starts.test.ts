/** Immediate copies start when points appear. Figures in stored.ts. */
import { expect, test } from 'vitest'
import type { Failure, Job } from '../../sim/model/index.ts'
import { at, down, GB, machine, share } from './estates.ts'
import { copying, moved, pointsOf, sessionsOf, source, stored, tasksOf, VAULT } from './stored.ts'

const HOUR_LATER = { attempts: 3, wait: 3600 }
/** 5 GB a run: each point stores 2.5 GB, read in 50 s and copied in 25. */
const runs = (name: string, times: readonly number[], more: Partial<Job> = {}) =>
  source(1, { name, machines: [machine('vm', 5 * GB)], schedule: at(...times), ...more })
const opened = (facts: ReturnType<typeof stored>) =>
  sessionsOf(facts, 'offsite').map(({ start, end, attempts }) => [start, end, attempts])

/** Machines of one name in two jobs: the second is named with its job. */
const ofBoth = (first: Job, second: Job) =>
  copying('offsite', first, {
    machines: [...pointsOf(first), { ...pointsOf(second)[0]!, name: `${second.name}/vm` }],
  })

function failing(job: string, attempts: 'all' | readonly number[]): Failure {
  return { kind: 'scripted', job, machine: 'vm', days: [20_458], attempts }
}

test('when a session of the source has ended, and not before', () => {
  const night = runs('nightly', [1000, 2000])
  expect(opened(stored([night, copying('offsite', night)]))).toEqual([
    [1050, 1075, 1],
    [2050, 2075, 1],
  ])
})

test('when it has ended with its retries and its synthetic work', () => {
  const full = { kind: 'weekdays', days: [0], how: 'synthetic' } as const
  const night = source(1, { full, retry: { attempts: 1, wait: 100 } })
  const facts = stored([night, copying('offsite', night)], {
    repositories: [share('nas', ['g1'], { read: 500e6 }), VAULT],
    failures: [down('g1', 0, 50)],
  })
  // Fails at 0, is retried from 100 to 150; then 50 GB are read at 500 MB/s for the synthetic full.
  expect(sessionsOf(facts, 'offsite')[0]).toMatchObject({ start: 250 })
})

test('not when the source ended without a point', () => {
  const night = runs('nightly', [0])
  expect(
    opened(stored([night, copying('offsite', night)], { failures: [failing('nightly', 'all')] })),
  ).toEqual([])
})

test('after each of several jobs that write to its source', () => {
  const [first, second] = [runs('first', [0]), runs('second', [1000])]
  expect(opened(stored([first, second, ofBoth(first, second)]))).toEqual([
    [50, 75, 1],
    [1050, 1075, 1],
  ])
})

test('once when two of them end in the same instant, and no start counts as skipped', () => {
  const [first, second] = [runs('first', [0]), runs('second', [0])]
  const facts = stored([first, second, ofBoth(first, second)])
  expect(opened(facts)).toEqual([[50, 75, 1]])
  expect(sessionsOf(facts, 'offsite')[0]).toMatchObject({ machines: 2, tasks: 2 })
  expect(facts.runs[0]!.skippedStarts).toBe(0)
})

test('what appears while one runs is made up for at its end, in one session', () => {
  // At 10 MB/s a point takes 250 s; two more appear at 150 and 250.
  const night = runs('nightly', [0, 100, 200])
  const facts = stored([night, copying('offsite', night, { taskRate: { full: 10e6, increment: 10e6 } })])
  expect(moved(facts, 'offsite')).toEqual([
    [50, 300, 2.5],
    [300, 800, 5],
  ])
  expect(facts.runs[0]!.skippedStarts).toBe(0)
})

test('a session that waits for its retry goes on at once when a new point appears, and copies that afterwards', () => {
  const night = runs('nightly', [0, 1000])
  const facts = stored([night, copying('offsite', night, { retry: HOUR_LATER })], {
    failures: [down('g2', 0, 500)],
  })
  expect(
    tasksOf(facts, 'offsite').map(({ session, attempt, end, result }) => [session, attempt, end, result]),
  ).toEqual([
    ['offsite#1', 1, 50, 'Failed'],
    ['offsite#1', 2, 1075, 'Success'],
    ['offsite#2', 1, 1100, 'Success'],
  ])
})

test('without a new point it waits for its hour', () => {
  const night = runs('nightly', [0])
  const facts = stored([night, copying('offsite', night, { retry: HOUR_LATER })], {
    failures: [down('g2', 0, 500)],
  })
  expect(opened(facts)).toEqual([[50, 3675, 2]])
})

test('a point that failed for good is copied with the next one', () => {
  const night = runs('nightly', [0, 1000])
  const facts = stored([night, copying('offsite', night)], { failures: [down('g2', 0, 500)] })
  expect(sessionsOf(facts, 'offsite').map(({ result }) => result)).toEqual(['Failed', 'Success'])
  expect(moved(facts, 'offsite')).toEqual([
    [undefined, 50, 0],
    [1050, 1100, 5],
  ])
})

test('periodic copies keep their times: twice a day, whatever the source does', () => {
  const night = runs('nightly', [0, 1000, 2000])
  const offsite = copying('offsite', night, { mode: 'periodic', schedule: at(500, 1020, 5000) })
  expect(moved(stored([night, offsite]), 'offsite')).toEqual([
    [500, 525, 2.5],
    [5000, 5050, 5],
  ])
})

test('no session starts after the horizon', () => {
  const night = runs('nightly', [0])
  expect(opened(stored([night, copying('offsite', night)], { horizon: 40 }))).toEqual([])
})
