/** A check for programs. */
import type { Expectation } from '../../sim/experiment/index.ts'
import { finite } from '../events.ts'
import { type CheckedBaseline, type CheckedFile, isGood, isWrong } from './facts.ts'

export function checkJson(files: readonly CheckedFile[]): string {
  return `${JSON.stringify(files.map(plain), finite, 2)}\n`
}

function plain(file: CheckedFile): object {
  if (isWrong(file)) return { file: file.file, ok: false, wrong: file.wrong }
  const { replications, expectations, baseline } = file
  return {
    file: file.file,
    ok: isGood(file),
    replications,
    expectations: expectations.map(plainExpectation),
    baseline: baseline.state === 'missing' ? baseline : plainBaseline(baseline),
  }
}

function plainBaseline({ state, path, comparison }: Exclude<CheckedBaseline, { state: 'missing' }>): object {
  return { state, path, ...comparison }
}

function plainExpectation({ condition, variant, holds, estimate, judgement }: Expectation): object {
  const { text, limit, unit, confidence } = condition
  return { expectation: text, variant, holds, estimate, limit, unit, confidence, judgement }
}
