/** Which of several gateways serves a task. */
import { expect, test } from 'vitest'
import type { Job, World } from '../../sim/model/index.ts'
import {
  at,
  blind,
  but,
  cutOff,
  DAY,
  down,
  estate,
  GATEWAY,
  GB,
  job,
  MB,
  machine,
  machines,
  otherwise,
  server,
  share,
  told,
  UNLIMITED,
} from './worlds.ts'

const store = (...gateways: readonly string[]) => share('store', gateways)
const single = share('store', ['g1', 'g2', 'g3'], { perMachineFiles: false })
/** Of a busy one: two machines of 20 GB through g1, from `start` on, to a repository of its own. */
const busy = (start: number): Job => job('busy', 'listed', machines(2, 20 * GB), { schedule: at(start) })
const LISTED = share('listed', ['g1'])

const night = (jobs: readonly Job[], parts: Partial<World> = {}) =>
  estate(jobs, { repositories: [store('g1', 'g2', 'g3'), LISTED], ...parts })
const gatewaysOf = (facts: ReturnType<typeof night>, name = 'nightly') =>
  facts.tasks.filter(({ job: one }) => one === name).map(({ gateway }) => gateway)
const counts = (facts: ReturnType<typeof night>) =>
  facts.gateways.filter(({ gateway }) => /^g\d/.test(gateway)).map(({ tasks }) => tasks)

test('S32 with several gateways and several tasks, more than one gateway is used', () => {
  const facts = night([job('nightly', 'store', machines(4, 10 * GB))])
  expect(new Set(gatewaysOf(facts))).toEqual(new Set(['g1', 'g2', 'g3']))
})

test('S33 as many machines as gateways, or fewer, land on as many different gateways', () => {
  for (const count of [1, 2, 3])
    expect(new Set(gatewaysOf(night([job('nightly', 'store', machines(count, 10 * GB))]))).size).toBe(count)
})

test('S34 more tasks than gateways share them, and none is refused or waits', () => {
  const facts = night([job('nightly', 'store', machines(7, 10 * GB))])
  expect(counts(facts)).toEqual([3, 2, 2])
  expect(told(facts.tasks, 'result', 'start', 'waitedFor')).toEqual(Array(7).fill(['Success', 0, undefined]))
})

test('S35 an idle gateway that cannot be reached loses to a busy one that can', () => {
  const later = job('nightly', 'store', [machine('vm', 10 * GB)], { schedule: at(50) })
  const chosen = (parts: Partial<World>) =>
    gatewaysOf(night([busy(0), later], { repositories: [store('g1', 'g2'), LISTED], ...parts }))
  expect(chosen({})).toEqual(['g2'])
  expect(chosen({ failures: [down('server/g2', 40)] })).toEqual(['g1'])
  expect(chosen({ failures: [cutOff('server/g2', 40, 60)] })).toEqual(['g1'])
  expect(chosen({ servers: but(blind('g2')) })).toEqual(['g1'])
  const far = but(otherwise('g2', { site: 'dr' }))
  expect(chosen({ servers: far })).toEqual(['g2'])
  expect(chosen({ servers: far, failures: [down('link/wan', 40)] })).toEqual(['g1'])
})

test('S36 load is judged when a task is assigned: a gateway that becomes busy attracts no more', () => {
  // One machine after the other, each 100 s, while g1 is busy from 50 s to 250 s.
  const slowly = job('nightly', 'store', machines(4, 10 * GB), { proxies: ['proxy-2'] })
  const facts = night([slowly, busy(50)], { repositories: [store('g1', 'g2'), LISTED] })
  expect(
    told(
      facts.tasks.filter(({ job: name }) => name === 'nightly'),
      'start',
      'gateway',
    ),
  ).toEqual([
    [0, 'g1'],
    [100, 'g2'],
    [200, 'g2'],
    [300, 'g1'],
  ])
})

test('S37 without per-machine files every task of a job uses one gateway, though others are idle', () => {
  const facts = night([job('nightly', 'store', machines(4, 20 * GB, { disks: 2 }))], {
    repositories: [single],
  })
  expect(gatewaysOf(facts)).toEqual(Array(8).fill('g1'))
  expect(counts(facts)).toEqual([8, 0, 0])
})

test('S38 without per-machine files two jobs may use two gateways', () => {
  const facts = night(
    ['one', 'two'].map((name) => job(name, 'store', machines(2, 10 * GB))),
    {
      repositories: [single],
    },
  )
  expect([gatewaysOf(facts, 'one'), gatewaysOf(facts, 'two')]).toEqual([
    ['g1', 'g1'],
    ['g2', 'g2'],
  ])
})

test('S39 with per-machine files all disks of a machine share one gateway, also those that start later', () => {
  // One disk after the other; from 50 s on g1 is busy with two other machines, and g2 is idle.
  const disks = job('nightly', 'store', [machine('vm', 30 * GB, { disks: 3 })], { proxies: ['proxy-2'] })
  const facts = night([disks, busy(50)])
  expect(
    told(
      facts.tasks.filter(({ job: name }) => name === 'nightly'),
      'disk',
      'start',
      'gateway',
    ),
  ).toEqual([
    [1, 0, 'g1'],
    [2, 100, 'g1'],
    [3, 200, 'g1'],
  ])
  expect(counts(facts)).toEqual([5, 0, 0])
})

test('S40 with per-machine files two machines of a job may use different gateways', () => {
  const facts = night([job('nightly', 'store', machines(2, 20 * GB, { disks: 2 }))])
  expect(told(facts.tasks, 'machine', 'disk', 'gateway')).toEqual([
    ['vm-1', 1, 'g1'],
    ['vm-1', 2, 'g1'],
    ['vm-2', 1, 'g2'],
    ['vm-2', 2, 'g2'],
  ])
})

test('S41 per-machine files change how the gateways are used, and how long the job takes', () => {
  // Twelve machines of 10 GB into gateways that take in 100 MB/s each: 40 GB through each of three, or 120 GB through one.
  const nic = { in: 100 * MB, out: UNLIMITED, efficiency: 1, duplex: 'full' } as const
  const servers = but(...['g1', 'g2', 'g3'].map((name) => server(name, GATEWAY, { nic })))
  const of = (perMachineFiles: boolean) => {
    const { sessions, gateways } = night([job('nightly', 'store', machines(12, 10 * GB))], {
      servers,
      repositories: [{ ...single, perMachineFiles }],
    })
    const used = gateways.filter(({ gateway }) => /^g\d/.test(gateway))
    return [
      Math.round(sessions[0]!.durationSeconds),
      used.map(({ nicUtilisation }) => Math.round(nicUtilisation! * DAY)),
    ]
  }
  expect(of(true)).toEqual([400, [400, 400, 400]])
  expect(of(false)).toEqual([1200, [1200, 0, 0]])
})
