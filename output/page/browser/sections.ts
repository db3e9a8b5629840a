/** Which pictures there are, and in which order a reader needs them. */
import type { PageData } from '../facts.ts'
import type { Night } from './night.ts'
import type { Picture } from './picture.ts'
import { throughputPicture } from './pictures/throughput.ts'

/** Of all replications together. */
export function studyPictures(_data: PageData): readonly Picture[] {
  return []
}

/** Of one night. */
export function nightPictures(night: Night): readonly Picture[] {
  return [throughputPicture(night)].filter((it) => it !== undefined)
}
