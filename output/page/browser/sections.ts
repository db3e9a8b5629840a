/** Which pictures there are, and in which order a reader needs them. */
import type { PageData } from '../facts.ts'
import type { Night } from './night.ts'
import type { Picture } from './picture.ts'
import { bottlenecksPicture } from './pictures/bottlenecks.ts'
import { curvePicture } from './pictures/curve.ts'
import { differencesPicture } from './pictures/differences.ts'
import { failuresPicture } from './pictures/failures.ts'
import { ganttPicture } from './pictures/gantt.ts'
import { sensitivityPicture } from './pictures/sensitivity.ts'
import { sessionsPicture } from './pictures/sessions.ts'
import { tenantsPicture } from './pictures/tenants.ts'
import { throughputPicture } from './pictures/throughput.ts'
import { topologyPicture } from './pictures/topology.ts'
import { utilisationPicture } from './pictures/utilisation.ts'
import { valuePicture } from './pictures/value.ts'
import { variantsPicture } from './pictures/variants.ts'
import { waitsPicture } from './pictures/waits.ts'

/** Of all replications together. */
export function studyPictures(data: PageData): readonly Picture[] {
  return [
    curvePicture(data),
    variantsPicture(data),
    differencesPicture(data),
    valuePicture(data),
    sensitivityPicture(data),
  ].filter((it) => it !== undefined)
}

/** Of one night. */
export function nightPictures(night: Night): readonly Picture[] {
  return [
    throughputPicture(night),
    utilisationPicture(night),
    sessionsPicture(night),
    failuresPicture(night),
    ganttPicture(night),
    topologyPicture(night),
    waitsPicture(night),
    bottlenecksPicture(night),
    tenantsPicture(night),
  ].filter((it) => it !== undefined)
}
