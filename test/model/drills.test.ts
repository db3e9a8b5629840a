/** Drills lose the busiest gateways, whoever they are. */
import { expect, test } from 'vitest'
import type { Drill, Job, World } from '../../sim/model/index.ts'
import { down, REST } from './failing.ts'
import { at, GATEWAY, GB, job, MB, machine, machines, proxy, run, server, share, world } from './worlds.ts'

const drill = (instant: number, k = 1, lasts = 50): Drill => ({
  kind: 'drill',
  gateways: 'any',
  k,
  at: [instant],
  lasts,
})
const onto = (name: string, gateway: string, count: number, parts: Partial<Job> = {}) =>
  job(name, gateway, machines(count, 10 * GB), parts)

/** One share behind each gateway. */
function estate(jobs: Job[], failures: World['failures']) {
  const names = ['g1', 'g2', 'g3']
  return run(
    world({
      servers: [proxy('proxy-1', 100), ...names.map((name) => server(name, GATEWAY))],
      repositories: names.map((name) => share(name, [name])),
      jobs,
      failures,
    }),
  )
}
const lost = (facts: ReturnType<typeof run>) =>
  facts.outages.map(({ target, start, end }) => [target, start, end])

test('the gateway with most running tasks is lost, and its tasks with it', () => {
  const facts = estate([onto('a', 'g1', 1), onto('b', 'g2', 3), onto('c', 'g3', 2)], [drill(40)])
  expect(lost(facts)).toEqual([['g2', 40, 90]])
  expect(facts.outages[0]).toMatchObject({ kind: 'drill', tasksLost: 3, sessionsFailed: 1 })
  expect(facts.sessions.map(({ job: name, result }) => [name, result])).toEqual([
    ['b', 'Failed'],
    ['a', 'Success'],
    ['c', 'Success'],
  ])
})

test('of equal tasks the more bytes/s, then the order of listing', () => {
  const fast = { taskRate: { full: 200 * MB, increment: 200 * MB } }
  expect(lost(estate([onto('a', 'g1', 2), onto('b', 'g2', 2, fast)], [drill(20)]))).toEqual([['g2', 20, 70]])
  expect(lost(estate([onto('c', 'g3', 2), onto('b', 'g2', 2)], [drill(20)]))).toEqual([['g2', 20, 70]])
})

test('arrivals of the same instant count', () => {
  const facts = estate([onto('a', 'g1', 1), onto('b', 'g2', 2, { schedule: at(40) })], [drill(40)])
  expect(lost(facts)).toEqual([['g2', 40, 90]])
  expect(
    facts.tasks.filter(({ job: name }) => name === 'b').map(({ start, end, reason }) => [start, end, reason]),
  ).toEqual([
    [40, 40, 'server-lost'],
    [40, 40, 'server-lost'],
  ])
})

test('k gateways are lost at once; those that are down already are not drilled', () => {
  const jobs = [onto('a', 'g1', 3), onto('b', 'g2', 2), onto('c', 'g3', 1)]
  expect(lost(estate(jobs, [drill(40, 2)]))).toEqual([
    ['g1', 40, 90],
    ['g2', 40, 90],
  ])
  expect(lost(estate(jobs, [down('server/g1', 30), drill(40)]))).toEqual([
    ['g1', 30, REST],
    ['g2', 40, 90],
  ])
})

test('a drill on cloud gateways finds none here', () => {
  expect(lost(estate([onto('a', 'g1', 1)], [{ ...drill(40), gateways: 'cloud' }]))).toEqual([])
})

test('the world is whole again after a drill: the next start succeeds', () => {
  const list = [machine('vm', 10 * GB)]
  const facts = estate([job('a', 'g1', list, { schedule: at(0, 90) })], [drill(40)])
  expect(facts.sessions.map(({ start, result }) => [start, result])).toEqual([
    [0, 'Failed'],
    [90, 'Success'],
  ])
})
