import { describe, expect, test } from 'vitest'
import { estimate, holds, type ReplicationResult } from '../../sim/experiment/index.ts'

/** A replication of which only these are looked at. */
function replication(
  values: Readonly<Record<string, number | undefined>>,
  observations: Readonly<Record<string, readonly number[]>> = {},
): ReplicationResult {
  const arrays = Object.entries(observations).map(([name, list]) => [name, Float64Array.from(list)])
  return { values, observations: Object.fromEntries(arrays) } as unknown as ReplicationResult
}

// Two replications with three nights and one: hours 4 5 9 and 6, of which the first has a mean of 6. The rates are
// binary fractions, so that their mean is exact.
const NIGHTS = [
  replication({ failureRate: 0.25, backupWindow: 21_600 }, { backupWindow: [14_400, 18_000, 32_400] }),
  replication({ failureRate: 0.75, backupWindow: 21_600 }, { backupWindow: [21_600] }),
]

describe('what a term comes to', () => {
  test('a bare name is the mean over replications, however many nights each has', () => {
    expect(estimate({ of: 'mean', metric: 'backupWindow' }, NIGHTS)).toBe(21_600)
    expect(estimate({ of: 'mean', metric: 'failureRate' }, NIGHTS)).toBe(0.5)
  })

  test('the least, the largest and quantiles are of all nights together', () => {
    expect(estimate({ of: 'min', metric: 'backupWindow' }, NIGHTS)).toBe(14_400)
    expect(estimate({ of: 'max', metric: 'backupWindow' }, NIGHTS)).toBe(32_400)
    // ceil(0.5 x 4) = 2 and ceil(0.51 x 4) = 3: the second and the third of 4 5 6 9 hours.
    expect(estimate({ of: 'quantile', metric: 'backupWindow', q: 0.5 }, NIGHTS)).toBe(18_000)
    expect(estimate({ of: 'quantile', metric: 'backupWindow', q: 0.51 }, NIGHTS)).toBe(21_600)
  })

  test('a share counts nights, and those at the limit only where the comparison includes it', () => {
    const share = (op: '>' | '>='): number | undefined =>
      estimate({ of: 'share', metric: 'backupWindow', op, limit: 21_600 }, NIGHTS)
    expect(share('>')).toBe(0.25)
    expect(share('>=')).toBe(0.5)
  })

  test('what is observed once per replication is pooled over replications', () => {
    expect(estimate({ of: 'max', metric: 'failureRate' }, NIGHTS)).toBe(0.75)
    expect(estimate({ of: 'share', metric: 'failureRate', op: '<=', limit: 0.5 }, NIGHTS)).toBe(0.5)
  })

  test('a stopped night is longer than any limit', () => {
    const stopped = [replication({ backupWindow: 3600 }, { backupWindow: [3600, Infinity] })]
    expect(estimate({ of: 'share', metric: 'backupWindow', op: '>', limit: 1e9 }, stopped)).toBe(0.5)
    expect(estimate({ of: 'max', metric: 'backupWindow' }, stopped)).toBe(Infinity)
  })

  test('nothing observed is no value, and a replication without one is left out', () => {
    expect(estimate({ of: 'mean', metric: 'rpoMisses' }, NIGHTS)).toBeUndefined()
    expect(estimate({ of: 'max', metric: 'rpoMisses' }, NIGHTS)).toBeUndefined()
    expect(estimate({ of: 'share', metric: 'rpoMisses', op: '>', limit: 0 }, NIGHTS)).toBeUndefined()
    const silent = [...NIGHTS, replication({ failureRate: undefined })]
    expect(estimate({ of: 'mean', metric: 'failureRate' }, silent)).toBe(0.5)
  })
})

test.each([
  ['<=', [true, true, false]],
  ['<', [true, false, false]],
  ['>=', [false, true, true]],
  ['>', [false, false, true]],
  ['==', [false, true, false]],
  ['!=', [true, false, true]],
] as const)('1, 2 and 3 against 2 with %s', (op, expected) => {
  expect([1, 2, 3].map((value) => holds(value, op, 2))).toEqual(expected)
})
