/** What a transfer in progress tells of itself, in terms of its path. Nothing is changed. */
import type { Bytes, Seconds } from '../units.ts'
import { inOrderOfPath, placeOnPath } from './lines.ts'
import { NONE, type Transfer } from './route.ts'
import { Standing } from './transfer.ts'

/** Source bytes to go. */
export function remainingOf(transfer: Transfer, now: Seconds): Bytes {
  if (transfer.standing !== Standing.shared) return transfer.leftAtCap(now)
  return Math.max(0, (transfer.tag - transfer.route.coordinate(now)) * transfer.weight)
}

/** Index on its path of the resource that fixed its rate, or NONE: see `Network.limiter`. */
export function limiterOf(transfer: Transfer): number {
  if (transfer.standing !== Standing.shared) return transfer.byLine ? transfer.lineAt : NONE
  const { limiter } = transfer.route
  return limiter === NONE ? NONE : placeOnPath(transfer, limiter)
}

/** Seconds limited so far, by index into its path, then those at its own cap. */
export function limitedTimesOf(transfer: Transfer, now: Seconds): Float64Array {
  const { limited, standing, route } = transfer
  const present = limited.slice()
  if (standing === Standing.capped) present[transfer.capPlace()] = now - limited[transfer.capPlace()]!
  else if (standing === Standing.shared) {
    for (let i = 0; i < route.path.length; i++) present[i] = route.limitingTime(i, now) - limited[i]!
  }
  return inOrderOfPath(transfer, present)
}
