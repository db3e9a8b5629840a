/** Which guesses matter: the ends of every range, or trajectories through all of them. */
import { CsvWriter, SENSITIVITY, type Sensitivity, sensitivityLines } from '../../output/index.ts'
import type { Issue, Scenario, UncertainInput } from '../../scenarios/index.ts'
import {
  type Compared,
  isCertain,
  screen,
  screeningWalks,
  swings,
  type VariantResults,
} from '../../sim/experiment/index.ts'
import { EXIT } from '../failure.ts'
import { viewOf } from '../run/finished.ts'
import { replicateAll } from './nights.ts'
import type { Outcome, OwnTable, Study } from './study.ts'

/** A scenario whose variants are the points to be run, and what is made of them. */
export interface Planned {
  readonly scenario: Scenario
  readonly study: Study
}

type Point = Scenario['variants'][number]

/** How many variants `oneAtATime` runs. */
export function endsOf({ uncertain }: Scenario): number {
  return 1 + 2 * uncertain.length
}

export function oneAtATime(asked: Scenario, metrics: readonly string[]): Planned {
  const base = asked.variants[0]!
  const ends = asked.uncertain.map((input) => ({
    input,
    low: pointOf(asked, [input], [0]) as Point,
    high: pointOf(asked, [input], [1]) as Point,
  }))
  const scenario = { ...asked, variants: [base, ...ends.flatMap(({ low, high }) => [low, high])] }
  const study: Study = async (replicator) => {
    const { variants, warnings } = await replicateAll(scenario, replicator)
    const compared = new Map(
      variants.map((results, i): [string, Compared] => [
        results.variant,
        { world: scenario.variants[i]!.world, results },
      ]),
    )
    const of = ({ name }: Point): Compared => compared.get(name)!
    const rows = swings(
      of(base),
      ends.map(({ input, low, high }) => ({ input: plain(input), low: of(low), high: of(high) })),
      metrics,
      scenario.confidence,
    )
    return { ...outcomeOf({ method: 'oat', rows }, variants), warnings }
  }
  return { scenario, study }
}

/** Nights for each point where file and options are silent: many points already even out the chance of a night. */
const USUAL_NIGHTS = 10

/** How many variants `screening` runs at most. */
export function mostPoints({ uncertain }: Scenario, trajectories: number): number {
  return trajectories * (uncertain.length + 1)
}

/** As many nights for every point as are given, or ten; rules of stopping do not apply. */
export function nightsOfScreening(asked: Scenario): Scenario {
  const { stopping: _, ...scenario } = asked
  if (scenario.replicationsGiven) return scenario
  return { ...scenario, replications: USUAL_NIGHTS, replicationsGiven: true }
}

export function screening(asked: Scenario, trajectories: number, metrics: readonly string[]): Planned {
  const inputs = asked.uncertain
  const walks = screeningWalks(inputs, trajectories, asked.seed)
  const nameOf = (point: readonly number[]): string => nameAt(inputs, point)
  // Walks meet at points now and then: each is run once.
  const distinct = new Map(walks.flatMap(({ points }) => points.map((point) => [nameOf(point), point])))
  const made = [...distinct.values()].map((point) => pointOf(asked, inputs, point))
  const points = made.filter((it): it is Point => 'world' in it)
  const certain = !asked.replicationsGiven && points.every(({ world }) => isCertain(world))
  const scenario = {
    ...nightsOfScreening(asked),
    ...(certain ? { replications: 1 } : {}),
    variants: points,
  }
  const study: Study = async (replicator) => {
    const variants = await replicator.upTo(points, scenario.replications)
    const byName = new Map(variants.map((it) => [it.variant, it]))
    const rows = screen(inputs.map(plain), walks, (point) => byName.get(nameOf(point)), metrics)
    const left = made.filter((it): it is Issue => !('world' in it))
    return { ...outcomeOf({ method: 'morris', trajectories, rows }, variants), warnings: leftOut(left, made) }
  }
  return { scenario, study }
}

function leftOut(left: readonly Issue[], all: readonly unknown[]): NonNullable<Outcome['warnings']> {
  const [first] = left
  if (first === undefined) return []
  const message = `${left.length} of ${all.length} points are no valid scenario and left out; one: ${first.path}: ${first.message} [${first.code}]`
  return [{ code: 'W-POINT-LEFT-OUT', message, at: 'uncertain' }]
}

/** The base with these inputs at shares of their ranges; named by its values, so that no other range is taken for it. */
function pointOf(
  { worldWith }: Scenario,
  inputs: readonly UncertainInput[],
  shares: readonly number[],
): Point | Issue {
  const values = inputs.map(({ path, valueAt }, i) => ({ path, value: valueAt(shares[i]!) }))
  const world = worldWith(values)
  if ('severity' in world) return world
  const factors = Object.fromEntries(values.map(({ path, value }) => [path, value]))
  return { name: nameAt(inputs, shares), world, factors }
}

function nameAt(inputs: readonly UncertainInput[], shares: readonly number[]): string {
  return inputs.map(({ path, valueAt }, i) => `${path}=${valueAt(shares[i]!)}`).join(', ')
}

function plain({ path, low, high }: UncertainInput): Pick<UncertainInput, 'path' | 'low' | 'high'> {
  return { path, low, high }
}

function outcomeOf(sensitivity: Sensitivity, variants: readonly VariantResults[]): Outcome {
  return {
    variants,
    document: { sensitivity },
    files: [table(sensitivity)],
    lines: (run, page) => sensitivityLines(viewOf(run), sensitivity, page),
    exit: EXIT.done,
  }
}

function table({ rows }: Sensitivity): OwnTable {
  return [
    SENSITIVITY.file,
    (sink, printer) => {
      const writer = new CsvWriter(SENSITIVITY, printer, sink)
      writer.header()
      for (const row of rows) writer.row(row, { variant: '', replication: 0 })
      writer.flush()
    },
  ]
}
