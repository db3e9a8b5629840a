import { describe, expect, test } from 'vitest'
import { type Checked, changeOf, checkLines, found, junitXml, PLAIN, widthOf } from '../../output/index.ts'
import { parseCondition } from '../../scenarios/index.ts'
import type { BaselineComparison, Change, Expectation } from '../../sim/experiment/index.ts'
import { readXml } from '../cli/xml.ts'

function expectation(text: string, estimate: number | undefined, variant = 'base'): Expectation {
  const condition = parseCondition(text)
  if ('refusal' in condition) throw new Error(condition.refusal)
  return { condition, variant, holds: false, estimate, judgement: undefined }
}

const RETRIES: Change = {
  variant: 'base',
  metric: 'retries',
  unit: 'count',
  better: 'low',
  was: 4,
  is: 5,
  halfWidth: 0.5,
  p: 0.001,
  significant: true,
}

function moved(...changes: readonly Change[]): BaselineComparison {
  return { kind: 'statistical', moved: true, differing: [], changes, gone: [], added: [] }
}

function checked(more: Partial<Checked>): Checked {
  return {
    file: 'night.yaml',
    replications: 30,
    variants: 1,
    expectations: [],
    baseline: { state: 'missing', path: 'night.baseline.json' },
    seconds: 1.5,
    ...more,
  }
}

describe('what was found', () => {
  test.each([
    ['failureRate <= 1 %', 0.023, '2.3 %'],
    ['failureRate <= 1 %', 0.01004, '1.0 % (0.01004)'],
    ['backupWindow <= 8 h', 28_801, '8 h (28801 s)'],
    ['max(backupWindow) <= 8 h', Infinity, 'stopped before its end'],
    ['backupWindow <= 8 h', undefined, 'nothing was observed'],
  ])('of `%s`: %s is said as %s', (text, estimate, said) => {
    expect(found(expectation(text, estimate))).toBe(said)
  })

  test('with confidence says how many nights there were and what they allow', () => {
    const judgement = {
      verdict: 'open',
      estimate: 0,
      about: 'bad nights',
      limit: 0.05,
      bounds: { low: 0, high: 0.095 },
      n: 30,
      hits: 0,
    } as const
    expect(found({ ...expectation('share(backupWindow > 8 h) <= 5 %', 0), judgement })).toBe(
      '0 %; limit broken in 0 % to 9.5 % of nights (30 nights), allowed 5 %',
    )
  })
})

test.each([
  [4, 5, '+25.0 %'],
  [4, 3.999, '-0.025 %'],
  [1, 11, '+1000 %'],
  [0, 5, 'from 0'],
  [4, undefined, 'gone'],
])('from %s to %s is %s', (was, is, said) => {
  expect(changeOf({ ...RETRIES, was, is })).toBe(said)
})

describe('on a terminal', () => {
  test('long lists are cut and counted, and no line is wider than it', () => {
    const many = Array.from({ length: 30 }, (_, i) =>
      expectation('share(backupWindow > 8 h) <= 5 %', 0.5, `gateways=${i}, layout=many-to-many`),
    )
    const changes = Array.from({ length: 40 }, (_, i) => ({ ...RETRIES, variant: `gateways=${i}` }))
    const file = checked({
      variants: 40,
      expectations: many,
      baseline: { state: 'compared', path: 'night.baseline.json', comparison: moved(...changes) },
    })
    const lines = checkLines(file, { width: 60, style: PLAIN })
    expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(60)
    expect(lines).toContain('  10 more failed')
    expect(lines).toContain('  25 more moved')
  })
})

describe('JUnit', () => {
  test('names what moved, weightiest first', () => {
    const comparison = moved({ ...RETRIES, metric: 'skippedStarts', significant: false }, RETRIES)
    const root = readXml(junitXml([checked({ baseline: { state: 'compared', path: 'x', comparison } })]))
    expect(root.attributes).toMatchObject({ tests: '1', failures: '1', time: '1.500' })
    const failure = root.children[0]!.children[0]!.children[0]!
    expect(failure.attributes['message']).toBe('1 metric moved beyond chance')
    expect(failure.text.trim().split('\n')).toEqual([
      'base: retries 4 -> 5 (+25.0 %, beyond chance)',
      'base: skippedStarts 4 -> 5 (+25.0 %, within chance)',
    ])
  })

  test('survives whatever a name holds', () => {
    const name = 'a<b>&"c"\n\u0007'
    const root = readXml(junitXml([{ file: name, wrong: [']]>'] }]))
    expect(root.children[0]!.attributes['name']).toBe('a<b>&"c"\n\u{fffd}')
    expect(root.children[0]!.children[0]!.children[0]!.text.trim()).toBe(']]>')
  })
})
