/**
 * One link shared by all: processor sharing (M/G/1-PS), and the same with a cap on each transfer. Both are
 * insensitive: the mean depends on the mean volume only, not on its distribution.
 */
import { describe, test } from 'vitest'
import { observe } from './observe.ts'
import { expectReference } from './reference.ts'
import { DETERMINISTIC, ERLANG_4, EXPONENTIAL, type Station, station, UNIT } from './station.ts'
import { expectMean } from './steady.ts'

const ARRIVALS: Readonly<Record<number, number>> = {
  0.3: 20_000,
  0.5: 20_000,
  0.7: 30_000,
  0.8: 50_000,
  0.9: 120_000,
  0.95: 300_000,
}

/** Times of transfers, in units of service. */
function transfers(link: Station): number[] {
  const times: number[] = []
  observe(station(link), { task: ({ durationSeconds }) => void times.push(durationSeconds / UNIT) })
  return times
}

describe('a link shared by all transfers alike', () => {
  test.each([0.3, 0.5, 0.7, 0.8, 0.9, 0.95])('at %d a transfer takes 1 / (1 - rho) times as long', (rho) => {
    const times = transfers({ title: `PS ${rho}`, rate: rho, arrivals: ARRIVALS[rho]!, link: 1 })
    expectReference('mg1_ps', { rho }, 'ET', 1 / (1 - rho), 'summary')
    expectMean(`PS ${rho} T`, times, 1 / (1 - rho))
  })

  test.each([
    ['equal volumes', DETERMINISTIC],
    ['Erlang volumes', ERLANG_4],
    [
      'two kinds of volumes, one in ten 91 times as large',
      '{ choice: [{ value: 1 GB, weight: 9 }, { value: 91 GB, weight: 1 }] }',
    ],
  ])('at 0.8 the mean is the same for %s', (title, bytes) => {
    const times = transfers({ title: `PS ${title}`, rate: 0.8, arrivals: 100_000, link: 1, bytes })
    expectMean(`PS 0.8 ${title}`, times, 5)
  })

  // Weights that give a mean of 1: (20 x 0.1 + 18 x 0.5 + 12 x 1 + 6 x 2 + 3 x 5 + 1 x 10) / 60 = 60 / 60.
  const WEIGHTS = [
    [0.1, 20],
    [0.5, 18],
    [1, 12],
    [2, 6],
    [5, 3],
    [10, 1],
  ] as const
  const choices = WEIGHTS.map(([size, weight]) => `{ value: ${size * 10} GB, weight: ${weight} }`)

  test.each([0.5, 0.8])('at %d small and large transfers are slowed down alike', (rho) => {
    const title = `PS sizes ${rho}`
    const bytes = `{ choice: [${choices.join(', ')}] }`
    const bySize = new Map<number, number[]>(WEIGHTS.map(([size]) => [size, []]))
    observe(station({ title, rate: rho, arrivals: rho === 0.5 ? 150_000 : 100_000, link: 1, bytes }), {
      task: ({ readBytes, durationSeconds }) => {
        bySize.get(Math.round(readBytes / 1e9) / 10)!.push(durationSeconds / UNIT)
      },
    })
    for (const [size, times] of bySize) {
      const expected = size / (1 - rho)
      expectReference('mg1_ps', { rho, job_size: size }, 'T_mean', expected)
      expectMean(`PS ${rho} T of size ${size}`, times, expected)
    }
  })
})

describe('a link shared by transfers that cannot use all of it', () => {
  const CAPACITY = 10

  test.each([
    [1, 0.5, 40_000],
    [1, 0.8, 60_000],
    [1, 0.9, 70_000],
    [2.5, 0.8, 90_000],
    [4, 0.8, 90_000],
    [10, 0.8, 90_000],
  ])('cap %d of 10 at %d: times, and how long the link is full', (cap, rho, arrivals) => {
    const rate = rho * CAPACITY
    const times: number[] = []
    const full: number[] = []
    observe(station({ title: `cap ${cap} ${rho}`, rate, arrivals, link: CAPACITY, cap }), {
      task: ({ durationSeconds }) => void times.push(durationSeconds / UNIT),
      load: ({ saturated }) => void full.push(saturated),
    })
    const { number, saturated } = shared(CAPACITY, cap, rate)
    const row = { link_capacity: CAPACITY, per_flow_cap: cap, rho }
    expectReference('ps_with_rate_cap', row, 'ET', number / rate)
    expectReference('ps_with_rate_cap', row, 'P_link_saturated', saturated)
    expectMean(`cap ${cap} ${rho} T`, times, number / rate)
    expectMean(`cap ${cap} ${rho} P(full)`, full, saturated, saturated < 0.1 ? 0.12 : 0.08)
  })

  test.each([
    ['equal volumes', DETERMINISTIC],
    ['exponential volumes', EXPONENTIAL],
    ['Erlang volumes', ERLANG_4],
  ])('cap 1 of 10 at 0.9: the mean is the same for %s', (title, bytes) => {
    const times = transfers({
      title: `cap ${title}`,
      rate: 9,
      arrivals: 60_000,
      link: CAPACITY,
      cap: 1,
      bytes,
    })
    expectMean(`cap 1 0.9 ${title}`, times, shared(CAPACITY, 1, 9).number / 9)
  })
})

/** Birth and death: n transfers end at the rate min(n cap, capacity) together, volumes of mean 1. */
function shared(capacity: number, cap: number, rate: number): { number: number; saturated: number } {
  let [p, total, sum, saturated] = [1, 1, 0, 0]
  for (let n = 1; n < 5000; n++) {
    p *= rate / Math.min(n * cap, capacity)
    total += p
    sum += n * p
    if (n * cap >= capacity) saturated += p
  }
  return { number: sum / total, saturated: saturated / total }
}
