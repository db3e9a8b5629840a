/** One replication of one variant, run in slices and turned into its result. */
import { SimulationFault } from '../fault.ts'
import { type Recorder, Run, type World } from '../model/index.ts'
import type { Seconds } from '../units.ts'
import { FingerprintRecorder } from './fingerprint.ts'
import { type Findings, Measures } from './measures.ts'
import { decode, encode, type Json } from './plain.ts'
import { teeRecorder } from './tee.ts'

/** A variant as far as an experiment knows it. */
export interface Variant {
  readonly name: string
  readonly world: World
}

export interface ReplicationOptions {
  readonly seed: number | string
  /** From 1. */
  readonly replication: number
  /** Hears every record too, for tables that are streamed while the run goes on. */
  readonly tables?: Recorder | undefined
  readonly events?: boolean | undefined
  readonly decisions?: boolean | undefined
  readonly audit?: boolean | undefined
  /** Width of the buckets of load records. */
  readonly bucket?: Seconds | undefined
  /** Whether the result says how the load of gateways went over time. */
  readonly load?: boolean | undefined
}

/** All that is kept of a finished replication: plain data that structuredClone copies. */
export interface ReplicationResult extends Findings {
  readonly variant: string
  readonly replication: number
  readonly seed: number | string
  readonly fingerprint: string
}

export interface VariantResults {
  readonly variant: string
  /** In the order of the replication numbers. */
  readonly replications: readonly ReplicationResult[]
}

/** A replication that can be advanced in slices, so that a caller can show progress and be interrupted. */
export class ReplicationRun {
  readonly #variant: Variant
  readonly #options: ReplicationOptions
  readonly #measures: Measures
  readonly #fingerprint = new FingerprintRecorder()
  readonly #run: Run

  constructor(variant: Variant, options: ReplicationOptions) {
    const { seed, replication, tables, bucket, load } = options
    this.#variant = variant
    this.#options = options
    this.#measures = new Measures({ load })
    const listeners = [this.#measures, this.#fingerprint, ...(tables === undefined ? [] : [tables])]
    this.#run = new Run(variant.world, {
      seed,
      replication,
      recorder: teeRecorder(listeners),
      events: options.events ?? false,
      decisions: options.decisions ?? false,
      audit: options.audit ?? false,
      ...(bucket === undefined ? {} : { bucket }),
    })
  }

  /** Executes up to `events` events; true when the replication is over and has a result. */
  advance(events: number): boolean {
    return this.#run.advance(events)
  }

  /** Virtual time reached. */
  get now(): Seconds {
    return this.#run.now
  }

  result(): ReplicationResult {
    const { seed, replication } = this.#options
    const findings = this.#measures.findings()
    if (findings === undefined) {
      const subject = `${this.#variant.name}, replication ${replication}`
      throw new SimulationFault(this.now, subject, 'there is no result before the end of the run')
    }
    return {
      variant: this.#variant.name,
      replication,
      seed,
      fingerprint: this.#fingerprint.fingerprint,
      ...findings,
    }
  }
}

/** A result as JSON for the manifest of an interrupted experiment. */
export type PlainReplication = Json

export function toPlain(result: ReplicationResult): PlainReplication {
  return encode(result)
}

/** The result that `toPlain` was given, bit for bit. The caller vouches for the version that wrote it. */
export function fromPlain(plain: PlainReplication): ReplicationResult {
  return decode(plain) as ReplicationResult
}
