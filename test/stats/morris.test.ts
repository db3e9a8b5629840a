import { describe, expect, test } from 'vitest'
import { Chance } from '../../sim/kernel/index.ts'
import { effects, trajectory } from '../../sim/stats/index.ts'

const uniforms = new Chance('morris', 1).sequence('design')
const design = Array.from({ length: 12 }, () => trajectory(3, () => uniforms.next()))

function run(response: (x: readonly number[]) => number) {
  return effects(
    design,
    design.map(({ points }) => points.map(response)),
    3,
  )
}

describe('screening by Morris', () => {
  test('changes one input after the other, each once, and stays between 0 and 1', () => {
    for (const { points, steps } of design) {
      expect(points).toHaveLength(4)
      expect(steps.map(({ input }) => input).sort()).toEqual([0, 1, 2])
      for (const point of points) for (const x of point) expect(x).toBeGreaterThan(-1e-9)
      for (const point of points) for (const x of point) expect(x).toBeLessThan(1 + 1e-9)
    }
  })

  test('of 5 x - 2 y gives exactly 5, 2 and 0, with no spread', () => {
    const [x, y, z] = run(([a, b]) => 5 * a! - 2 * b!)
    expect(x!.mu).toBeCloseTo(5, 12)
    expect(y!.mu).toBeCloseTo(-2, 12)
    expect(y!.muStar).toBeCloseTo(2, 12)
    expect([x, y, z].every((it) => it!.sigma! < 1e-9)).toBe(true)
    expect(z!.muStar).toBe(0)
  })

  test('tells inputs that work together by their spread', () => {
    const [x, y, z] = run(([a, b, c]) => 4 * a! * b! + c!)
    expect(x!.sigma).toBeGreaterThan(0.5)
    expect(y!.sigma).toBeGreaterThan(0.5)
    expect(z!.sigma).toBeLessThan(1e-9)
  })

  test('an effect that goes both ways has a mean size although its mean is small', () => {
    const [x] = run(([a]) => (a! - 0.5) * (a! - 0.5))
    expect(x!.muStar).toBeGreaterThan(3 * Math.abs(x!.mu!))
  })

  test('leaves out what was not observed', () => {
    const outputs = design.map(({ points }) => points.map(() => undefined))
    expect(effects(design, outputs, 3)[0]).toEqual({ mu: undefined, muStar: undefined, sigma: undefined })
  })
})
