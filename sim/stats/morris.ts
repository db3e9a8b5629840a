/**
 * Screening of many uncertain inputs with few runs (Morris, Technometrics 33 (1991); mu* of Campolongo et al., 2007).
 * Inputs are scaled to 0..1. A trajectory changes one input after the other by the same step, so that each run gives
 * one elementary effect; effects that vary between trajectories betray curvature or interaction.
 */

/** 4 levels, steps of 2/3: each level is then equally likely (Morris 1991). */
const LEVELS = 4
const STEP = LEVELS / (2 * (LEVELS - 1))

export interface Step {
  readonly input: number
  /** +STEP or -STEP. */
  readonly change: number
}

export interface Trajectory {
  /** inputs + 1 points, each with one value in 0..1 per input. */
  readonly points: readonly (readonly number[])[]
  /** What leads from each point to the next. */
  readonly steps: readonly Step[]
}

/** `uniform` gives numbers in (0, 1). */
export function trajectory(inputs: number, uniform: () => number): Trajectory {
  const point = Array.from({ length: inputs }, () => Math.floor(uniform() * LEVELS) / (LEVELS - 1))
  const steps = shuffled(inputs, uniform).map((input): Step => {
    // From the lower half only upwards is inside, from the upper half only downwards.
    return { input, change: point[input]! + STEP <= 1 + 1e-9 ? STEP : -STEP }
  })
  const points = [point.slice()]
  for (const { input, change } of steps) {
    point[input]! += change
    points.push(point.slice())
  }
  return { points, steps }
}

function shuffled(n: number, uniform: () => number): number[] {
  const order = Array.from({ length: n }, (_, i) => i)
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(uniform() * (i + 1))
    ;[order[i], order[j]] = [order[j]!, order[i]!]
  }
  return order
}

/** What an input does over its whole range. */
export interface Effect {
  /** Mean effect, its mean size, and its standard deviation; undefined where nothing or one value was seen. */
  readonly mu: number | undefined
  readonly muStar: number | undefined
  readonly sigma: number | undefined
}

/** `outputs[t][i]` is the response at point i of trajectory t. One effect per input. */
export function effects(
  trajectories: readonly Trajectory[],
  outputs: readonly (readonly (number | undefined)[])[],
  inputs: number,
): readonly Effect[] {
  const found: number[][] = Array.from({ length: inputs }, () => [])
  trajectories.forEach(({ steps }, t) => {
    steps.forEach(({ input, change }, i) => {
      const [before, after] = [outputs[t]![i], outputs[t]![i + 1]]
      if (before !== undefined && after !== undefined) found[input]!.push((after - before) / change)
    })
  })
  return found.map(effectOf)
}

function effectOf(values: readonly number[]): Effect {
  const n = values.length
  if (n === 0) return { mu: undefined, muStar: undefined, sigma: undefined }
  const mu = values.reduce((sum, it) => sum + it, 0) / n
  const squares = values.reduce((sum, it) => sum + (it - mu) * (it - mu), 0)
  return {
    mu,
    muStar: values.reduce((sum, it) => sum + Math.abs(it), 0) / n,
    sigma: n < 2 ? undefined : Math.sqrt(squares / (n - 1)),
  }
}
