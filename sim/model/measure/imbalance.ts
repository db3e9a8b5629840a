/** Lists of gateways of which one did most of the work. */
import type { RepositoryState, ServerState } from '../infrastructure/index.ts'

/** At least this many times the mean of the list. */
const UNEVEN = 2

export interface Uneven {
  readonly repository: string
  readonly busiest: ServerState
  /** Its bytes in over the mean of the list. */
  readonly ratio: number
  readonly gateways: number
}

/** Of lists that had enough to do for everybody to get some. */
export function unevenLists(repositories: readonly RepositoryState[]): readonly Uneven[] {
  return repositories.flatMap(({ repository, listed = [] }) => {
    if (listed.length < 2) return []
    const bytes = listed.map(({ served }) => served.bytesIn)
    const mean = bytes.reduce((sum, it) => sum + it, 0) / listed.length
    const tasks = listed.reduce((sum, { served }) => sum + served.tasks, 0)
    const most = Math.max(...bytes)
    if (tasks < 2 * listed.length || most < UNEVEN * mean || mean === 0) return []
    const busiest = listed[bytes.indexOf(most)]!
    return [{ repository: repository.name, busiest, ratio: most / mean, gateways: listed.length }]
  })
}
