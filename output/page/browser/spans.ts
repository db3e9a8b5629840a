/** Spans of time that a picture counts in. */
import type { Night } from './night.ts'

const MINUTE = 60
const HOUR = 3600

/** Seconds. */
const STEPS = [1, 2, 5, 10, 15, 20, 30].map((it) => it * MINUTE)
const LONG_STEPS = [1, 2, 3, 6, 12, 24, 48, 168, 336, 672].map((it) => it * HOUR)

/** The shortest step that is whole buckets of load.csv and makes at most `most` spans until `end`, in seconds. */
export function spanOf(night: Night, end: number, most: number): number {
  const bucket = night.bucket || MINUTE
  const fits = (step: number): boolean => step % bucket === 0 && end / step <= most
  return [bucket, ...STEPS, ...LONG_STEPS].find(fits) ?? Math.ceil(end / most / bucket) * bucket
}
