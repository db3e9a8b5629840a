/** Which pictures there are, and in which order a reader needs them. */
import type { PageData } from '../facts.ts'
import type { Night } from './night.ts'
import type { Picture } from './picture.ts'
import { ganttPicture } from './pictures/gantt.ts'
import { throughputPicture } from './pictures/throughput.ts'

/** Of all replications together. */
export function studyPictures(_data: PageData): readonly Picture[] {
  return []
}

/** Of one night. */
export function nightPictures(night: Night): readonly Picture[] {
  return [throughputPicture(night), ganttPicture(night)].filter((it) => it !== undefined)
}
