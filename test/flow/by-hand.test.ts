import { describe, expect, test } from 'vitest'
import { Network, type TransferId, type TransferSpec } from '../../sim/flow/index.ts'

type Way = Record<number, number> | number

/** A path written as { resource: coefficient } or as one resource. */
function path(way: Way): TransferSpec['path'] {
  if (typeof way === 'number') return [{ resource: way, coefficient: 1 }]
  return Object.entries(way).map(([resource, coefficient]) => ({ resource: Number(resource), coefficient }))
}

function rates(
  capacities: number[],
  flows: readonly { way: Way; cap?: number; weight?: number }[],
): { rates: number[]; limiters: number[] } {
  const network = new Network()
  for (const capacity of capacities) network.addResource(capacity)
  const ids = flows.map(({ way, cap = Infinity, weight = 1 }) =>
    network.start({ path: path(way), bytes: 1, cap, weight }, 0),
  )
  network.share(0)
  expect(network.certificate()).toEqual([])
  return { rates: ids.map((id) => network.rate(id)), limiters: ids.map((id) => network.limiter(id)) }
}

function expectRates(actual: number[], wanted: number[]): void {
  expect(actual.length).toBe(wanted.length)
  wanted.forEach((rate, i) => {
    expect(actual[i]).toBeCloseTo(rate, 9)
  })
}

describe('textbook shares', () => {
  test('parking lot: the long way gets as much as each short one', () => {
    const lot = rates([1, 1, 1], [{ way: { 0: 1, 1: 1, 2: 1 } }, { way: 0 }, { way: 1 }, { way: 2 }])
    expectRates(lot.rates, [0.5, 0.5, 0.5, 0.5])
    // All three links are full at the same level: the first on the path is named.
    expect(lot.limiters).toEqual([0, 0, 0, 0])
  })

  test('Bertsekas and Gallager: three share the first link, what is left of the others goes to two', () => {
    const flows = [{ way: 0 }, { way: 0 }, { way: { 0: 1, 1: 1 } }, { way: { 1: 1, 2: 1 } }, { way: 2 }]
    expectRates(rates([1, 1, 1], flows).rates, [1 / 3, 1 / 3, 1 / 3, 0.5, 0.5])
  })

  test('demands of 2, 2.6, 4 and 5 on a link of 10 get 2, 2.6, 2.7 and 2.7', () => {
    const flows = [2, 2.6, 4, 5].map((cap) => ({ way: 0, cap }))
    const { rates: actual, limiters } = rates([10], flows)
    expectRates(actual, [2, 2.6, 2.7, 2.7])
    expect(limiters).toEqual([-1, -1, 0, 0])
  })

  test('weights of 2.5, 4, 0.5 and 1 divide 16 among demands of 4, 2, 10 and 4', () => {
    const demands = [4, 2, 10, 4]
    const weights = [2.5, 4, 0.5, 1]
    const flows = demands.map((cap, i) => ({ way: 0, cap, weight: weights[i]! }))
    expectRates(rates([16], flows).rates, [4, 2, 6, 4])
  })

  test('the cases of SimGrid: penalty p is weight 1/p, consumption is the coefficient', () => {
    expectRates(rates([3], [{ way: 0 }, { way: 0, weight: 1 / 2 }]).rates, [2, 1])
    expectRates(rates([3], [{ way: 0 }, { way: { 0: 2 } }]).rates, [1, 1])
    expectRates(rates([20], [{ way: 0 }, { way: { 0: 2 }, weight: 1 / 2 }]).rates, [10, 5])
    const two = [{ way: { 0: 1, 1: 2 } }, { way: { 0: 2 }, weight: 1 / 2 }, { way: 1 }]
    expectRates(rates([20, 60], two).rates, [10, 5, 40])
  })

  test('a cap that is reached just when the link is full wins the tie', () => {
    const { rates: actual, limiters } = rates([10], [{ way: 0, cap: 5 }, { way: 0 }])
    expectRates(actual, [5, 5])
    expect(limiters).toEqual([-1, 0])
  })

  test('what crosses a resource without capacity stands still, and goes on when capacity returns', () => {
    const network = new Network()
    const [link, other] = [network.addResource(10), network.addResource(10)]
    const id = network.start(
      { path: path({ [link]: 1, [other]: 1 }), bytes: 100, cap: Infinity, weight: 1 },
      0,
    )
    network.share(0)
    network.setCapacity(other, 0, 4)
    network.share(4)
    expect([network.rate(id), network.nextDue(), network.isSaturated(other)]).toEqual([0, Infinity, true])
    network.setCapacity(other, 20, 9)
    network.share(9)
    expect(network.nextDue()).toBe(15)
    expect([...network.takeDue(15)[0]!.limited]).toEqual([10, 5, 0])
  })

  test('what nothing limits is done in the instant in which it begins, and its bytes are counted', () => {
    const network = new Network()
    const wide = network.addResource(Infinity)
    const id = network.start({ path: path({ [wide]: 0.5 }), bytes: 80, cap: Infinity, weight: 1 }, 3)
    network.share(3)
    expect([network.rate(id), network.nextDue(), network.limiter(id)]).toEqual([Infinity, 3, -1])
    expect(network.takeDue(3).map((end) => end.left)).toEqual([0])
    network.share(3)
    expect([network.useIntegral(wide, 5), network.use(wide), network.isSaturated(wide)]).toEqual([
      40,
      0,
      false,
    ])
  })
})

/** Runs jobs of [start, bytes] over one link and returns when each was done. */
function finishes(capacity: number, cap: number, jobs: readonly (readonly [number, number])[]): number[] {
  const network = new Network()
  const link = network.addResource(capacity)
  const running = new Map<TransferId, number>()
  const finish = jobs.map(() => NaN)
  const starts = [...new Set(jobs.map(([at]) => at))].sort((a, b) => a - b)
  for (;;) {
    const now = Math.min(network.nextDue(), starts[0] ?? Infinity)
    if (now === Infinity) return finish
    for (const { id } of network.takeDue(now)) finish[running.get(id)!] = now
    if (starts[0] === now) starts.shift()
    jobs.forEach(([at, bytes], i) => {
      if (at === now) running.set(network.start({ path: path(link), bytes, cap, weight: 1 }, now), i)
    })
    network.share(now)
    expect(network.certificate()).toEqual([])
  }
}

describe('schedules on one link', () => {
  test('10, 20 and 30 bytes on 10 B/s are done after 3, 5 and 6 seconds', () => {
    expectRates(
      finishes(10, Infinity, [
        [0, 10],
        [0, 20],
        [0, 30],
      ]),
      [3, 5, 6],
    )
  })

  test('staggered arrivals slow each other down', () => {
    const jobs = [
      [0, 100],
      [2, 30],
      [5, 40],
      [30, 10],
    ] as const
    expectRates(finishes(10, Infinity, jobs), [17, 9.5, 14.5, 31])
  })

  test('a cap of 4 holds alone and in company', () => {
    const jobs = [
      [0, 40],
      [0, 40],
      [1, 12],
    ] as const
    expectRates(finishes(10, 4, jobs), [10.6, 10.6, 4.6])
  })
})
