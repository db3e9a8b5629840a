import { describe, expect, test } from 'vitest'
import { screen, screeningWalks, type VariantResults } from '../../sim/experiment/index.ts'
import { normals, replications } from './synthetic.ts'

const ANY = { shareAt: (share: number) => share }
/** Two values only, as `servers.gw.count: [1, 2]`. */
const ONE_OR_TWO = { shareAt: (share: number) => Math.round(share) }
/** `[2, 6]` */
const TWO_TO_SIX = { shareAt: (share: number) => (Math.round(2 + share * 4) - 2) / 4 }

const inputs = ['a', 'b', 'c'].map((path) => ({ path, low: '0', high: '1' }))
const WALKS = 12

/** A system of three inputs, with the same noise of the night at all points. */
function screened(
  f: (a: number, b: number, c: number) => number | undefined,
  stepped: readonly { shareAt(share: number): number }[] = [ANY, ANY, ANY],
  nights = 3,
) {
  const noise = normals(1, 'night')
  const resultsAt = ([a, b, c]: readonly number[]): VariantResults | undefined => {
    const value = f(a!, b!, c!)
    if (value === undefined) return undefined
    return {
      variant: 'x',
      replications: replications('x', (n) => ({ backupWindow: value + 100 * noise(n) }), nights),
    }
  }
  const rows = screen(inputs, screeningWalks(stepped, WALKS, 7), resultsAt, ['backupWindow'])
  return new Map(rows.map((row) => [row.path, row]))
}

describe('screening', () => {
  test('of a linear system finds its coefficients, with no spread at all, whatever the night', () => {
    const rows = screened((a, b, c) => 5 + 10 * a + 3 * b - 20 * c)
    expect([...rows.keys()]).toEqual(['c', 'a', 'b'])
    for (const [path, coefficient] of [
      ['a', 10],
      ['b', 3],
      ['c', -20],
    ] as const) {
      const { mu, muStar, sigma, n } = rows.get(path)!
      expect(mu).toBeCloseTo(coefficient, 8)
      expect(muStar).toBeCloseTo(Math.abs(coefficient), 8)
      expect(sigma).toBeCloseTo(0, 8)
      expect(n).toBe(WALKS)
    }
    expect([...rows.values()].map(({ rank }) => rank)).toEqual([1, 2, 3])
  })

  test('inputs that depend on each other have a spread, the one that stands alone has none', () => {
    const rows = screened((a, b, c) => 10 * a * b + 4 * c)
    expect(rows.get('a')!.sigma).toBeGreaterThan(1)
    expect(rows.get('b')!.sigma).toBeGreaterThan(1)
    expect(rows.get('c')!.sigma).toBeCloseTo(0, 8)
  })

  test('what raises here and lowers there has an effect but no direction', () => {
    const { mu, muStar } = screened((a, b) => 10 * a * (b - 0.5)).get('a')!
    expect(Math.abs(mu!)).toBeLessThan(muStar! / 2)
  })

  test('whole numbers count by the steps that they really take', () => {
    const rows = screened((a, b, c) => 10 * a + 3 * b + c, [ONE_OR_TWO, TWO_TO_SIX, ANY])
    expect(rows.get('a')!.muStar).toBeCloseTo(10, 8)
    expect(rows.get('b')!.muStar).toBeCloseTo(3, 8)
    expect(rows.get('a')!.sigma).toBeCloseTo(0, 8)
  })

  test('points that are no valid scenario cost the effects that touch them, no more', () => {
    const rows = screened((a, b, c) => (a > 0.9 && b > 0.9 ? undefined : 10 * a + 3 * b + c))
    expect(rows.get('a')!.muStar).toBeCloseTo(10, 8)
    expect(rows.get('a')!.n).toBeLessThan(WALKS)
    expect(screened(() => undefined).get('a')).toMatchObject({ muStar: undefined, mu: undefined, n: 0 })
  })

  test('walks hang on the seed alone', () => {
    const walks = (seed: number | string) => screeningWalks([ANY, ANY, ANY], 5, seed)
    expect(walks(7)).toEqual(walks(7))
    expect(walks(7)).not.toEqual(walks(8))
    // A longer study begins with the walks of the shorter one.
    expect(screeningWalks([ANY, ANY, ANY], 8, 7).slice(0, 5)).toEqual(walks(7))
  })
})
