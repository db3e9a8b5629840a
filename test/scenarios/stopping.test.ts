import { describe, expect, test } from 'vitest'
import { good, issuesOf, scenario } from './helpers.ts'

const until = (rules: string, more = ''): string =>
  scenario({ experiment: `{ replications: { min: 5, max: 500, until: ${rules} }${more} }` })

describe('stopping rules', () => {
  test.each([
    ['{ metric: throughput, halfWidth: 2 % }', { halfWidth: 0.02, of: 'mean' }],
    ['{ metric: throughput, halfWidth: 10 MB/s }', { halfWidth: 1e7, of: 'unit' }],
    ['{ metric: backupWindow, halfWidth: 5 min }', { halfWidth: 300, of: 'unit' }],
    ['{ metric: wastedBytes, halfWidth: 1 GB }', { halfWidth: 1e9, of: 'unit' }],
    ['{ metric: retries, halfWidth: 0.5 }', { halfWidth: 0.5, of: 'unit' }],
    ['{ metric: imbalance, halfWidth: 2 % }', { halfWidth: 0.02, of: 'mean' }],
    ['{ metric: failureRate, halfWidth: 20 % }', { halfWidth: 0.2, of: 'mean' }],
    ['{ metric: failureRate, halfWidth: 0.5 points }', { halfWidth: 0.005, of: 'unit' }],
  ])('%s', (rule, width) => {
    const { stopping, replications, replicationsGiven } = good(until(rule))
    expect(stopping).toMatchObject({ min: 5, max: 500, rules: [{ ...width, confidence: 0.95 }] })
    expect([replications, replicationsGiven]).toEqual([5, true])
  })

  test('may be several, each with its confidence', () => {
    const rules =
      '[{ metric: throughput, halfWidth: 2 %, confidence: 99 % }, { metric: backupWindow, halfWidth: 5 min }]'
    expect(good(until(rules)).stopping!.rules.map(({ confidence }) => confidence)).toEqual([0.99, 0.99])
    expect(
      good(until(rules, ', confidence: 90 %')).stopping!.rules.map(({ confidence }) => confidence),
    ).toEqual([0.99, 0.9])
  })

  test('without a maximum there are at most a thousand replications', () => {
    const text = scenario({
      experiment: '{ replications: { min: 5, until: { metric: throughput, halfWidth: 2 % } } }',
    })
    expect(good(text).stopping).toMatchObject({ min: 5, max: 1000 })
  })

  test('give way to a number on the command line', () => {
    const { stopping, replications } = good(until('{ metric: throughput, halfWidth: 2 % }'), {
      replications: 7,
    })
    expect([stopping, replications]).toEqual([undefined, 7])
  })

  test.each([
    ['{ metric: througput, halfWidth: 2 % }', 'E-REFERENCE', 'metric', 'Did you mean `throughput`?'],
    ['{ metric: throughput, halfWidth: 5 min }', 'E-UNIT', 'halfWidth', '`throughput` is in B/s'],
    ['{ metric: throughput, halfWidth: 5 }', 'E-UNIT-MISSING', 'halfWidth', '`throughput` is in B/s'],
    ['{ metric: backupWindow, halfWidth: 0.5 points }', 'E-UNIT', 'halfWidth', '`backupWindow` is in s'],
    ['{ metric: failureRate, halfWidth: 0 }', 'E-RANGE', 'halfWidth', 'more than 0'],
    ['{ metric: failureRate, halfWidth: [1] }', 'E-VALUE', 'halfWidth', '`0.5 points`'],
  ])('%s is refused with its place', (rule, code, key, says) => {
    const issue = issuesOf(until(rule)).find(({ severity }) => severity === 'error')
    expect(issue).toMatchObject({ code, path: `experiment.replications.until.${key}`, file: 's.yaml' })
    expect(issue!.message).toContain(says)
  })
})
