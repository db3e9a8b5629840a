/** Metrics within a sentence; those that people seldom ask for go by their names. */
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
