/** A gateway is lost. 120 GB at 100 MB/s take 1200 s. */
import { expect, test } from 'vitest'
import type { Job, World } from '../../sim/model/index.ts'
import { at, carried, DAY, down, estate, GB, gb, job, machine, share, told, UNLIMITED } from './worlds.ts'

const nightly = (more: Partial<Job> = {}): Job =>
  job('nightly', 'store', [machine('vm', 120 * GB)], { schedule: at(0, DAY), ...more })
const lost = (from: number, lasts = UNLIMITED, parts: Partial<World> = {}) =>
  estate([nightly()], {
    horizon: 2 * DAY,
    repositories: [share('store', ['g1', 'g2'])],
    failures: [down('server/g1', from, lasts)],
    ...parts,
  })
const NEVER = 10 * DAY

test('S48 a gateway lost during the run fails the job, and nothing moves to another gateway in that run', () => {
  const facts = lost(600)
  expect(facts.sessions[0]).toMatchObject({ result: 'Failed', reason: 'server-lost', attempts: 1, end: 600 })
  const tonight = facts.tasks.filter(({ session }) => session === 'nightly#1')
  expect(told(tonight, 'gateway', 'result', 'end', 'readBytes')).toEqual([['g1', 'Failed', 600, 60 * GB]])
  // g2 stood by and carried the next night only.
  expect([carried(facts, 'g1'), carried(facts, 'g2')]).toEqual([
    [60, 60],
    [120, 120],
  ])
  expect(gb(facts.sessions[0]!.goodBytes)).toBe(0)
})

test('S49 the next start selects a gateway that is available then', () => {
  expect(told(lost(600).tasks, 'session', 'gateway', 'result', 'end')).toEqual([
    ['nightly#1', 'g1', 'Failed', 600],
    ['nightly#2', 'g2', 'Success', DAY + 1200],
  ])
  // A retry is a start, too: ten minutes after the loss, from the first byte.
  const retried = lost(600, UNLIMITED, {
    jobs: [nightly({ schedule: at(0), retry: { attempts: 3, wait: 600 } })],
  })
  expect(told(retried.tasks, 'gateway', 'attempt', 'start', 'end')).toEqual([
    ['g1', 1, 0, 600],
    ['g2', 2, 1200, 2400],
  ])
  expect(retried.sessions[0]).toMatchObject({ firstResult: 'Failed', result: 'Success', attempts: 2 })
})

test('S50 a gateway that is back before the next start may be selected again', () => {
  expect(told(lost(600, DAY / 2).tasks, 'session', 'gateway', 'result')).toEqual([
    ['nightly#1', 'g1', 'Failed'],
    ['nightly#2', 'g1', 'Success'],
  ])
})

test('S51 losing a gateway while a job does not run changes nothing for it', () => {
  const [quiet, noon] = [lost(NEVER), lost(DAY / 2, 3600)]
  expect(noon.outages).toMatchObject([{ target: 'g1', start: DAY / 2, tasksLost: 0, sessionsFailed: 0 }])
  expect(noon.sessions).toEqual(quiet.sessions)
  expect(noon.tasks).toEqual(quiet.tasks)
  // An hour of the same length in the night would have.
  expect(lost(0, 3600).tasks).not.toEqual(quiet.tasks)
})

test('S52 losing a gateway hurts the jobs on it only', () => {
  const two = (from: number) =>
    lost(from, UNLIMITED, {
      jobs: ['first', 'second'].map((name) => job(name, 'store', [machine('vm', 120 * GB)])),
    })
  const of = (facts: ReturnType<typeof two>, name: string) =>
    facts.tasks.filter(({ job: one }) => one === name)
  const [quiet, night] = [two(NEVER), two(600)]
  expect(told(night.tasks, 'job', 'gateway', 'result')).toEqual([
    ['first', 'g1', 'Failed'],
    ['second', 'g2', 'Success'],
  ])
  expect(of(night, 'second')).toEqual(of(quiet, 'second'))
  expect(of(night, 'first')).not.toEqual(of(quiet, 'first'))
  expect(night.outages).toMatchObject([{ target: 'g1', tasksLost: 1, sessionsFailed: 1 }])
})
