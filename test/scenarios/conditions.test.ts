import { describe, expect, test } from 'vitest'
import { contradiction, parseCondition } from '../../scenarios/experiment/conditions.ts'
import type { Condition } from '../../sim/experiment/index.ts'

function read(text: string): Condition {
  const stated = parseCondition(text)
  if ('refusal' in stated) throw new Error(stated.refusal)
  return stated
}

describe('a condition', () => {
  test.each([
    ['failureRate <= 1 %', { of: 'mean', metric: 'failureRate' }, '<=', 0.01],
    ['failureRate.first<0.5%', { of: 'mean', metric: 'failureRate.first' }, '<', 0.005],
    ['backupWindow{full} <= 7 h 30 min', { of: 'mean', metric: 'backupWindow{full}' }, '<=', 27_000],
    ['p95(sessionDuration) <= 8 h', { of: 'quantile', metric: 'sessionDuration', q: 0.95 }, '<=', 28_800],
    ['p99.9( queueWait ) < 10 min', { of: 'quantile', metric: 'queueWait', q: 0.999 }, '<', 600],
    ['max(backupWindow) <= 8 h', { of: 'max', metric: 'backupWindow' }, '<=', 28_800],
    ['min(throughput) >= 400 MB/s', { of: 'min', metric: 'throughput' }, '>=', 4e8],
    ['throughput > 1 Gbit/s', { of: 'mean', metric: 'throughput' }, '>', 1.25e8],
    [
      'share(backupWindow > 8 h) <= 5 %',
      { of: 'share', metric: 'backupWindow', op: '>', limit: 28_800 },
      '<=',
      0.05,
    ],
    ['skippedStarts == 0', { of: 'mean', metric: 'skippedStarts' }, '==', 0],
    ['wastedBytes <= 100 GiB', { of: 'mean', metric: 'wastedBytes' }, '<=', 100 * 2 ** 30],
    ['imbalance.peak <= 1.5', { of: 'mean', metric: 'imbalance.peak' }, '<=', 1.5],
    ['gateways.max.saturatedShare != 0', { of: 'mean', metric: 'gateways.max.saturatedShare' }, '!=', 0],
  ] as const)('reads `%s`', (text, term, op, limit) => {
    expect(read(text)).toMatchObject({ text, term, op, limit })
  })

  test.each([
    ['failureRate', 'is no comparison'],
    ['failureRate =< 1 %', 'is no comparison'],
    ['<= 8 h', 'is no comparison'],
    ['failurRate <= 1 %', 'There is no metric `failurRate`. Did you mean `failureRate`?'],
    ['p95(backupWindw) <= 8 h', 'Did you mean `backupWindow`?'],
    ['backupWindow <= 8', '`8 s` (seconds) or `8 min` (minutes)'],
    ['backupWindow <= 8 GB', 'expected a duration'],
    ['throughput >= 8 h', 'expected a rate'],
    ['failureRate <= 1 h', 'expected a share'],
    ['p100(backupWindow) <= 8 h', '`p100` is no quantile'],
    ['p0(backupWindow) <= 8 h', '`p0` is no quantile'],
    ['median(backupWindow) <= 8 h', 'There is no function `median`'],
    ['share(backupWindow) <= 5 %', 'compares nothing'],
    ['share(backupWindow > 8) <= 5 %', 'without a unit'],
    ['backupWindow <= -8 h', 'cannot be negative'],
  ])('refuses `%s`', (text, says) => {
    expect(parseCondition(text)).toMatchObject({ refusal: expect.stringContaining(says) as string })
  })
})

describe('conditions contradict each other', () => {
  const both = (a: string, b: string): boolean => contradiction([read(a), read(b)]) !== undefined

  test.each([
    ['failureRate <= 1 %', 'failureRate >= 2 %'],
    ['failureRate < 1 %', 'failureRate >= 1 %'],
    ['skippedStarts == 0', 'skippedStarts == 1'],
    ['skippedStarts == 0', 'skippedStarts > 0'],
    ['p95(backupWindow) <= 8 h', 'p95(backupWindow) > 9 h'],
  ])('`%s` and `%s`', (a, b) => {
    expect(both(a, b)).toBe(true)
    expect(both(b, a)).toBe(true)
  })

  test.each([
    ['failureRate <= 1 %', 'failureRate >= 1 %'],
    ['failureRate <= 1 %', 'failureRate.first >= 2 %'],
    ['backupWindow <= 8 h', 'max(backupWindow) >= 9 h'],
    ['skippedStarts == 0', 'skippedStarts != 1'],
  ])('but not `%s` and `%s`', (a, b) => {
    expect(both(a, b)).toBe(false)
    expect(both(b, a)).toBe(false)
  })
})
