/** What a terminal summary is made from. */

import type { WallClock } from '../../sim/calendar.ts'
import type { ReplicationResult, SummaryRow } from '../../sim/experiment/index.ts'
import type { Layout } from '../../sim/model/index.ts'
import type { ResultWarning } from '../result.ts'
import type { Style } from './text.ts'

export interface RunView {
  readonly name: string
  readonly description: string
  readonly horizon: number
  readonly clock: WallClock
  readonly replications: number
  /** What was run, in words; absent: as many replications of each variant. */
  readonly extent?: string
  readonly confidence: number
  readonly variants: readonly {
    readonly name: string
    readonly factors: Readonly<Record<string, string | number>>
    /** Of tenants and cloud gateways; undefined without tenants. */
    readonly layout?: Pick<Layout, 'name' | 'gateways' | 'tenants'> | undefined
  }[]
  readonly rows: readonly SummaryRow[]
  readonly results: readonly ReplicationResult[]
  /** With how often each was given. */
  readonly warnings: readonly (ResultWarning & { readonly count: number })[]
  readonly folder: string
  readonly fingerprint: string
}

/** How it is shown. */
export interface Page {
  readonly width: number
  readonly style: Style
}

/** Rows of one variant by metric. */
export type Rows = ReadonlyMap<string, SummaryRow>

export function rowsOf(view: RunView, variant: string): Rows {
  const of = view.rows.filter((row) => row.variant === variant)
  return new Map(of.map((row) => [row.metric, row]))
}
