/** What an entry of the dictionary of metrics says. */

export type MetricUnit = 'B/s' | 'B' | 's' | 'count' | 'share' | 'ratio'

/** Direction of improvement; undefined where neither is better. */
export type Better = 'high' | 'low' | undefined

/** What one observation is taken from. */
export type Observation = 'replication' | 'session' | 'session with a window' | 'night' | 'task' | 'gateway'

export interface Metric {
  readonly name: string
  readonly unit: MetricUnit
  /** One or two sentences. */
  readonly meaning: string
  readonly observation: Observation
  readonly better: Better
}

/** A row of a table of metrics. */
export type Meaning = readonly [unit: MetricUnit, better: Better, meaning: string]
