/** What a check of scenario files came to. */
import type { BaselineComparison, Expectation } from '../../sim/experiment/index.ts'

export type CheckedBaseline =
  /** There is none beside the scenario. */
  | { readonly state: 'missing'; readonly path: string }
  | { readonly state: 'compared'; readonly path: string; readonly comparison: BaselineComparison }
  /** Renewed; compared with the one before, if there was one. */
  | { readonly state: 'written'; readonly path: string; readonly comparison: BaselineComparison | undefined }

/** A file that could be checked. */
export interface Checked {
  readonly file: string
  readonly replications: number
  readonly variants: number
  readonly expectations: readonly Expectation[]
  readonly baseline: CheckedBaseline
  /** Of the wall clock. */
  readonly seconds: number
}

/** A file that could not: what is wrong, a line each. */
export interface NotChecked {
  readonly file: string
  readonly wrong: readonly string[]
}

export type CheckedFile = Checked | NotChecked

export function isWrong(file: CheckedFile): file is NotChecked {
  return 'wrong' in file
}

export function failedExpectations({ expectations }: Checked): readonly Expectation[] {
  return expectations.filter((it) => !it.holds)
}

/** A renewed baseline is what it says now, whatever it said before. */
export function hasMoved({ baseline }: Checked): boolean {
  return baseline.state === 'compared' && baseline.comparison.moved
}

export function isGood(file: CheckedFile): boolean {
  return !isWrong(file) && failedExpectations(file).length === 0 && !hasMoved(file)
}
