/** What a grid, or another study of many points, will cost: found out with one point before the others are built. */
import { getHeapStatistics } from 'node:v8'
import { counted, duration, number } from '../../output/index.ts'
import type { Scenario } from '../../scenarios/index.ts'
import { type ReplicationResult, replicate, toPlain, type Variant } from '../../sim/experiment/index.ts'
import { UserError } from '../failure.ts'
import { usualReplications } from './nights.ts'

/** More are not even counted. */
export const MOST_POINTS = 10_000_000
/** So few replications need no estimate. */
const FREE_REPLICATIONS = 100
const ASK_ABOVE_SECONDS = 600
/** Measured: worlds and results take 1.0 to 3.8 times the length of their JSON in memory. */
const BYTES_PER_CHARACTER = 4
/** Of the memory that there may be: the rest is for the run under way and the tables of the end. */
const USABLE_SHARE = 0.7

/**
 * `sample` has a variant, and knows how many points there are; `workers` share the work; `what` begins the sentence. Throws E-GRID-TIME when they take longer than ten
 * minutes, unless `yes`; E-GRID-MEMORY when their results do not fit into memory, which no `yes` changes.
 */
export function checkCost(sample: Scenario, yes: boolean, workers: number, what = 'the grid has'): void {
  const replications = sample.stopping?.max ?? usualReplications(sample)
  const all = sample.points * replications
  if (all <= FREE_REPLICATIONS) return
  const variant = sample.variants[0]!
  const { seconds, result } = timed(variant, sample.seed)
  const size = (value: unknown): number => JSON.stringify(value).length * BYTES_PER_CHARACTER
  const needed = sample.points * (size(variant.world) + replications * size(toPlain(result)))
  const grid = `${what} ${counted(sample.points, 'point')} x ${counted(replications, 'replication')}`
  refuseTooLarge(grid, needed)
  const wait = (all * seconds) / workers
  if (yes || wait <= ASK_ABOVE_SECONDS) return
  const crew = counted(workers, 'worker')
  throw new UserError(
    'E-GRID-TIME',
    `${grid}, which take about ${duration(wait)} with ${crew} (${duration(seconds)} for one replication)`,
    'Take fewer values or replications, or begin all the same with --yes; what is finished is kept for --resume.',
  )
}

/** The second one where the first was quick: it was slow for being the first. */
function timed(
  variant: Variant,
  seed: number | string,
): { readonly seconds: number; readonly result: ReplicationResult } {
  for (let replication = 1; ; replication++) {
    const begin = performance.now()
    const result = replicate(variant, seed, replication)
    const seconds = (performance.now() - begin) / 1000
    if (replication === 2 || seconds > 3) return { seconds, result }
  }
}

function refuseTooLarge(grid: string, needed: number): void {
  const usable = getHeapStatistics().heap_size_limit * USABLE_SHARE
  if (needed <= usable) return
  const gigabytes = (bytes: number): string => `${number(Math.ceil(bytes / 1e9))} GB`
  throw new UserError(
    'E-GRID-MEMORY',
    `${grid}, whose results need about ${gigabytes(needed)} of memory; there are ${gigabytes(usable)}`,
    'Take fewer values or replications, sweep it in parts, or raise the limit with NODE_OPTIONS=--max-old-space-size=MEGABYTES.',
  )
}
