/** When sessions start, and which of them count. 1 GB takes 10 s. */
import { describe, expect, test } from 'vitest'
import type { Job, World } from '../../sim/model/index.ts'
import { down } from './failing.ts'
import {
  at,
  DAY,
  GB,
  HOUR,
  job,
  machine,
  machines,
  PLAIN,
  proxy,
  run,
  server,
  share,
  world,
} from './worlds.ts'

const ESTATE = {
  servers: [proxy('proxy-1', 100), server('g1', { gateway: { maxTasks: 100 } })],
  repositories: [share('nas', ['g1'])],
}
const nightly = (gigabytes: number, parts: Partial<Job> = {}) =>
  job('nightly', 'nas', [machine('vm', gigabytes * GB)], parts)
const estate = (jobs: Job[], parts: Partial<World> = {}) => run(world({ ...ESTATE, jobs, ...parts }))
const spans = (facts: ReturnType<typeof run>) =>
  facts.sessions.map(({ session, start, end }) => [session, start, end])

describe('starts by the clock', () => {
  test('every 4 h, a run from 00:00 to 05:00: the start at 04:00 is skipped, the next one is at 08:00', () => {
    const facts = estate([nightly(1800, { schedule: at(0, 4 * HOUR, 8 * HOUR) })])
    expect(spans(facts)).toEqual([
      ['nightly#1', 0, 5 * HOUR],
      ['nightly#2', 8 * HOUR, 13 * HOUR],
    ])
    expect(facts.runs[0]).toMatchObject({ skippedStarts: 1 })
  })

  test('a start at the instant at which the previous session ends is not skipped', () => {
    const facts = estate([nightly(10, { schedule: at(0, 100) })])
    expect(spans(facts).map(([, start]) => start)).toEqual([0, 100])
  })

  test('a start while the session waits for its retry is skipped: the session is still open', () => {
    const facts = estate([nightly(10, { schedule: at(0, 200), retry: { attempts: 1, wait: 600 } })], {
      failures: [down('server/g1', 50, 100)],
    })
    expect(spans(facts)).toEqual([['nightly#1', 0, 750]])
    expect(facts.runs[0]).toMatchObject({ skippedStarts: 1, retries: 1 })
  })

  test('sessions of a trace overlap, none is skipped', () => {
    const schedule = { kind: 'times', times: [0, 20], manual: false, overlapping: true } as const
    const facts = estate([nightly(10, { schedule })])
    expect(spans(facts)).toEqual([
      ['nightly#1', 0, 100],
      ['nightly#2', 20, 120],
    ])
    expect(facts.sessions.map(({ scheduled }) => scheduled)).toEqual([false, false])
  })
})

describe('starts by other work', () => {
  const follower = job('copy', 'nas', [machine('vm', GB)], { schedule: { kind: 'after', job: 'nightly' } })

  test('a chained job starts when the other has ended with all its retries, though it failed', () => {
    const facts = estate([nightly(10, { retry: { attempts: 1, wait: 600 } }), follower], {
      failures: [down('server/g1', 50, 10), down('server/g1', 700, 10)],
    })
    // 50 s lost, retry at 650, lost again at 700: the predecessor fails at 700, its gateway is back at 710.
    expect(
      facts.sessions.map(({ session, start, result, reason }) => [session, start, result, reason]),
    ).toEqual([
      ['nightly#1', 0, 'Failed', 'server-lost'],
      ['copy#1', 700, 'Failed', 'gateway-inaccessible'],
    ])
  })

  test('a skipped predecessor starts nothing', () => {
    const facts = estate([nightly(10, { schedule: at(0, 50) }), follower])
    expect(spans(facts).filter(([name]) => `${name}`.startsWith('copy'))).toEqual([['copy#1', 100, 110]])
  })

  test('a continuous job starts anew at once, until the horizon', () => {
    const facts = estate([nightly(10, { schedule: { kind: 'continuous' } })], { horizon: 350 })
    expect(spans(facts).map(([, start]) => start)).toEqual([0, 100, 200, 300])
    expect(facts.runs[0]).toMatchObject({ end: 400 })
  })

  test('a continuous job without data starts once a second', () => {
    const facts = estate([nightly(0, { schedule: { kind: 'continuous' } })], { horizon: 5 })
    expect(spans(facts).map(([, start, end]) => [start, end])).toEqual([0, 1, 2, 3, 4].map((t) => [t, t]))
  })

  test('arrivals come at random, overlap, and number about horizon / mean', () => {
    const facts = estate([nightly(10, { schedule: { kind: 'poisson', mean: 50 } })], { horizon: 50_000 })
    const starts = facts.sessions.map(({ start }) => start)
    // 1000 expected, standard deviation 32.
    expect(Math.abs(starts.length - 1000)).toBeLessThan(3 * 32)
    expect(facts.runs[0]).toMatchObject({ skippedStarts: 0 })
    expect(facts.sessions.some(({ end }, i) => (starts[i + 1] ?? end) < end)).toBe(true)
    expect(facts.sessions.every(({ scheduled }) => !scheduled)).toBe(true)
  })

  test('the night of the k-th start is the same though a start before it was skipped', () => {
    const bytes = { kind: 'exponential', mean: 10 * GB } as const
    const of = (times: number[], gigabytes: number) => {
      const other = machine('big', gigabytes * GB)
      return estate([job('nightly', 'nas', [machine('vm', 0, { bytes }), other], { schedule: at(...times) })])
    }
    const all = of([0, 4 * HOUR, 8 * HOUR], 1)
    const skipping = of([0, 4 * HOUR, 8 * HOUR], 1800)
    const third = (facts: ReturnType<typeof run>) =>
      facts.tasks.find(({ queued, machine: name }) => queued === 8 * HOUR && name === 'vm')!.readBytes
    expect(skipping.sessions.map(({ session }) => session)).toEqual(['nightly#1', 'nightly#2'])
    expect(third(skipping)).toBe(third(all))
  })
})

