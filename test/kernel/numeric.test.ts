import { describe, expect, test } from 'vitest'
import {
  Chance,
  exp,
  expm1,
  ln,
  ln1p,
  lnGamma,
  normalCdf,
  normalDensity,
  normalQuantile,
  pow,
} from '../../sim/kernel/index.ts'
import { CDF, EXP, EXPM1, LN, LN_GAMMA, LN1P, POW, QUANTILE } from './exact-values.ts'

const { POSITIVE_INFINITY: INF, NaN: NAN, MIN_VALUE: TINY, MAX_VALUE: HUGE } = Number

/** Distance in units in the last place: how many doubles lie between. */
function ulps(a: number, b: number): number {
  if (Object.is(a, b)) return 0
  const distance = ordinal(a) - ordinal(b)
  return Number(distance < 0n ? -distance : distance)
}

/** Doubles in ascending order as whole numbers; 0 and -0 are one. */
function ordinal(x: number): bigint {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, x)
  const bits = view.getBigInt64(0)
  return bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits
}

const FUNCTIONS = [
  // Bounds over 4,000 to 16,000 random arguments each against 50 digits: 0.74, 1.31, 0.79, 3.04, 0.79, 5.1, 3.5, 4.1.
  { name: 'ln', own: ln, table: LN, within: 1 },
  { name: 'ln1p', own: ln1p, table: LN1P, within: 2 },
  { name: 'exp', own: exp, table: EXP, within: 1 },
  { name: 'expm1', own: expm1, table: EXPM1, within: 4 },
  { name: 'pow', own: pow, table: POW, within: 1 },
  { name: 'normalQuantile', own: normalQuantile, table: QUANTILE, within: 6 },
  { name: 'normalCdf', own: normalCdf, table: CDF, within: 4 },
  { name: 'lnGamma', own: lnGamma, table: LN_GAMMA, within: 5 },
] as const

describe.each(FUNCTIONS)('$name', ({ own, table, within }) => {
  test.each(table.map((row) => [row.slice(0, -1), row.at(-1)!] as const))(
    `of %j is %d within ${within} ulp`,
    (args, value) => {
      const call = own as (...args: readonly number[]) => number
      expect(ulps(call(...args), value)).toBeLessThanOrEqual(within)
    },
  )
})

describe('conventions are those of Math', () => {
  const odd = [
    0,
    -0,
    1,
    -1,
    INF,
    -INF,
    NAN,
    TINY,
    -TINY,
    HUGE,
    -HUGE,
    0.5,
    -0.5,
    2,
    -2,
    3,
    -3,
    1e17,
    2 ** 53,
    745,
    -746,
    710,
  ]
  test.each([
    ['ln', ln, Math.log],
    ['ln1p', ln1p, Math.log1p],
    ['exp', exp, Math.exp],
    ['expm1', expm1, Math.expm1],
  ] as const)('%s agrees at the odd places', (_, own, engine) => {
    for (const x of odd) expect(ulps(own(x), engine(x)), `at ${x}`).toBeLessThanOrEqual(2)
  })

  test('pow agrees at all pairs of odd places, signs of zero included', () => {
    for (const x of odd) {
      for (const y of odd) {
        const [own, engine] = [pow(x, y), x ** y]
        expect(ulps(own, engine), `${x} to the ${y}: ${own}, not ${engine}`).toBeLessThanOrEqual(1)
        expect(Object.is(own, -0), `${x} to the ${y}`).toBe(Object.is(engine, -0))
      }
    }
  })

  test('exp turns to Infinity and to 0 exactly where its value leaves the doubles', () => {
    expect([exp(709.782712893384), exp(709.7827128933841)]).toEqual([expect.any(Number), INF])
    expect(exp(709.782712893384)).toBeLessThan(INF)
    expect([exp(-745.1332191019411), exp(-745.1332191019412), exp(-745.2)]).toEqual([TINY, 0, 0])
  })

  test('the normal functions keep to the edges', () => {
    expect([normalQuantile(0), normalQuantile(1), normalQuantile(0.5)]).toEqual([-INF, INF, 0])
    for (const p of [-0.1, 1.1, NAN, -INF, INF]) expect(normalQuantile(p)).toBeNaN()
    expect([normalCdf(-INF), normalCdf(INF), normalCdf(0), normalCdf(-40), normalCdf(40)]).toEqual([
      0, 1, 0.5, 0, 1,
    ])
    expect(normalCdf(NAN)).toBeNaN()
    expect([normalDensity(0), normalDensity(INF), normalDensity(-40)]).toEqual([0.3989422804014327, 0, 0])
  })

  test('ln gamma is 0 at 1 and 2, Infinity at 0, and not defined below', () => {
    expect([lnGamma(1), lnGamma(2), lnGamma(0), lnGamma(INF)].map(Math.abs)).toEqual([0, 0, INF, INF])
    expect(lnGamma(-0.5)).toBeNaN()
  })
})

describe('the functions fit together', () => {
  const u = new Chance('numeric', 0).sequence('arguments')
  const draws = Array.from({ length: 20_000 }, () => u.next())

  test('powers of whole numbers that fit a double are exact', () => {
    for (let base = 2; base <= 40; base++) {
      for (let y = 0, value = 1; value < 2 ** 53; y++, value *= base) expect(pow(base, y)).toBe(value)
    }
  })

  test('powers of two are exact over the whole range', () => {
    for (let y = -1074; y <= 1023; y++) expect(pow(2, y)).toBe(2 ** y)
  })

  test('ln and exp undo each other', () => {
    for (const d of draws) {
      const x = (d - 0.5) * 1400
      expect(Math.abs(ln(exp(x)) - x)).toBeLessThan(3e-16 * Math.max(1, Math.abs(x)))
    }
  })

  test('the quantile undoes the probability in both tails', () => {
    for (const d of draws) {
      for (const p of [d, 1e-12 * d, 1 - 1e-6 * d]) {
        expect(Math.abs(normalCdf(normalQuantile(p)) - p)).toBeLessThan(3e-14 * p)
      }
    }
  })

  test('none of them ever falls where it must rise', () => {
    const sorted = draws.toSorted((a, b) => a - b)
    for (const f of [ln, exp, normalQuantile, normalCdf, (x: number) => pow(x, 1.7)]) {
      const values = sorted.map(f)
      expect(values.every((value, i) => i === 0 || value >= values[i - 1]!)).toBe(true)
    }
  })

  test('the engine agrees within 2 ulp, but it need not: this is a check of ours, not a promise of its', () => {
    for (const d of draws) {
      const x = d * 50
      expect(ulps(ln(x), Math.log(x))).toBeLessThanOrEqual(2)
      expect(ulps(exp(x), Math.exp(x))).toBeLessThanOrEqual(2)
      expect(ulps(pow(x, d), x ** d)).toBeLessThanOrEqual(2)
    }
  })
})
