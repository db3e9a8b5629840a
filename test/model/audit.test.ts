/** The audit itself: it must be able to fail. */
import { describe, expect, test } from 'vitest'
import { Network } from '../../sim/flow/index.ts'
import { Chance } from '../../sim/kernel/index.ts'
import { Audit } from '../../sim/model/audit.ts'
import type { SessionRecord, TaskRecord, World } from '../../sim/model/index.ts'
import { simulate } from '../../sim/model/index.ts'
import { Estate } from '../../sim/model/infrastructure/index.ts'
import { collector, GB, job, machine, proxy, run, server, share, world } from './worlds.ts'

const WORLD: World = world({
  servers: [proxy('proxy-1', 2), server('g1', { gateway: { maxTasks: 1 } })],
  repositories: [share('nas', ['g1'], { maxTasks: 3 })],
  datastores: [{ name: 'store', site: 'hq', read: 1, write: 1, maxTasks: 1 }],
  jobs: [job('nightly', 'nas', [machine('vm', GB)])],
})
const facts = run(WORLD)
const TASK: TaskRecord = facts.tasks[0]!
const SESSION: SessionRecord = facts.sessions[0]!

function auditOf(): { audit: Audit; network: Network; estate: Estate } {
  const network = new Network({})
  const estate = new Estate(WORLD, network, new Chance(1, 1))
  return { audit: new Audit(network, estate), network, estate }
}

/** What the audit says of a broken fact. */
function verdict(tell: (audit: Audit, estate: Estate, network: Network) => void): readonly string[] {
  const { audit, estate, network } = auditOf()
  tell(audit, estate, network)
  return audit.violations
}

describe('the audit reports', () => {
  test('nothing about a sound task and session', () => {
    const said = verdict((audit) => {
      audit.instantBegins(10)
      audit.dispatched(0)
      audit.taskMade()
      audit.taskEnded(TASK)
      audit.sessionEnded(SESSION)
      audit.finished([], [])
    })
    expect(said).toEqual([])
  })

  test('a task that never ends', () => {
    const said = verdict((audit) => {
      audit.taskMade()
      audit.finished([], [])
    })
    expect(said).toEqual(['t=0 s: 1 task attempts were made and 0 ended'])
  })

  test('a clock that goes back', () => {
    const said = verdict((audit) => {
      audit.instantBegins(10)
      audit.instantBegins(9)
    })
    expect(said).toEqual(['t=10 s: the clock went back from 10 s to 9 s'])
  })

  test.each([
    ['proxy slots of proxy-1', (estate: Estate) => estate.server('proxy-1').proxy, 2],
    ['gateway slots of g1', (estate: Estate) => estate.server('g1').gateway, 1],
    ['slots of nas', (estate: Estate) => estate.repository('nas').slots, 3],
    ['slots of store', (estate: Estate) => estate.datastore('store').slots, 1],
  ] as const)('more tasks than %s', (name, slotsOf, limit) => {
    const said = verdict((audit, estate) => {
      for (let i = 0; i <= limit; i++) slotsOf(estate).take(0)
      audit.dispatched(0)
    })
    expect(said).toEqual([`t=0 s: ${name}: ${limit + 1} of ${limit} taken`])
  })

  test('a resource that nobody shared: a transfer without a rate', () => {
    const said = verdict((audit, estate, network) => {
      network.start(
        { path: [{ resource: estate.server('g1').nicIn, coefficient: 1 }], bytes: 1, cap: 5, weight: 1 },
        0,
      )
      audit.shared()
    })
    expect(said.length).toBeGreaterThan(0)
  })

  test.each([
    ['ended twice', {}, / ended twice$/, 2],
    ['failed without a reason', { result: 'Failed', reason: undefined }, / failed without a reason$/, 1],
    ['read more than there was', { readBytes: 2 * GB }, / read 2000000000 B$/, 1],
    ['was limited for more than its time', { limited: [1, 1] }, / sum to 2$/, 1],
    ['spent more time than it took', { durationSeconds: 1 }, / spent more time than it took$/, 1],
  ] as const)('a task that %s', (_, broken, words, times) => {
    const said = verdict((audit) => {
      for (let i = 0; i < times; i++) audit.taskEnded({ ...TASK, ...broken } as TaskRecord)
    })
    expect(said).toEqual([expect.stringMatching(words)])
  })

  test('a session with more good bytes than it moved', () => {
    const said = verdict((audit) => audit.sessionEnded({ ...SESSION, goodBytes: 3 * GB }))
    expect(said).toEqual(['t=0 s: nightly#1 has more good bytes than it moved'])
  })

  test('flows that do not sum to their gateway', () => {
    const [gateway] = facts.gateways.filter((one) => one.gateway === 'g1')
    expect(verdict((audit) => audit.finished([gateway!], facts.flows))).toEqual([])
    expect(verdict((audit) => audit.finished([gateway!], []))).toHaveLength(2)
  })

  test("a queue that breaks Little's law: two tasks wait 5 s each, 4 s are told", () => {
    const said = verdict((audit) => {
      audit.dispatched(2)
      audit.instantBegins(5)
      audit.dispatched(0)
      audit.taskMade()
      audit.taskEnded({ ...TASK, waitSeconds: 4 })
      audit.finished([], [])
    })
    expect(said).toEqual(['t=5 s: area of the waiting queue against the sum of waits: 10 is not 4'])
  })

  test('at most twenty violations in words', () => {
    const said = verdict((audit) => {
      for (let i = 0; i < 30; i++) audit.sessionEnded({ ...SESSION, goodBytes: 3 * GB })
    })
    expect(said).toHaveLength(21)
    expect(said[20]).toBe('and more')
  })

  test('nothing unless it is asked', () => {
    const { facts: told, recorder } = collector()
    simulate(WORLD, { seed: 1, replication: 1, recorder })
    expect(told.runs[0]).toMatchObject({ audit: undefined, auditChecks: 0 })
  })
})
