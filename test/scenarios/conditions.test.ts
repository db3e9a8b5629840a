import { describe, expect, test } from 'vitest'
import { appliesTo, parseCondition, parseGoals } from '../../scenarios/index.ts'
import type { Condition } from '../../sim/experiment/index.ts'
import { good, issuesOf, scenario } from './helpers.ts'

function read(text: string): Condition {
  const condition = parseCondition(text)
  if ('refusal' in condition) throw new Error(condition.refusal)
  return condition
}

function refused(text: string): string {
  const condition = parseCondition(text)
  return 'refusal' in condition ? `${condition.code}: ${condition.refusal}` : 'nothing was refused'
}

describe('conditions', () => {
  test.each([
    ['failureRate <= 1 %', { of: 'mean', metric: 'failureRate' }, '<=', 0.01, 'share'],
    ['failureRate<=0.01', { of: 'mean', metric: 'failureRate' }, '<=', 0.01, 'share'],
    ['failureRate.first == 0', { of: 'mean', metric: 'failureRate.first' }, '==', 0, 'share'],
    ['p95(sessionDuration) <= 8 h', { of: 'quantile', metric: 'sessionDuration', q: 0.95 }, '<=', 28_800, 's'],
    [
      'p99.9(sessionDuration{full}) < 1 h 30 min',
      { of: 'quantile', metric: 'sessionDuration{full}', q: 0.999 },
      '<',
      5400,
      's',
    ],
    ['max( backupWindow ) <= 8 h', { of: 'max', metric: 'backupWindow' }, '<=', 28_800, 's'],
    ['min(throughput) > 100 MiB/s', { of: 'min', metric: 'throughput' }, '>', 104_857_600, 'B/s'],
    ['throughput >= 400 MB/s', { of: 'mean', metric: 'throughput' }, '>=', 4e8, 'B/s'],
    ['throughput >= 8 Gbit/s', { of: 'mean', metric: 'throughput' }, '>=', 1e9, 'B/s'],
    ['wastedBytes <= 5 GB', { of: 'mean', metric: 'wastedBytes' }, '<=', 5e9, 'B'],
    ['retries <= 2.5', { of: 'mean', metric: 'retries' }, '<=', 2.5, 'count'],
    ['fairness >= 0.9', { of: 'mean', metric: 'fairness' }, '>=', 0.9, 'ratio'],
    ['unfinished != 3', { of: 'mean', metric: 'unfinished' }, '!=', 3, 'count'],
    [
      'share(backupWindow > 8 h) <= 5 %',
      { of: 'share', metric: 'backupWindow', op: '>', limit: 28_800 },
      '<=',
      0.05,
      'share',
    ],
    [
      'share(failureRate >= 10 %) < 0.5',
      { of: 'share', metric: 'failureRate', op: '>=', limit: 0.1 },
      '<',
      0.5,
      'share',
    ],
  ])('`%s`', (text, term, op, limit, unit) => {
    expect(read(text)).toEqual({ text, term, op, limit, unit })
  })

  test.each([
    ['', 'E-EXPECT: Found ``, expected a comparison such as `failureRate <= 1 %`'],
    ['failureRate', 'E-EXPECT: Found `failureRate`, expected a comparison'],
    ['failureRate =< 1 %', 'Did you mean `<=`?'],
    ['failureRate = 1 %', 'Equal is written `==`.'],
    ['failureRate <= 1 % <= 2 %', 'E-EXPECT: Found'],
    ['failure rate <= 1 %', 'E-EXPECT: Found `failure rate <= 1 %`'],
    ['failureRates <= 1 %', 'E-REFERENCE: There is no metric `failureRates`. Did you mean `failureRate`?'],
    ['p95(duration) <= 8 h', 'E-REFERENCE: There is no metric `duration`. `gatesim metrics` lists them.'],
    ['share(backupWindows > 8 h) <= 5 %', 'There is no metric `backupWindows`. Did you mean `backupWindow`?'],
    ['median(queueWait) <= 8 h', 'E-EXPECT: There is nothing called `median(...)`, expected `min`'],
    ['mean(queueWait) <= 8 h', 'The mean is the bare name: `queueWait`.'],
    ['p0(queueWait) <= 8 h', 'E-RANGE: `p0` is no quantile'],
    ['p100(queueWait) <= 8 h', 'the ends are `min(queueWait)` and `max(queueWait)`.'],
    ['share(backupWindow) <= 5 %', 'E-EXPECT: Found `share(backupWindow)`, expected a comparison in the brackets'],
    ['sessionDuration <= 1 %', 'E-UNIT: `sessionDuration` is a duration: found `1 %` with the unknown unit `%`'],
    ['sessionDuration <= 480', 'E-UNIT-MISSING: `sessionDuration` is a duration: found `480` without a unit'],
    ['share(backupWindow > 5 %) <= 5 %', 'E-UNIT: `backupWindow` is a duration'],
    ['share(backupWindow > 8 h) <= 8 h', 'E-UNIT: A share of observations is a share: found `8 h`'],
    ['throughput >= 400 Mbps', 'Did you mean `Mbit/s`?'],
    ['retries <= 3 %', 'E-UNIT: `retries` is a number'],
    ['failureRate <= 5', 'E-RANGE: `failureRate` is at most 1: found `5`'],
    ['failureRate <= 5', 'Did you mean `5 %`?'],
    ['failureRate <= 120 %', 'E-RANGE: `failureRate` is at most 1: found `120 %`'],
    ['failureRate <= -1 %', 'E-NEGATIVE: `failureRate` is a share'],
  ])('`%s` is refused', (text, says) => {
    expect(refused(text)).toContain(says)
  })
})

