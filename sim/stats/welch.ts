/** Two means from independent samples of different spread (Welch 1947), from what is kept of them. */
import { tQuantile, tTails } from './student.ts'

export interface Moments {
  readonly mean: number
  /** Sample standard deviation, >= 0. */
  readonly sd: number
  /** >= 2. */
  readonly n: number
}

export interface MeanDifference {
  /** Second less first. */
  readonly difference: number
  /** Of the two-sided interval of the difference. */
  readonly halfWidth: number
  /** How surprising a difference of at least this size is if there is none. */
  readonly p: number
}

/** undefined where no spread is known: fewer than two values, or none of the samples varies. */
export function welch(a: Moments, b: Moments, confidence: number): MeanDifference | undefined {
  if (a.n < 2 || b.n < 2) return undefined
  const [va, vb] = [(a.sd * a.sd) / a.n, (b.sd * b.sd) / b.n]
  const variance = va + vb
  if (!(variance > 0)) return undefined
  // Satterthwaite's degrees of freedom.
  const df = (variance * variance) / ((va * va) / (a.n - 1) + (vb * vb) / (b.n - 1))
  const error = Math.sqrt(variance)
  const difference = b.mean - a.mean
  return {
    difference,
    halfWidth: tQuantile((1 + confidence) / 2, df) * error,
    p: tTails(difference / error, df),
  }
}
