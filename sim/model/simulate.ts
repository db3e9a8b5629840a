import type { Seconds } from '../units.ts'
import type { World } from './input/index.ts'
import type { Recorder } from './records.ts'

export interface RunOptions {
  readonly seed: number | string
  /** From 1. */
  readonly replication: number
  readonly recorder: Recorder
  readonly events?: boolean
  readonly decisions?: boolean
  readonly audit?: boolean
  /** Width of the buckets of load records; default: horizon / 288 rounded up (definitions.md). */
  readonly bucket?: Seconds
}

/** One replication that can be advanced in slices, so that a caller can show progress and be interrupted. */
export class Run {
  constructor(world: World, options: RunOptions) {
    void world
    void options
  }

  /** Executes up to `events` events; true when the run is over and its final records are written. */
  advance(events: number): boolean {
    return events >= 0
  }

  get now(): Seconds {
    return 0
  }
}

/** Runs one replication to its end. */
export function simulate(world: World, options: RunOptions): void {
  const run = new Run(world, options)
  while (!run.advance(1_000_000));
}
