/** Which guesses matter wherever the others lie? All ranges walked through at random, one input at a time (Morris). */
import { Chance } from '../kernel/index.ts'
import { type Effect, effects, type Trajectory, trajectory } from '../stats/index.ts'
import { metricNamed } from './condition.ts'
import type { VariantResults } from './replications.ts'
import { type Input, type InputRow, meanOf, ranked } from './sensitivity.ts'

/** What one input does to one metric anywhere in the ranges of the others. */
export interface ScreeningRow extends InputRow, Effect {
  /** Elementary effects, at most one per trajectory. */
  readonly n: number
}

/** An input whose values lie at shares (0 to 1) of its range; whole numbers only near the share that is asked for. */
interface Stepped {
  shareAt(share: number): number
}

/** Random walks through the ranges, inputs as shares of theirs; chance is that of the scenario's seed alone. */
export function screeningWalks(
  inputs: readonly Stepped[],
  walks: number,
  seed: number | string,
): readonly Trajectory[] {
  // Replications count from 1: this chance meets none of theirs.
  const uniforms = new Chance(seed, 0).sequence('screening')
  return Array.from({ length: walks }, () =>
    reached(
      trajectory(inputs.length, () => uniforms.next()),
      inputs,
    ),
  )
}

/** With the shares that inputs can really have: steps of whole numbers are longer or shorter than planned. */
function reached({ points, steps }: Trajectory, inputs: readonly Stepped[]): Trajectory {
  const real = points.map((point) => point.map((share, i) => inputs[i]!.shareAt(share)))
  return {
    points: real,
    steps: steps.map(({ input }, i) => ({ input, change: real[i + 1]![input]! - real[i]![input]! })),
  }
}

/**
 * Effects per full range of each input. `resultsAt` is undefined for a point that is no valid scenario: its steps are
 * left out.
 */
export function screen(
  inputs: readonly Input[],
  walks: readonly Trajectory[],
  resultsAt: (point: readonly number[]) => VariantResults | undefined,
  metrics: readonly string[],
): readonly ScreeningRow[] {
  const results = walks.map(({ points }) => points.map(resultsAt))
  return metrics.flatMap((name) => {
    const { unit } = metricNamed(name)
    const outputs = results.map((walk) => walk.map((it) => it && meanOf(it, name)))
    const found = effects(walks, outputs, inputs.length)
    const rows = inputs.map((input, i) => {
      const n = effectsSeen(walks, outputs, i)
      return { ...input, metric: name, unit, ...found[i]!, n }
    })
    return ranked(rows, ({ muStar }) => muStar)
  })
}

function effectsSeen(
  walks: readonly Trajectory[],
  outputs: readonly (readonly (number | undefined)[])[],
  input: number,
): number {
  return walks.filter(({ steps }, t) => {
    const at = steps.findIndex((step) => step.input === input)
    return outputs[t]![at] !== undefined && outputs[t]![at + 1] !== undefined
  }).length
}
