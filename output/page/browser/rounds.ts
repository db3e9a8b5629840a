/** Round numbers along an axis that need not begin at nothing, in the unit that is shown. */
import type { Unit } from '../../terminal/quantity.ts'
import { roundStep } from './axes.ts'

export interface Rounds {
  readonly min: number
  readonly max: number
  readonly interval: number
}

/** About `count` steps from a round number at or below `low` to one at or above `high`. */
export function marksBetween(low: number, high: number, unit: Unit, count: number): Rounds {
  const largest = Math.max(Math.abs(low), Math.abs(high))
  // One value alone: a little room on either side of it.
  const [from, to] = high > low ? [low, high] : [low - largest / 10, high + largest / 10]
  if (to === from) return { min: 0, max: 1, interval: 1 }
  const interval = roundStep(((to - from) / count) * 6, unit)
  // Adding nothing turns a negative zero into the other one, which is printed without a sign.
  return {
    min: Math.floor(from / interval + 1e-9) * interval + 0,
    max: Math.ceil(to / interval - 1e-9) * interval + 0,
    interval,
  }
}
