/** Queues with a limit, with two priorities, and queues that can be followed with a pencil. */
import { describe, expect, test } from 'vitest'
import { observe } from './observe.ts'
import { expectReference } from './reference.ts'
import { DETERMINISTIC, longerThan, station, UNIT } from './station.ts'
import { average, expectMean } from './steady.ts'

describe('a queue with few places', () => {
  test.each([
    [0.8, 1, 5, 50_000],
    [4, 4, 10, 50_000],
  ])(
    'M/M/c/K with %d arrivals, %d servers, %d places: who is turned away, who waits',
    (lam, c, K, arrivals) => {
      const turnedAway: number[] = []
      const waits: number[] = []
      const stays: number[] = []
      const queue = { title: `M/M/${c}/${K}`, rate: lam, arrivals, slots: c, cap: 1 }
      observe(station({ ...queue, job: `maxWaiting: ${K - c}` }), {
        task({ result, reason, waitSeconds, durationSeconds }) {
          turnedAway.push(result === 'Failed' ? 1 : 0)
          if (result === 'Failed') {
            if (reason !== 'other' || durationSeconds !== 0) throw new Error(`turned away for ${reason}`)
            return
          }
          waits.push(waitSeconds / UNIT)
          stays.push((waitSeconds + durationSeconds) / UNIT)
        },
      })
      const { blocked, wait, delayed } = mmck(lam, c, K)
      const row = { lam, c, K }
      expectReference('mmck', row, 'P_block', blocked)
      expectReference('mmck', row, 'Wq', wait)
      expectReference('mmck', row, 'W', wait + 1)
      expectReference('mmck', row, 'P_delay_given_accepted', delayed)
      expectMean(`M/M/${c}/${K} P(turned away)`, turnedAway, blocked)
      expectMean(`M/M/${c}/${K} Wq`, waits, wait)
      expectMean(`M/M/${c}/${K} W`, stays, wait + 1)
      expectMean(`M/M/${c}/${K} P(wait)`, waits.map(longerThan(0)), delayed)
    },
  )
})

/** Birth and death on 0 .. K; times of the accepted, by Little's law. */
function mmck(lam: number, c: number, K: number): { blocked: number; wait: number; delayed: number } {
  const p = [1]
  for (let n = 1; n <= K; n++) p.push((p[n - 1]! * lam) / Math.min(n, c))
  const total = p.reduce((a, b) => a + b, 0)
  const [waiting, blocked] = [p.reduce((sum, x, n) => sum + Math.max(0, n - c) * x, 0) / total, p[K]! / total]
  const delayed = p.slice(c, K).reduce((a, b) => a + b, 0) / total / (1 - blocked)
  return { blocked, wait: waiting / (lam * (1 - blocked)), delayed }
}

describe('two priorities', () => {
  test('who has high priority waits for the one in service only, never for the others', () => {
    const [high, low] = [0.3, 0.4]
    const waits: Record<string, number[]> = { high: [], low: [] }
    const text = twoJobs('M/M/1 priorities', high, low, 80_000)
    observe(text, { task: ({ job, waitSeconds }) => void waits[job]!.push(waitSeconds / UNIT) })
    // Non-preemptive: W0 = rho (mean residual service), divided by what the classes above leave.
    const rest = high + low
    const [first, second] = [rest / (1 - high), rest / ((1 - high) * (1 - rest))]
    const row = { lam_hi: high, lam_lo: low }
    expectReference('priority_mm1', row, 'nonpreemptive_Wq_hi', first)
    expectReference('priority_mm1', row, 'nonpreemptive_Wq_lo', second)
    expectMean('priority high Wq', waits['high']!, first)
    expectMean('priority low Wq', waits['low']!, second)
  })
})

function twoJobs(title: string, high: number, low: number, arrivals: number): string {
  const horizon = (arrivals * UNIT) / (high + low)
  const job = (name: string, priority: string, rate: number): string => `
  - name: ${name}
    type: agent
    priority: ${priority}
    target: store
    schedule: { poisson: { mean: ${UNIT / rate} s } }
    taskRate: 100 MB/s
    machines: [{ name: computer, bytes: { exponential: { mean: 10 GB } } }]`
  return `
name: ${title}
seed: ${title}
horizon: ${horizon} s
warmup: ${horizon / 20} s
servers:
  - { name: repo, nic: unlimited, compute: unlimited }
repositories:
  - { name: store, type: linux, host: repo, maxTasks: 1 }
jobs:${job('low', 'normal', low)}${job('high', 'high', high)}
policies: { taskOverhead: 0 s, control: { session: 0 s, task: 0 s } }
`
}

