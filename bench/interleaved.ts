import type { BenchLine } from './bench-line.ts'

/** One variant of a measurement. */
export interface Variant {
  readonly name: string
  /** Prepares a run, untimed, and gives the timed part, which answers with the number of operations done. */
  prepare(): () => number
  readonly note?: string
}

const RUNS = 5

/**
 * Nanoseconds per operation: medians of five runs, interleaved (a b c a b c ...) so that a busy moment of the machine
 * hits all variants alike, after one run each to warm up.
 */
export function nanosecondsPerOperation(variants: readonly Variant[]): BenchLine[] {
  const times = variants.map(() => [] as number[])
  for (let run = 0; run <= RUNS; run++) {
    variants.forEach((variant, i) => {
      const work = variant.prepare()
      const started = performance.now()
      const operations = work()
      if (run > 0) times[i]!.push(((performance.now() - started) * 1e6) / operations)
    })
  }
  return variants.map(({ name, note }, i) => ({
    ...medianLine(name, times[i]!),
    ...(note === undefined ? {} : { note }),
  }))
}

/** The same of work that goes on elsewhere: each variant is waited for before the next begins. */
export async function nanosecondsPerAwaited(
  variants: readonly { readonly name: string; work(): Promise<number> }[],
): Promise<BenchLine[]> {
  const times = variants.map(() => [] as number[])
  for (let run = 0; run <= RUNS; run++) {
    for (const [i, { work }] of variants.entries()) {
      const started = performance.now()
      const operations = await work()
      if (run > 0) times[i]!.push(((performance.now() - started) * 1e6) / operations)
    }
  }
  return variants.map(({ name }, i) => medianLine(name, times[i]!))
}

function medianLine(name: string, times: number[]): BenchLine {
  return { name, value: times.sort((a, b) => a - b)[RUNS >> 1]!, unit: 'ns' }
}

/** The same as operations per second. */
export function perSecond(lines: readonly BenchLine[], unit: string): BenchLine[] {
  return lines.map((line) => ({ ...line, value: 1e9 / line.value, unit }))
}
