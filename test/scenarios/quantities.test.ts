import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readDistribution } from '../../scenarios/quantities/distribution.ts'
import { DURATION, PURE, RATE, readQuantity, SHARE, SIZE } from '../../scenarios/quantities/quantity.ts'

describe('quantities', () => {
  const table: readonly (readonly [typeof SIZE, unknown, number])[] = [
    [SIZE, '500 GB', 500e9],
    [SIZE, '500 GiB', 500 * 2 ** 30],
    [SIZE, '1.5TiB', 1.5 * 2 ** 40],
    [SIZE, '7 kB', 7000],
    [SIZE, '0 B', 0],
    [RATE, '10 Gbit/s', 1.25e9],
    [RATE, '4 Mbit/s', 5e5],
    [RATE, '400 MB/s', 4e8],
    [RATE, '400 MiB/s', 400 * 2 ** 20],
    [DURATION, '30 s', 30],
    [DURATION, '1 h 30 min', 5400],
    [DURATION, '1h30min', 5400],
    [DURATION, '7 d', 604_800],
    [DURATION, '20 ms', 0.02],
    [DURATION, '30000 h', 108_000_000],
    [SHARE, '5 %', 0.05],
    [SHARE, '28%', 0.28],
    [SHARE, 0.05, 0.05],
    [PURE, 2.5, 2.5],
  ]
  test.each(table.map(([quantity, ...rest]) => [...rest, quantity] as const))(
    '%s reads as %d',
    (text, value, quantity) => {
      expect(readQuantity(quantity, text)).toBe(value)
    },
  )

  const refused: readonly (readonly [typeof SIZE, unknown, string, string])[] = [
    [SIZE, 500, 'E-UNIT-MISSING', '`500 GB` (10^9 bytes) or `500 GiB` (2^30 bytes)'],
    [SIZE, '500', 'E-UNIT-MISSING', '`500 GB`'],
    [RATE, 10, 'E-UNIT-MISSING', '`10 Mbit/s` (10^6 bits) or `10 MB/s` (10^6 bytes)'],
    [DURATION, 30, 'E-UNIT-MISSING', '`30 s` (seconds) or `30 min` (minutes)'],
    [DURATION, '1 h 30', 'E-UNIT-MISSING', '`30` has no unit'],
    [SIZE, '500 gb', 'E-UNIT', 'Did you mean `GB`?'],
    [RATE, '10 Gbps', 'E-UNIT', 'Did you mean `Gbit/s`?'],
    [RATE, '10 Gb/s', 'E-UNIT', 'Did you mean `Gbit/s`?'],
    [DURATION, '5 m', 'E-UNIT', 'Did you mean `min`?'],
    [DURATION, '5 hours', 'E-UNIT', 'Did you mean `h`?'],
    [DURATION, '30 min 1 h', 'E-VALUE', 'from large to small'],
    [DURATION, '8x30m', 'E-UNIT', '8x30m'],
    [SIZE, '-5 GB', 'E-NEGATIVE', 'negative'],
    [DURATION, '-5 h', 'E-NEGATIVE', 'negative'],
    [SIZE, 'ten gigabytes', 'E-VALUE', 'ten gigabytes'],
    [SIZE, ['1 GB'], 'E-VALUE', 'a list'],
    [SIZE, '1,024 GB', 'E-VALUE', '1,024'],
    [SHARE, '-1 %', 'E-NEGATIVE', 'negative'],
  ]
  test.each(refused.map(([quantity, ...rest]) => [...rest, quantity] as const))(
    '%s is refused as %s',
    (text, code, says, quantity) => {
      expect(readQuantity(quantity, text)).toMatchObject({ code, says: expect.stringContaining(says) })
    },
  )

  test('any amount in any unit is the amount times the unit, with and without a space', () => {
    const units = fc.constantFrom(SIZE, RATE).chain((quantity) =>
      fc.record({
        quantity: fc.constant(quantity),
        unit: fc.constantFrom(...Object.keys(quantity.units)),
        amount: fc.nat(1_000_000),
        space: fc.constantFrom('', ' ', '  '),
      }),
    )
    fc.assert(
      fc.property(units, ({ quantity, unit, amount, space }) => {
        expect(readQuantity(quantity, `${amount}${space}${unit}`)).toBeCloseTo(
          amount * quantity.units[unit]!,
          6,
        )
      }),
    )
  })

  test('a duration is the sum of its parts', () => {
    fc.assert(
      fc.property(fc.nat(999), fc.nat(23), fc.nat(59), fc.nat(59), (d, h, min, s) => {
        expect(readQuantity(DURATION, `${d} d ${h} h ${min} min ${s} s`)).toBe(
          d * 86_400 + h * 3600 + min * 60 + s,
        )
      }),
    )
  })

  test('no text whatsoever makes the reader throw or give something else than a number from 0 up', () => {
    fc.assert(
      fc.property(fc.constantFrom(SIZE, RATE, DURATION, SHARE, PURE), fc.anything(), (quantity, value) => {
        const read = readQuantity(quantity, value)
        if (typeof read === 'number') expect(read).toBeGreaterThanOrEqual(0)
        else expect(read.says).toMatch(/\.$|\?$/)
      }),
    )
  })
})

