/** Units of the columns of a run's tables: their names have them (docs/outputs.md). */
import type { Unit } from '../terminal/quantity.ts'

const UNITS: readonly (readonly [RegExp, Unit])[] = [
  [/(PerSecond|Rate)$/, 'B/s'],
  [/(^bytes|Bytes|^quotaUsed)/, 'B'],
  [/Seconds$/, 's'],
  [/(Utilisation|Share|^utilisation|^share|^availability|^limited|^busy)/, 'share'],
  [/^(saturated|down)$/, 'share'],
]

/** Of a column with numbers. */
export function unitOf(column: string): Unit {
  return UNITS.find(([pattern]) => pattern.test(column))?.[1] ?? 'count'
}
