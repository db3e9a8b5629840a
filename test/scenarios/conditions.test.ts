import { describe, expect, test } from 'vitest'
import { appliesTo, contradiction, parseCondition } from '../../scenarios/index.ts'
import type { Condition } from '../../sim/experiment/index.ts'
import { good, issuesOf, scenario } from './helpers.ts'

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
    ['failureRate =< 1 %', 'Did you mean `<=`?'],
    ['failureRate = 1 %', 'Equal is written `==`.'],
    [
      'failureRate <= 5',
      'more than the whole; expected a share such as `5 %` or `0.05`. Did you mean `5 %`?',
    ],
    ['failureRate <= 120 %', 'Found `120 %`, more than the whole'],
    ['share(backupWindow > 8 h) <= 8 h', 'expected a share'],
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

describe('expectations of a file', () => {
  const experiment = '{ factors: [{ name: gateways, path: servers.gw.count, values: [1, 2] }] }'

  test('are each refused at their own place', () => {
    const items = [
      'failureRate <= 1 %',
      'failureRate >= 2 %',
      '{ metric: retries, op: "<=", value: 3, variant: "gateway=*" }',
      '{ metric: retries, op: "==", value: 3, confidence: 95 % }',
    ]
    const text = scenario({ experiment, expect: `\n${items.map((item) => `  - ${item}`).join('\n')}` })
    const first = text.split('\n').findIndex((line) => line.includes('failureRate <= 1 %')) + 1
    const found = issuesOf(text).map(
      ({ line, column, path, code }) => `${line - first}:${column} ${path} ${code}`,
    )
    expect(found).toEqual([
      '1:5 expect[1] E-EXPECT',
      // `  - { metric: retries, op: "<=", value: 3, ` is 43 characters, the key and its colon the rest.
      '2:53 expect[2].variant E-REFERENCE',
      '3:56 expect[3].confidence E-EXCLUSIVE',
    ])
  })

  test('may name variants of the file although the command line asks for others', () => {
    const text = scenario({
      experiment,
      expect: '[{ metric: retries, op: "<=", value: 3, variant: "gateways=2" }]',
    })
    expect(good(text, { factors: ['servers.gw.count=3..4'] }).expect).toHaveLength(1)
  })

  test.each([
    [undefined, true],
    ['gateways=1', true],
    ['*=1', true],
    ['gateways=?', true],
    ['gateways=2', false],
    ['gateways', false],
  ])('for the variant %s', (variant, expected) => {
    expect(appliesTo(variant === undefined ? {} : { variant }, 'gateways=1')).toBe(expected)
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

  test('also when one of them is for all variants, but not when they are for different ones', () => {
    const few = { ...read('retries >= 4'), variant: 'gateways=1' }
    const many = { ...read('retries <= 3'), variant: 'gateways=2' }
    expect(contradiction([few, many])).toBeUndefined()
    expect(contradiction([few, many, read('retries <= 3')])).toEqual([few, read('retries <= 3')])
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