describe("Little's law", () => {
  test('tasks in service are the arrival rate times the time in service, to the last bit of the run', () => {
    const title = 'Little'
    const rate = 3.2
    const arrivals = 40_000
    const horizon = (arrivals * UNIT) / rate
    let served = 0
    let meanTasks = 0
    observe(station({ title, rate, arrivals, slots: 4, cap: 1 }), {
      task({ start, end }) {
        served += Math.max(0, Math.min(end, horizon) - Math.max(start!, horizon / 20))
      },
      resource({ resource, meanTasks: mean }) {
        if (resource === 'store') meanTasks = mean
      },
    })
    // Sessions of the warm-up are in no table, but some of their tasks still ran when it ended.
    const measured = horizon * 0.95
    expect(meanTasks).toBeGreaterThanOrEqual(served / measured)
    expect(meanTasks - served / measured).toBeLessThan((20 * UNIT) / measured)
    expect(meanTasks).toBeCloseTo(3.2, 0)
  })

  test('tasks waiting are the arrival rate times the wait', () => {
    const [rate, arrivals] = [0.8, 50_000]
    const spans: [number, number][] = []
    observe(station({ title: 'Little waiting', rate, arrivals, slots: 1, cap: 1 }), {
      task: ({ queued, start }) => void spans.push([queued, start!]),
    })
    // The queue as somebody sees it who looks at every hundredth instant, not as its members do.
    const [from, to] = [spans[0]![0], spans.at(-1)![0]]
    const looks = Array.from({ length: 20_000 }, (_, i) => from + ((to - from) * (i + 0.5)) / 20_000)
    let [first, seen] = [0, 0]
    for (const t of looks) {
      while (spans[first]![1] <= t) first++
      for (let i = first; spans[i]![0] <= t; i++) if (spans[i]![1] > t) seen++
    }
    const arrived = spans.length / (to - from)
    const wait = average(spans.map(([queued, start]) => start - queued))
    expect(seen / looks.length / (arrived * wait)).toBeCloseTo(1, 1)
  })
})

describe('a queue without chance, by pencil', () => {
  /** One computer a minute, two servers: even ones meet even ones. */
  const everyMinute = (service: number, count: number) => `
name: D/D/2
horizon: 2 h
servers:
  - { name: repo, nic: unlimited, compute: unlimited }
repositories:
  - { name: store, type: linux, host: repo, maxTasks: 2 }
jobs:
${Array.from(
  { length: count },
  (_, i) => `
  - name: job-${i}
    type: agent
    target: store
    schedule: { at: ${i} min }
    taskRate: 100 MB/s
    machines: [{ name: computer, bytes: ${service / 10} GB }]`,
).join('')}
policies: { taskOverhead: 0 s, control: { session: 0 s, task: 0 s } }
`

  const waitsOf = (service: number, count: number): number[] => {
    const waits: number[] = []
    observe(everyMinute(service, count), { task: ({ waitSeconds }) => void waits.push(waitSeconds) })
    return waits
  }

  test('service of 120 s, two servers, one arrival a minute: nobody waits', () => {
    expect(waitsOf(120, 20)).toEqual(Array(20).fill(0))
  })

  test('service of 150 s: each pair waits 30 s longer than the one before', () => {
    // Every second arrival comes 120 s after the last of its server, which is busy for 150 s.
    expect(waitsOf(150, 20)).toEqual(Array.from({ length: 20 }, (_, i) => 30 * Math.floor(i / 2)))
  })

  test('equal services at random arrivals: nobody leaves before who came before', () => {
    const ends: number[] = []
    observe(station({ title: 'M/D/2', rate: 1.6, arrivals: 2000, slots: 2, cap: 1, bytes: DETERMINISTIC }), {
      task: ({ queued, end }) => void ends.push(queued, end),
    })
    const inOrder = ends.every((time, i) => i < 2 || time >= ends[i - 2]!)
    expect(inOrder).toBe(true)
  })
})
