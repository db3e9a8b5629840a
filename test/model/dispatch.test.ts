/** Who starts first, and what the others wait for. 1 GB takes 10 s. */
import { describe, expect, test } from 'vitest'
import type { Job, Machine, World } from '../../sim/model/index.ts'
import {
  at,
  GATEWAY,
  GB,
  job,
  machine,
  machines,
  PLAIN,
  proxy,
  run,
  server,
  share,
  waited,
  world,
} from './worlds.ts'

const G1 = server('g1', GATEWAY)
const NAS = share('nas', ['g1'])
const backup = (name: string, list: Machine[], parts: Partial<Job> = {}) => job(name, 'nas', list, parts)

/** One slot unless told otherwise. */
function estate(jobs: Job[], parts: Partial<World> = {}) {
  return run(world({ servers: [proxy('proxy-1', 1), G1], repositories: [NAS], jobs, ...parts }))
}
const order = (facts: ReturnType<typeof run>) =>
  [...facts.tasks].sort((a, b) => a.start! - b.start!).map((task) => `${task.machine}/${task.disk}`)
const starts = (facts: ReturnType<typeof run>) => facts.tasks.map(({ machine: name, start }) => [name, start])

describe('slots', () => {
  test('six disks on four slots: four run, two pend (O1)', () => {
    const facts = estate([backup('nightly', [machine('vm', 60 * GB, { disks: 6 })])], {
      servers: [proxy('proxy-1', 4), G1],
    })
    expect(facts.tasks.map(({ start }) => start)).toEqual([0, 0, 0, 0, 100, 100])
    expect(facts.tasks.map(({ waitedFor }) => waitedFor)).toEqual([
      ...Array(4).fill(undefined),
      'proxy',
      'proxy',
    ])
  })

  test('fifteen machines, ten at once at their storage: two cycles of 10 and 5 (O14)', () => {
    const datastores = [{ name: 'san', site: 'hq', read: 1e12, write: 1e12, maxTasks: 10 }]
    const facts = estate([backup('nightly', machines(15, GB, { datastore: 'san' }))], {
      servers: [proxy('proxy-1', 100), G1],
      datastores,
    })
    expect(facts.tasks.map(({ start }) => start)).toEqual([...Array(10).fill(0), ...Array(5).fill(10)])
  })

  test('proxy and repository both: the scarcer side governs', () => {
    const of = (atProxy: number, atRepository: number) =>
      estate([backup('nightly', machines(6, GB))], {
        servers: [proxy('proxy-1', atProxy), G1],
        repositories: [share('nas', ['g1'], { maxTasks: atRepository })],
      })
    expect(of(2, 3).sessions[0]).toMatchObject({ end: 30 })
    expect(of(3, 2).sessions[0]).toMatchObject({ end: 30 })
    // With two slots at the proxy nobody gets as far as the repository.
    expect(of(2, 3).tasks.map(({ waitedFor }) => waitedFor)).toEqual([
      undefined,
      undefined,
      ...Array(4).fill('proxy'),
    ])
    expect(of(3, 2).tasks.map(({ waitedFor }) => waitedFor)).toEqual([
      undefined,
      undefined,
      ...Array(4).fill('repository'),
    ])
  })

  test('a chain takes one slot of the repository, where the policy counts chains', () => {
    const facts = estate([backup('nightly', machines(2, 2 * GB, { disks: 2 }))], {
      servers: [proxy('proxy-1', 3), G1],
      repositories: [share('nas', ['g1'], { maxTasks: 1 })],
      policies: { ...PLAIN, slotCounting: 'per-chain' },
    })
    expect(starts(facts)).toEqual([
      ['vm-1', 0],
      ['vm-1', 0],
      ['vm-2', 10],
      ['vm-2', 10],
    ])
  })

  test('an agent moves its computer in one task, whatever its disks', () => {
    const facts = estate([
      backup('laptops', [machine('pc', 3 * GB, { disks: 3 })], { type: 'agent', platform: 'none' }),
    ])
    expect(facts.tasks).toHaveLength(1)
    expect(facts.tasks[0]).toMatchObject({ end: 30, proxy: undefined })
  })
})

