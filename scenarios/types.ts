/** What the room hands out: a scenario ready to run, or everything that is wrong with the file. */
import type { Condition, Stopping } from '../sim/experiment/index.ts'
import type { World } from '../sim/model/index.ts'

export type FileProblem = 'missing' | 'unreadable' | 'directory' | 'too-large' | 'not-text'

/** Thrown by a `Files` when a file cannot be handed in as text. */
export class FileError extends Error {
  override readonly name = 'FileError'
  readonly reason: FileProblem

  constructor(reason: FileProblem, message: string) {
    super(message)
    this.reason = reason
  }
}

/** Files are handed in: this room opens none. Paths are joined here, with / or \ as the scenario's path has them. */
export interface Files {
  /** The whole text of a file. Throws FileError. */
  read(path: string): string
}

/** Something to say about a place in a file. */
export interface Issue {
  /** `E-...` or `W-...`, explained in MESSAGES. */
  readonly code: string
  readonly severity: 'error' | 'warning'
  /** As it was named; `--set`, `--factor` or `--constraint` for an option (its line is the number of its value). */
  readonly file: string
  readonly line: number
  readonly column: number
  /** `servers[2].nic`; empty for the file as a whole. */
  readonly path: string
  /** What was found, what was expected, with an example. */
  readonly message: string
}

/** One world of a scenario: the base, a named patch, a point of the grid of factors, or both. */
export interface Variant {
  readonly name: string
  readonly world: World
  /** Value of each factor at this point. */
  readonly factors: Readonly<Record<string, string | number>>
  /** `cost` of its servers and links together; absent where none has one. */
  readonly cost?: number
}

/** What a scenario was made of: with the same files it is made again. */
export interface ScenarioSource {
  /** As it was named. */
  readonly file: string
  /** Options that changed it, as they were given; absent: none. */
  readonly set?: readonly string[]
  readonly factors?: readonly string[]
  readonly constraints?: readonly string[]
  readonly seed?: string
}

/** A value of the document that something else is put in the place of. */
export interface Assignment {
  /** As for `--set`. */
  readonly path: string
  readonly value: string | number
}

/** An input that nobody knows exactly. */
export interface UncertainInput {
  readonly path: string
  /** The ends of its range, as they are written. */
  readonly low: string
  readonly high: string
  /** The value at a share (0 to 1) of the range, in the unit of the lower end. */
  valueAt(share: number): string | number
  /** The share at which that value really lies: whole numbers are met as nearly as there are any. */
  shareAt(share: number): number
}

/** A change for the better that somebody could pay for. */
export interface Improvement {
  /** The path and what is added: `servers.gw.count + 1`. */
  readonly name: string
  /** `one more gateway: gw` */
  readonly words: string
  /** An issue where that is no valid scenario. */
  readonly world: World | Issue
}

export interface Scenario {
  readonly name: string
  readonly description: string
  readonly file: string
  readonly source: ScenarioSource
  /**
   * 128 bits of the resolved document (extends, --set, --factor and read files included), as 32 hex digits; equal
   * for scenarios that differ in the number of replications, the confidence, the expectations or the uncertain ranges only.
   */
  readonly hash: string
  readonly seed: number | string
  readonly replications: number
  /** false: the file and the options are silent, `replications` is 1 and commands may choose their own default. */
  readonly replicationsGiven: boolean
  /** When there are enough; undefined: there are `replications` of each variant. */
  readonly stopping?: Stopping
  readonly confidence: number
  /** How many points the grid has, those that are no valid scenarios included; 1 without factors and variants. */
  readonly points: number
  /** Never empty; one named `base` when the file has neither factors nor variants. */
  readonly variants: readonly Variant[]
  readonly warnings: readonly Issue[]
  /** What `check` tests, and what a plan without goals wants. */
  readonly expect: readonly Condition[]
  /** Ranges of the file; what runs is the value of the file. */
  readonly uncertain: readonly UncertainInput[]
  /** The world of the first variant with other values; what is wrong with it if that is no valid scenario. */
  worldWith(values: readonly Assignment[]): World | Issue
  /** What one more of everything would be in the first variant: gateways, bandwidth, slots; and less data. */
  improvements(): readonly Improvement[]
}

export interface LoadOptions {
  readonly files: Files
  /** Assignments `path=value`, later ones win. */
  readonly set?: readonly string[]
  /**
   * Factors such as `servers.gw.count=1..8`, `servers.gw.count=1,2,4` or `gateways:servers.gw.count=1..8..2`. One
   * takes the place of the file's factor of the same path; others are added. The file's variants stay crossed.
   */
  readonly factors?: readonly string[]
  /** The option that `factors` were given by, for issues; default `--factor`. */
  readonly factorOption?: string
  /** Conditions on factors, added to those of the file. */
  readonly constraints?: readonly string[]
  /** Larger grids are refused before any world is built; default 10,000. */
  readonly mostPoints?: number
  /** Only the first valid point of a grid is built, to see what the others will cost. */
  readonly sample?: boolean
  /** Told after each point of a grid: how many are built, of how many. */
  readonly built?: (points: number, of: number) => void
  readonly seed?: string
  readonly replications?: number
}

export type LoadResult =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly issues: readonly Issue[] }
