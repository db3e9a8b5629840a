/** Metrics of the final table of gateways. */
import type { GatewayRecord } from '../model/index.ts'
import { Tally } from '../stats/index.ts'
import { GATEWAY_COLUMNS } from './gateway-columns.ts'
import { Series } from './series.ts'

/** `gateways.<column>`: one observation per gateway that has a value. */
export function gatewaySeries(gateways: readonly GatewayRecord[]): readonly (readonly [string, Series])[] {
  return GATEWAY_COLUMNS.map(({ column }) => {
    const series = new Series()
    for (const gateway of gateways) {
      const value = gateway[column]
      if (value !== undefined) series.add(value)
    }
    return [`gateways.${column}`, series] as const
  })
}

/** `gateways.max.<column>`, the worst gateway, and how even the work was spread. */
export function gatewayValues(
  gateways: readonly GatewayRecord[],
): readonly (readonly [string, number | undefined])[] {
  const worst = GATEWAY_COLUMNS.map(({ column, meaning: [, better] }) => {
    const tally = new Tally()
    for (const gateway of gateways) {
      const value = gateway[column]
      if (value !== undefined) tally.add(value)
    }
    return [`gateways.max.${column}`, better === 'high' ? tally.min : tally.max] as const
  })
  return [...worst, ...imbalance(gateways)]
}

/** Undefined when no gateway moved a byte: nothing can be spread unevenly. */
function imbalance(gateways: readonly GatewayRecord[]): readonly (readonly [string, number | undefined])[] {
  const n = gateways.length
  const mean = gateways.reduce((sum, it) => sum + it.bytesIn, 0) / n
  const known = mean > 0
  const squares = gateways.reduce((sum, it) => sum + (it.bytesIn - mean) * (it.bytesIn - mean), 0)
  const peak = gateways.reduce((most, it) => Math.max(most, it.bytesIn), 0)
  return [
    ['imbalance', known ? Math.sqrt(squares / n) / mean : undefined],
    ['imbalance.peak', known ? peak / mean : undefined],
  ]
}
