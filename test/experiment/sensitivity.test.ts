import { describe, expect, test } from 'vitest'
import { type Compared, type SwingRow, swings } from '../../sim/experiment/index.ts'
import { normals, replications, type System, variant } from './synthetic.ts'

const side = (name: string, system: System, count: number, certain = false): Compared => ({
  world: variant(name, certain).world,
  results: { variant: name, replications: replications(name, system, count) },
})

const constant =
  (value: number | undefined): System =>
  () => ({ backupWindow: value })

const nights =
  (values: readonly (number | undefined)[]): System =>
  (n) => ({ backupWindow: values[n - 1] })

const input = (path: string) => ({ path, low: '2 %', high: '8 %' })

const exact = (
  ...ends: readonly (readonly [path: string, low: number | undefined, high: number | undefined])[]
) =>
  swings(
    side('base', constant(100), 1, true),
    ends.map(([path, low, high]) => ({
      input: input(path),
      low: side(`${path} low`, constant(low), 1, true),
      high: side(`${path} high`, constant(high), 1, true),
    })),
    ['backupWindow'],
    0.95,
  )

const places = (rows: readonly SwingRow[]) => rows.map(({ path, rank, swing }) => [path, rank, swing])

describe('one input at a time', () => {
  test('the one whose ends lie furthest apart comes first', () => {
    expect(places(exact(['network', 100, 99], ['change', 60, 160], ['reduction', 150, 90]))).toEqual([
      ['change', 1, 100],
      ['reduction', 2, 60],
      ['network', 3, 1],
    ])
  })

  test('a swing includes the base: what makes it worse at both ends matters', () => {
    expect(places(exact(['slots', 130, 120], ['nothing', 100, 100]))).toEqual([
      ['slots', 1, 30],
      ['nothing', 2, 0],
    ])
  })

  test('equal swings share a rank, in the order of the file; what never had a value is last', () => {
    expect(places(exact(['none', undefined, undefined], ['b', 90, 110], ['a', 80, 100]))).toEqual([
      ['b', 1, 20],
      ['a', 1, 20],
      ['none', 3, undefined],
    ])
  })

  test('says where the metric is with the values of the file and at either end', () => {
    expect(exact(['change', 60, 160])[0]).toEqual({
      path: 'change',
      low: '2 %',
      high: '8 %',
      metric: 'backupWindow',
      unit: 's',
      base: 100,
      valueLow: 60,
      valueHigh: 160,
      atLow: { mean: -40, low: -40, high: -40 },
      atHigh: { mean: 60, low: 60, high: 60 },
      across: { mean: 100, low: 100, high: 100 },
      swing: 100,
      // Chance has no part: a difference is one.
      pValue: 0,
      significant: true,
      n: 1,
      rank: 1,
    })
  })

  test('differences are those of the same nights, by hand', () => {
    const [row] = swings(
      side('base', nights([100, 200, 300]), 3),
      [
        {
          input: input('change'),
          low: side('low', nights([90, 180, 285]), 3),
          high: side('high', nights([120, 230, 325]), 3),
        },
      ],
      ['backupWindow'],
      0.95,
    )
    // At low -10, -20, -15: mean -15 and, with t(0.975, 2) = 4.302653 and 5 / sqrt(3), a half-width of 12.420689.
    expect(row!.atLow.mean).toBe(-15)
    expect(row!.atLow.low).toBeCloseTo(-27.420689, 5)
    // At high +20, +30, +25: the same spread.
    expect(row!.atHigh.mean).toBe(25)
    expect(row!.atHigh.high).toBeCloseTo(37.420689, 5)
    // From low to high 30, 50, 40: standard deviation 10.
    expect(row!.across.mean).toBe(40)
    expect(row!.across.low).toBeCloseTo(40 - 24.841378, 5)
    expect(row!.swing).toBe(40)
  })

  test('over many idle inputs hardly ever one is called significant', () => {
    const alarms = Array.from({ length: 100 }, (_, trial) => {
      const noise = (name: string) => normals(trial, name)
      const rows = swings(
        side('base', (n) => ({ backupWindow: noise('base')(n) }), 20),
        Array.from({ length: 10 }, (_it, i) => ({
          input: input(`i${i}`),
          low: side(`l${i}`, (n) => ({ backupWindow: noise(`l${i}`)(n) }), 20),
          high: side(`h${i}`, (n) => ({ backupWindow: noise(`h${i}`)(n) }), 20),
        })),
        ['backupWindow'],
        0.95,
      )
      return rows.some(({ significant }) => significant)
    }).filter(Boolean).length
    // At most 5 expected of 100 families; without Holm about 40 would be.
    expect(alarms).toBeLessThanOrEqual(12)
  })

  test('one night with chance in it says how far, not how surely', () => {
    const [row] = swings(
      side('base', constant(100), 1),
      [{ input: input('x'), low: side('low', constant(90), 1), high: side('high', constant(120), 1) }],
      ['backupWindow'],
      0.95,
    )
    expect(row).toMatchObject({ swing: 30, significant: undefined, across: { mean: 30, low: undefined } })
  })
})
