import type { Seconds } from '../units.ts'

/** 2^-53 and a little: the smallest step that moves any double up to its successor. */
const HALF_ULP = 1.1102230246251568e-16

/** A completion due up to this long after `now` belongs to `now`: max(1e-9 s, 4 units in the last place of now). */
export function dueTolerance(now: Seconds): Seconds {
  return Math.max(1e-9, 4 * (now + now * HALF_ULP - now))
}
