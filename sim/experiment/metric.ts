/** What an entry of the dictionary of metrics says. */

export type MetricUnit = 'B/s' | 'B' | 's' | 'count' | 'share' | 'ratio'

/** What one observation is taken from. */
export type Observation = 'replication' | 'session' | 'session with a window' | 'night' | 'task' | 'gateway'

export interface Metric {
  readonly name: string
  readonly unit: MetricUnit
  /** One sentence. */
  readonly meaning: string
  readonly observation: Observation
  /** Direction of improvement; undefined where neither is better. */
  readonly better: 'high' | 'low' | undefined
}
