/** The whole way through the model: how many servers a queue needs is known from the textbook. */
import { describe, expect, test } from 'vitest'
import { loadScenario } from '../../../scenarios/index.ts'
import { MemoryReplicator, type PlanPoint, plan } from '../../../sim/experiment/index.ts'
import { station } from '../../analytic/station.ts'
import { mustLoad } from '../../golden/run-file.ts'
import { goalOf } from './many-problems.ts'

/** M/M/c with two arrivals per unit of service (100 s); the factor is the number of servers. */
function queue(slots: number): PlanPoint {
  const text = station({ title: 'how many servers', rate: 2, arrivals: 300, slots, cap: 1 })
  const { variants } = mustLoad(loadScenario('queue.yaml', { files: { read: () => text } }))
  return { variant: { name: `slots=${slots}`, world: variants[0]!.world }, values: { slots } }
}

describe('how many servers a queue needs', () => {
  test.each([
    // Erlang C at load 2: 3 servers make 44.4 % of arrivals wait, 4 make 17.4 %, 5 make 6.0 %, 6 make 1.8 %.
    [0.3, 4],
    [0.1, 5],
  ])('for at most %d of arrivals to wait: %d servers, as Erlang says', async (share, servers) => {
    expect(erlangC(servers, 2)).toBeLessThan(share)
    expect(erlangC(servers - 1, 2)).toBeGreaterThan(share)
    const found = await plan(
      {
        points: [3, 4, 5, 6, 7, 8].map(queue),
        goals: [goalOf(`share(queueWait > 0 s) <= ${share}`)],
        confidence: 0.95,
        maxNights: 500,
      },
      new MemoryReplicator(1),
    )
    expect(found.chosen).toBe(`slots=${servers}`)
    expect(found.points.find(({ variant }) => variant === `slots=${servers - 1}`)!.verdict).toBe('infeasible')
  })
})

/** By the recursion of Erlang B. */
function erlangC(c: number, load: number): number {
  let blocked = 1
  for (let k = 1; k <= c; k++) blocked = (load * blocked) / (k + load * blocked)
  return (c * blocked) / (c - load * (1 - blocked))
}
