/** Several servers, first come, first served: M/M/c. */
import { describe, expect, test } from 'vitest'
import { expectReference } from './reference.ts'
import { longerThan, serve } from './station.ts'
import { average, expectMean } from './steady.ts'

describe('several servers', () => {
  test.each([
    [1, 0.5],
    [1, 0.8],
    [2, 0.5],
    [2, 0.8],
    [4, 0.5],
    [4, 0.8],
    [8, 0.8],
  ])('M/M/%d at %d: who waits, and how long, as Erlang says', (c, rho) => {
    const arrivals = { 0.5: 60_000, 0.8: 70_000 }[rho]!
    const { waits, stays } = serve({ title: `M/M/${c} ${rho}`, rate: c * rho, arrivals, slots: c })
    const mustWait = erlangC(c, c * rho)
    const wait = mustWait / (c * (1 - rho))
    const long = mustWait * Math.exp(-c * (1 - rho))
    if (c < 8) {
      expectReference('mmc_erlangC', { c, rho }, 'P_wait_erlangC', mustWait)
      expectReference('mmc_erlangC', { c, rho }, 'Wq', wait)
      expectReference('mmc_erlangC', { c, rho }, 'P_Wq_gt_1', long)
    }
    const few = mustWait < 0.2 ? 0.12 : 0.08
    expectMean(`M/M/${c} ${rho} P(wait)`, waits.map(longerThan(0)), mustWait, few)
    expectMean(`M/M/${c} ${rho} Wq`, waits, wait, few)
    expectMean(`M/M/${c} ${rho} P(wait > 1)`, waits.map(longerThan(1)), long, long < 0.1 ? 0.12 : 0.08)
    expectMean(`M/M/${c} ${rho} W`, stays, wait + 1)
  })

  test('Erlang C by hand: half load on two servers makes one in three wait', () => {
    expect(erlangC(2, 1)).toBeCloseTo(1 / 3, 12)
    expect(average([erlangC(1, 0.3), erlangC(1, 0.7)])).toBeCloseTo(0.5, 12)
  })
})

/** By the recursion of Erlang B. */
function erlangC(c: number, load: number): number {
  let blocked = 1
  for (let k = 1; k <= c; k++) blocked = (load * blocked) / (k + load * blocked)
  return (c * blocked) / (c - load * (1 - blocked))
}
