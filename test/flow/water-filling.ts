/**
 * The slow, obvious oracle. One water level rises for all; at each step every resource and every cap says at
 * which level it would stop somebody, the least of these is taken, and who it concerns is fixed.
 */
export interface Flow {
  /** Resource by index, with the bytes it carries per byte of the flow. */
  readonly path: readonly { readonly resource: number; readonly coefficient: number }[]
  readonly cap: number
  readonly weight: number
}

export interface Fair {
  readonly rates: number[]
  /** Index on the path, -1 = own cap. */
  readonly limiters: number[]
}

/** Levels this close, relatively, are equal: the cap wins, then the earlier on the path. */
const TIE = 1e-12

export function waterFilling(capacities: readonly number[], flows: readonly Flow[]): Fair {
  const room = [...capacities]
  const rates = flows.map(() => 0)
  const limiters = flows.map(() => -1)
  const open = new Set(flows.keys())
  while (open.size > 0) {
    const pull = room.map(() => 0)
    for (const f of open)
      for (const { resource, coefficient } of flows[f]!.path)
        pull[resource] = pull[resource]! + flows[f]!.weight * coefficient
    const stops = room.map((left, r) => (pull[r]! > 0 ? Math.max(0, left) / pull[r]! : Infinity))
    let level = Infinity
    for (const f of open) {
      const { cap, weight, path } = flows[f]!
      level = Math.min(level, cap / weight, ...path.map((hop) => stops[hop.resource]!))
    }
    const equal = level * (1 + TIE)
    for (const f of [...open]) {
      const { cap, weight, path } = flows[f]!
      const atCap = cap / weight <= equal
      const limiter = path.findIndex((hop) => stops[hop.resource]! <= equal)
      if (!atCap && limiter < 0) continue
      open.delete(f)
      rates[f] = atCap ? cap : level * weight
      limiters[f] = atCap ? -1 : limiter
      for (const { resource, coefficient } of path) room[resource] = room[resource]! - rates[f]! * coefficient
    }
  }
  return { rates, limiters }
}
