import { describe, expect, test } from 'vitest'
import type { ResultDocument } from '../../../output/index.ts'
import { answerOf } from '../../../output/page/answer.ts'
import type { ComparisonRow } from '../../../sim/experiment/index.ts'
import { documentOf, estimate, MIB, nightOf } from './documents.ts'

/** Without the spaces that hold a number and its unit together. */
function said(document: ResultDocument): readonly string[] {
  return answerOf(document).map((it) => it.replaceAll('\u00a0', ' '))
}

function variants(
  ...hours: readonly (readonly [name: string, hours: number, half: number])[]
): ResultDocument {
  return documentOf({
    variants: hours.map(([name]) => ({ name, factors: {}, fingerprint: 'f', start: '2026-01-05 18:00:00' })),
    summary: hours.flatMap(([name, length, half]) => nightOf(name, length, half)),
  })
}

function difference(metric: string, size: number, more: Partial<ComparisonRow>): ComparisonRow {
  return {
    baseline: 'two',
    variant: 'three',
    metric,
    unit: 'B/s',
    difference: size,
    low: size - MIB,
    high: size + MIB,
    ratio: 1,
    better: true,
    significant: true,
    n: 10,
    pValue: 0.001,
    varianceReduction: 2,
    ...more,
  }
}

describe('the answer of a run', () => {
  test('of one variant: did the nights fit, how fast, what limits, how certain', () => {
    expect(said(documentOf())).toEqual([
      'Every session fit its backup window; the longest night took 4 h. No machine failed.',
      'The throughput is 100 MiB/s ± 5.0 MiB/s while data flow.',
      'The gateway limits 75 % of the transfer time.',
      'Means of 10 replications ± their 95 % intervals.',
    ])
  })

  test('one replication has no interval, and says so', () => {
    const rows = nightOf('base', 4).map((row) => ({ ...row, low: undefined, high: undefined, n: 1 }))
    const sentences = said(documentOf({ replications: 1, summary: rows }))
    expect(sentences).toContain('The throughput is 100 MiB/s while data flow.')
    expect(sentences.at(-1)).toContain('One replication: no interval.')
  })

  test('tasks that the horizon cut are told, of all replications', () => {
    const rows = [...nightOf('base', 4), estimate('base', 'unfinished', 'count', 2.5)]
    expect(said(documentOf({ summary: rows }))[0]).toMatch(/ 25 tasks cut at the horizon\.$/)
  })

  test('where nothing ran, that is the answer', () => {
    const row = { ...estimate('base', 'throughput', 'B/s', 0), mean: undefined, n: 0 }
    expect(said(documentOf({ summary: [row] }))).toEqual([
      'Nothing ran: no session started after the warm-up.',
    ])
  })

  test('replications that came out the same are called so, and no more is claimed', () => {
    const rows = nightOf('base', 4).map((row) => ({ ...row, low: row.mean, high: row.mean }))
    expect(said(documentOf({ summary: rows })).at(-1)).toBe('All 10 replications came out the same.')
  })

  test('variants with nights as long as each other have no shortest', () => {
    expect(said(variants(['one', 4, 0], ['two', 4.00001, 0]))[0]).toBe(
      'All 2 variants have a backup window of 4 h.',
    )
  })

  test('of several variants: the shortest and the longest nights, and who is as near as chance', () => {
    const sentences = said(variants(['one', 9, 600], ['two', 5, 600], ['three', 4, 600], ['four', 4.1, 600]))
    expect(sentences[0]).toBe(
      'Of 4 variants three has the shortest backup window (4 h ± 10 min) and one the longest (9 h ± 10 min).',
    )
    expect(sentences[1]).toBe('Within the interval of the shortest: four.')
    expect(sentences[2]).toContain('`gatesim compare`')
  })
})

describe('the answer of a study', () => {
  test('a comparison tells what is better and worse by more than chance, and only that', () => {
    const comparison = [
      difference('throughput', 10 * MIB, {}),
      difference('queueWait', 60, { unit: 's', low: 30, high: 90, better: false }),
      difference('imbalance', 0.5, { unit: 'ratio', significant: false }),
    ]
    expect(said(documentOf({ comparison }))[0]).toBe(
      'three against two: better in the throughput (+10.0 MiB/s ± 1.0 MiB/s); worse in the wait of tasks (+1 min ± 30 s).',
    )
  })

  test('where nothing is beyond chance, that is the answer', () => {
    const comparison = [difference('throughput', 1, { significant: false })]
    expect(said(documentOf({ comparison }))[0]).toBe(
      'three against two: no difference is shown to be more than chance.',
    )
  })

  test('differences without chance are exact, whatever the number of replications', () => {
    const comparison = [difference('throughput', MIB, { low: MIB, high: MIB })]
    expect(said(documentOf({ comparison, replications: 1 })).at(-1)).toBe(
      'The differences are exact: chance has no part in them.',
    )
  })

  test('a plan begins with its choice; each of its sentences is one', () => {
    const reason =
      '3 gateways are enough: at most 5.0 % of nights have backupWindow above 5 h (95 %, 103 nights, none bad). 2 gateways are not: 10 of 60 nights have backupWindow above 5 h.'
    const plan = { reason } as NonNullable<ResultDocument['plan']>
    expect(said(documentOf({ plan }))).toEqual([
      '3 gateways are enough: at most 5.0 % of nights have backupWindow above 5 h (95 %, 103 nights, none bad).',
      '2 gateways are not: 10 of 60 nights have backupWindow above 5 h.',
    ])
  })

  test('without any backup window there is still an answer', () => {
    const rows = [estimate('base', 'throughput', 'B/s', 100 * MIB)]
    expect(said(documentOf({ summary: rows }))[0]).toBe(
      'No backup window was given or used. No machine failed.',
    )
  })
})
