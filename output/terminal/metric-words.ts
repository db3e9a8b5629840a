/** Metrics in words, and which way they moved. */
import type { ComparisonRow } from '../../sim/experiment/index.ts'

/** What a planner asks for first; the others are in comparison.csv. */
export const HEADLINE_METRICS: readonly string[] = [
  'throughput',
  'failureRate',
  'windowMisses',
  'backupWindow',
  'sessionDuration',
  'queueWait',
  'gateways.saturatedShare',
  'imbalance',
]

/** Within a sentence; those that people seldom ask for go by their names. */
const WORDS: Readonly<Record<string, string>> = {
  throughput: 'the throughput',
  goodput: 'the goodput',
  failureRate: 'the failure rate',
  backupWindow: 'the backup window',
  sessionDuration: 'the duration of sessions',
  windowMisses: 'missed windows',
  queueWait: 'the wait of tasks',
}

export function metricInWords(metric: string): string {
  return WORDS[metric] ?? metric
}

/** + better, - worse, * different where neither is better; nothing where it may be chance. */
export function markOf({
  significant,
  better,
  difference: it,
}: Pick<ComparisonRow, 'significant' | 'better' | 'difference'>): string {
  if (significant !== true || it === 0) return ''
  return better === undefined ? '*' : better ? '+' : '-'
}
