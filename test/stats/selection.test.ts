import { describe, expect, test } from 'vitest'
import { Chance, normalQuantile } from '../../sim/kernel/index.ts'
import { KimNelson } from '../../sim/stats/index.ts'
import { eta } from '../../sim/stats/selection.ts'

const OPTIONS = { confidence: 0.95, indifference: 1, first: 10 }

/** Chooses among normal systems that share half of their variance, as in common nights. */
function choose(means: readonly number[], normal: () => number): { best: number; values: number } {
  const procedure = new KimNelson(means.length, OPTIONS)
  let values = 0
  for (;;) {
    const shared = 2 * normal()
    const round = new Map(procedure.surviving.map((i) => [i, means[i]! + shared + 2 * normal()]))
    values += round.size
    if (procedure.add(round)) return { best: procedure.surviving[0]!, values }
  }
}

describe('the best of several', () => {
  test('eta for three systems and ten first values at 95 % is 0.5 (0.05^(-2/9) - 1)', () => {
    expect(eta(3, 10, 0.95)).toBeCloseTo(0.5 * (0.05 ** (-2 / 9) - 1), 12)
  })

  test('is found in 95 of 100 experiments when it is better by just the zone of indifference', () => {
    const uniforms = new Chance('selection', 1).sequence('normal')
    const normal = (): number => normalQuantile(uniforms.next())
    let right = 0
    for (let i = 0; i < 400; i++) if (choose([0, 0, 1, 0], normal).best === 2) right++
    // 400 experiments of 95 %: at least 93.2 % in 95 of 100 repetitions.
    expect(right / 400).toBeGreaterThan(0.932)
  })

  test('needs fewer nights beyond the first ten the clearer it is', () => {
    const uniforms = new Chance('selection', 2).sequence('normal')
    const normal = (): number => normalQuantile(uniforms.next())
    const effort = (means: readonly number[]): number => {
      let values = 0
      for (let i = 0; i < 50; i++) values += choose(means, normal).values
      return values
    }
    const least = 50 * 3 * OPTIONS.first
    expect(effort([0, 4, 8]) - least).toBeLessThan((effort([0, 1, 2]) - least) / 5)
  })

  test('of systems without any difference one is left all the same', () => {
    const procedure = new KimNelson(2, OPTIONS)
    let over = false
    for (let i = 0; i < 10; i++) {
      over = procedure.add(
        new Map([
          [0, 5],
          [1, 5],
        ]),
      )
    }
    expect(over).toBe(true)
    expect(procedure.surviving).toEqual([0])
    expect([...procedure.screenedOut]).toEqual([[1, 10]])
  })
})
