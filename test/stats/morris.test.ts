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

/**
 * The example of Morris (1991), with w = 2 (x - 1/2), but 2 (1.1 x / (x + 0.1) - 1/2) for inputs 3, 5 and 7: coefficients 20
 * of the first ten, -15, -10 and 5 of the products of two, three and four among the first six, five and four; all others
 * alternate between 1 and -1.
 */
function morrisFunction(x: readonly number[]): number {
  const w = x.map((it, i) => 2 * ([2, 4, 6].includes(i) ? (1.1 * it) / (it + 0.1) - 0.5 : it - 0.5))
  let y = 0
  for (let i = 0; i < 20; i++) {
    y += (i < 10 ? 20 : (-1) ** (i + 1)) * w[i]!
    for (let j = i + 1; j < 20; j++) {
      y += (j < 6 ? -15 : (-1) ** (i + j)) * w[i]! * w[j]!
      for (let l = j + 1; l < 5; l++) y += -10 * w[i]! * w[j]! * w[l]!
    }
  }
  return y + 5 * w[0]! * w[1]! * w[2]! * w[3]!
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

  test('stands on the grid of its levels, and on each level equally often', () => {
    const chance = new Chance('morris', 2).sequence('grid')
    const counts = new Map<number, number>()
    for (let t = 0; t < 500; t++)
      for (const point of trajectory(2, () => chance.next(), 6).points)
        for (const x of point) counts.set(x, (counts.get(x) ?? 0) + 1)
    expect([...counts.keys()].sort()).toEqual([0, 1 / 5, 2 / 5, 3 / 5, 4 / 5, 1])
    // 3,000 coordinates on 6 levels: 500 each, give or take.
    for (const count of counts.values()) expect(Math.abs(count - 500)).toBeLessThan(100)
    expect(() => trajectory(2, () => 0.5, 5)).toThrow(/even/)
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

  test('of (x - 1/2)^2 has effects of exactly 1/3, up or down', () => {
    // 0 to 2/3: (1/36 - 1/4) / (2/3) = -1/3. 1/3 to 1: (1/4 - 1/36) / (2/3) = 1/3.
    expect(run(([a]) => (a! - 0.5) * (a! - 0.5))[0]!.muStar).toBeCloseTo(1 / 3, 12)
  })

  test("finds the ten of Morris's twenty inputs that matter, and which of them act by themselves", () => {
    const chance = new Chance('morris', 3).sequence('design')
    const walks = Array.from({ length: 10 }, () => trajectory(20, () => chance.next()))
    const found = effects(
      walks,
      walks.map(({ points }) => points.map(morrisFunction)),
      20,
    )
    const important = found.slice(0, 10).map((it) => it.muStar!)
    const others = found.slice(10).map((it) => it.muStar!)
    expect(Math.min(...important)).toBeGreaterThan(2 * Math.max(...others))
    // Inputs 8 to 10 are about linear, 1 to 7 bend or interact.
    for (const { muStar, sigma } of found.slice(7, 10)) expect(sigma!).toBeLessThan(0.3 * muStar!)
    for (const { muStar, sigma } of found.slice(0, 7)) expect(sigma!).toBeGreaterThan(0.5 * muStar!)
  })

  test('leaves out what was not observed', () => {
    const outputs = design.map(({ points }) => points.map(() => undefined))
    expect(effects(design, outputs, 3)[0]).toEqual({ mu: undefined, muStar: undefined, sigma: undefined })
  })
})