describe('distributions', () => {
  const laws: readonly (readonly [unknown, unknown])[] = [
    ['2 h', 7200],
    [{ deterministic: '2 h' }, 7200],
    [{ exponential: { mean: '2 h' } }, { kind: 'exponential', mean: 7200 }],
    [{ lognormal: { mu: 4.1, sigma: 1.4 } }, { kind: 'lognormal', mu: 4.1, sigma: 1.4 }],
    [{ uniform: ['1 min', '2 min'] }, { kind: 'uniform', low: 60, high: 120 }],
    [{ triangular: ['1 s', '2 s', '4 s'] }, { kind: 'triangular', min: 1, mode: 2, max: 4 }],
    [{ normal: { mean: '1 min', sd: '5 s' } }, { kind: 'normal', mean: 60, sd: 5 }],
    [{ weibull: { shape: 0.67, scale: '1 h' } }, { kind: 'weibull', shape: 0.67, scale: 3600 }],
    [{ pareto: { min: '1 s', alpha: 2 } }, { kind: 'pareto', min: 1, alpha: 2 }],
    [{ pareto: { min: '1 s', alpha: 2, max: '1 h' } }, { kind: 'pareto', min: 1, alpha: 2, max: 3600 }],
    [{ erlang: { k: 3, mean: '1 min' } }, { kind: 'erlang', k: 3, mean: 60 }],
    [{ empirical: ['3 s', '1 s'] }, { kind: 'empirical', values: [1, 3] }],
    [
      {
        choice: [
          { value: '1 s', weight: 3 },
          { value: '1 min', weight: 1 },
        ],
      },
      { kind: 'choice', values: [1, 60], weights: [3, 1] },
    ],
    [
      {
        mixture: [
          { weight: 0.8, of: '5 min' },
          { weight: 0.2, of: { exponential: { mean: '1 h' } } },
        ],
      },
      { kind: 'mixture', weights: [0.8, 0.2], of: [300, { kind: 'exponential', mean: 3600 }] },
    ],
  ]
  test.each(laws)('%j is understood', (written, law) => {
    expect(readDistribution(DURATION, written)).toEqual(law)
  })

  test('a lognormal by median and 95th percentile, and by mean and standard deviation', () => {
    expect(readDistribution(DURATION, { lognormal: { median: '60 s', p95: '530 s' } })).toMatchObject({
      kind: 'lognormal',
      mu: expect.closeTo(Math.log(60), 12),
      sigma: expect.closeTo(Math.log(530 / 60) / 1.6448536269514722, 12),
    })
    expect(readDistribution(DURATION, { lognormal: { mean: '1 h', sd: '1 h' } })).toMatchObject({
      sigma: expect.closeTo(Math.sqrt(Math.LN2), 12),
    })
  })

  const wrong: readonly (readonly [unknown, string, readonly (string | number)[]])[] = [
    [{ expnential: { mean: '2 h' } }, 'Did you mean `exponential`?', ['expnential']],
    [{ exponential: { mean: 2 } }, 'without a unit', ['exponential', 'mean']],
    [{ exponential: {} }, 'expected `{ exponential: { mean: 2 h } }`', ['exponential']],
    [{ exponential: { mean: '2 h' }, uniform: [] }, 'exactly one law', []],
    [{ lognormal: { median: '60 s', p95: '5 s' } }, '0 < median <= p95', ['lognormal']],
    [{ uniform: ['2 min', '1 min'] }, 'low to high', ['uniform']],
    [{ uniform: ['2 min'] }, 'expected 2 values', ['uniform']],
    [{ triangular: ['3 s', '2 s', '4 s'] }, 'ascending', ['triangular']],
    [{ choice: [{ value: '1 s' }] }, '`value` and `weight`', ['choice', 0]],
    [{ choice: [{ value: '1 s', weight: 0 }] }, 'above 0', ['choice']],
    [
      { mixture: [{ weight: 1, of: { uniform: [1, 2] } }] },
      'without a unit',
      ['mixture', 0, 'of', 'uniform', 0],
    ],
    [{ empirical: [] }, 'one or more', ['empirical']],
    [{ erlang: { k: 1.5, mean: '1 h' } }, 'whole k', ['erlang']],
    [{ __proto__: null, toString: 1 }, 'no distribution', ['toString']],
  ]
  test.each(wrong)('%j is refused', (written, says, path) => {
    expect(readDistribution(DURATION, written)).toMatchObject({ says: expect.stringContaining(says), path })
  })
})

test('zero needs no unit, every other bare number does', () => {
  expect(readQuantity(DURATION, 0)).toBe(0)
  expect(readQuantity(SIZE, 0)).toBe(0)
  expect(readQuantity(DURATION, 1)).toMatchObject({ code: 'E-UNIT-MISSING' })
})
