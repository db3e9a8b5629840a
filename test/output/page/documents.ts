/** Results as they are read back, with the figures of one variant unless others are given. */
import type { ResultDocument } from '../../../output/index.ts'
import type { SummaryRow } from '../../../sim/experiment/index.ts'

export const MIB: number = 1024 ** 2

export function estimate(
  variant: string,
  metric: string,
  unit: SummaryRow['unit'],
  mean: number,
  half = 0,
): SummaryRow {
  return {
    variant,
    metric,
    unit,
    mean,
    low: mean - half,
    high: mean + half,
    confidence: 0.95,
    n: 10,
    sd: half,
    min: mean,
    p50: mean,
    p95: mean,
    max: mean,
  }
}

export function nightOf(variant: string, hours: number, half = 0): readonly SummaryRow[] {
  return [
    estimate(variant, 'throughput', 'B/s', 100 * MIB, 5 * MIB),
    estimate(variant, 'failureRate', 'share', 0),
    estimate(variant, 'failureRate.first', 'share', 0),
    estimate(variant, 'windowMisses', 'share', 0),
    estimate(variant, 'backupWindow', 's', hours * 3600, half),
    estimate(variant, 'bottleneckShare.Gateway', 'share', 0.75),
  ]
}

export function documentOf(more: Partial<ResultDocument> = {}): ResultDocument {
  const variants = more.variants ?? [
    { name: 'base', factors: {}, fingerprint: 'f', start: '2026-01-05 18:00:00' },
  ]
  return {
    gatesim: '0.1.0',
    command: 'gatesim run night.yaml',
    scenario: { name: 'Night', hash: 'h' },
    source: { file: 'night.yaml' },
    tables: { delimiter: ',', decimal: '.' },
    seed: 1,
    replications: 10,
    fingerprint: '0123456789abcdef',
    variants,
    summary: variants.flatMap(({ name }) => nightOf(name, 4)),
    comparison: [],
    warnings: [],
    ...more,
  }
}