describe('several conditions', () => {
  test('stay in their order', () => {
    const goals = parseGoals(['failureRate <= 1 %', 'failureRate >= 1 %', 'max(failureRate) >= 2 %'])
    expect(goals).toHaveLength(3)
    expect(goals).toMatchObject([{ op: '<=' }, { op: '>=' }, { term: { of: 'max' } }])
  })

  test.each([
    ['failureRate <= 1 %', 'failureRate >= 2 %'],
    ['failureRate >= 2 %', 'failureRate <= 1 %'],
    ['failureRate < 1 %', 'failureRate >= 1 %'],
    ['failureRate == 1 %', 'failureRate != 0.01'],
    ['failureRate == 1 %', 'failureRate == 2 %'],
    ['p95(queueWait) <= 60 s', 'p95(queueWait) > 1 min'],
    ['share(queueWait > 60 s) <= 1 %', 'share(queueWait > 1 min) >= 2 %'],
  ])('`%s` and `%s` exclude each other', (a, b) => {
    expect(parseGoals([a, 'throughput >= 1 GB/s', b])).toEqual({
      code: 'E-CONTRADICTION',
      refusal: `\`${a}\` and \`${b}\` cannot both hold.`,
    })
  })

  test('the first that cannot be read is refused', () => {
    expect(parseGoals(['failureRate <= 1 %', 'retries'])).toMatchObject({ code: 'E-EXPECT' })
  })
})

describe('expectations of a file', () => {
  const experiment = '{ factors: [{ name: gateways, path: servers.gw.count, values: [1, 2] }] }'
  const list = (...items: readonly string[]): string =>
    scenario({ experiment, expect: `\n${items.map((item) => `  - ${item}`).join('\n')}` })
  const issues = (...items: readonly string[]): readonly string[] =>
    issuesOf(list(...items)).map(
      ({ code, line, column, path, message }) => `${line}:${column} ${path} ${code} ${message}`,
    )

  test('are read as text or as maps', () => {
    const text = list(
      'failureRate <= 1 %',
      '{ metric: p95(sessionDuration), op: "<=", value: 8 h, variant: "gateways=*", confidence: 95 % }',
    )
    expect(good(text).expect).toEqual([
      read('failureRate <= 1 %'),
      { ...read('p95(sessionDuration) <= 8 h'), variant: 'gateways=*', confidence: 0.95 },
    ])
    expect(good(scenario()).expect).toEqual([])
  })

  test('each wrong one is reported at its place', () => {
    const found = issues(
      'failureRate <= 1 h',
      '{ metric: p95(durations), op: "<=", value: 8 h }',
      '{ metric: failureRate, op: "<=", value: 8 h }',
      '{ metric: retries, op: "<=", value: 3, variant: "gateway=*" }',
      '{ metric: retries, op: "==", value: 3, confidence: 95 % }',
    )
    expect(found).toHaveLength(5)
    const first = Number(found[0]!.split(':')[0])
    expect(found[0]).toContain(`${first}:5 expect[0] E-UNIT \`failureRate\` is a share: found \`1 h\``)
    expect(found[1]).toContain(`${first + 1}:15 expect[1].metric E-REFERENCE There is no metric \`durations\``)
    expect(found[2]).toContain(`${first + 2}:43 expect[2].value E-UNIT \`failureRate\` is a share`)
    expect(found[3]).toContain(
      `${first + 3}:49 expect[3].variant E-REFERENCE There is no variant \`gateway=*\`. Did you mean \`gateways=1\`?`,
    )
    expect(found[4]).toContain(`${first + 4}:52 expect[4].confidence E-EXCLUSIVE A bound is on one side`)
  })

  test('exclude each other only for the same variants', () => {
    const few = '{ metric: retries, op: ">=", value: 4, variant: "gateways=1" }'
    const many = '{ metric: retries, op: "<=", value: 3, variant: "gateways=2" }'
    expect(issues(few, many)).toEqual([])
    expect(issues(few, many, 'retries <= 3')).toHaveLength(1)
    expect(issues(few, many, 'retries <= 3')[0]).toContain(
      'expect[2] E-CONTRADICTION `retries >= 4` and `retries <= 3` cannot both hold.',
    )
  })

  test('a variant is meant by its name or by a glob', () => {
    expect(['gateways=1', '*=1', 'gateways=?', undefined, 'gateways=2'].map((variant) =>
      appliesTo(variant === undefined ? {} : { variant }, 'gateways=1'),
    )).toEqual([true, true, true, true, false])
  })
})
