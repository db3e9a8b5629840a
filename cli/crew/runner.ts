/** What one who runs units is given, and what is expected of him. */
import type { ReplicationResult } from '../../sim/experiment/index.ts'
import type { FileSink } from '../folder/sink.ts'
import type { Interrupts } from './interrupt.ts'
import type { Progress } from './progress.ts'
import type { Orders, Unit } from './unit.ts'

export interface RowPlaces {
  /** The file that a table goes to. */
  sinkOf(file: string): FileSink
  /** An empty folder for rows that are not in their place yet. */
  parts(): string
}

export interface CrewMeans {
  readonly orders: Orders
  readonly progress: Progress
  readonly interrupts: Interrupts
  /** Where rows go; with tables in the orders only. */
  readonly rows?: RowPlaces
  /** Remarks for people, as a line. */
  readonly say: (text: string) => void
}

/** Takes a finished unit; its rows are in the files by then. */
export type Take = (result: ReplicationResult) => void

/** Runs units and hands their results over in the order of the units, each as soon as those before it are. */
export interface Runner {
  /**
   * Throws Interrupted when the user has asked for an end, and what a unit failed with: in both cases all units before
   * it have been taken.
   */
  run(units: readonly Unit[], take: Take): Promise<void>
}
