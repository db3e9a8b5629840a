/** Why so few variants are left. */
import type { Issue } from '../../scenarios/index.ts'

/** What is said of points that are no valid scenario; undefined: there are none. */
export function leftOut(warnings: readonly Issue[]): string | undefined {
  const found = warnings.filter(({ code }) => code === 'W-POINT-LEFT-OUT').map(({ message }) => message)
  return found.length === 0 ? undefined : found.join('\n')
}