describe('the order of those who wait', () => {
  const one = (name: string, parts: Partial<Job> = {}, disks = 1) =>
    backup(`job-${name}`, [machine(name, disks * GB, { disks })], parts)
  const first = one('first', { schedule: at(0) })
  const restore: Partial<Job> = { type: 'restore', source: 'nas', target: 'san' }
  const datastores = [{ name: 'san', site: 'hq', read: 1e12, write: 1e12, maxTasks: 100 }]
  const manual: Job['schedule'] = { kind: 'times', times: [5], manual: true, overlapping: false }

  test('restores, then high priority, then the rest', () => {
    const jobs = [first, one('normal'), one('high', { priority: 'high' }), one('restored', restore)]
    const at5 = jobs.map((entry) => (entry === first ? entry : { ...entry, schedule: at(5) }))
    expect(order(estate(at5, { datastores }))).toEqual(['first/1', 'restored/1', 'high/1', 'normal/1'])
  })

  test('scheduled before manual, though manual came first', () => {
    const jobs = [first, one('manual', { schedule: manual }), one('scheduled', { schedule: at(7) })]
    expect(order(estate(jobs))).toEqual(['first/1', 'scheduled/1', 'manual/1'])
  })

  test('the earlier session, then the place of the job in the file', () => {
    const jobs = [
      first,
      one('b', { schedule: at(6) }),
      one('c', { schedule: at(5) }),
      one('a', { schedule: at(6) }),
    ]
    expect(order(estate(jobs))).toEqual(['first/1', 'c/1', 'b/1', 'a/1'])
  })

  test('machine by machine, disk by disk: a machine in progress goes on before the next begins', () => {
    const list = [machine('z', 2 * GB, { disks: 2 }), machine('a', 2 * GB, { disks: 2 })]
    expect(order(estate([backup('nightly', list)]))).toEqual(['z/1', 'z/2', 'a/1', 'a/2'])
  })

  test('nobody is held up by those before him: what lacks another slot is passed by', () => {
    const jobs = [
      backup('full', machines(3, 2 * GB), { target: 'small', proxies: ['proxy-1'] }),
      backup('free', [machine('x', GB)], { schedule: at(1), proxies: ['proxy-2'] }),
    ]
    const facts = estate(jobs, {
      servers: [proxy('proxy-1', 5), proxy('proxy-2', 1), G1],
      repositories: [NAS, share('small', ['g1'], { maxTasks: 1 })],
    })
    expect(starts(facts)).toContainEqual(['x', 1])
    expect(facts.sessions.find(({ job: name }) => name === 'full')).toMatchObject({ end: 60 })
  })

  test('nothing is reserved: a task with two scarce needs is overtaken, and its wait shows where', () => {
    const facts = estate(
      [
        backup('short', [machine('s', GB)], { target: 'small' }),
        backup('both', [machine('b', GB)], { target: 'small', schedule: at(5) }),
        backup('long', [machine('l', 3 * GB)], { schedule: at(6), proxies: ['proxy-1'] }),
      ],
      {
        servers: [proxy('proxy-1', 2), G1],
        repositories: [NAS, share('small', ['g1'], { maxTasks: 1 })],
      },
    )
    // b misses the repository at 5 s; l takes the other proxy slot at 6 s; b starts when s ends at 10 s.
    expect(starts(facts)).toEqual([
      ['s', 0],
      ['b', 10],
      ['l', 6],
    ])
  })

  test('running tasks are never pre-empted', () => {
    const facts = estate([first, one('urgent', { priority: 'high', schedule: at(1) })])
    expect(starts(facts)).toEqual([
      ['first', 0],
      ['urgent', 10],
    ])
  })
})

describe('the time waited', () => {
  test('is kept per cause; the longest names it, of equal ones the earlier need', () => {
    const facts = estate(
      [
        backup('a', [machine('a', 2 * GB)], { proxies: ['proxy-1'] }),
        backup('b', [machine('b', 4 * GB)], { target: 'small', proxies: ['proxy-2'] }),
        backup('c', [machine('c', GB)], { target: 'small', proxies: ['proxy-1'] }),
      ],
      {
        servers: [proxy('proxy-1', 1), proxy('proxy-2', 1), G1],
        repositories: [NAS, share('small', ['g1'], { maxTasks: 1 })],
      },
    )
    // c: proxy until 20 s, repository until 40 s.
    const c = facts.tasks.find(({ machine: name }) => name === 'c')!
    expect(waited(c)).toEqual({ proxy: 20, repository: 20 })
    expect(c).toMatchObject({
      start: 40,
      waitedFor: 'proxy',
      waitSeconds: 40,
      durationSeconds: 10,
    })
  })

  test('of a task that never started is the time until its end', () => {
    const { tasks } = estate([
      backup('nightly', machines(2, 10 * GB), { window: { from: 0, to: 60, atEnd: 'stop' } }),
    ])
    expect(tasks[1]).toMatchObject({
      start: undefined,
      waitSeconds: 60,
      durationSeconds: 0,
      waitedFor: 'proxy',
    })
  })
})

describe('maxWaiting', () => {
  test('rejects those beyond it with `other`; their siblings end with them', () => {
    const list = [machine('vm', 3 * GB, { disks: 3 }), machine('next', GB)]
    const { tasks } = estate([backup('nightly', list, { maxWaiting: 1 })])
    expect(tasks.map(({ machine: name, disk, end, reason }) => [name, disk, end, reason])).toEqual([
      ['vm', 3, 0, 'other'],
      ['next', 1, 0, 'other'],
      ['vm', 1, 0, 'sibling-failed'],
      ['vm', 2, 0, 'sibling-failed'],
    ])
  })

  test('counts the tasks of the job that wait, not those that run', () => {
    const of = (maxWaiting: number) =>
      estate([backup('nightly', machines(4, GB), { maxWaiting })]).sessions[0]!.machinesFailed
    expect([0, 1, 2, 3].map(of)).toEqual([3, 2, 1, 0])
  })
})
