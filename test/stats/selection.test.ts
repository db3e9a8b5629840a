import { describe, expect, test } from 'vitest'
import { Chance, normalQuantile } from '../../sim/kernel/index.ts'
import { KimNelson, screenToBest } from '../../sim/stats/index.ts'
import { eta, h2 } from '../../sim/stats/selection.ts'

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

  test('h^2 for two systems and ten first values at 95 % is 9 (0.1^(-2/9) - 1) = 6.0129', () => {
    expect(h2(2, 10, 0.95)).toBeCloseTo(9 * (0.1 ** (-2 / 9) - 1), 12)
    expect(h2(2, 10, 0.95)).toBeCloseTo(6.0129, 4)
  })

  test('leaves a system in the race just as long as the paper calculation says', () => {
    // Differences alternate between 0 and 2: mean 1, S^2 = 10/9 from ten, so h^2 S^2 / 2^2 = 1.67 < 10: no margin is left,
    // the mean decides. With a zone of 0.5 it is 26.72: after n values the sum n must exceed 0.25 (26.72 - n),
    // n > 5.34: also at the first look. With 0.2 it is 167.0: n > 0.1 (167.0 - n), n > 15.18, so after 16.
    const lasted = (indifference: number): number => {
      const procedure = new KimNelson(2, { confidence: 0.95, indifference, first: 10 })
      for (let n = 1; ; n++) {
        const round = new Map([
          [0, n % 2 === 0 ? 2 : 0],
          [1, 0],
        ])
        if (procedure.add(round)) return procedure.surviving[0] === 0 ? procedure.n : Number.NaN
      }
    }
    expect([2, 0.5, 0.2].map(lasted)).toEqual([10, 10, 16])
  })

  test('is not sought with options that promise nothing, or without a value of a system in the race', () => {
    expect(() => new KimNelson(2, { ...OPTIONS, confidence: 0.5 })).toThrow(/confidence/)
    expect(() => new KimNelson(2, { ...OPTIONS, indifference: 0 })).toThrow(/indifference/)
    expect(() => new KimNelson(2, { ...OPTIONS, first: 1 })).toThrow(/first/)
    expect(() => new KimNelson(2, OPTIONS).add(new Map([[0, 1]]))).toThrow(/system 1/)
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

describe('the systems that may still be the best', () => {
  test('of three with differences 2, 1, 3 and 20, 10, 30 rounds: t of 97.5 % x s / sqrt(3) decides', () => {
    // 4.302653 x 1 / sqrt(3) = 2.48 > 2: b stays beside a. 4.302653 x 10 / sqrt(3) = 24.8 > 20: c stays as well.
    const a = [30, 30, 30]
    expect(screenToBest([a, [28, 29, 27], [10, 20, 0]], 0.95)).toEqual([0, 1, 2])
    // Differences 3, 2, 4 have the same spread and mean 3 > 2.48.
    expect(screenToBest([a, [27, 28, 26], [10, 20, 0]], 0.95)).toEqual([0, 2])
  })

  test('are all of them where nothing differs, and one where one is alone', () => {
    const same = [1, 2, 4]
    expect(screenToBest([same, same], 0.95)).toEqual([0, 1])
    expect(screenToBest([same], 0.95)).toEqual([0])
    expect(() => screenToBest([same, [1, 2]], 0.95)).toThrow(/rounds/)
  })
})
