/**
 * Screening of many uncertain inputs with few runs (Morris, Technometrics 33 (1991); mu* of Campolongo et al., 2007).
 * Inputs are scaled to 0..1. A trajectory changes one input after the other by the same step, so that each run gives
 * one elementary effect; effects that vary between trajectories betray curvature or interaction.
 */

/** Usual, with steps of 2/3. */
const LEVELS = 4

export interface Step {
  readonly input: number
  /** levels / (2 (levels - 1)), up or down. */
  readonly change: number
}

export interface Trajectory {
  /** inputs + 1 points, each with one value in 0..1 per input. */
  readonly points: readonly (readonly number[])[]
  /** What leads from each point to the next. */
  readonly steps: readonly Step[]
}

/**
 * `uniform` gives numbers in (0, 1). Points lie on a grid of `levels` values from 0 to 1; with an even number of them and
 * steps over half the grid each level is equally likely (Morris 1991).
 * @throws RangeError where `levels` is not even.
 */
export function trajectory(inputs: number, uniform: () => number, levels: number = LEVELS): Trajectory {
  if (!(levels >= 2 && levels % 2 === 0)) throw new RangeError(`levels are an even number, got ${levels}`)
  const half = levels / 2
  const step = half / (levels - 1)
  const place = Array.from({ length: inputs }, () => Math.floor(uniform() * levels))
  // From the lower half only upwards is inside, from the upper half only downwards.
  const steps = shuffled(inputs, uniform).map(
    (input): Step => ({ input, change: place[input]! < half ? step : -step }),
  )
  const point = (): number[] => place.map((level) => level / (levels - 1))
  const points = [point()]
  for (const { input, change } of steps) {
    place[input]! += change > 0 ? half : -half
    points.push(point())
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