describe('what counts', () => {
  test('sessions that start before the warm-up are simulated and appear nowhere', () => {
    const facts = estate([nightly(10, { schedule: at(0, 50, 99, 100, 200) })], { warmup: 100 })
    expect(spans(facts)).toEqual([
      ['nightly#2', 100, 200],
      ['nightly#3', 200, 300],
    ])
    expect(facts.tasks).toHaveLength(2)
    // The skipped starts at 50 and 99 came before the warm-up.
    expect(facts.runs[0]).toMatchObject({ skippedStarts: 0, measuredSeconds: DAY - 100 })
    expect(facts.events.filter(({ event }) => event === 'session-opened')).toHaveLength(3)
  })

  test('what started before the warm-up still counts in shares of time', () => {
    const facts = estate([nightly(10)], { warmup: 50, horizon: 200 })
    expect(facts.gateways[0]).toMatchObject({ tasks: 0, bytesIn: 0, meanTasks: 50 / 150 })
  })

  test('starts happen before the horizon, and what runs then is finished', () => {
    const facts = estate([nightly(10, { schedule: at(0, 250, 300) })], { horizon: 300 })
    expect(spans(facts)).toEqual([
      ['nightly#1', 0, 100],
      ['nightly#2', 250, 350],
    ])
  })

  test('retries of open sessions run after the horizon while draining; outages go on', () => {
    const facts = estate([nightly(10, { schedule: at(250), retry: { attempts: 1, wait: 600 } })], {
      horizon: 300,
      failures: [down('server/g1', 320, 10), down('server/g1', 940, 10)],
    })
    expect(facts.sessions[0]).toMatchObject({ attempts: 2, end: 940, result: 'Failed' })
  })

  test('without drain, what runs at the horizon ends there: empty result, reason unfinished, in neither rate', () => {
    const facts = estate([job('nightly', 'nas', [machine('a', 10 * GB), machine('b', 2 * GB)])], {
      horizon: 60,
      drain: false,
    })
    expect(facts.tasks.map(({ machine: name, end, result, reason }) => [name, end, result, reason])).toEqual([
      ['b', 20, 'Success', undefined],
      ['a', 60, undefined, 'unfinished'],
    ])
    expect(facts.sessions[0]).toMatchObject({ end: 60, result: undefined, reason: 'unfinished', machines: 1 })
    expect(facts.runs[0]).toMatchObject({ end: 60, unfinished: 1 })
  })

  test('a retry still to come at the horizon is unfinished too: neither failed nor good', () => {
    const facts = estate([nightly(10, { retry: { attempts: 1, wait: 600 } })], {
      horizon: 300,
      drain: false,
      failures: [down('server/g1', 50, 10)],
    })
    expect(facts.sessions[0]).toMatchObject({
      end: 300,
      result: undefined,
      firstResult: 'Failed',
      machines: 0,
      machinesFailed: 0,
    })
  })

  test('what ends at the very horizon has ended, and the tables are complete', () => {
    const facts = estate([nightly(10)], { horizon: 100, drain: false })
    expect(facts.sessions[0]).toMatchObject({ end: 100, result: 'Success' })
    expect(facts.gateways[0]).toMatchObject({ meanTasks: 1 })
    expect(estate([nightly(10)], { horizon: 100 }).gateways[0]).toMatchObject({ meanTasks: 1 })
  })
})

describe('nights', () => {
  test('end at noon, with their peak of tasks and the machines without a young point', () => {
    const list = machines(3, GB).map((one) => ({ ...one, bytes: undefined }) as never)
    const facts = estate([job('nightly', 'nas', list, { schedule: at(20 * HOUR, 44 * HOUR) })], {
      horizon: 3.5 * DAY,
      failures: [{ kind: 'scripted', job: 'nightly', machine: 'vm-2', days: [20_459], attempts: 'all' }],
    })
    // Points from midnight before t = 0 are 36 h old at noon; that of vm-2 from day 0, 20:00, is 40 h old at noon of day 2.
    expect(facts.nights.map(({ end, rpoMisses, peakTasks }) => [end / HOUR, rpoMisses, peakTasks])).toEqual([
      [12, 3, 0],
      [36, 0, 3],
      [60, 1, 3],
      [84, 3, 0],
    ])
    expect(facts.nights.map(({ night }) => night)).toEqual([20_457, 20_458, 20_459, 20_460])
  })

  test('a night in the warm-up is not told, and its peak is forgotten', () => {
    const facts = estate([job('nightly', 'nas', machines(5, GB)), nightly2()], {
      warmup: 12 * HOUR,
      horizon: 36 * HOUR,
    })
    expect(facts.nights.map(({ end, peakTasks }) => [end / HOUR, peakTasks])).toEqual([[36, 1]])
  })

  const nightly2 = () => job('later', 'nas', [machine('vm', GB)], { schedule: at(20 * HOUR) })

  test('a night that ends at the horizon is told, idle or cut', () => {
    for (const drain of [true, false]) {
      const facts = estate([nightly(10_000)], {
        horizon: 36 * HOUR,
        drain,
        policies: { ...PLAIN, night: 43_200 },
      })
      expect(facts.nights.map(({ end }) => end / HOUR)).toEqual([12, 36])
    }
  })
})
