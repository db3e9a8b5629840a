import { describe, expect, test } from 'vitest'
import { METRICS, type ReplicationResult, type SummaryRow, summarise } from '../../sim/experiment/index.ts'
import { Measures } from '../../sim/experiment/measures.ts'
import { run, session } from './records.ts'

/** A replication with one session per duration; the last of them stopped if so said. */
function replication(number: number, durations: readonly number[], stopped = false): ReplicationResult {
  const measures = new Measures()
  durations.forEach((durationSeconds, i) => {
    measures.session(session({ durationSeconds, stopped: stopped && i === durations.length - 1 }))
  })
  measures.end(run({ retries: number }))
  return { variant: 'base', replication: number, seed: 7, fingerprint: '', ...measures.findings()! }
}

function rowOf(metric: string, replications: readonly ReplicationResult[], confidence?: number): SummaryRow {
  const { rows } = summarise([{ variant: 'base', replications }], confidence)
  return rows.find((it) => it.metric === metric)!
}

describe('a summary', () => {
  test('estimates the mean over replications and describes all observations pooled', () => {
    // Means 20, 30, 40: 30 +- 4.302653 x 10 / sqrt(3).
    const row = rowOf('sessionDuration', [
      replication(1, [10, 30]),
      replication(2, [30]),
      replication(3, [20, 60]),
    ])
    expect(row).toEqual({
      variant: 'base',
      metric: 'sessionDuration',
      unit: 's',
      mean: 30,
      low: expect.closeTo(30 - (4.302652729749 * 10) / Math.sqrt(3), 8),
      high: expect.closeTo(30 + (4.302652729749 * 10) / Math.sqrt(3), 8),
      confidence: 0.95,
      n: 3,
      sd: expect.closeTo(10, 12),
      min: 10,
      p50: 30,
      p95: 60,
      max: 60,
    })
  })

  test('of one replication has a mean and no interval', () => {
    const row = rowOf('retries', [replication(4, [10])])
    expect(row).toMatchObject({
      mean: 4,
      n: 1,
      low: undefined,
      high: undefined,
      sd: undefined,
      min: 4,
      max: 4,
    })
  })

  test('pools the values of replications where the replication is the observation', () => {
    const row = rowOf(
      'retries',
      [1, 2, 3, 4].map((it) => replication(it, [10])),
    )
    expect(row).toMatchObject({ mean: 2.5, n: 4, min: 1, p50: 2, p95: 4, max: 4 })
  })

  test('counts only replications that have a value, and says nothing of what nobody observed', () => {
    expect(rowOf('sessionDuration', [replication(1, []), replication(2, [50])])).toMatchObject({
      n: 1,
      mean: 50,
    })
    expect(rowOf('rpoMisses', [replication(1, [])])).toMatchObject({ n: 0, mean: undefined, p50: undefined })
  })

  test('counts a stopped session as longer than any limit in quantiles, up to its stop in the mean', () => {
    const row = rowOf('sessionDuration', [replication(1, [10, 20], true), replication(2, [30])])
    expect(row).toMatchObject({ mean: 22.5, min: 10, p50: 30, p95: Infinity, max: Infinity })
  })

  test('gives narrower intervals for less confidence, and says which', () => {
    const replications = [replication(1, [10]), replication(2, [20]), replication(3, [60])]
    const [sure, bold] = [0.99, 0.8].map((it) => rowOf('sessionDuration', replications, it))
    expect(sure!.confidence).toBe(0.99)
    expect(bold!.high! - bold!.low!).toBeLessThan(sure!.high! - sure!.low!)
  })

  test('cuts an interval at values that cannot be', () => {
    const row = rowOf('retries', [replication(0, []), replication(0, []), replication(9, [])])
    expect(row.low).toBe(0)
    const half = (it: ReplicationResult, share: number): ReplicationResult => ({
      ...it,
      values: { ...it.values, failureRate: share },
    })
    const shares = rowOf('failureRate', [half(replication(1, []), 0.1), half(replication(2, []), 0.9)])
    expect([shares.low, shares.high]).toEqual([0, 1])
  })

  test('has every metric of the dictionary for every variant, in order, and a row per replication', () => {
    const { rows, replications } = summarise([
      { variant: 'a', replications: [replication(1, [10])] },
      { variant: 'b', replications: [replication(1, [20]), replication(2, [30])] },
    ])
    const names = METRICS.map((it) => it.name)
    expect(rows.map((it) => it.metric)).toEqual([...names, ...names])
    expect(rows.map((it) => it.variant)).toEqual([...names.map(() => 'a'), ...names.map(() => 'b')])
    expect(replications.map((it) => [it.replication, it.seed, it.values['sessionDuration']])).toEqual([
      [1, 7, 10],
      [1, 7, 20],
      [2, 7, 30],
    ])
  })
})
